"""A database that is used again is as if it had just been made."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from bot.storage.database import Database
from tests.house import House, Postbox, StillClock
from tests.postgres import Shelf

if TYPE_CHECKING:
    from tests.compiled import Compiled


@pytest.fixture
def own_shelf(postgres: Any, postgres_with_tables: str) -> Shelf:
    return Shelf(postgres, postgres_with_tables)


async def lived_in(url: str, compiled: Compiled) -> str:
    """Set a goal, and return what is said of it, by its number and by its row's."""
    house = House(compiled.lent(Database(url)), StillClock(), Postbox())
    said = await house.says("alice", "new Ship it by: tomorrow")
    await house.passes(days=1)
    async with house.database.transaction() as session:
        ids = (await session.execute(text("SELECT id FROM goal UNION SELECT id FROM nudge"))).scalars().all()
    await house.database.close()
    return f"{said.title} {ids}"


def test_what_was_put_back_is_as_new(own_shelf: Shelf, compiled: Compiled) -> None:
    with asyncio.Runner() as runner:
        first = own_shelf.take()
        before = runner.run(lived_in(first, compiled))
        own_shelf.put_back(first)
        again = own_shelf.take()
        after = runner.run(lived_in(again, compiled))

    assert again == first
    assert after == before


def test_one_of_another_version_is_not_used_again(own_shelf: Shelf) -> None:
    async def changes(url: str) -> None:
        database = Database(url)
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        await database.close()

    url = own_shelf.take()
    asyncio.run(changes(url))
    own_shelf.put_back(url)

    assert own_shelf.take() != url


def test_two_at_once_get_two(own_shelf: Shelf) -> None:
    assert own_shelf.take() != own_shelf.take()
