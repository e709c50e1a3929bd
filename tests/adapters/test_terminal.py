"""A form on a terminal, filled in line by line."""

from __future__ import annotations

import asyncio
import os
import pty
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from adapters.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.house import House


class Sitting:
    """Somebody at a terminal, and what they read there."""

    def __init__(self, house: House) -> None:
        self.read: list[str] = []
        self.terminal = Terminal(
            dispatcher=house.dispatcher, person="alice", zone="Europe/Lisbon", show=self.read.append, as_json=False
        )

    async def types(self, *lines: str) -> str:
        """Return what is read after the last of these lines."""
        for line in lines:
            self.read.clear()
            await self.terminal.hear(line)
        return "\n".join(self.read)


@pytest.fixture
async def sitting(house: House) -> Sitting:
    sitting = Sitting(house)
    await sitting.types("new Read 200 pages by: 31 December 2027")
    return sitting


async def test_enter_skips_what_may_stay_empty(sitting: Sitting) -> None:
    await sitting.types("checkin", "1", "5")

    said = await sitting.types("", "", "", "")

    assert "Goal 1 stands at 5 pages" in said


async def test_enter_keeps_what_stands_there(sitting: Sitting) -> None:
    assert "Enter keeps: 1" in await sitting.types("form alter 1")

    await sitting.types("", "", "end of 2028")
    said = await sitting.types("", "", "", "", "", "")

    assert "31 December 2028" in said


async def test_what_is_tapped_is_not_asked_what_it_is_about(sitting: Sitting) -> None:
    await sitting.types("new Be happier", "ladder 2")

    asked = await sitting.types("1")

    assert "Goal?" not in asked
    assert "What would they see you do?" in asked
    await sitting.types("", "")
    assert "Milestone 2.1 is added: Buy a book" not in await sitting.types("Buy a book")
    assert "From “Be happier”" in "\n".join(sitting.read)


async def test_words_that_are_to_be_corrected_are_asked_for_again(sitting: Sitting) -> None:
    """Of what is too long, the form holds the heart."""
    await sitting.types(f"new I want to run a marathon, but my knee {'is bad ' * 30}")

    asked = await sitting.types("1")

    assert "Goal?" in asked
    assert "Enter keeps: I want to run a marathon)" in asked


async def test_a_form_says_first_that_lines_are_answers_now(sitting: Sitting) -> None:
    asked = await sitting.types("checkin")

    assert "not a command" in asked
    assert "cancel leaves" in asked
    assert "nothing was changed" in (await sitting.types("cancel")).lower()
    assert "Read 200 pages" in await sitting.types("list")


@pytest.mark.parametrize(
    ("line", "before", "wrong", "said", "asked"),
    [
        ("checkin", (), "7", "You have no goal “7”", "Goal or milestone?"),
        ("checkin", ("1", "5"), "perhaps", "I don't know the confidence “perhaps”", "Confidence?"),
        ("form alter 1", ("", ""), "32 May", "does not exist", "New date?"),
        ("stuck 1", (), "", "Please fill this in", "Blocker?"),
    ],
)
async def test_what_is_wrong_is_said_at_once_and_asked_again(  # noqa: PLR0917 - the parts of one case
    sitting: Sitting, line: str, before: tuple[str, ...], wrong: str, said: str, asked: str
) -> None:
    answer = await sitting.types(line, *before, wrong)

    assert said in answer
    assert answer.splitlines()[-1].startswith(asked)
    assert not wrong or f"keeps: {wrong}" not in answer


async def test_a_value_that_only_the_command_can_refuse_is_asked_again_by_itself(sitting: Sitting) -> None:
    refused = await sitting.types("checkin", "1", "5 or 6", "", "", "", "")

    assert "not “or 6”" in refused
    assert refused.splitlines()[-1].startswith("Where it stands?")
    assert "keeps" not in refused
    assert "Goal 1 stands at 5 pages" in await sitting.types("5")


async def test_a_blank_inside_other_words_that_was_filled_wrongly_is_asked_again_with_them(sitting: Sitting) -> None:
    """What was typed into the others stands; nothing that is typed next takes the place of the whole."""
    await sitting.types("new Learn Italian", "form alter 2 Learn Italian well enough to ___ by ___")
    await sitting.types("order coffee without pointing")

    refused = await sitting.types("soon")
    changed = await sitting.types("the end of June")

    assert refused.startswith("I find no date in “soon”.")
    assert "Learn Italian well enough to order coffee without pointing by ___\nWhat goes into the blank?" in refused
    assert changed.startswith("Goal 2 is changed: Learn Italian well enough to order coffee without pointing\n")


async def test_values_that_do_not_go_together_can_all_be_changed(sitting: Sitting) -> None:
    refused = await sitting.types("form alter 1", *[""] * 9)

    assert "What should change?" in refused
    assert refused.splitlines()[-1] == "Goal? Which goal. For example: 1 (Enter keeps: 1)"
    assert "31 December 2028" in await sitting.types("", "", "end of 2028", *[""] * 6)


