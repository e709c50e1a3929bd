"""Forgetting: a person with everything is erased, what colleagues put in stays theirs, and it is asked before."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.everything import all_commands
from bot.forgetting.nobody import SOMEBODY
from bot.line.grammar import parse
from bot.messages import Address, Request, Tone
from bot.models import CheckinState, DeliveryState
from bot.replies import plain
from tests.house import House, Postbox, StillClock, buttons, house_at, tappable, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.messages import Reply
    from bot.storage.database import Database

SUPPORT = Address("test", "T1", "C_SUPPORT")
BIRDS = (
    *("heron", "stork", "crane", "swift", "finch", "robin", "lark", "plover", "egret", "bittern", "osprey", "ibis"),
    *("dodo", "vulture", "kestrel", "emu", "gull", "tern", "grebe", "wren", "snipe", "curlew", "puffin", "quail"),
    "whale",
    *("magpie", "rook", "jay"),
)
"""Words of nora's that nobody else has a right to; each is said somewhere else."""
LIFE: tuple[tuple[str, Address | None, str], ...] = (
    ("nora", None, "new Read the heron by: 2027-06-30 why: to see the stork"),
    ("nora", None, "plan 1 if: the crane comes then: write a swift"),
    ("nora", None, "milestone add 1 Draft a finch by: 2026-12-01; Review a robin"),
    ("nora", None, "milestone rename 1.1 Draft a lark"),
    ("nora", None, "checkin 1 at risk note: a plover blocker: an egret"),
    ("nora", None, "alter 1 wording: Read a bittern because: of the osprey"),
    ("nora", None, "share 1 with: ben"),
    ("nora", None, "new Keep an ibis every day"),
    ("nora", None, "checkin 2 1 note: one dodo"),
    ("nora", None, "settings zone: Asia/Kathmandu quiet: 21:00-07:00"),
    ("nora", None, "away 2027-01-04 to 2027-01-08"),
    ("nora", None, "feed new"),
    ("nora", None, "new Hand in my notice to the vulture"),
    ("nora", None, "undo"),
    ("nora", SUPPORT, "new Resolve 200 tickets by: 2026-11-24 14:00 for: team why: so that the kestrel sees"),
    ("nora", None, "plan 4 if: a magpie comes then: chase the rook"),
    ("nora", None, "milestone add 4 Tell my boss that I quit the wren"),
    ("nora", None, "milestone add 4 Sort the queue"),
    ("nora", SUPPORT, "team every Friday 15:00"),
    ("nora", None, "new Write a quail"),
    ("nora", None, "alter 5 Write a book about whales"),
    ("nora", None, "alter 5 why: for the snipe"),
    ("nora", None, "alter 5 under: 1"),
    ("nora", None, "share 5 with: ben as: owner"),
    ("nora", None, "share 5 with: cleo"),
    ("ben", None, "new Read 24 books"),
    ("ben", None, "checkin 1 3 note: a good week"),
    ("ben", None, "share 1 with: nora"),
    ("ben", SUPPORT, "new Close 90 bugs for: team"),
    ("ben", SUPPORT, "checkin tickets +12 note: slow day"),
    ("nora", SUPPORT, "checkin tickets +30 note: an emu"),
    ("nora", SUPPORT, "checkin bugs +5 note: a gull"),
    ("nora", SUPPORT, "checkin bugs note: a tern"),
)
"""Who says what, and where, before anything was sent …"""
AFTERWARDS: tuple[tuple[str, Address | None, str], ...] = (
    ("nora", SUPPORT, "checkin tickets +1 note: a curlew blocker: a grebe"),
    ("ben", None, "alter 4 Write a book about birds of the sea"),
    ("ben", None, "milestone add 4 Sketch the cover"),
    ("nora", None, "milestone add 5 Sketch a puffin"),
    ("ben", None, "milestone rename 4.2 Sketch the back"),
    ("ben", SUPPORT, "checkin tickets +2"),
    ("ben", None, "undo"),
    ("nora", SUPPORT, "stuck tickets the jay is ill"),
)
"""… and after that."""


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    """Return in words what `name`, of the workspace T1, is told in `place`."""
    return await house.reads(name, words, realm="T1", place=place)


