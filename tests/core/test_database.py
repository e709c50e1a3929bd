"""The tables and their versions, on both databases."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel

from bot.database import SCHEMA, Database, DatabaseFault
from bot.migrations import run

if TYPE_CHECKING:
    from sqlalchemy import Connection


def test_the_version_that_the_code_names_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(run.config()).get_current_head() == SCHEMA


async def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_empty_database_is_prepared_and_preparing_again_changes_nothing(database_url: str) -> None:
    database = Database(database_url)

    await database.prepare()
    await database.prepare()
    await database.close()


async def test_replicas_may_upgrade_at_once(database_url: str) -> None:
    replicas = [Database(database_url) for _ in range(4)]

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
