"""When a channel is told what changed: one nudge for each day of its rhythm, however many replicas run."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from bot.dates.rhythm import days_of, rhythm_in_words, time_of
from bot.dates.wording import moment
from bot.dates.workdays import instant
from bot.models import LedgerEntry, Nudge, NudgeState, TeamState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Team

USUAL = time(9)
"""When a digest is posted whose rhythm names no time of the day."""


def moments(team: Team, after: datetime) -> Iterator[tuple[str, datetime]]:
    """Return the digests of a team from `after` on, each by its local day, with its moment."""
    zone = ZoneInfo(team.zone)
    begin = min(team.created_at, after).astimezone(zone).date()
    at = time_of(team.rhythm) or USUAL
    for day in days_of(team.rhythm, begin, after.astimezone(zone).date()):
        planned = instant(datetime.combine(day, at), zone)
        if planned >= after:
            yield f"digest {day}", planned


async def plan(session: AsyncSession, team: Team, now: datetime) -> None:
    """Make the waiting digest of `team` the one that its rhythm calls for."""
    rows = await session.scalars(select(Nudge).where(Nudge.team_id == team.id).order_by(col(Nudge.id)))
    known = {nudge.occurrence: nudge for nudge in rows}
    over = (NudgeState.sent, NudgeState.skipped, NudgeState.failed)
    ended = {occurrence for occurrence, nudge in known.items() if nudge.state in over}
    calls = ((key, at) for key, at in moments(team, now) if key not in ended)
    key, at = next(calls, ("", now)) if team.state is TeamState.active else ("", now)
    for other in known.values():
        if other.state is NudgeState.waiting and other.delivery_id is None and other.occurrence != key:
            other.state = NudgeState.dropped
            session.add(LedgerEntry(nudge_id=other.id, at=now, step="dropped", words="Dropped: it was changed."))
    if not key:
        return
    nudge = known.get(key)
    if (
        nudge is not None
        and nudge.state is NudgeState.waiting
        and (nudge.due_at == at or nudge.delivery_id is not None)
    ):
        return
    if nudge is None:
        nudge = Nudge(
            subject=f"team:{team.id}",
            occurrence=key,
            person_id=team.person_id,
            team_id=team.id,
            platform=team.platform,
            realm=team.realm,
            channel=team.channel,
            due_at=at,
            run_at=at,
        )
        session.add(nudge)
    nudge.person_id, nudge.state, nudge.lease, nudge.delivery_id = team.person_id, NudgeState.waiting, None, None
    nudge.due_at = nudge.run_at = at
    await session.flush()
    words = f"Planned for {moment(at.astimezone(ZoneInfo(team.zone)))}: {rhythm_in_words(team.rhythm)}."
    session.add(LedgerEntry(nudge_id=nudge.id, at=now, step="planned", words=words))


def is_called_for(team: Team, nudge: Nudge) -> bool:
    """Tell whether the digest of `nudge` is still one of the team's rhythm."""
    if team.state is not TeamState.active:
        return False
    return next(moments(team, nudge.due_at), None) == (nudge.occurrence, nudge.due_at)
