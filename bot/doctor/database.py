"""The database, on SQLite or PostgreSQL: whether it answers, can be written, and has the tables of this version."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from bot.doctor import sqlite_file
from bot.doctor.examining import Check
from bot.doctor.finding import well, wrong
from bot.doctor.machine import clocks
from bot.doctor.tables import tables
from bot.storage.database import Database, DatabaseFault

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.settings import Settings

_REACH = "Please check DATABASE_URL, and that the database runs and lets this machine in"
_SERVER = text(
    "SELECT current_setting('server_version'), has_schema_privilege(current_schema(), 'CREATE'), clock_timestamp()"
)


def checks(settings: Settings, clock: Clock) -> list[Check]:
    """Return what is looked at of the database."""
    url = settings.database_url
    if make_url(url).get_backend_name() == "sqlite":
        return [Check("Database", partial(_in_file, url), "Please check the disk that DATABASE_URL names")]
    return [Check("Database", partial(_on_server, url, clock), _REACH)]


async def _in_file(url: str) -> list[Finding]:
    path = make_url(url).database or ""
    return await asyncio.to_thread(lambda: list(sqlite_file.findings(path)))


async def _on_server(url: str, clock: Clock) -> list[Finding]:
    database = Database(url)
    try:
        version = await database.version()
        return [*await _answered(database, clock, version), tables(version)]
    except DatabaseFault as fault:
        return [wrong("Database", str(fault).partition("\n")[0], _REACH)]
    finally:
        await database.close()


async def _answered(database: Database, clock: Clock, version: str | None) -> list[Finding]:
    """Return how a server that answers stands: write what is there already, and take it back."""
    async with database.engine.connect() as connection:
        release, may_make, theirs = (await connection.execute(_SERVER)).one()
        seen = clock.now()
        try:
            if version is not None:
                await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            refusal = "" if may_make else "no table may be made in it"
        except DBAPIError as error:
            refusal = str(error.orig).rpartition(": ")[2]
        await connection.rollback()
    told = f"PostgreSQL {release}"
    stands = (
        wrong("Database", f"{told} cannot be written: {refusal}", "Let the user in DATABASE_URL write and make tables")
        if refusal
        else well("Database", f"{told}, can be written")
    )
    mend = "Check-ins come by the database's clock. Let both machines set their clocks by the network"
    return [stands, clocks("Database clock", "the database's clock is {} this machine's", theirs - seen, mend)]
