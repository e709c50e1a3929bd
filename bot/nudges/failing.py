"""Nudges that were given up: what an operator sees of them, and how they are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot import bell
from bot.models import Account, LedgerEntry, Nudge, NudgeState
from bot.nudges.ledger import note

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True, slots=True)
class Failing:
    """A nudge that was given up; what it is about stays private."""

    id: int
    platform: str
    realm: str
    person: int
    """The row id of the person."""
    due_at: datetime
    reason: str

    def __str__(self) -> str:
        where = f"{self.platform} {self.realm}".strip()
        return f"{self.id}  {where}  person {self.person}  due {self.due_at:%Y-%m-%d %H:%M} UTC  {self.reason}"


async def failing(session: AsyncSession) -> Sequence[Failing]:
    """Return the nudges that are given up, the latest first."""
    last = (
        select(func.max(LedgerEntry.id))
        .where(LedgerEntry.nudge_id == Nudge.id, LedgerEntry.step == "failed")
        .correlate(Nudge)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Nudge, LedgerEntry)
        .join(LedgerEntry, col(LedgerEntry.id) == last)
        .where(Nudge.state == NudgeState.failed)
        .order_by(col(LedgerEntry.id).desc())
    )
    return [
        Failing(nudge.id, nudge.platform, nudge.realm, nudge.person_id, nudge.due_at, entry.words)
        for nudge, entry in rows
    ]


async def retry(session: AsyncSession, ids: Collection[int], now: datetime) -> Sequence[int]:
    """Let those nudges of `ids` that were given up be tried again; return their row ids.

    Their due moments stay, so they go first, and those that are too old by now are left out.
    """
    given_up = select(Nudge).where(col(Nudge.id).in_(ids), Nudge.state == NudgeState.failed)
    nudges = (await session.scalars(given_up.order_by(col(Nudge.id)).with_for_update())).all()
    for nudge in nudges:
        nudge.state, nudge.run_at, nudge.attempts = NudgeState.waiting, nudge.due_at, 0
        nudge.lease, nudge.delivery_id = None, None
        note(session, nudge, now, "planned", "Planned again, by the operator.")
    theirs = select(Account).where(col(Account.person_id).in_({nudge.person_id for nudge in nudges}))
    for account in await session.scalars(theirs):
        account.undeliverable = ""
    if nudges:
        await bell.ring(session)
    return [nudge.id for nudge in nudges]
