"""What processes share beside the rows: the time, and wake-ups where something was planned."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.clock import Clock
from bot.messages import Address, Reply, Tone
from bot.storage import wakeups
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.house import House, Postbox, StillClock


async def test_a_machine_whose_clock_is_wrong_goes_by_the_databases(database: Database) -> None:
    """On PostgreSQL several machines share the work, and with it one clock; SQLite is one machine."""
    clock = Clock()
    clock.follow(datetime.now(UTC) + timedelta(hours=1))

    await Deliverer(database=database, outgoing={Lane("test"): Postbox()}, clock=clock).next_due()
    ahead = clock.now() - datetime.now(UTC)

    assert round(ahead / timedelta(hours=1)) == (1 if database.is_sqlite else 0)


async def test_a_clock_that_was_moved_ahead_stays_so_beside_the_databases(database: Database) -> None:
    clock = Clock()
    clock.advance(timedelta(days=1))

    await Deliverer(database=database, outgoing={Lane("test"): Postbox()}, clock=clock).next_due()

    assert round((clock.now() - datetime.now(UTC)) / timedelta(hours=1)) == 24


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("line", ["new Ship it by: 2027-03-31", "team every Friday 15:00"])
async def test_whoever_plans_wakes_all_who_listen(database_url: str, database: Database, line: str) -> None:
    house = House(database, StillClock(), Postbox())
    await house.says("alice", "help")
    other, heard = Database(database_url), asyncio.Event()
    listening = asyncio.create_task(wakeups.listen(other, heard.set))
    await asyncio.wait_for(heard.wait(), 5)
    heard.clear()

    answer = await house.asks("alice", line, realm="", place=Address("test", "", "C1"))

    assert isinstance(answer, Reply)
    assert answer.tone is not Tone.refused, answer

    await asyncio.wait_for(heard.wait(), 5)
    listening.cancel()
    await asyncio.wait([listening])
    await other.close()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_wake_ups_are_heard_again_after_its_connection_was_lost(database_url: str, database: Database) -> None:
    other, heard = Database(database_url), asyncio.Event()
    listening = asyncio.create_task(wakeups.listen(other, heard.set))
    await asyncio.wait_for(heard.wait(), 5)
    heard.clear()

    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        )

    await asyncio.wait_for(heard.wait(), 10)
    listening.cancel()
    await asyncio.wait([listening])
    await other.close()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_connection_that_is_lost_as_the_listening_begins_is_only_one_try(database_url: str) -> None:
    other, heard = Database(database_url), asyncio.Event()

    @event.listens_for(other.engine.sync_engine, "checkout", once=True)
    def lose(connection: Any, *_: object) -> None:
        connection.driver_connection.terminate()

    listening = asyncio.create_task(wakeups.listen(other, heard.set))

    await asyncio.wait_for(heard.wait(), 10)
    listening.cancel()
    await asyncio.wait([listening])
    await other.close()