@pytest.mark.parametrize("word", ["quit", "Exit", " bye "])
async def test_who_says_so_leaves_and_is_offered_no_undo(sitting: Sitting, word: str) -> None:
    async def lines() -> AsyncIterator[str]:
        for line in ("new", word, "", "", "", "", word, "list"):
            yield line

    sitting.read.clear()
    await sitting.terminal.run(lines())
    said = "\n".join(sitting.read)

    assert f"Goal 2 is set: {word.strip()}" in said, "in a form a line is an answer"
    assert sitting.read[-1] == "Until next time. What comes due waits for you here."


async def test_a_wrong_answer_has_only_its_own_words_blamed(sitting: Sitting) -> None:
    said = await sitting.types("new", "Finish the report", "Finish the report by 30 Feb")

    assert said.startswith("“30 Feb” does not exist. The nearest is Sun 28 February 2027.")


async def test_who_types_commands_into_a_form_is_told_how_to_leave_it(sitting: Sitting) -> None:
    first = await sitting.types("form milestone move", "show 1")
    second = await sitting.types("show 1")

    assert "cancel leaves" in first
    assert second.endswith("This answers “Milestone?”. To leave it and type a command, type: cancel")


async def test_a_number_that_chooses_nothing_is_told_so(sitting: Sitting) -> None:
    assert "Choose from 1 to 4" in await sitting.types("9")

    await sitting.types("help milestone add")

    assert "nothing to choose" in await sitting.types("1")


async def test_a_form_is_finished_at_a_real_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "chat", "--as", "alice", "--zone", "Europe/Lisbon"),
        stdin=theirs,
        stdout=theirs,
        env={"DATABASE_URL": f"sqlite:///{tmp_path / 'milepost.db'}", "PATH": ""},
    )
    os.close(theirs)
    os.write(ours, b"new Read 200 pages by: 31 December 2037\ncheckin\n1\n5\n\n\n\n\n\x04")
    read = b""
    while part := await asyncio.to_thread(_read, ours):
        read += part
    await process.wait()
    os.close(ours)

    assert "Goal 1 stands at 5 pages" in read.decode()


def _read(terminal: int) -> bytes:
    """Return what a terminal shows next; nothing once nobody writes there any more."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


async def test_what_a_menu_offers_stands_under_its_words(sitting: Sitting) -> None:
    said = await sitting.types("history")

    assert "  Take one back:\n" in said
    lines = said[said.index("Take one back:") :].splitlines()
    assert lines[1].endswith(") set goal 1: undo 1")
    assert "Taken back: you set goal 1" in await sitting.types(lines[1].strip().partition(")")[0])


async def test_a_change_shows_what_stands_and_enter_keeps_it(sitting: Sitting) -> None:
    """What is kept is no change, and what others changed meanwhile stays."""
    await sitting.types("alter 1 why: so that I can talk about it", "alter 1")

    title = "\n".join(sitting.read)
    due = await sitting.types("")
    kept = await sitting.types("next year", "", "", "none", "", "", "")
    shown = await sitting.types("show 1")

    assert "Enter keeps: Read 200 pages" in title
    assert "Enter keeps: 2027-12-31" in due
    assert "Goal 1 is changed" in kept
    assert "Read 200 pages" in shown
    assert "Your reason" not in shown


async def test_once_it_is_known_what_it_is_about_the_rest_shows_how_that_stands(sitting: Sitting) -> None:
    await sitting.types("new Sing in a choir by: 2027-06-30", "form alter 1")

    one = await sitting.types("")
    await sitting.types("cancel", "form alter 1")
    other = await sitting.types("2")

    assert "Enter keeps: Read 200 pages" in one
    assert "Enter keeps: Sing in a choir" in other
    assert "Enter keeps: 2027-06-30" in await sitting.types("")


async def test_what_is_kept_need_not_be_right_any_more(sitting: Sitting, house: House) -> None:
    """A date that has passed stays as it is, and other things can be changed."""
    house.clock.advance(timedelta(days=800))
    await sitting.types("form alter 1", "")

    asked = await sitting.types("", "")
    said = await sitting.types("", "", "", "for the book club", "", "")

    assert not asked.startswith("Fri 31 December 2027 has passed")
    assert "Goal 1 is changed: Read 200 pages" in said


async def test_a_milestone_loses_its_value_line_by_line(sitting: Sitting) -> None:
    await sitting.types("milestone add 1 Halfway value: 100", "form milestone rename 1.1")

    asked = await sitting.types("", "")
    said = await sitting.types("none")

    assert "Enter keeps: 100" in asked
    assert "Milestone 1.1 now reads: Halfway" in said
    assert "100 pages" not in said
