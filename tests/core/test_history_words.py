"""A history is for people: no moment as a database has it, no column's name and no state's, whatever was done."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.errors import Refusal
from bot.messages import Address, Reply
from bot.storage.recording import TABLES
from tests.house import choices
from tests.random_lives import RUNS

if TYPE_CHECKING:
    from tests.house import House

HERE = Address("test", "W", "C1")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d|\+00:00")
_COLUMNS = {
    name
    for table in TABLES.values()
    for column in table.model_fields
    if "_" in column
    for name in (column, column.replace("_", " "))
}
_NAMED = re.compile(rf"\b(?:{'|'.join(sorted(_COLUMNS))}): ")
_STATES = re.compile(
    r"(?<!-)\bowner →|→ owner\b|withdrawn|\b(?:ended|private) →|→ (?:ended|private|channel)\b|: channel"
)
_MORE = (
    "new Read 24 books in 2027", "new Ship the billing API by: 2027-03-31", "new Resolve 200 tickets for: team",
    "milestone add {} Draft it by Friday 14:00; Ship it by: 2027-02-01", "checkin {} at risk note: slow",
    "share {} with: {who} as: owner", "share {} with: {who}", "agree {}", "decline {}", "unshare {}",
    "unshare {} from: {who}", "share {} with: here", "share {} with: team", "share {} with: workspace",
    "share {} with: nobody", "nudges {} close", "nudges {} to: here", "nudges {} rhythm: every Monday 9:00",
    "later {} tomorrow 10:30", "milestone later {}.1 tomorrow", "milestone done {}.1", "milestone reopen {}.1",
    "milestone move {}.1 to: 2027-01-15 under: {}", "milestone drop {}.2", "plan {} if: it rains then: I walk",
    "plan {} if: none then: none", "alter {} by: 2027-05-01 10:00 because: late", "alter {} why: for me wording: So",
    "alter {} under: {} serves: passion", "alter {} measure: 30 books", "pause {}", "resume {}", "done {}", "drop {}",
    "reopen {}", "archive {}", "stuck {} no time", "away tomorrow to in 3 days", "back", "undo", "redo", "undo",
    "settings zone: Asia/Tokyo", "settings quiet: 21:00-07:00 days: mo-th country: DE budget: 2 roll: before",
    "team every Friday 15:00", "team every Monday 10:00 show: reached", "team off", "start {}", "copy {}",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("life", range(max(3, RUNS // 10)))
async def test_no_history_of_a_random_life_holds_a_databases_words(house: House, life: int) -> None:
    chance = Random(life)
    people = ("ann", "bob")
    lines = [*_MORE, *(one for command in house.dispatcher.commands for one in command.examples)]
    for name in people:
        await house.says(name, "help", realm="W")
    for step in range(110):
        name = people[step % 2]
        words = chance.choice(_MORE if step % 3 else lines) if step > 5 else _MORE[step // 2]
        filled = words.replace("{who}", people[1 - step % 2])
        while "{}" in filled:
            filled = filled.replace("{}", str(chance.randint(1, 3)), 1)
        await house.asks(name, filled, realm="W", place=chance.choice((HERE, None)))
        house.clock.advance(timedelta(minutes=chance.randint(1, 90)))

    told = [
        line
        for name in people
        for goal in ("", " 1", " 2", " 3", " 4")
        for page in range(1, 8)
        for line in await _history(house, name, f"history{goal} page: {page}")
    ]

    assert len(told) > 60
    for line in told:
        assert not _ISO.search(line), line
        assert not _NAMED.search(line), line
        assert not _STATES.search(line), line
        _, _, altered = line.rpartition(" (")
        phrases = altered.removesuffix(")").split("; ")
        assert len(set(phrases)) == len(phrases), line


async def _history(house: House, name: str, words: str) -> list[str]:
    try:
        answer = await house.asks(name, words, realm="W")
    except Refusal:
        return []
    fields = [field for section in answer.sections for field in section.fields] if isinstance(answer, Reply) else []
    return [str(field.value) for field in fields]


async def test_asking_somebody_again_is_told_in_words(house: House) -> None:
    await house.says("bob", "help")
    await house.says("ann", "new Ship the billing API")
    for line in ("share 1 with: bob", "unshare 1 from: bob", "share 1 with: bob as: owner"):
        house.clock.advance(timedelta(minutes=1))
        await house.says("ann", line)
        if line == "share 1 with: bob":
            await house.says("bob", "agree 1")
    await house.says("ann", "plan 1 if: it rains then: I walk")
    await house.says("bob", "agree 1")

    told, theirs = await house.reads("ann", "history 1"), await house.reads("bob", "history 1")

    assert "asked bob to be a co-owner of this goal (bob: part: witness → co-owner; bob: answer: no part" in told
    assert "bob: answer: agreed → no part any more" in told
    assert "planned for an obstacle" in told
    assert "plan" not in theirs


async def test_what_was_new_and_is_taken_back_is_still_named(house: House) -> None:
    await house.says("ann", "new Sail to Madeira")

    undone = await house.reads("ann", "undo")

    assert "That was: “Sail to Madeira”" in undone
    assert "you set goal 1 (“Sail to Madeira”)" in await house.reads("ann", "history")


async def test_a_milestone_is_dropped_for_a_reason(house: House) -> None:
    await house.says("ann", "new Sail to Madeira")
    await house.says("ann", "milestone add 1 Buy a boat")

    offered = await house.says("ann", "drop 1.1 because: too dear")
    await house.says("ann", next(iter(choices(offered).values())))

    assert "because: too dear" in await house.reads("ann", "history 1")
