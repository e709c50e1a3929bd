"""The life of a goal: started, paused, reached, dropped, archived, reopened; each tap twice, each taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import Tone
from bot.replies import plain
from tests.house import buttons, choices

if TYPE_CHECKING:
    from tests.house import House


async def state(house: House, goal: str = "1") -> str:
    shown = await house.reads("alice", f"show {goal}")
    return next(line for line in shown.splitlines() if line.startswith("State: ")).removeprefix("State: ")


async def coming(house: House) -> str:
    return (await house.says("alice", "next")).title


@pytest.mark.parametrize(
    ("first", "again", "becomes"),
    [
        ("pause 1", "Goal 1 is paused already, since Mon 23 November 2026, 10:00", "paused"),
        ("archive 1", "Goal 1 was archived on Mon 23 November 2026, 10:00", "active, archived on Mon 23 November 2026"),
        ("drop 1", "Goal 1 was dropped on Mon 23 November 2026, 10:00", "dropped on Mon 23 November 2026"),
        ("done 1", "Goal 1 was reached on Mon 23 November 2026, 10:00", "reached on Mon 23 November 2026"),
    ],
)
async def test_whatever_ends_or_waits_is_silent_at_once_and_comes_back(
    house: House, first: str, again: str, becomes: str
) -> None:
    """The second tap says when it was; undo and reopen plan the check-ins again."""
    await house.says("alice", "new Ship the billing API by: in 5 days")
    await house.says("alice", "milestone add 1 Draft by: in 2 days")

    reply = await house.says("alice", first)
    silent = await coming(house)
    house.clock.advance(timedelta(hours=1))
    second = await house.says("alice", first)
    then = await state(house)
    await house.says("alice", buttons(reply)["Undo"])
    undone = (await state(house), await coming(house))
    await house.says("alice", first)
    await house.says("alice", "reopen 1")
    reopened = (await state(house), await coming(house))

    assert silent == "No check-in is planned"
    assert second.title.startswith(again)
    assert then == becomes
    assert undone == ("active", "Your next 5 check-ins")
    assert reopened == ("active", "Your next 5 check-ins")


async def test_nothing_is_sent_of_what_was_archived(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: in 2 days")
    await house.says("alice", "archive 1")

    await house.passes(days=30)

    assert house.postbox.messages == []


async def test_a_paused_goal_goes_on(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: in 2 days")
    await house.says("alice", "pause 1")

    on = await house.says("alice", "resume 1")
    again = await house.says("alice", "resume 1")

    assert on.title == "Goal 1 is resumed: Ship the billing API"
    assert "Check-in: Wed 25 November 2026, 09:00 (Europe/Lisbon)" in plain.text(on)
    assert again.title.startswith("Goal 1 is active already, since Mon 23 November 2026, 10:00")


async def test_a_goal_that_comes_back_after_its_date_asks_for_a_new_one(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: in 2 days")
    await house.says("alice", "pause 1")
    house.clock.advance(timedelta(days=10))

    on = await house.says("alice", "resume 1")

    assert "Its date has passed, so give it a new one." in plain.text(on)
    assert buttons(on)["Give it a date"] == "form alter 1 by: ___"


async def test_a_draft_becomes_active_when_it_is_started_or_made_specific(house: House) -> None:
    await house.says("alice", "new feel fulfilled by: in 5 days")
    await house.says("alice", "new feel alive by: in 5 days")
    drafts = [await state(house, "1"), await state(house, "2")]

    started = await house.says("alice", "start 1")
    await house.says("alice", "alter 2 Run three times a week")

    assert drafts == ["draft", "draft"]
    assert started.title == "Goal 1 is started: feel fulfilled"
    assert [await state(house, "1"), await state(house, "2")] == ["active", "active"]


async def test_a_draft_has_nothing_to_pause_or_reopen(house: House) -> None:
    await house.says("alice", "new feel fulfilled")

    pausing = await house.says("alice", "pause 1")
    reopening = await house.says("alice", "reopen 1")

    assert buttons(pausing) == {"Start": "start 1"}
    assert reopening.sections[0].text == "To be asked about it all the same: start 1"


@pytest.mark.parametrize("line", ["pause 1", "resume 1", "alter 1 by: friday", "milestone add 1 More", "start 1"])
async def test_what_is_over_stays_as_it_is_until_it_is_reopened(house: House, line: str) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "drop 1")

    reply = await house.says("alice", line)

    assert reply.tone is Tone.refused
    assert reply.title == "Goal 1 is dropped, so it stays as it is."
    assert reply.sections[0].text == "To go on with it: reopen 1"


async def test_a_sixth_active_goal_is_allowed_and_gently_questioned(house: House) -> None:
    replies = [await house.says("alice", f"new Read {n} books by: 2027-03-31") for n in range(2, 8)]

    fifth, sixth = plain.text(replies[4]), plain.text(replies[5])
    seventh = await house.says("alice", "new Read 8 books by: 2027-03-31")
    menu = next(section.menu for section in replies[5].sections if section.menu)
    await house.says("alice", menu.options[0].call)

    assert "active goals" not in fifth
    assert "That makes 6 active goals." in sixth
    assert replies[5].title == "Goal 6 is set: Read 7 books"
    assert "active goals" not in plain.text(seventh)
    for n in range(9, 14):
        assert "active goals" not in await house.reads("alice", f"new Read {n} books by: 2027-03-31")
    assert [option.call for option in menu.options] == [f"pause {n}" for n in range(1, 6)]
    assert await state(house, "1") == "paused"


async def test_a_goal_that_comes_back_as_a_sixth_is_questioned_too(house: House) -> None:
    await house.says("alice", "new Ship it")
    await house.says("alice", "pause 1")
    for n in range(2, 7):
        await house.says("alice", f"new Read {n} books by: 2027-03-31")

    assert "That makes 6 active goals." in await house.reads("alice", "resume 1")


async def test_a_far_goal_is_asked_for_a_first_step_and_looked_at_again(house: House) -> None:
    """More than a year away: a review and a first short-term goal, and no other question."""
    reply = await house.says("alice", "new Become a staff engineer by 2030")

    form = await house.gets_form("alice", buttons(reply)["Set a first step"])
    step = await house.asks("alice", command=form.command, values={"goal": "Ship the API by 2027-02-01", "under": "1"})
    altered = await house.says("alice", "alter 1 by: 2031")

    assert "A look back: Mon 22 February 2027, 09:00 (Europe/Lisbon)" in plain.text(reply)
    assert (await house.says("alice", "next")).title.startswith("Your next")
    assert step is not None
    assert "On the road to: 1 Become a staff engineer" in plain.text(step)
    assert "more than a year away" not in plain.text(altered)


async def test_an_alteration_keeps_its_reason(house: House) -> None:
    await house.says("alice", "new Ship it by: 2027-03-31 why: so that I can sleep")

    reply = await house.says("alice", "alter 1 by: 2027-04-30 because: the vendor is late")
    taken_off = await house.says("alice", "alter 1 by: none")

    assert "Changed because: the vendor is late" in plain.text(reply)
    assert "Due: no date yet" in plain.text(taken_off)
    assert "because: the vendor is late" in await house.reads("alice", "history 1")


@pytest.mark.parametrize(
    "line", ["done 1", "drop 1", "pause 1", "archive 1", "milestone done 1.1", "milestone drop 1.1"]
)
async def test_a_double_tap_gets_the_same_answer_with_its_undo(house: House, line: str) -> None:
    """A later one says when it was, and still has what can be tapped."""
    await house.says("alice", "new Ship the billing API by: in 5 days")
    await house.says("alice", "milestone add 1 Draft by: in 2 days")

    first = await house.says("alice", line)
    house.clock.advance(timedelta(seconds=2))
    second = await house.says("alice", line)
    house.clock.advance(timedelta(hours=1))
    later = await house.says("alice", line)
    await house.says("alice", buttons(second)["Undo"])

    assert second == first
    assert "already" in later.title
    assert buttons(later)
    assert "open" in await house.reads("alice", "show 1") or await state(house) == "active"


async def test_whoever_reaches_a_goal_hears_what_stays_open(house: House) -> None:
    await house.says("alice", "new Ship the billing API by: in 9 days")
    await house.says("alice", "milestone add 1 Draft; Review; Test; Ship")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "new Write 3 posts by: in 9 days")

    over_steps, over_number = [await house.says("alice", f"done {n}") for n in (1, 2)]

    assert "3 milestones stay open: 1.2 Review; 1.3 Test; 1.4 Ship." in plain.text(over_steps)
    assert {"Show them", "Reopen", "Undo"} == set(buttons(over_steps))
    assert "Counted: no number yet." in plain.text(over_number)


async def test_done_offers_what_was_just_asked_about_and_milestones_beside_goals(house: House) -> None:
    for line in (
        "new Ship the API",
        "new Read 24 books",
        "milestone add 1 Tell all",
        "milestone add 1 Draft by tomorrow",
    ):
        await house.says("alice", line)
    await house.passes(days=1)
    asked = await house.says("alice", "done")

    assert [*choices(asked).values()] == ["done 1.2", "done 1", "done 2", "done 1.1"]
    assert "Milestone 1.2 is done: Draft" in await house.reads("alice", "done 1.2")
    assert "Milestone 1.1 is done: Tell all" in await house.reads("alice", "done tell all")
    assert "Goal 1 is reached" in await house.reads("alice", "done 1")
    assert "no goal “7”" in await house.reads("alice", "done 7")
    assert "no milestone “1.9”" in await house.reads("alice", "done 1.9")


async def test_still_on_it_typed_asks_of_what(house: House) -> None:
    await house.says("alice", "new Ship the API")
    told = await house.says("alice", "Still on it!")

    assert [*buttons(told).values()] == ["checkin 1 still on it"]


async def test_a_habit_is_not_reached_by_its_last_milestone(house: House) -> None:
    for line in ("new Floss every day", "milestone add 1 Buy floss"):
        await house.says("alice", line)

    assert "Is the goal reached?" not in await house.reads("alice", "milestone done 1.1")


async def test_what_is_reached_short_of_its_number_says_so_once_with_milestones_too(house: House) -> None:
    for line in ("new Fix 20 bugs by Friday", "milestone add 1 Ask the testers", "checkin 1 12"):
        await house.says("alice", line)

    assert "Counted: 12 of 20 bugs. 1 milestone stays open" in await house.reads("alice", "done 1")
    assert "Progress: 12 of 20 bugs, 0 of 1 milestones done, reached" in await house.reads("alice", "show 1")


async def test_what_is_stuck_is_asked_about_once_more_and_was_put_off_by_nobody(house: House) -> None:
    for line in ("new Ship the API", "stuck 1 no energy", "new Sing every day"):
        await house.says("alice", line)

    await house.passes(days=3)

    assert house.postbox.to("alice")[-1].title == "2 things: 1 once more, 1 to check in on"
