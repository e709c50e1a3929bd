"""The database: an engine from a URL, transactions, and the version of its tables."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import func, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine

from bot.process.shell import shell_line
from bot.storage import sqlite
from bot.storage.recording import RecordingSession

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock

SCHEMA = "0012"
"""The version of the tables that this code works with: the newest file in `migrations/versions`."""

ERASED = "erased"
"""In the `info` of a session: it deletes what nobody may find in the files of the database any more."""

_DRIVERS = {
    "sqlite": sqlite.DRIVER,
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_BUSY_SECONDS = 5


class DatabaseFault(Exception):  # noqa: N818 - it is a sentence for the operator
    """The database cannot be opened, or its tables are not those of this version."""


class Database:
    """One database; sessions opened here are transactions."""

    def __init__(self, url: str) -> None:
        """Prepare the database at `url` (`sqlite:///…` or `postgresql://…`); nothing is opened yet."""
        parsed = make_url(url)
        self._as_written = parsed.render_as_string(hide_password=True)
        parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        if "sslmode" in parsed.query:
            # libpq's word for it, in the URLs that hosts hand out; asyncpg's is `ssl`.
            parsed = parsed.update_query_dict({"ssl": str(parsed.query["sslmode"])}).difference_update_query(
                ["sslmode"]
            )
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        options: dict[str, Any] = (
            {"connect_args": {"timeout": _BUSY_SECONDS}} if self.is_sqlite else {"pool_pre_ping": True}
        )
        sqlite.register()
        self.engine = create_async_engine(parsed, hide_parameters=True, **options)
        self._looking = self.engine.execution_options(**{sqlite.LOOKING: True})
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False, sync_session_class=RecordingSession)
        # SQLite has one writer: those of this process queue up, which is fairer than its polling for the lock.
        self._turn: AbstractAsyncContextManager[object] = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._has_log = self.is_sqlite and sqlite.is_in_a_file(parsed)
        # Whoever ran before may have been killed before they emptied it.
        self._log_holds_erased = self._has_log

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a session that commits at the end, or rolls back if anything is raised.

        If it `ERASED` anything, that is in no log of SQLite's afterwards, or as soon as nobody reads any more.
        """
        async with self._turn:
            async with self._sessions.begin() as session:
                yield session
            self._log_holds_erased |= self._has_log and ERASED in session.info
            if self._log_holds_erased:
                self._log_holds_erased = not await self._empty_log()

    async def _empty_log(self) -> bool:
        async with self._looking.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            return await sqlite.finished(partial(sqlite.emptied, cast("sqlite.Connection", raw)))

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncSession]:
        """Open a session that only reads: it waits for no writer, and keeps nothing that is done in it."""
        async with self._sessions(bind=self._looking) as session:
            yield session

    async def now(self, session: AsyncSession, clock: Clock) -> datetime:
        """Return the time by `clock`, set by the database's own where several machines may share it."""
        if not self.is_sqlite:
            clock.follow((await session.execute(select(func.clock_timestamp()))).scalar_one())
        return clock.now()

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[None]:
        """Say in words when the database cannot be opened."""
        try:
            yield
        except (OSError, DBAPIError) as error:
            reason = getattr(error, "orig", None) or error
            raise DatabaseFault(
                f"I cannot open the database {self._as_written}: {reason}\nPlease check DATABASE_URL."
            ) from error

    async def upgrade(self) -> None:
        """Bring the tables to this version; safe when several replicas do it at once."""
        from bot.migrations import run  # noqa: PLC0415 - Alembic takes a second to import

        async with self._opened(), self.engine.connect() as connection:
            if self.is_sqlite:
                # Some changes make a table anew; the rows that refer to it must not mind in between.
                await _set_foreign_keys(connection, on=False)
            async with connection.begin():
                if not self.is_sqlite:
                    await connection.execute(text("SELECT pg_advisory_xact_lock(7453)"))
                await connection.run_sync(run.upgrade)
            if self.is_sqlite:
                await _set_foreign_keys(connection, on=True)

    async def version(self) -> str | None:
        """Return the version of the tables, if there are any; raises DatabaseFault where it cannot be opened."""
        # A look needs no lock: however busy others keep the database, one can start beside them.
        async with self._opened(), self._looking.connect() as connection:
            return await _version(connection)

    async def prepare(self) -> None:
        """Make the tables of an empty database; raises DatabaseFault if they are of another version."""
        version = await self.version()
        if version is None:
            await self.upgrade()
        elif version != SCHEMA:
            raise DatabaseFault(
                f"The database has tables of version {version}, and this Milepost works with {SCHEMA}.\n"
                f"If Milepost is newer, run: {shell_line('upgrade')}\n"
                "If the database is newer, run the Milepost that made it, or a newer one."
            )


async def _version(connection: AsyncConnection) -> str | None:
    def read(sync: Connection) -> str | None:
        if not inspect(sync).has_table("alembic_version"):
            return None
        return sync.execute(text("SELECT version_num FROM alembic_version")).scalar()

    return await connection.run_sync(read)


async def _set_foreign_keys(connection: AsyncConnection, *, on: bool) -> None:
    """Switch SQLite's check of references; it can be switched only outside a transaction."""
    raw = await connection.get_raw_connection()
    raw.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")  # type: ignore[union-attr]
