"""A number that goes back is said to, and a pace needs days enough to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Chart

if TYPE_CHECKING:
    from tests.house import House

BACK = "That is a step back, from 9 to 10 minutes (43 % → 29 %)."


async def test_a_step_back_is_said_with_where_it_was_and_where_it_is(house: House) -> None:
    await house.says("ana", "new Reduce build time from 12 to 5 minutes by: 2027-03-31")
    await house.passes(days=3)
    forward = await house.reads("ana", "checkin 1 9")
    await house.passes(days=1)

    said = await house.reads("ana", "checkin 1 10")
    chart = await house.says("ana", "chart 1")
    drawn = [section.chart for section in chart.sections if isinstance(section.chart, Chart)]

    assert "step back" not in forward
    assert BACK in said
    assert said.index(BACK) < said.index("At your pace")
    assert BACK in chart.sections[0].text
    assert BACK.rstrip(".") in drawn[0].alt


async def test_a_correction_of_the_same_day_and_a_late_one_are_no_step_back(house: House) -> None:
    await house.says("ana", "new Reduce build time from 12 to 5 minutes by: 2027-03-31")
    await house.passes(days=3)
    await house.says("ana", "checkin 1 9")

    corrected = await house.reads("ana", "checkin 1 10")
    late = await house.reads("ana", "checkin 1 11 on: yesterday")

    assert "step back" not in corrected
    assert "step back" not in late


async def test_a_number_that_grows_goes_back_when_it_falls(house: House) -> None:
    await house.says("ana", "new Grow followers from 100 to 200 by: 2027-03-31")
    await house.passes(days=3)
    await house.says("ana", "checkin 1 150")
    await house.passes(days=1)

    assert "a step back, from 150 to 140 (50 % → 40 %)" in await house.reads("ana", "checkin 1 140")


async def test_after_one_day_nothing_is_said_of_where_it_lands(house: House) -> None:
    await house.says("ana", "new Reduce build time from 12 to 5 minutes by: 2027-03-31")
    await house.passes(days=1)

    first = await house.reads("ana", "checkin 1 9")
    await house.passes(days=1)
    second = await house.reads("ana", "checkin 1 8")

    assert "it lands on" not in first
    assert "it lands on" in second
