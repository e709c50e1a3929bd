"""The tables and their versions, on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

import bot.models.partial_indexes  # noqa: F401 - the import fills SQLModel.metadata
from bot.migrations import run
from bot.models import Audience, Goal, Intensity, LedgerEntry
from bot.storage.database import SCHEMA, Database, DatabaseFault

if TYPE_CHECKING:
    from sqlalchemy import Connection


def test_the_version_that_the_code_names_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(run.config()).get_current_head() == SCHEMA


async def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_empty_database_is_prepared_and_preparing_again_changes_nothing(empty_url: str) -> None:
    database = Database(empty_url)

    await database.prepare()
    await database.prepare()
    await database.close()


async def test_replicas_may_upgrade_at_once(empty_url: str) -> None:
    replicas = [Database(empty_url) for _ in range(4)]

    await asyncio.gather(*(replica.upgrade() for replica in replicas))

    await replicas[0].prepare()
    for replica in replicas:
        await replica.close()


@pytest.mark.parametrize("version", ["0000", "9999"])
async def test_tables_of_another_version_are_refused_with_the_command_to_run(database: Database, version: str) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))

    with pytest.raises(DatabaseFault, match="python -m bot upgrade") as fault:
        await database.prepare()

    assert version in str(fault.value)


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/x.db", "postgresql://me:secret@127.0.0.1:1/none"])
async def test_a_database_that_cannot_be_opened_is_said_in_words_without_the_password(url: str) -> None:
    database = Database(url)

    with pytest.raises(DatabaseFault, match="DATABASE_URL") as fault:
        await database.prepare()
    await database.close()

    assert "secret" not in str(fault.value)
    assert url.replace("secret", "***") in str(fault.value), "as it was written, and no driver of ours"


async def test_a_database_of_the_first_version_is_brought_up_with_all_that_is_in_it(empty_url: str) -> None:
    database = Database(empty_url)
    at = "'2026-11-23 10:00:00'"
    rows: dict[str, dict[str, str]] = {
        "person": {"id": "1", "name": "'Ana'", "zone": "'UTC'", "work_days": "'01234'", "created_at": at}
        | dict.fromkeys(("zone_settled", "zone_chosen"), "false")
        | {"locale": "''", "work_start": "'09:00'", "quiet_from": "'20:00'", "quiet_to": "'08:00'"}
        | {"goals_numbered": "1"},
        "goal": {"id": "1", "person_id": "1", "number": "1", "title": "'Ship'", "state": "'active'", "leaving": "false"}
        | dict.fromkeys(("reason", "wording", "rhythm", "elements", "obstacle", "response", "due_said"), "''")
        | {"milestones_numbered": "0", "created_at": at},
        "nudge": {"id": "1", "subject": "'goal:1'", "occurrence": "'due'", "person_id": "1", "goal_id": "1"}
        | {"platform": "'test'", "realm": "''", "due_at": at, "run_at": at, "state": "'waiting'", "attempts": "0"},
        "ledger": {"id": "1", "nudge_id": "1", "at": at, "step": "'planned'", "words": "'Planned.'"},
    }
    async with database.engine.begin() as connection:
        await connection.run_sync(run.upgrade, "0001")
        for table, row in rows.items():
            await connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join(row.values())})"))

    await database.upgrade()
    await database.prepare()

    async with database.transaction() as session:
        goal = await session.get_one(Goal, 1)
        assert (goal.title, goal.intensity, goal.audience) == ("Ship", Intensity.standard, Audience.private)
        assert (await session.get_one(LedgerEntry, 1)).nudge_id == 1
        if database.is_sqlite:
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []
            assert (await session.execute(text("PRAGMA foreign_keys"))).scalar() == 1
    await database.close()


async def test_starting_waits_for_no_lock(sqlite_url: str) -> None:
    """A look at the tables' version must not need what a busy process hardly ever lets go of."""
    database = Database(sqlite_url)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("BEGIN IMMEDIATE")
        await database.prepare()
        writer.execute("ROLLBACK")
    await database.close()
