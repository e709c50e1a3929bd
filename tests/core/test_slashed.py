"""Hints in a channel: what they tell somebody to type has its slash there, since bare words are not heard."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.everything import all_commands
from bot.line.slashed import bare, in_a_channel
from bot.messages import Field, Reply, Section, Tone
from bot.replies import plain
from tests.house import MONDAY
from tests.workspace import GENERAL, says

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house import House

COMMANDS = all_commands()


@pytest.mark.parametrize(
    ("hint", "there"),
    [
        ("Type list to see your goals.", "Type /goal list to see your goals."),
        ("See show 1.", "See /goal show 1."),
        ("To add: checkin 1 5. To go back: undo", "To add: /goal checkin 1 5. To go back: /goal undo"),
        ("For example: alter 1 by: next Friday", "For example: /goal alter 1 by: next Friday"),
        ("For example: milestone move 1.1 to: Friday", "For example: /goal milestone move 1.1 to: Friday"),
        ("Did you mean list overdue?", "Did you mean /goal list overdue?"),
        ("How one is written: /goal help milestone add", "How one is written: /goal help milestone add"),
        ("They read: “See show me the money”. See them.", "They read: “See show me the money”. See them."),
        ("Write it like 9:00 or 17:30.", "Write it like 9:00 or 17:30."),
        ("Say it with more words: the listing is long.", "Say it with more words: the listing is long."),
    ],
)
def test_a_hint_has_its_slash_in_a_channel(hint: str, there: str) -> None:
    told = in_a_channel(Reply("No", (Section(hint),), tone=Tone.refused), COMMANDS)

    assert told.sections[0].text == there


def test_what_people_say_stays_as_it_is_where_nothing_is_refused() -> None:
    said = Reply("Type list", (Section("It could read: plan the party", (Field("See", "See show 1"),)),))

    assert in_a_channel(said, COMMANDS) == said


async def test_every_answer_in_a_channel_has_its_hints_so_and_none_in_a_direct_message(house: House) -> None:
    there = await says(house, "ana", "show 1", GENERAL)
    here = await says(house, "ana", "show 1")
    empty = await house.says("ana", "list", realm="T1", place=GENERAL)

    assert "Type /goal list to see your goals." in there
    assert "Type list to see your goals." in here
    assert "with a date if it has one, for example: /goal new Ship" in plain.text(empty)


@pytest.mark.parametrize(
    ("hint", "alone"),
    [
        ("How one is written: /goal help milestone add", "How one is written: help milestone add"),
        ("/goal new Ship it\n/goal milestone add 1 Draft – Add one.", "new Ship it\nmilestone add 1 Draft – Add one."),
        ("Type it in that channel: /goal share 1 with: here", "Type it in that channel: /goal share 1 with: here"),
        ("Goal 1 is set: Explain /goal new to Bob", "Goal 1 is set: Explain /goal new to Bob"),
        ("They read: “/goal new”", "They read: “/goal new”"),
        ("/goal posts are white", "/goal posts are white"),
    ],
)
def test_alone_with_milepost_a_command_is_typed_without_its_slash(hint: str, alone: str) -> None:
    told = bare(Reply(hint, (Section(hint, (Field(hint, hint), Field("Due", MONDAY))),), note=hint), COMMANDS)

    assert told == Reply(alone, (Section(alone, (Field(alone, alone), Field("Due", MONDAY))),), note=alone)


@pytest.mark.parametrize("line", ["team", "team chart", "new Resolve 200 tickets for: team", "share 1 with: here"])
async def test_what_is_to_be_typed_in_a_channel_has_its_slash_in_a_direct_message_too(house: House, line: str) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")

    refused = await house.says("ana", line)

    assert refused.tone is Tone.refused
    assert "hannel" in refused.sections[0].text
    assert ": /goal " in refused.sections[0].text


def test_whatever_tells_somebody_to_type_a_command_is_found_and_gets_its_slash() -> None:
    """A colon alone may be anybody's; so before a command stand words that say it is one, but in a refusal."""
    bare = [
        f"{path}: {text}"
        for path in sorted(Path("bot").rglob("*.py"))
        for text in _said(ast.parse(path.read_text(encoding="utf-8")))
        for found in _AFTER_A_COLON.finditer(text)
        if not _LED.search(text[: found.end("lead")]) and found["lead"] not in _TAKES_THE_TEAM
    ]

    assert bare == []


_AFTER_A_COLON = re.compile(
    r"(?P<lead>(?<![\w’'-])[A-Za-z’]+:) "
    rf"(?:{'|'.join(sorted((re.escape(command.path) for command in COMMANDS), key=len, reverse=True))})(?![\w:])"
)
_TAKES_THE_TEAM = {"for:", "with:"}
"""Arguments for which `team` is a value, and no command."""
_LED = re.compile(r"\b(?:[Tt]ype:?|[Ss]ee|[Ff]or example:|[Dd]id you mean)$")
_NO_HINTS = {"Refusal", "Barred", "TooLong", "Button", "Kind", "command", "team_here", "choice", "print"}
"""Calls whose words are no hint, or one whose every colon is looked at."""


def _said(tree: ast.AST) -> Iterator[str]:
    """Return the words in a module that are in no docstring, and in no call that needs no leading words."""
    for node in ast.iter_child_nodes(tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        about = isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Annotated"
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if name in _NO_HINTS or about or docstring:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        yield from _said(node)


def test_no_hint_names_a_second_command_where_it_would_get_no_slash() -> None:
    """`type this, or that` is one command and words to everybody: each stands in a sentence of its own."""
    joined = [
        f"{path}: {text}"
        for path in sorted(Path("bot").rglob("*.py"))
        for text in _said(ast.parse(path.read_text(encoding="utf-8")))
        if _A_SECOND.search(text)
    ]

    assert joined == []


_A_SECOND = re.compile(
    r"\b[Tt]ype:? .*\b(?:or|and) "
    rf"(?:{'|'.join(sorted((re.escape(command.path) for command in COMMANDS), key=len, reverse=True))}) (?:\S+ )?\w+:"
)
