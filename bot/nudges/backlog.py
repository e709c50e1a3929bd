"""How much is due and was not taken yet: more than a moment of it means that nobody sends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlmodel import col

from bot.models import Nudge
from bot.nudges.workspaces import WAITS_HERE, waiting_workspaces

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession


class Backlog(NamedTuple):
    """What is due on a platform and waits to be taken."""

    due: int
    oldest: timedelta
    """For how long the oldest could have been taken; what is held, leased or tried again later is not due."""


def _due_in_each_workspace() -> Select[Any]:
    realms = waiting_workspaces()
    here = WAITS_HERE, col(Nudge.realm) == realms.c.realm, col(Nudge.run_at) <= bindparam("now")
    # Each workspace by itself: only then is no more read of the index than what is due.
    many = select(func.count()).select_from(Nudge).where(*here).scalar_subquery()
    earliest = select(func.min(Nudge.run_at)).where(*here).scalar_subquery()
    return select(many, earliest).where(realms.c.realm.is_not(None))


_DUE = _due_in_each_workspace()


async def waiting(session: AsyncSession, platform: str, now: datetime) -> Backlog:
    """Return what is due on `platform` and waits."""
    found = (await session.execute(_DUE, {"platform": platform, "now": now})).all()
    oldest = min((moment for _, moment in found if moment is not None), default=now)
    return Backlog(sum(many for many, _ in found), max(now - oldest, timedelta(0)))
