"""Numbers that go the wrong way are refused or told, and nobody who is stuck is congratulated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.checkins.amounts import kept
from bot.goals.progress import behind
from bot.measure import Measure
from bot.messages import Address
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


async def test_nothing_is_counted_below_zero_that_does_not_begin_there(house: House) -> None:
    await house.reads("alice", "new Read 12 books by: 2027-06-30")
    await house.reads("alice", "checkin 1 3")

    refused = await house.reads("alice", "checkin 1 -5")

    assert "Goal 1 stands at 3 books, so 5 less would be -2 books." in refused
    assert "3 of 12 books" in await house.reads("alice", "show 1")
    assert "Goal 1 stands at 1 book" in await house.reads("alice", "checkin 1 -2")


async def test_a_weight_where_kilos_lost_are_counted_is_asked_about(house: House) -> None:
    """Nearly ten times of all that was to come off is no success, but where somebody stands."""
    await house.says("alice", "new lose 8 kilos by June")
    said = await house.says("alice", "checkin 1 79kg")
    within = await house.reads("alice", "checkin 1 9 on: yesterday")
    counted = await house.reads("alice", buttons(said)["Count from there"])

    assert "Goal reached" not in buttons(said)
    assert "Is the goal reached?" in within
    assert "Counted: from 79 to 71 kilos" in counted
    assert "at 79 kilos (from 79 to 71 kilos), 0 %" in await house.reads("alice", "show 1")


async def test_being_too_heavy_is_not_more_than_reached(house: House) -> None:
    """A weight may lie above or below: the first number tells which way it goes."""
    await house.reads("alice", "new weigh 75 kg by June")
    unknown = await house.reads("alice", "checkin 1 less 2")
    heavy = await house.reads("alice", "checkin 1 82")
    await house.passes(days=1)

    lighter = await house.reads("alice", "checkin 1 less 2")

    assert "I don't know yet where goal 1 stands" in unknown
    assert "at 82 kg (from 82 to 75 kg), 0 %" in heavy
    assert "reached" not in heavy
    assert "at 80 kg (from 82 to 75 kg), 29 %" in lighter


async def test_below_zero_is_fine_where_it_begins_or_ends_there(house: House) -> None:
    await house.reads("alice", "new Lift the margin")
    await house.reads("alice", "alter 1 measure: from -20 to 10 %")

    assert "Goal 1 stands at -5 %" in await house.reads("alice", "checkin 1 -5")


async def test_no_more_is_taken_back_from_a_team_than_was_added(house: House) -> None:
    async def says(words: str) -> str:
        return await house.reads("ben", words, realm="T1", place=Address("test", "T1", "C1"))

    await says("new Resolve 200 tickets for: team")
    await says("checkin tickets 30")

    refused = await says("checkin tickets -50")
    fewer = await says("checkin tickets -10")

    assert "30 tickets were added so far, so 50 can't be taken back" in refused
    assert "10 tickets taken back from goal 1" in fewer
    assert "20 of 200 tickets" in fewer


async def test_what_is_further_away_than_the_start_is_told_and_is_not_on_track(house: House) -> None:
    await house.reads("alice", "new Cut latency from 800 to 300 ms by: 2027-06-30")

    further = await house.reads("alice", "checkin 1 900")
    back = await house.reads("alice", "checkin 1 800")

    assert "That is further from 300 ms than the start, 800 ms." in further
    assert "off track" in further.partition("Your own word")[0].partition("1)")[0]
    assert "further" not in back
    assert "track" not in back


@pytest.mark.parametrize(
    ("begin", "target", "at", "percent"), [(800, 300, 900, 20), (800, 300, 700, 0), (0, 10, -1, 10), (5, 5, 9, 0)]
)
def test_how_far_a_number_is_behind_its_start(begin: float, target: float, at: float, percent: float) -> None:
    assert behind(Measure("number", begin, target), begin, at) == percent


@pytest.mark.parametrize("words", ["done", "yes", "Done, felt good", "✓"])
async def test_done_counts_once_for_a_habit(house: House, words: str) -> None:
    await house.reads("alice", "new Run three times a week")

    assert "1 of 3 this week" in await house.reads("alice", f"checkin 1 {words}")


@pytest.mark.parametrize(
    ("words", "comment"), [("done", ""), ("Yes!", ""), ("done, felt good", "felt good"), ("not done", None)]
)
def test_how_somebody_says_that_they_did_it(words: str, comment: str | None) -> None:
    assert kept(words) == comment


async def test_somebody_who_is_stuck_is_not_congratulated(house: House) -> None:
    await house.reads("alice", "new Read 12 books by: 2027-06-30")
    whole = await house.reads("alice", "checkin 1 12")

    stuck = await house.reads("alice", "stuck 1 no shelf to put them on")

    assert "Is the goal reached?" in whole
    assert "Is the goal reached?" not in stuck


async def test_the_coach_asks_no_number_of_a_goal_that_is_counted(house: House) -> None:
    await house.reads("alice", "new Improve our NPS by: 2027-04-01")

    before = await house.reads("alice", "coach 1")
    await house.reads("alice", "alter 1 measure: from 20 to 40")
    after = await house.reads("alice", "coach 1")

    assert "Where does the figure stand today" in before
    assert "Where does the figure stand today" not in after
    assert "✓ Measurable: counted from 20 to 40" in after


async def test_a_goal_that_is_called_reached_short_of_its_number_is_not_all_of_it(house: House) -> None:
    await house.says("alice", "new Fix 20 bugs by June")
    await house.says("alice", "checkin 1 12")
    await house.says("alice", "done 1")

    assert "Progress: 12 of 20 bugs, reached" in await house.reads("alice", "show 1")


async def test_where_nothing_is_counted_a_number_may_be_said_in_words(house: House) -> None:
    await house.says("alice", "new Move house by June")

    assert "Note: two rooms done" in await house.reads("alice", "checkin 1 two rooms done")
    assert "it has no number to move" in await house.reads("alice", "checkin 1 2")
