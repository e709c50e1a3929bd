"""A database that is full, held by another or only to be read: said in words, and nothing is half-written."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DBAPIError
from structlog.testing import capture_logs

from bot.faults import AWAY, LOST, Bulkhead, fault, trouble
from bot.messages import Tone
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, house_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages import Reply

LINES = ("list", "new Ship the billing API by: 2027-03-31", "checkin 1 on track: halfway", "done 1", "undo")
"""What looks and what writes: each notes that it was heard, so none can do without writing."""


async def set_a_goal(url: str) -> None:
    async with house_at(url) as house:
        await house.says("ana", "new Read 24 books by: 2027-06-30")


def contents(url: str) -> list[str]:
    """Return all that is in an SQLite database, after a look whether it is sound."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as looking:
        looking.create_function("fold", 1, str)
        assert looking.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert looking.execute("PRAGMA foreign_key_check").fetchall() == []
        return list(looking.iterdump())


async def says_all(house: House) -> tuple[list[Reply], Sequence[Any]]:
    with capture_logs() as logs:
        replies = [await house.says("ana", line, key=line) for line in LINES]
    return replies, logs


def are_told(replies: Sequence[Reply], logs: Sequence[Any], title: str) -> None:
    assert [reply.title for reply in replies] == [title] * len(LINES)
    assert all("Nothing was changed" in reply.sections[0].text for reply in replies)
    assert [entry["reference"] in plain.text(reply) for reply, entry in zip(replies, logs, strict=True)] == [True] * 5


async def test_a_full_disk_is_said_and_nothing_is_half_written(sqlite_url: str) -> None:
    """What needs a new page is refused whole; once there is room again, the same delivery is carried out."""
    await set_a_goal(sqlite_url)
    async with house_at(sqlite_url) as house:
        grows_to(house.database, 1)  # it is larger already, so it may grow no more
        full: list[Reply] = []
        with capture_logs() as logs:
            for number in range(100):
                before, line = contents(sqlite_url), f"checkin 1 {number + 1} note: {'so it went ' * 30}"
                reply = await house.says("ana", line, key=line)
                if logs:
                    full.append(reply)
                    break
        after = contents(sqlite_url)
        grows_to(house.database, 1_000_000)
        again = await house.says("ana", line, key=line)

    assert [reply.title for reply in full] == ["My database has no more room"]
    assert "Nothing was changed" in full[0].sections[0].text
    assert logs[0]["reference"] in full[0].sections[0].text
    assert before == after
    assert again.tone is not Tone.refused


def grows_to(database: Database, pages: int) -> None:
    """Let the file have so many pages, on every connection."""
    said = f"PRAGMA max_page_count={pages}"
    event.listen(database.engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql(said))


async def test_a_database_that_can_only_be_read_is_said_whatever_is_asked(sqlite_url: str) -> None:
    await set_a_goal(sqlite_url)
    before = contents(sqlite_url)
    async with house_at(sqlite_url) as house:
        says_first(house.database, "PRAGMA query_only=ON")
        replies, logs = await says_all(house)

    are_told(replies, logs, "My database can only be read at the moment")
    assert contents(sqlite_url) == before


async def test_a_database_that_another_holds_is_said_after_a_while_and_then_all_is_well(sqlite_url: str) -> None:
    await set_a_goal(sqlite_url)
    before = contents(sqlite_url)
    path = sqlite_url.removeprefix("sqlite:///")
    async with house_at(sqlite_url) as house:
        says_first(house.database, "PRAGMA busy_timeout=200")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            replies, logs = await says_all(house)
            other.execute("ROLLBACK")
        meanwhile = contents(sqlite_url)
        after = [await house.says("ana", line, key=line) for line in LINES]

    are_told(replies, logs, "My database is busy with something else")
    assert "try again in a minute" in replies[0].sections[0].text
    assert meanwhile == before
    assert after[0].title == "1 goal", "the same delivery again is carried out: it was never noted"
    assert "Goal 2 is set" in after[1].title


