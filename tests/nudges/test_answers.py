"""Every kind of check-in, alone and with others: what it says, and that every button of it does what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from adapters.discord import controls
from adapters.slack import render as slack
from bot.messages import Button, Form, Reply, Tone
from bot.replies import plain
from tests.house import choices, tappable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.house import House

HELD = "settings budget: 20"
"""What comes on one day may come in many messages."""


@dataclass(frozen=True)
class Life:
    """What somebody sets, and what passes until they are asked."""

    lines: Sequence[str]
    days: int
    title: str
    first: str
    kinds: int = 1


KINDS = {
    "milestone due": Life(["new Ship it", "milestone add 1 Draft by: tomorrow"], 1, "Milestone 1.1 is due", "Done"),
    "goal due": Life(["new Ship it by: tomorrow"], 1, "Goal 1 is due", "Done"),
    "lead": Life(["new Ship it by: 2026-12-10", "nudges 1 close"], 11, "Goal 1 will soon be due", "Done"),
    "follow": Life(["new Ship it by: tomorrow"], 2, "Goal 1 was due", "Done"),
    "question": Life(
        ["new Ship it by: tomorrow", "nudges 1 gentle"], 20, "What is to become of goal 1", "Too big: split it"
    ),
    "later": Life(["new Ship it", "later 1 tomorrow"], 1, "Goal 1, once more", "Done"),
    "rhythm": Life(["new Ship it", "nudges 1 rhythm: weekdays"], 1, "How is goal 1 going", "Say how it stands"),
    "review": Life(["new Ship it by: 2029-06-01"], 91, "A look back on goal 1", "Say how it stands"),
    "number": Life(["new Read 24 books by: tomorrow"], 1, "Goal 1 is due", "Say where it stands"),
    "number in a rhythm": Life(
        ["new Read 24 books", "nudges 1 rhythm: weekdays"], 1, "How is goal 1 going", "Say where it stands"
    ),
    "habit": Life(["new Write 500 words a day", "nudges 1 rhythm: weekdays"], 1, "How is goal 1 going", "500 words"),
    "habit to keep down": Life(
        ["new Drink at most 3 coffees a day", "nudges 1 rhythm: weekdays"], 1, "How is goal 1 going", "Check in"
    ),
}  # fmt: skip


async def asked_about(house: House, life: Life, *more: str) -> Reply:
    """Live `life`, and return the last message that came."""
    for line in (HELD, *life.lines, *more):
        assert (await house.says("ann", line)).tone is not Tone.refused, line
    await house.passes(days=life.days)
    return house.postbox.to("ann")[-1]


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_alone_begins_with_its_own_answer_and_offers_what_else_there_is(
    house: House, kind: str
) -> None:
    life = KINDS[kind]

    asked = await asked_about(house, life)

    assert asked.title.startswith(life.title)
    labels = list(choices(asked))
    assert labels[0] == life.first
    wanted = {"Done already", "Bad time: move it", "Not mine any more"}
    if kind != "question":
        wanted = {"Still on it", "Stuck", "Alter…", "In an hour", "Tomorrow", "Next week", "Pick a time…", "Why now?"}
    assert wanted <= set(labels)
    goes_on = kind in {"rhythm", "review", "number in a rhythm", "habit", "habit to keep down"}
    assert ("Done" in labels) is not (goes_on or kind == "question")


async def press(house: House, button: Button) -> Reply | None:
    """Press a button twice and take back what it did; a form opens, anything else is carried out."""
    answers = [await house.asks("ann", button.call) for _ in range(2)]
    assert all(isinstance(one, Form) or (isinstance(one, Reply) and one.tone is not Tone.refused) for one in answers), (
        button, answers,
    )  # fmt: skip
    for one in reversed(answers):
        if isinstance(one, Reply) and (undo := choices(one).get("Undo")):
            await house.asks("ann", undo)
    return answers[0] if isinstance(answers[0], Reply) else None


def twins(life: Life, together: int) -> list[str]:
    """Return what is said to set the same thing again and again."""
    return [
        line if line.startswith("new ") else line.replace(" 1", f" {n}", 1)
        for n in range(2, together + 1)
        for line in life.lines
    ]


# Each command that a button says is tried on both databases by its own tests.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("together", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", KINDS)
async def test_every_button_works_also_pressed_twice(house: House, kind: str, together: int) -> None:
    asked = await asked_about(house, KINDS[kind], *twins(KINDS[kind], together))

    for button in tappable(asked):
        opened = await press(house, button)
        if opened is not None and button.call.startswith("asked "):
            for inner in tappable(opened):
                await press(house, inner)


@pytest.mark.parametrize("kind", ["number", "question"])
async def test_every_button_of_what_is_opened_works_also_pressed_twice(house: House, kind: str) -> None:
    asked = await asked_about(house, KINDS[kind], *twins(KINDS[kind], 6))

    opened = await press(house, tappable(asked)[1])

    assert opened is not None
    assert len(tappable(asked)) == 6
    for inner in tappable(opened):
        await press(house, inner)


MIXED = [
    "settings budget: 20 country: none",
    "new Ship it by: 2026-12-07",  # 1 is due
    "new Call the vendor by: 2026-12-04",  # 2 was due
    "new Sail by: 2026-12-14", "nudges 3 close",  # 3 will soon be due
    "new Write home", "nudges 4 rhythm: every Monday",  # 4 in its rhythm
    "plan 2 if: the line is busy then: write to them",
]  # fmt: skip


async def test_a_message_about_several_kinds_says_which_they_are_and_asks_each_what_it_would_be_asked_alone(
    house: House,
) -> None:
    for line in MIXED:
        await house.says("ann", line)
    await house.passes(days=14)

    asked = house.postbox.to("ann")[-1]

    words = plain.text(asked)
    assert asked.title == "4 things: 1 is due, 1 will soon be due, 1 was due, 1 to check in on"
    assert "3 Sail\nWill be due: Mon 14 December 2026" in words
    assert "2 Call the vendor\nWas due: Fri 4 December 2026\nIf: the line is busy\nThen: write to them" in words
    rows = {section.text: [button.label for button in section.buttons] for section in asked.sections if section.text}
    assert rows["1 Ship it"] == ["Done", "Still on it", "Stuck", "Later…", "More…"]
    assert rows["4 Write home"] == ["Say how it stands", "Still on it", "Stuck", "Later…", "More…"]
    assert not controls.arranged(asked.sections)[1]
    assert "more" not in str(slack.message(asked)["blocks"][-1])


async def test_the_last_question_comes_in_a_bundle_too(house: House) -> None:
    for n in (1, 2):
        await house.says("ann", f"new Thing {n} by: tomorrow")
    await house.passes(days=60)

    titles = [reply.title for reply in house.postbox.to("ann")]

    assert titles == ["2 things are due", *["2 things were due"] * 3, "What is to become of 2 things?"]
    last = house.postbox.to("ann")[-1]
    assert plain.text(last).count("I have asked a few times.") == 1
    assert [button.label for button in last.sections[2].buttons] == [
        "Too big: split it", "Bad time: move it", "Not mine any more", "Done already",
    ]  # fmt: skip
    moved = await house.gets_form("ann", last.sections[2].buttons[1].call)
    kept = await house.asks("ann", command=moved.command, values={"goal": "2", "by": "2027-03-01"})
    assert isinstance(kept, Reply)
    assert kept.replaces
    assert "Goal 2 is changed: Thing 2" in plain.text(kept)
    assert kept.title == "What is to become of goal 1? Thing 1", kept


async def test_of_many_each_is_opened_as_if_it_had_come_alone_and_the_rest_stays(house: House) -> None:
    for name in "ABCDEF":
        await house.says("ann", f"new Ship part {name} by: tomorrow")
    await house.passes(days=1)
    (asked,) = house.postbox.to("ann")

    one = await house.says("ann", choices(asked)["3 Ship part C"])
    form = await house.gets_form("ann", choices(one)["Stuck"])
    stuck = await house.asks("ann", command=form.command, values={"goal": "3", "blocker": "no time"})
    back = await house.says("ann", choices(one)["Back to the others"])

    assert asked.title == "6 things are due"
    assert one.title == "Goal 3 is due: Ship part C"
    assert [button.label for button in one.sections[0].buttons] == ["Done", "Still on it", "Stuck"]
    assert one.replaces
    assert isinstance(stuck, Reply)
    assert (stuck.replaces, "Noted: goal 3 is stuck: Ship part C" in plain.text(stuck)) == (True, True)
    assert stuck.title == "5 things are due"
    assert len([b for b in tappable(stuck) if b.call.startswith("asked ")]) == 6
    assert back.title == "5 things are due"
    assert "Undo for one" in [section.menu.label for section in back.sections if section.menu]
    assert "no time" in await house.reads("ann", "checkins 3")


async def test_a_number_is_asked_for_in_a_bundle_too_and_what_does_not_fit_is_one_tap_away(house: House) -> None:
    asked = await asked_about(house, KINDS["number"], *twins(KINDS["number"], 2))

    row = {button.label: button.call for button in asked.sections[1].buttons}
    more = await house.says("ann", row["More…"])
    form = await house.gets_form("ann", row["Say where it stands"])
    told = await house.asks("ann", command=form.command, values={"goal": "2", "value": "7"})

    assert list(row) == ["Say where it stands", "Still on it", "Stuck", "Later…", "More…"]
    assert {"Done", "Alter…", "Next week", "Back to the others"} <= set(choices(more))
    assert isinstance(told, Reply)
    assert (told.replaces, told.title) == (True, "Goal 1 is due: Read 24 books")
    assert told.sections[1].text.startswith("Goal 2 stands at 7 books: Read 24 books")


async def test_a_wrong_value_in_a_form_of_a_bundle_comes_back_with_what_was_typed(house: House) -> None:
    for name in "AB":
        await house.says("ann", f"new Ship part {name} by: tomorrow")
    await house.passes(days=1)
    form = await house.gets_form("ann", "form nudge 1 alter 2")

    wrong = await house.asks("ann", command=form.command, values={"goal": "2", "by": "30 Feb"})

    assert isinstance(wrong, Form)
    assert wrong.command == form.command
    assert wrong.errors["by"].startswith("“30 Feb” does not exist.")


async def test_what_the_answer_asks_beside_is_kept_too(house: House) -> None:
    for n in (1, 2):
        await house.says("ann", f"new Thing {n}")
        await house.says("ann", f"milestone add {n} Step by: tomorrow")
    await house.passes(days=1)

    done = await house.says("ann", choices(house.postbox.to("ann")[-1])["Done"])
    reached = await house.says("ann", choices(done)["Goal reached"])

    assert "That was the last one. Is the goal reached?" in plain.text(done)
    assert reached.replaces
    assert "Still on it" in choices(reached)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("next week", "Mon 30 November 2026, 09:00"),
        ("next month", "Tue 1 December 2026, 09:00"),
        ("early next week", "Tue 1 December 2026, 09:00"),
        ("end of next week", "Fri 4 December 2026, 09:00"),
        ("mid-December", "Tue 15 December 2026, 09:00"),
    ],
)
async def test_later_next_week_means_its_beginning(house: House, said: str, expected: str) -> None:
    await house.says("ann", "new Ship it")

    assert expected in await house.reads("ann", f"later 1 {said}")


async def test_putting_off_to_before_it_is_due_is_said_to_be_one_more_check_in(house: House) -> None:
    await house.says("ann", "new Ship it by: 2026-12-14")

    told = await house.says("ann", "later 1 tomorrow")

    assert told.title == "I'll ask about goal 1 before it is due: Ship it"
    assert "Check-in: Tue 24 November 2026, 09:00" in plain.text(told)
    assert "And then: Mon 14 December 2026, 09:00" in plain.text(told)


async def test_the_last_question_about_a_goal_asks_up_to_when_to_split_it(house: House) -> None:
    asked = await asked_about(house, KINDS["question"])

    form = await house.gets_form("ann", choices(asked)["Too big: split it"])
    proposed = await house.asks("ann", command=form.command, values={"goal": "1", "by": "in 6 weeks"})

    assert [ask.name for ask in form.asks] == ["goal", "by"]
    assert isinstance(proposed, Reply)
    assert proposed.title.endswith("milestones: Ship it")


async def test_what_was_counted_in_a_bundle_stays_answered_when_another_is(house: House) -> None:
    for number, words in enumerate(("Row 20 minutes", "Read 40 minutes", "Write 30 minutes"), 1):
        await house.says("ann", f"new {words} a day")
        await house.says("ann", f"nudges {number} rhythm: weekdays")
    await house.passes(days=1)
    asked = choices(house.postbox.to("ann")[-1])

    await house.says("ann", asked["40 minutes"])
    left = await house.says("ann", asked["20 minutes"])

    labels = [button.label for button in tappable(left)]
    assert "40 minutes" not in labels
    assert "30 minutes" in labels
    assert "Undo" in labels


async def test_an_answer_that_is_taken_back_is_told_and_is_no_answer(house: House) -> None:
    await house.says("ana", "new Ship it by: tomorrow")
    await house.passes(days=1)
    await house.says("ana", "checkin 1 note: nearly there")
    await house.says("ana", "undo")

    told = await house.reads("ana", "why 1")

    assert "Answered: you checked in on goal 1." in told
    assert "You took back “checked in on goal 1”." in told
    assert "Answered: you took back" not in told
