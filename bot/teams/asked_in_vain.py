"""Whom the round before a digest asked in vain: only those who got the question, and nobody who is off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.models import Nudge, NudgeState
from bot.models.occurrence import ROUND, Occurrence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Checkin, Goal, Team


async def asked_in_vain(
    session: AsyncSession, team: Team, alive: Mapping[int, Goal], said: Mapping[int, Sequence[Checkin]], now: datetime
) -> Sequence[int]:
    """Return those of the goals under way, by row id, that were asked about for this digest and are as silent still."""
    if not team.asks or not alive:
        return ()
    day = now.astimezone(ZoneInfo(team.zone)).date()
    asked = select(Nudge.goal_id).where(
        col(Nudge.goal_id).in_(alive),
        Nudge.occurrence == str(Occurrence(ROUND, day)),
        Nudge.state == NudgeState.sent,
    )
    return [id_ for id_ in await session.scalars(asked.order_by(col(Nudge.goal_id))) if id_ and not said.get(id_)]
