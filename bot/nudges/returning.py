"""Which check-ins come back with an undo: those that the change which it takes back had dropped, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.models import NudgeState
from bot.nudges import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Change, Nudge

_A_LITTLE_WHILE = timedelta(hours=1)
"""For so long after a change its undo lets no check-in slip through that came due in between."""


async def coming_back(
    session: AsyncSession, nudges: Iterable[Nudge], taken_back: Change | None, now: datetime
) -> Collection[int]:
    """Return the nudges, by their row ids, that come back with an undo though their moment may have passed.

    What was dropped before the change belongs to the past. What the change dropped is asked late only if it would
    have been waiting until a little while ago.
    """
    if taken_back is None:
        return ()
    since = now - _A_LITTLE_WHILE
    recent = [n.id for n in nudges if n.state is NudgeState.dropped and max(n.run_at, taken_back.at) >= since]
    return await rows.dropped_by(session, taken_back, recent)
