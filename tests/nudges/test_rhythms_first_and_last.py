"""The first check-in of a rhythm, and those around a time off: each of its days is asked about once, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House

VIOLIN = "new Practise violin every day 19:00"


async def lives(house: House, *lines: str, **span: float) -> list[Reply]:
    """Say `lines` on Monday 23 November at 10:00, let time pass, and return what is asked until then."""
    for line in lines:
        await house.says("ana", line)
    await house.passes(**span)
    return house.postbox.to("ana")


@pytest.mark.parametrize(
    "lines",
    [
        ["new Journal one page every day 18:00", "checkin 1 1"],
        ["new Write my diary every day 18:00", "checkin 1 done"],
        ["new Ship it", "nudges 1 rhythm: every day 18:00", "checkin 1 note: the draft is out"],
    ],
)
async def test_the_first_is_left_out_too_if_it_was_answered_that_day(house: House, lines: list[str]) -> None:
    asked = await lives(house, *lines, hours=10)

    assert not asked
    assert "Tue 24 November 2026, 18:00" in await house.reads("ana", "next")


async def test_what_was_said_for_the_day_before_leaves_the_first_where_it_is(house: House) -> None:
    asked = await lives(house, "new Journal one page every day 18:00", "checkin 1 1 on: yesterday", hours=10)

    assert len(asked) == 1


async def test_what_was_said_before_the_first_day_of_asking_leaves_that_where_it_is(house: House) -> None:
    house.clock.advance(house.clock.now().replace(hour=19) - house.clock.now())

    asked = await lives(house, "new Journal one page every day 18:00", "checkin 1 1", days=1)

    assert len(asked) == 1


@pytest.mark.parametrize("days", [0, 1])
async def test_a_part_of_an_amount_a_day_is_no_answer_yet(house: House, days: int) -> None:
    walk = ("new Walk 30 minutes a day", "nudges 1 rhythm: every day 17:00")
    await lives(house, *walk, days=days)

    part = await lives(house, "checkin 1 10", hours=8)

    assert len(part) == days + 1
    assert "Today so far: 10 of 30 minutes" in plain.text(part[-1])


async def test_the_whole_amount_of_a_day_is_its_answer_however_many_times_it_took(house: House) -> None:
    walk = ("new Walk 30 minutes a day", "nudges 1 rhythm: every day 17:00")

    assert not await lives(house, *walk, "checkin 1 10", "checkin 1 25", hours=8)


async def test_after_a_time_off_that_ends_on_a_friday_the_weekend_is_asked_about(house: House) -> None:
    asked = await lives(house, VIOLIN, "away 23 nov to 27 nov", days=7, hours=10)

    assert len(asked) == 3
    assert not [one for one in map(plain.text, asked) if "and Mon 30 November 2026" in one]


async def test_the_weekend_after_a_time_off_is_shown_as_it_will_come(house: House) -> None:
    await lives(house, VIOLIN, "away 23 nov to 27 nov")

    ahead = await house.reads("ana", "next")

    assert [f"{day} November 2026, 19:00" in ahead for day in ("Sat 28", "Sun 29", "Mon 30")] == [True] * 3


async def test_did_it_after_a_time_off_counts_for_the_day_that_is_asked_about(house: House) -> None:
    [asked] = await lives(house, VIOLIN, "away 23 nov to 27 nov", days=5, hours=10)
    tap = next(button.call for section in asked.sections for button in section.buttons if button.label == "Did it")

    await house.says("ana", tap)
    house.clock.advance(house.clock.now().replace(day=29) - house.clock.now())

    assert "Sat 28 November 2026: ✓" in await house.reads("ana", "streak 1")


async def test_a_weekly_one_that_falls_into_a_time_off_waits_for_work(house: House) -> None:
    """Where no day of its own comes before that, nobody is asked on the weekend."""
    await lives(house, "new Report every Wednesday 14:00", "away 23 nov to 27 nov")

    assert "Mon 30 November 2026, 14:00" in await house.reads("ana", "next")


async def test_rolled_before_a_time_off_it_joins_the_last_day_before_it(house: House) -> None:
    await lives(house, "settings roll: before", VIOLIN, "away 30 nov to 4 dec", days=5)

    ahead = await house.reads("ana", "next")

    assert ahead.count("Sun 29 November 2026, 19:00") == 1
    assert "Sat 5 December 2026, 19:00" in ahead
    assert "Fri 27" not in ahead
