"""Check-in rounds: so long before a channel's digest, those whose goals it may tell of are asked how these stand.

A round is one more track of each goal, so that pacing, forecast, ledger and the second look treat it like any other
check-in. It never holds the digest up: what is not asked by then is left out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import merge
from itertools import islice, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import col, or_, select

from bot.dates.rhythm import longest_gap
from bot.dates.wording import moment
from bot.dates.workdays import instant
from bot.goals.visibility import Sight, Viewer, sight
from bot.messages import Address
from bot.models import Audience, Goal, GoalState, Team, TeamState
from bot.models.occurrence import ROUND, Occurrence
from bot.nudges.digest_schedule import moments
from bot.nudges.planned import Planned, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.dates.workdays import Calendar

_DAY = timedelta(days=1)
_PATIENCE = 100
"""After so many digests for which somebody is not asked, no later one is looked at."""
_COMING = 6
"""How many coming digests tell how far they are apart."""
_ASKING = select(Team).where(
    Team.state == TeamState.active,
    col(Team.asks) > 0,
    col(Team.realm).in_(bindparam("realms", expanding=True)),
)


async def join(session: AsyncSession, goals: Iterable[Goal]) -> None:
    """Let each of `goals` know the channels that may tell of it and ask before they do; a team's goal has none.

    It is the channel that is asked about its own goal, and by that goal's own rhythm.
    """
    shown = [goal for goal in goals if goal.realm and goal.audience is not Audience.private and not goal.team]
    if not shown:
        return
    asking = (await session.scalars(_ASKING, {"realms": sorted({goal.realm for goal in shown})})).all()
    for goal in shown:
        goal.join_rounds(tuple(team for team in asking if sight(goal, _channel(team)) > Sight.nothing))


def _channel(team: Team) -> Viewer:
    return Viewer.of_channel(Address(team.platform, team.realm, team.channel))


async def told_in(session: AsyncSession, team: Team) -> Sequence[Goal]:
    """Return the goals under way that a channel may see, whose owners its round is for."""
    asked = select(Goal).where(
        Goal.platform == team.platform,
        Goal.realm == team.realm,
        or_(Goal.audience == Audience.workspace, Goal.channel == team.channel),
        Goal.state == GoalState.active,
        col(Goal.team).is_(False),
    )
    return (await session.scalars(asked.order_by(col(Goal.id)))).all()


def by_round(goal: Goal, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Yield the check-ins of a goal's rounds after `since`, in order: one a day, whichever channel asks first."""
    told: set[date] = set()
    for planned in merge(*(_of(goal, team, calendar, since) for team in goal.rounds), key=attrgetter("at")):
        if planned.occurrence.on not in told:
            told = {*sorted(told)[-_COMING:], planned.occurrence.on}
            yield planned


def _of(goal: Goal, team: Team, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Yield the check-in before each digest, unless its owner is off then, or set it since the last one.

    It is left out if they say how it stands in between.
    """
    before, passed = team.created_at, 0
    for key, digest in moments(team, max(team.created_at, since - 2 * longest_gap(team.rhythm) - _DAY)):
        at = asked_at(team, digest, calendar)
        passed += 1
        if at is not None and goal.created_at <= before < at < digest:
            passed = 0
            if at > since:
                yield Planned(
                    subject_of(goal),
                    Occurrence(ROUND, Occurrence.read(key).on),
                    None,
                    at,
                    f"the digest of its channel comes {moment(digest.astimezone(calendar.zone))}",
                    unless_since=before,
                    until=digest,
                )
        if passed > _PATIENCE:
            return
        before = digest


def asked_at(team: Team, digest: datetime, calendar: Calendar) -> datetime | None:
    """Return when somebody is asked before a digest; None in their time off.

    Where that is on a day off, or in quiet hours that last until the digest, it is the start of work before that.
    """
    ahead, zone = timedelta(minutes=team.asks), ZoneInfo(team.zone)
    local = digest.astimezone(zone).replace(tzinfo=None)
    at = digest - ahead if ahead % _DAY else instant(local - ahead, zone)
    day = calendar.day_of(at)
    if calendar.is_away(day):
        return None
    if not calendar.day_off(day) and calendar.after_quiet_hours(at) < digest:
        return at
    begun = calendar.start_on(calendar.work_day_before(day))
    return begun if begun < at else calendar.start_on(calendar.work_day_before(day - _DAY))


def nearest(team: Team, now: datetime) -> timedelta:
    """Return how close the coming digests of a team come to each other at least."""
    coming = [at for _, at in islice(moments(team, now), _COMING)]
    return min((later - at for at, later in pairwise(coming)), default=timedelta.max)
