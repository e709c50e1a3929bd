"""Taking nudges that are due, so that each is in one pair of hands: the SQL of the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select, update
from sqlmodel import col

from bot.models import Nudge, NudgeState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.delivery import Lane


def _waiting(lane: Lane) -> ColumnElement[bool]:
    realm = [] if lane.realm is None else [col(Nudge.realm) == lane.realm]
    return and_(col(Nudge.state) == NudgeState.waiting, col(Nudge.platform) == lane.platform, *realm)


async def claim(
    session: AsyncSession, lane: Lane, *, now: datetime, until: datetime, token: str, limit: int
) -> Sequence[Nudge]:
    """Lease up to `limit` nudges that are due by `now`, oldest first; nobody else takes them before `until`."""
    due = (
        select(col(Nudge.id))
        .where(_waiting(lane), col(Nudge.run_at) <= now)
        .order_by(col(Nudge.run_at), col(Nudge.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    claimed = await session.scalars(
        update(Nudge).where(col(Nudge.id).in_(due)).values(lease=token, run_at=until).returning(Nudge)
    )
    return claimed.all()


async def next_due(session: AsyncSession, lane: Lane) -> datetime | None:
    """Return the moment at which the next nudge may be taken."""
    moment: datetime | None = await session.scalar(select(func.min(Nudge.run_at)).where(_waiting(lane)))
    return moment


async def put_back(session: AsyncSession, nudges: Collection[Nudge], token: str, run_at: datetime) -> None:
    """Give up the lease: the nudges may be taken again from `run_at` on."""
    await session.execute(
        update(Nudge)
        .where(col(Nudge.id).in_([n.id for n in nudges]), col(Nudge.lease) == token)
        .values(lease=None, run_at=run_at)
    )
