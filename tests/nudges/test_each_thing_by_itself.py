"""An answer answers for what it was said of alone: a milestone's siblings, and its goal, are asked about as before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.messages import File
from bot.replies import plain
from tests.house import buttons, choices

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House

FLAT = ("new Move to the new flat", "milestone add 1 pack kitchen by tomorrow; rent van by tomorrow")


async def says(house: House, *lines: str) -> Reply:
    return [await house.says("gil", line) for line in lines][-1]


async def asked(house: House, *lines: str, days: float = 1) -> Reply:
    """Say `lines`, let days go by, and return the last message that came."""
    await says(house, *lines)
    await house.passes(days=days)
    return house.postbox.to("gil")[-1]


def rows(reply: Reply) -> dict[str, list[str]]:
    """Return the buttons in each row of a message about several things, by what stands above them."""
    return {section.text.split("\n")[0]: [b.label for b in section.buttons] for section in reply.sections}


async def titles(house: House, *, days: int) -> list[str]:
    before = len(house.postbox.messages)
    await house.passes(days=days)
    return [reply.title for _, reply, _ in house.postbox.messages[before:]]


ANSWERS = ["checkin 1.2 still on it", "stuck 1.2 no driver", "checkin 1.2 note: called two", "checkin 1.2 on track"]


@pytest.mark.parametrize("answer", ANSWERS)
async def test_in_one_message_the_other_milestone_goes_on_being_asked_about(house: House, answer: str) -> None:
    await asked(house, *FLAT)

    left = await says(house, f"nudge 1 {answer}")

    assert left.title == "Milestone 1.1 is due: pack kitchen"
    assert rows(left)["1.1 pack kitchen"] == ["Done", "Still on it", "Stuck", "Later…", "More…"]
    assert "1.2 rent van" not in rows(left)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_the_other_milestone_keeps_its_follow_up(house: House, answer: str) -> None:
    await asked(house, *FLAT)

    await says(house, answer)

    assert "it will be left out" not in plain.text(await says(house, "why 1.1"))
    assert "Milestone 1.1 was due: pack kitchen" in await titles(house, days=1)


async def test_what_was_answered_for_is_not_asked_about_again_so_soon(house: House) -> None:
    await asked(house, *FLAT)

    told = plain.text(await says(house, "checkin 1.2 still on it"))

    assert "it will be left out, as you have said how it stands" in plain.text(await says(house, "why 1.2"))
    assert "I ask again: Fri 27 November 2026, 09:00" in told
    assert await titles(house, days=1) == ["Milestone 1.1 was due: pack kitchen"]


async def test_each_of_two_answers_is_taken_back_by_itself(house: House) -> None:
    await asked(house, *FLAT)
    await says(house, "nudge 1 checkin 1.1 still on it")

    both = await says(house, "nudge 1 checkin 1.2 still on it")
    back = await says(house, f"nudge 1 {buttons(both)['Undo'].removeprefix('nudge 1 ')}")

    assert both.title == "Both are answered"
    assert back.title.startswith("Milestone 1.")
    assert len([button for button in choices(back).values() if button.endswith("still on it")]) == 1


async def test_a_goal_in_the_same_message_is_asked_about_still(house: House) -> None:
    await asked(house, "new Plant the garden by: tomorrow", "milestone add 1 buy seeds by tomorrow")

    left = await says(house, "nudge 1 checkin 1.1 still on it")

    assert left.title == "Goal 1 is due: Plant the garden"
    assert "Still on it" in rows(left)["1 Plant the garden"]
    assert "Goal 1 was due: Plant the garden" in await titles(house, days=1)


async def test_what_is_said_of_a_goal_answers_for_the_goal_and_not_for_its_milestones(house: House) -> None:
    await asked(house, "new Plant the garden by: tomorrow", "milestone add 1 buy seeds by tomorrow")

    left = await says(house, "nudge 1 checkin 1 on track")

    assert left.title == "Milestone 1.1 is due: buy seeds"
    assert await titles(house, days=1) == ["Milestone 1.1 was due: buy seeds"]


async def test_a_number_is_the_goals_and_answers_for_both(house: House) -> None:
    await asked(house, "new Read 24 books by: tomorrow", "milestone add 1 Join a club by tomorrow")

    done = await says(house, "nudge 1 checkin 1.1 7")

    assert done.title == "Both are answered"
    assert await titles(house, days=1) == []


async def test_the_last_question_about_the_other_comes_all_the_same(house: House) -> None:
    lines = ("new Pass the exam", "milestone add 1 cardio by tomorrow; renal by tomorrow")
    await asked(house, *lines, days=12)

    await says(house, "checkin 1.2 still on it")

    assert "What is to become of milestone 1.1? cardio" in await titles(house, days=14)


async def test_a_milestone_of_a_habit_is_not_the_habit_done(house: House) -> None:
    await says(house, "new Run every day", "milestone add 1 buy shoes by tomorrow")

    await says(house, "checkin 1.1 note: tried three")
    told = plain.text(await says(house, "checkin 1.1 still on it", "show 1"))

    assert "the first day is not over yet" in told


async def test_a_milestone_that_goes_on_hides_nothing_that_was_said_of_the_goal(house: House) -> None:
    await says(house, *FLAT, "stuck 1 no money")

    await says(house, "checkin 1.1 still on it")

    assert "Blocker: no money" in plain.text(await says(house, "show 1"))
    assert "Confidence: at risk" in plain.text(await says(house, "show 1"))


async def test_what_stood_in_the_way_of_a_milestone_is_taken_away_by_its_goal_too(house: House) -> None:
    await says(house, *FLAT, "stuck 1.2 no driver")

    await says(house, "checkin 1 blocker: none")

    assert "no driver" not in plain.text(await says(house, "show 1"))


async def test_say_more_says_it_of_the_same(house: House) -> None:
    await asked(house, *FLAT)

    told = await says(house, "checkin 1.2 still on it")

    assert buttons(told)["Say more"] == "form checkin 1.2"


async def test_why_tells_the_answer_where_it_belongs(house: House) -> None:
    await asked(house, *FLAT)

    await says(house, "stuck 1.2 no driver")

    assert "Answered:" in plain.text(await says(house, "why 1.2"))
    assert "Answered:" not in plain.text(await says(house, "why 1.1"))


@pytest.mark.parametrize("format_", ["json", "csv"])
async def test_a_file_keeps_what_was_said_of_a_milestone(house: House, format_: str) -> None:
    await says(house, *FLAT, "stuck 1.2 no driver", "checkin 1 note: it goes")
    kept = await says(house, f"export as: {format_}")
    assert isinstance(kept.file, File)

    await house.asks("hal", command="import", values={"file": kept.file.text})
    again = await house.says("hal", "export as: json")
    assert isinstance(again.file, File)

    said = json.loads(again.file.text)["goals"][0]["checkins"]
    assert [(one.get("milestone"), one.get("blocker") or one.get("note")) for one in said] == [
        (2, "no driver"),
        (None, "it goes"),
    ]


async def test_a_file_that_speaks_of_a_milestone_that_is_not_there_is_refused(house: House) -> None:
    said = {"on": "2026-11-23", "at": "2026-11-23T10:00:00Z", "milestone": 3, "note": "it goes"}
    kept = {"milepost": 1, "goals": [{"number": 1, "title": "Move", "checkins": [said]}]}

    answer = await house.asks("hal", command="import", values={"file": json.dumps(kept)})

    assert "something is said of milestone 3, and there are 0" in str(answer)


@pytest.mark.parametrize(("end", "became"), [("milestone done 1.1", "done"), ("milestone drop 1.1", "dropped")])
@pytest.mark.parametrize("answer", ["checkin 1.1 still on it", "stuck 1.1 no boxes"])
async def test_a_milestone_that_is_over_neither_goes_on_nor_is_stuck(
    house: House, end: str, became: str, answer: str
) -> None:
    await asked(house, *FLAT)
    await says(house, end)

    alone = await says(house, answer)
    among = plain.text(await says(house, f"nudge 1 {answer}"))

    assert (
        alone.title
        == f"Milestone 1.1 was {became} on Tue 24 November 2026, 10:00 (Europe/Lisbon) already: pack kitchen"
    )
    assert buttons(alone)["Reopen"] == "milestone reopen 1.1"
    assert "is still open" not in among
    assert "is stuck" not in among
    assert alone.title in among
    assert "no boxes" not in plain.text(await says(house, "show 1"))


async def test_what_was_to_say_of_a_milestone_that_is_done_can_be_said(house: House) -> None:
    await says(house, *FLAT, "milestone done 1.1")

    assert "Last note: took all day" in plain.text(await says(house, "checkin 1.1 note: took all day", "show 1"))
