"""Wake-ups between processes: who plans a nudge sends one, and who delivers looks at once.

They are PostgreSQL's NOTIFY, heard when the transaction that sent one commits. On SQLite there is one process.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.storage.database import Database

log = structlog.get_logger()

_CHANNEL = "milepost_planned"
_WAKE_UP = select(func.pg_notify(_CHANNEL, ""))
_AGAIN_SECONDS = 2
"""Between tries to listen, while the database is away."""


async def send(session: AsyncSession) -> None:
    """Let all who listen know, once this transaction commits."""
    if session.get_bind().dialect.name == "postgresql":
        await execute(session, _WAKE_UP)


async def listen(database: Database, heard: Callable[[], None]) -> None:
    """Call `heard` at each wake-up, and each time that one may have been missed, until cancelled."""
    if database.is_sqlite:
        return
    import asyncpg  # noqa: PLC0415 - SQLite does without it

    # The driver is spoken to past SQLAlchemy, so some errors are its own.
    lost = (OSError, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError)
    while True:
        try:
            await _listen(database, heard)
        except lost as error:
            await log.awarning("not listening for what others plan", error=type(error).__name__)
        await asyncio.sleep(_AGAIN_SECONDS)


async def _listen(database: Database, heard: Callable[[], None]) -> None:
    """Listen on a connection of its own until that is lost."""
    lost = asyncio.Event()

    def woken(*_: object) -> None:
        heard()

    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        assert driver is not None  # noqa: S101 - it is open
        driver.add_termination_listener(lambda *_: lost.set())
        await driver.add_listener(_CHANNEL, woken)
        try:
            heard()
            await lost.wait()
        finally:
            if not driver.is_closed():
                await driver.remove_listener(_CHANNEL, woken)
