"""Forgetting: a person with everything is erased, what colleagues put in stays theirs, and it is asked before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.messages import Address
from bot.models import Person
from tests.house import buttons, told

if TYPE_CHECKING:
    from tests.house import House

SUPPORT = Address("test", "T1", "C_SUPPORT")


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    """Return in words what `name`, of the workspace T1, is told in `place`."""
    return await house.reads(name, words, realm="T1", place=place)


async def rows(house: House) -> dict[str, list[dict[str, Any]]]:
    """Return all that stands in the database, by table."""
    async with house.database.transaction() as session:
        return {
            table.name: [dict(row._mapping) for row in await session.execute(select(table))]
            for table in SQLModel.metadata.sorted_tables
        }


async def dump(house: House) -> str:
    """Return all that stands in the database in words."""
    return json.dumps(await rows(house), default=str, ensure_ascii=False)


async def forgets(house: House, name: str) -> str:
    """Let `name` be forgotten, as they tap; return what they read then."""
    asked = await house.says(name, "forget me", realm="T1")
    return await says(house, name, buttons(asked)["Erase it all"])


async def a_life(house: House) -> None:
    """Let ada, of whom all words are birds, do everything there is to do with two colleagues."""
    for name, place, words in (
        ("ada", None, "new Read the heron by: 2027-06-30 why: to see the stork"),
        ("ada", None, "plan 1 if: the crane comes then: write a swift"),
        ("ada", None, "milestone add 1 Draft a finch by: 2026-12-01; Review a robin"),
        ("ada", None, "milestone add 1 Tell the boss I quit the wren"),
        ("ada", None, "milestone rename 1.1 Draft a lark"),
        ("ada", None, "checkin 1 at risk note: a plover blocker: an egret"),
        ("ada", None, "alter 1 wording: Read a bittern because: of the osprey"),
        ("ada", None, "share 1 with: ben"),
        ("ada", None, "new Keep an ibis every day"),
        ("ada", None, "checkin 2 1 note: one dodo"),
        ("ada", None, "settings zone: Asia/Kathmandu quiet: 21:00-07:00"),
        ("ada", None, "away 2027-01-04 to 2027-01-08"),
        ("ada", None, "new Hand in my notice to the vulture"),
        ("ada", None, "undo"),
        ("ada", SUPPORT, "new Resolve 200 tickets by: 2026-12-15 for: team why: so that the kestrel sees"),
        ("ada", SUPPORT, "team every Friday 15:00"),
        ("ben", None, "new Read 24 books"),
        ("ben", None, "checkin 1 3 note: a good week"),
        ("ben", None, "share 1 with: ada"),
        ("ben", SUPPORT, "new Close 90 bugs for: team"),
    ):
        answer = await says(house, name, words, place)
        assert "don't know" not in answer, (words, answer)


async def test_how_it_reads(house: House) -> None:
    await a_life(house)
    for name, place, words in (
        ("ben", SUPPORT, "checkin tickets +12 note: slow day"),
        ("ada", SUPPORT, "checkin tickets +30 note: an emu"),
        ("ada", SUPPORT, "checkin bugs +5 note: a gull"),
        ("ada", SUPPORT, "checkin bugs note: a tern"),
    ):
        print(words, "=>", await says(house, name, words, place))
    await house.passes(days=1)
    for m in house.postbox.messages:
        print("POST", m[0], m[1].title)
    print(await says(house, "ada", "agree 1"))
    print(await says(house, "ada", "new Write a book about the auk"))
    print(await says(house, "ada", "share 6 with: ben as: owner"))
    await house.passes(days=1)
    print(await says(house, "ben", "agree 2"))
    print(await says(house, "ben", "alter 4 Write a book about birds"))
    print(await says(house, "ada", "forget me"))
    print(await forgets(house, "ada"))
    n = len(house.postbox.messages)
    print(await says(house, "ada", "forget me"))
    await house.passes(days=60)
    from bot.replies import plain
    for m in house.postbox.messages[n:]:
        print("POST", m[0], plain.text(m[1]))
    for line in ("list state: all", "show 4", "history 4", "history", "history 1", "share 1", "share 4", "undo"):
        print(line, "=>", await says(house, "ben", line))
    for line in ("show tickets", "history tickets", "team", "why tickets", "show bugs", "checkins bugs", "team preview"):
        print(line, "=>", await says(house, "ben", line, SUPPORT))
    print(await says(house, "ada", "new Read a book"))
    print({k: v for k, v in (await rows(house)).items() if k in ("person", "share", "change", "team", "goal")})
    assert 0
