"""When digests are posted: one nudge for each day of a team's rhythm, however many replicas run."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.dates.rhythm import days_of, rhythm_in_words, time_of
from bot.dates.wording import moment
from bot.dates.workdays import instant
from bot.models import TeamState
from bot.models.occurrence import Occurrence
from bot.nudges import rows
from bot.nudges.alterations import Alterations, is_ours
from bot.nudges.rows import OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Nudge, Team

USUAL = time(9)
"""The time of day at which a digest is posted if its rhythm names none."""


def moments(team: Team, after: datetime) -> Iterator[tuple[str, datetime]]:
    """Yield the digests of a team from `after` on: the occurrence, which names the local day, and the moment."""
    zone = ZoneInfo(team.zone)
    begin = min(team.created_at, after).astimezone(zone).date()
    at = time_of(team.rhythm) or USUAL
    for day in days_of(team.rhythm, begin, after.astimezone(zone).date()):
        planned = instant(datetime.combine(day, at), zone)
        if planned >= after:
            yield str(Occurrence("digest", day)), planned


async def plan(session: AsyncSession, team: Team, now: datetime) -> None:
    """Plan the next digest of `team` as its rhythm calls for, and drop any other that waits."""
    await session.flush()  # what is read as values must stand in the database
    made = Alterations(now)
    known = {nudge.occurrence: nudge for nudge in await rows.of_team(session, team)}
    calls = (call for call in moments(team, now) if call[0] not in known or known[call[0]].state not in OVER)
    key, at = next(calls, ("", now)) if team.state is TeamState.active else ("", now)
    for nudge in known.values():
        if nudge.occurrence != key and is_ours(nudge):
            made.drop(nudge, "it was changed")
    words = f"for {moment(at.astimezone(ZoneInfo(team.zone)))}: {rhythm_in_words(team.rhythm)}."
    if key in known:
        made.keep(known[key], at, words, person_id=team.person_id)
    elif key:
        made.add(
            at,
            words,
            subject=f"team:{team.id}",
            occurrence=key,
            person_id=team.person_id,
            team_id=team.id,
            platform=team.platform,
            realm=team.realm,
            channel=team.channel,
        )
    await made.write(session)


def is_called_for(team: Team, nudge: Nudge) -> bool:
    """Tell whether the digest of `nudge` is still one of the team's rhythm."""
    if team.state is not TeamState.active:
        return False
    return next(moments(team, nudge.due_at), None) == (nudge.occurrence, nudge.due_at)
