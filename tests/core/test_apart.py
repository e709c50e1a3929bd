"""Whoever is in another workspace hears of nothing and changes nothing, by whatever command and whatever number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.everything import all_commands
from bot.messages import Address, Profile, Reply, Request
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from bot.messages import Answer
    from tests.house import House

MARK = "plover"
"""In every title, note, reason, plan and milestone of the one workspace."""
HERS = (
    f"new Ship {MARK} by: 2026-12-24 why: {MARK}",
    f"milestone add 1 Draft {MARK} by: 2026-12-01",
    f"checkin 1 on track note: went {MARK}",
    f"stuck 1 no {MARK}",
    f"plan 1 if: it {MARK} then: I {MARK}",
    f"new Read 24 books {MARK} by: 2027-12-24",
    f"alter 2 by: 2027-11-30 because: {MARK}",
    "share 1 with: @ben",
    "share 2 with: @ben as: owner",
    f"new Answer {MARK} tickets by: 2027-01-29 for: team",
    f"new Win {MARK} by: 2026-11-30",
    "share 4 with: here",
    "done 4",
)
GUESSES = ("1", "2", "3", "4", "~1", "~2", "~3", "~4")
MORE = (
    *("undo {n}", "redo {n}", "agree {n}", "decline {n}", "back {n}", "form alter {n}", "form milestone move {n}.1"),
    *("nudge {n} checkin {n} on track", "nudge {n} done {n}", "nudge {n} undo {n}", "nudge {n} milestone done {n}.1"),
    *(f"show {MARK}", f"list {MARK}", f"checkin {MARK} on track", "list whose: team", "list whose: all", "list all"),
)
"""What stands in buttons, and what can be typed beside the examples."""


def lines() -> list[str]:
    """Return each command's examples and its bare form, with every number guessed."""
    found: list[str] = []
    for command in all_commands():
        needed = " ".join("{n}.1" if p.name == "milestone" else "{n}" for p in command.parameters[:1])
        for example in (*command.examples, f"{command.path} {needed}"):
            numbered = re.sub(r"(?<![\w:.-])\d+(?=(\.\d+)?(\s|$))", "{n}", example) if "{" not in example else example
            found.append(numbered if command.path != "import" else example.replace("{", "{{").replace("}", "}}"))
            if command.path.partition(" ")[0] == "milestone":
                found.append(re.sub(r"\{n\}(?!\.)", "{n}.1", numbered))
    found = [line if "{n}" in line or "{" not in line or "{{" in line else "help" for line in found]
    return list(dict.fromkeys([*found, *MORE]))


async def says(house: House, name: str, realm: str, words: str, *, here: bool = False) -> Answer | None:
    house.clock.advance(timedelta(seconds=1))
    known = {f"@{who}": Profile(name=who) for who in ("U_ben",)}
    return await house.dispatcher.answer(
        Request(
            who=Address("test", realm, name),
            words=words.replace("@ben", "@U_ben"),
            profile=Profile(name=name, zone="Europe/Lisbon"),
            place=Address("test", realm, "C1") if here else None,
            mentions=known,
        )
    )


async def contents(house: House, owner_rows: str) -> list[str]:
    """Return all that belongs to the first workspace."""
    async with house.database.transaction() as session:
        return [
            str(tuple(row))  # a row's own words leave out the middle of long texts
            for table in ("goal", "milestone", "checkin", "share", "nudge", "change")
            for row in await session.execute(text(f"SELECT * FROM {table} WHERE {owner_rows} ORDER BY id".replace(
                "GOALS", "id" if table == "goal" else "goal_id"
            )))
        ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_no_command_of_another_workspace_tells_or_changes_anything(house: House) -> None:
    for words in HERS:
        answer = await says(house, "ana", "T1", words, here="here" in words or "team" in words)
        assert isinstance(answer, Reply), words
        assert "Something went wrong" not in answer.title
    async with house.database.transaction() as session:
        last = (await session.execute(text("SELECT max(id) FROM goal"))).scalar_one()
    theirs = f"GOALS <= {last}"
    before = await contents(house, theirs)
    assert sum(MARK in row for row in before) >= 9

    told: list[str] = []
    for line in lines():
        for guess in GUESSES if "{n}" in line else ("",):
            words = line.format(n=guess)
            for name, here in (("eve", False), ("ana", True)):  # the same name there is somebody else
                answer = await says(house, name, "T2", words, here=here)
                heard = plain.text(answer) if answer is not None else ""
                calls = list(buttons(answer).values()) if isinstance(answer, Reply) else []
                if MARK in f"{heard} {calls}".replace(words, "") and MARK not in words:
                    told.append(f"{words} -> {heard}")
                assert "Something went wrong" not in heard, words

    assert told == []
    assert await contents(house, theirs) == before