async def rows(house: House) -> dict[str, list[dict[str, Any]]]:
    """Return all that stands in the database, by table."""
    async with house.database.transaction() as session:
        tables = SQLModel.metadata.sorted_tables
        return {
            table.name: [
                dict(row._mapping) for row in await session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables
        }


async def dump(house: House) -> str:
    """Return all that stands in the database, in words."""
    return json.dumps(await rows(house), default=str, ensure_ascii=False)


async def erase_button(house: House, name: str) -> str:
    """Return what the button carries that erases `name`."""
    return buttons(await house.says(name, "forget me", realm="T1"))["Erase it all"]


async def a_life(house: House) -> None:
    """Let nora do everything there is to do with two colleagues, who hear of it and answer."""
    for name, place, words in (("cleo", None, "hello"), ("ben", None, "hello"), *LIFE):
        await does(house, name, words, place)
    await house.passes(days=1, hours=6)
    offers = [(who.id, buttons(reply).get("I’m in", "")) for who, reply, _ in house.postbox.messages]
    for name, call in offers:
        if call:
            await does(house, name, call)
    asked = next(reply for reply in house.postbox.to(SUPPORT.id) if "tickets" in reply.title)
    later = next(one.call for one in tappable(asked) if " later " in one.call)
    for name, place, words in (("nora", SUPPORT, later), *AFTERWARDS):
        await does(house, name, words, place)


async def does(house: House, name: str, words: str, place: Address | None = None) -> None:
    """Let `name` type a line that is not refused."""
    reply = await house.says(name, words, realm="T1", place=place)

    assert reply.tone is not Tone.refused, (name, words, plain.text(reply))


async def test_all_of_a_person_goes_and_what_colleagues_put_in_stays(house: House) -> None:
    await a_life(house)
    before, words = await rows(house), await dump(house)
    assert [word for word in (*BIRDS, "nora") if word not in words] == []

    goodbye = await says(house, "nora", await erase_button(house, "nora"))

    after, words = await rows(house), await dump(house)
    (nobody,) = (person["id"] for person in after["person"] if person["name"] == SOMEBODY)
    nora, ben = (next(one["id"] for one in before["person"] if one["name"] == name) for name in ("nora", "ben"))
    assert goodbye.startswith("I have forgotten you")
    assert [word for word in (*BIRDS, "nora", "Nora") if word in words] == []
    assert (len(before["feed"]), after["feed"]) == (1, [])
    assert nora not in {person["id"] for person in after["person"]}
    assert sorted(one["title"] for one in after["goal"]) == [
        *("Close 90 bugs", "Read 24 books", "Resolve 200 tickets", "Write a book about birds of the sea"),
    ]
    assert {one["person_id"] for one in after["goal"]} == {ben}
    stands = {(one["person_id"], one["value"]) for one in after["checkin"] if one["state"] == CheckinState.given}
    assert stands == {(ben, 3.0), (ben, 12.0), (nobody, 30.0), (nobody, 5.0), (nobody, 1.0)}
    for table in ("goal", "checkin", "account", "time_off"):
        assert [one for one in before[table] if one["person_id"] != nora and one not in after[table]] == []

    sent = len(house.postbox.messages)
    await house.passes(days=20)
    heard = [(who.id, reply.title) for who, reply, _ in house.postbox.messages[sent:]]
    assert {who for who, _ in heard} == {"ben", SUPPORT.id}
    assert [title for who, title in heard if who == "ben"] == [
        "Goal 5 is the team’s, and yours to look after: Resolve 200 tickets",
        "Goal 4 is yours now: Write a book about birds of the sea",
    ]
    assert f"{SOMEBODY}: 31 tickets" in await says(house, "ben", "show tickets", SUPPORT)
    assert f"asked {SOMEBODY} to be a witness of this goal" in await says(house, "ben", "history 1")
    assert "you took back “checked in on this goal”" in await says(house, "ben", "history 5")
    assert f"{SOMEBODY} handed this goal over to its co-owner" in await says(house, "ben", "history 4")
    assert "You have no goal" in await says(house, "cleo", "show book")


async def test_the_question_erases_nothing_and_tells_what_goes_and_what_stays(house: House) -> None:
    for words in ("new Read 24 books by: 2027-06-30", "checkin 1 3", "new Resolve 200 tickets for: team"):
        await does(house, "nora", words, SUPPORT)
    await does(house, "ben", "checkin tickets +12", SUPPORT)
    before = await dump(house)

    asked = await house.says("nora", "Please delete all my data!", realm="T1", place=SUPPORT)

    assert asked.private
    assert list(buttons(asked)) == ["Export my goals", "Erase it all"]
    assert told(asked)["Goals"] == "1 goal with 1 check-in"
    assert told(asked)["Goal 2 Resolve 200 tickets"] == "stays the team’s, and ben looks after it"
    assert await dump(house) == before


async def test_it_is_asked_again_when_something_has_changed_and_a_button_erases_nobody_else(house: House) -> None:
    await does(house, "nora", "new Read 24 books")
    await does(house, "ben", "new Run a mile")
    call = await erase_button(house, "nora")
    await does(house, "nora", "checkin 1 3")

    again = await house.says("nora", call, realm="T1")
    others = await house.says("ben", call, realm="T1")

    assert "Something has changed" in plain.text(again)
    assert again.title == others.title == "Shall I forget you?"
    assert len((await rows(house))["goal"]) == 2
    assert (await house.says("nora", buttons(again)["Erase it all"], realm="T1")).title == "I have forgotten you"
    assert [one["title"] for one in (await rows(house))["goal"]] == ["Run a mile"]


async def test_a_second_tap_finds_nothing_and_one_begins_anew(house: House) -> None:
    await does(house, "nora", "new Read 24 books")
    call = await erase_button(house, "nora")
    await says(house, "nora", call)

    for line in (call, "forget me"):
        told_then = await house.reads("nora", line, realm="T1", zone="")

        assert told_then.startswith("I know nothing about you")
        assert "time zone" not in told_then
        assert "nora" not in await dump(house)
    assert "Goal 1 is set: Run a mile" in await says(house, "nora", "new Run a mile")


async def test_drawing_a_surface_makes_nobody_known(house: House) -> None:
    drawn = await house.dispatcher.answer(Request(Address("test", "T1", "nora"), "list", unasked=True))

    assert drawn is not None
    assert (await rows(house))["person"] == []


async def test_a_goal_of_leaving_is_handed_to_nobody(house: House) -> None:
    await does(house, "ben", "hello")
    for words in ("new Write a book", "share 1 with: ben as: owner"):
        await does(house, "nora", words)
    await does(house, "ben", "agree 1")
    await does(house, "nora", "confide 1")

    await says(house, "nora", await erase_button(house, "nora"))

    assert (await rows(house))["goal"] == []


async def test_all_who_left_are_one_and_the_last_of_a_team_takes_its_goal_along(house: House) -> None:
    await does(house, "nora", "new Resolve 200 tickets for: team", SUPPORT)
    for name in ("ben", "cleo"):
        await does(house, name, "checkin tickets +12", SUPPORT)

    for name in ("nora", "cleo"):
        await says(house, name, await erase_button(house, name))
    assert f"{SOMEBODY}: 12 tickets" in await says(house, "ben", "show tickets", SUPPORT)
    await says(house, "ben", await erase_button(house, "ben"))

    left = await rows(house)
    assert [one["name"] for one in left["person"]] == [SOMEBODY]
    assert left["goal"] == left["checkin"] == left["nudge"] == left["account"] == []


class Slow(Postbox):
    """A platform to which the first message takes so long that somebody types a line meanwhile."""

    def __init__(self, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__()
        self._meanwhile = meanwhile

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        if not self.messages:
            await self._meanwhile()
        return await super().send(to, reply, key)


async def test_what_is_on_its_way_when_its_person_is_forgotten_troubles_nobody(database: Database) -> None:
    slow = Slow(lambda: says(house, "nora", call))
    house = House(database, StillClock(), slow)
    await does(house, "nora", "new Ship it by: in 10 minutes for: team", SUPPORT)
    await does(house, "nora", "new Run by: in 10 minutes")
    await does(house, "ben", "checkin ship note: fine", SUPPORT)
    call = await erase_button(house, "nora")

    await house.passes(days=1)

    came = [(who.id, reply.title) for who, reply, _ in slow.messages]
    assert ("ben", "Goal 1 is the team’s, and yours to look after: Ship it") in came
    assert [title for who, title in came if who == SUPPORT.id] == [
        *("The team’s goal is due: Ship it", "The team’s goal was due: Ship it"),
    ]
    assert [one["state"] for one in (await rows(house))["delivery"]] == [DeliveryState.sent] * 3


@pytest.mark.parametrize(
    "said", ["forget", "Forget me, please", "delete my account", "erase everything you know about me", "wipe my data"]
)
def test_it_is_understood_in_other_words(said: str) -> None:
    assert parse(said, all_commands()).command.path == "forget me"


def left_in(url: str) -> list[bytes]:
    """Return which words of nora's stand in the file of a database, or in those beside it."""
    file = Path(url.removeprefix("sqlite:///"))
    written = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert b"forgotten" in written
    return [word for word in (b"heron", b"stork", b"nora") if word in written]


async def test_the_files_hold_nothing_of_who_was_forgotten_while_milepost_runs(sqlite_url: str) -> None:
    async with house_at(sqlite_url) as house:
        await does(house, "nora", "new Read the heron why: to see the stork")
        await says(house, "nora", await erase_button(house, "nora"))
        meanwhile = left_in(sqlite_url)

    assert meanwhile == []
    assert left_in(sqlite_url) == []


async def test_what_somebody_still_reads_is_out_of_the_files_after_that(sqlite_url: str) -> None:
    """A backup, for one, reads what was there when it began."""
    async with house_at(sqlite_url) as house:
        await does(house, "nora", "new Read the heron why: to see the stork")
        asked = await erase_button(house, "nora")
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as backup:
            backup.execute("BEGIN")
            backup.execute("SELECT count(*) FROM goal").fetchone()
            erased = await says(house, "nora", asked)
            while_it_reads = left_in(sqlite_url)
        await says(house, "ben", "help")

        assert "I have forgotten you" in erased
        assert while_it_reads
        assert left_in(sqlite_url) == []
