"""A request that its platform delivers again is carried out once: the keys of those that were are kept for a while."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col

from bot.models import Seen
from bot.storage.statements import execute

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.sql.dml import ReturningInsert


async def is_repeat(session: AsyncSession, key: str, now: datetime) -> bool:
    """Note that this transaction carries out the request with this `key`; tell whether one before it did."""
    noted = await execute(session, _insert_unseen(session.get_bind().dialect.name), {"key": key, "at": now})
    return noted.first() is None


@cache
def _insert_unseen(kind: str) -> ReturningInsert[tuple[str]]:
    """Return the insert of a new key for a `kind` of database; only that kind's dialect is imported."""
    dialect = import_module(f"sqlalchemy.dialects.{kind}")
    insert: ReturningInsert[tuple[str]] = dialect.insert(Seen).on_conflict_do_nothing().returning(col(Seen.key))
    return insert


async def forget(session: AsyncSession, key: str) -> None:
    """Let the request with this `key` be carried out the next time that it comes."""
    await session.execute(delete(Seen).where(col(Seen.key) == key))


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    """Forget the requests that were carried out before a moment, as no platform delivers them again any more."""
    await session.execute(delete(Seen).where(col(Seen.at) < moment))