def says_first(database: Database, words: str) -> None:
    """Have every connection that is opened say so first."""
    event.listen(database.engine.sync_engine, "connect", lambda connection, _: connection.execute(words))


@pytest.fixture
def postgres_url(postgres: Any, postgres_with_tables: str) -> str:
    name = f"faults_{secrets.token_hex(4)}"
    postgres.psql(f"CREATE DATABASE {name} TEMPLATE {postgres_with_tables}")
    return str(postgres.get_uri(name))


@pytest.mark.parametrize("setting", ["lock_timeout = '100ms'", "statement_timeout = '100ms'"])
async def test_postgresql_says_that_another_holds_it(postgres: Any, postgres_url: str, setting: str) -> None:
    await set_a_goal(postgres_url)
    other = Database(postgres_url)
    async with other.engine.connect() as holding, house_at(postgres_url) as house:
        await holding.execute(text("LOCK TABLE seen IN ACCESS EXCLUSIVE MODE"))
        name = make_url(postgres_url).database
        postgres.psql(f"ALTER DATABASE {name} SET {setting}")
        replies, logs = await says_all(house)
        await holding.rollback()
        # What was to fail has failed; a machine that stalls may now take its time.
        postgres.psql(f"ALTER DATABASE {name} RESET ALL")
        await house.database.engine.dispose()
        after = await house.says("ana", "list", key="list")
    await other.close()

    are_told(replies, logs, "My database is busy with something else")
    assert after.title == "1 goal"


async def test_postgresql_says_that_it_can_only_be_read(postgres: Any, postgres_url: str) -> None:
    """As on a stand-by."""
    await set_a_goal(postgres_url)
    postgres.psql(f"ALTER DATABASE {make_url(postgres_url).database} SET default_transaction_read_only = on")
    async with house_at(postgres_url) as house:
        replies, logs = await says_all(house)

    are_told(replies, logs, "My database can only be read at the moment")


async def test_a_database_that_is_gone_is_said(unused_tcp_port: int) -> None:
    async with house_at(f"postgresql://me:secret@127.0.0.1:{unused_tcp_port}/none") as house:
        reply = await house.says("ana", "list")

    assert reply.title == "I cannot reach my database"
    assert "secret" not in plain.text(reply)


async def test_a_connection_that_breaks_is_no_promise_that_nothing_was_done(postgres: Any, postgres_url: str) -> None:
    database = Database(postgres_url)

    async def is_cut_off() -> None:
        async with database.transaction() as session:
            mine = (await session.execute(text("SELECT pg_backend_pid()"))).scalar_one()
            postgres.psql(f"SELECT pg_terminate_backend({mine})")
            await session.execute(text("SELECT 1"))

    with pytest.raises(DBAPIError) as broken:
        await is_cut_off()
    await database.close()
    told = fault("abc", broken.value)

    assert trouble(broken.value) in (AWAY, LOST)
    assert ("Nothing was changed" in plain.text(told)) is (trouble(broken.value) is AWAY)


def test_any_other_fault_stays_one_of_ours() -> None:
    assert trouble(ZeroDivisionError()) is None
    assert fault("abc", ZeroDivisionError()).title == "Something went wrong on my side"


async def test_a_bulkhead_holds_back_a_fault_and_logs_it_by_a_reference() -> None:
    held = Bulkhead("nothing was baked", oven=1)

    with capture_logs() as logs:
        async with held:
            raise ZeroDivisionError

    assert isinstance(held.error, ZeroDivisionError)
    assert [(entry["event"], entry["oven"], entry["reference"]) for entry in logs] == [
        ("nothing was baked", 1, held.reference)
    ]


async def test_a_bulkhead_lets_through_that_it_is_cancelled() -> None:
    with pytest.raises(asyncio.CancelledError):
        async with Bulkhead("nothing was baked"):
            raise asyncio.CancelledError
