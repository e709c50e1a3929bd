"""What came due while an older Milepost was down is asked once, together, by the one that upgraded its database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import column, insert, inspect, select, text
from sqlalchemy import table as lightweight
from sqlmodel import SQLModel

from bot.migrations import run
from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from sqlalchemy import Connection


@pytest.mark.parametrize("version", ["0001", "0002", "0003"])
async def test_what_was_due_before_an_upgrade_comes_once_and_together(
    sqlite_url: str, empty_url: str, version: str
) -> None:
    """Three days down with what comes every day: one message that says so; paused, archived and done stay silent."""
    clock, database = StillClock(), Database(sqlite_url)
    before = House(database, clock, Postbox())
    for line in (
        *(f"new {title} by: 2026-11-{day}" for title, day in (("Ship", 24), ("Pack", 25), ("Post", 24))),
        *(f"new {title} by: 2026-11-25" for title in ("Sing", "Draw")),
        "milestone add 1 Draft by: 2026-11-26",
        *("pause 3", "archive 4", "done 5"),
    ):
        await before.says("ana", line)
    older = await as_of(version, database, empty_url)
    await database.close()
    after = House(older, clock, Postbox())

    await older.upgrade()
    clock.advance(clock.now().replace(day=27) - clock.now())
    for _ in range(3):
        await after.deliverer.send_due()
    [message] = after.postbox.to("ana")
    words = plain.text(message)
    await after.passes(minutes=30)
    story = plain.text(await after.says("ana", "why 1"))
    await older.close()

    assert message.title == "3 things are due"
    assert all(title in words for title in ("Ship", "Pack", "Draft"))
    assert "This comes late" in words
    assert not any(title in words for title in ("Post", "Sing", "Draw"))
    assert len(after.postbox.messages) == 1
    assert "Sent, 3 days after it was due." in story


async def as_of(version: str, database: Database, url: str) -> Database:
    """Return a database of an older version with all that it can hold of another one."""
    older = Database(url)
    async with older.engine.begin() as connection:
        await connection.run_sync(run.upgrade, version)
        columns = await connection.run_sync(_columns)
    async with database.engine.connect() as reading, older.engine.begin() as writing:
        for table in SQLModel.metadata.sorted_tables:
            known = [name for name in columns.get(table.name, ()) if name in table.columns]
            if not known:
                continue
            then = lightweight(table.name, *(column(name, table.columns[name].type) for name in known))
            if rows := [dict(row._mapping) for row in await reading.execute(select(then))]:
                await writing.execute(insert(then), rows)
            if not older.is_sqlite and "id" in known:
                await writing.execute(
                    text(f"SELECT setval('{table.name}_id_seq', (SELECT coalesce(max(id), 1) FROM \"{table.name}\"))")
                )
    return older


def _columns(connection: Connection) -> dict[str, list[str]]:
    looking = inspect(connection)
    return {name: [column["name"] for column in looking.get_columns(name)] for name in looking.get_table_names()}
