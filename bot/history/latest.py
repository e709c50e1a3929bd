"""The last moment of which anything is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlmodel import col

from bot.models import Change, LedgerEntry

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


async def latest(session: AsyncSession) -> datetime | None:
    """Return when the last thing happened that the log of changes or the ledger tells; None if nothing did."""
    moments = [await session.scalar(select(func.max(at))) for at in (col(Change.at), col(LedgerEntry.at))]
    return max((moment for moment in moments if moment is not None), default=None)
