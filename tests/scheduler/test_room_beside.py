"""What a message leaves behind on PostgreSQL: a row, and one more beside it when it arrived."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from benchmarks.stage import seed
from bot.messages import Address
from scheduler import writing
from scheduler.message import Message

if TYPE_CHECKING:
    from bot.storage.database import Database

MANY = 300
"""More than fit on a page of the database."""
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
_ALTERED = text(
    "SELECT pg_stat_get_xact_tuples_updated(c), pg_stat_get_xact_tuples_hot_updated(c)"
    " FROM CAST('delivery' AS regclass) AS c"
)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_that_messages_arrived_makes_no_new_entries_in_the_indexes(database_url: str, database: Database) -> None:
    """Their rows are written anew where they stand (docs/decisions/0020)."""
    await seed(database_url, waiting=MANY, due=MANY)

    async with database.transaction() as session:
        connection = await session.connection()
        intents = await writing.intend(connection, range(1, MANY + 1), "token", NOW)
        to = Address("test", "", "u1")
        sent = [(Message(intent, "token", NOW, NOW, to, ()), f"R{intent.id}") for intent in intents.values()]
        await writing.arrived(connection, sent, NOW)
        altered, of_these_in_place = (await connection.execute(_ALTERED)).one()

    assert altered == of_these_in_place == MANY
