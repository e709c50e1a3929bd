"""Where a clock that people may move goes on after a restart (docs/decisions/0028)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from bot.models import Change, LedgerEntry
from bot.people import accounts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.clock import Clock
    from bot.storage.database import Database


async def resumed(clock: Clock, database: Database) -> bool:
    """Move `clock` on to where it had been moved before, as nothing that has happened may lie ahead.

    False where people of Slack or Discord are kept in `database`: they live in real time.
    """
    async with database.look() as session:
        if await accounts.any_on(session, {"slack", "discord"}):
            return False
        clock.reach(await _latest(session) or clock.now())
    return True


async def _latest(session: AsyncSession) -> datetime | None:
    """Return when the last thing happened that the log of changes or the ledger tells; None if nothing did."""
    moments = [await session.scalar(select(func.max(at))) for at in (col(Change.at), col(LedgerEntry.at))]
    return max((moment for moment in moments if moment is not None), default=None)
