"""What a chart says beside its picture: the date, where it is heading, and that it is all there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.house import House


async def test_all_milestones_done_is_not_called_reached_while_the_goal_is_open(house: House) -> None:
    await house.says("ana", "new Finish the slides by Friday")
    await house.says("ana", "milestone add 1 Outline; Draft")
    await house.says("ana", "milestone done 1.1")
    half = await house.reads("ana", "chart 1")
    await house.says("ana", "milestone done 1.2")
    whole = await house.reads("ana", "chart 1")
    await house.says("ana", "done 1")
    over = await house.reads("ana", "chart 1")

    assert "Due: Fri 27 November 2026" in half
    assert "Its milestones have no dates, so there is no pace to compare it with." in half
    assert "no date" not in whole
    assert "2 of 2 milestones done, 100 %. That is all; the goal is still open." in whole
    assert "Reached" not in whole
    assert "still open" not in over


async def test_without_a_date_a_chart_says_so(house: House) -> None:
    await house.says("ana", "new Read 24 books")
    await house.says("ana", "checkin 1 3")

    told = await house.reads("ana", "chart 1")

    assert "It has no date, so there is no pace to compare it with." in told
    assert "Due" not in told


async def test_where_it_is_heading_is_said_to_everybody_and_not_only_in_the_description(house: House) -> None:
    await house.says("ana", "new Read 24 books by: 2027-03-03")
    await house.passes(days=60)
    await house.says("ana", "checkin 1 11 books")

    chart = await house.says("ana", "chart 1")

    landing = "At your pace (1.28 books a week) it lands on Sat 3 April 2027, 31 days late."
    assert landing in chart.sections[0].text
    assert chart.sections[0].chart is not None
    assert "lands" not in chart.sections[0].chart.alt
