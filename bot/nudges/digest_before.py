"""Whether what is put off passes a digest whose round asked about it: its channel reads then that nobody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.checkins.conditions import TELLS_OF_THE_GOAL
from bot.models import Checkin, CheckinState, Nudge, NudgeState
from bot.models.occurrence import ROUND, Occurrence
from bot.nudges import rounds
from bot.nudges.digest_schedule import moments
from bot.nudges.planned import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Goal, Team
    from bot.talk import Talk

_TOLD_AS = "not updated"
"""What a digest calls this part of it."""


async def digest_before(talk: Talk, goal: Goal) -> datetime | None:
    """Return when the first digest comes that would call the asker's `goal` not updated before it is asked about again.

    None if no round has asked about it for one, if somebody has said since how it stands, or if no digest tells that.
    """
    again = goal.asked_again(talk.calendar)
    if again is None or goal.person_id != talk.me.id:
        return None
    await rounds.join(talk.session, [goal])
    coming = [next(moments(team, talk.now), None) for team in goal.rounds if _tells(team)]
    for at, key in sorted((at, key) for key, at in filter(None, coming)):
        if at <= again and await _asked_in_vain(talk, goal, key):
            return at
    return None


def _tells(team: Team) -> bool:
    """Tell whether a team's digest has what was asked about in vain."""
    return not team.shows or _TOLD_AS in team.shows.split(", ")


async def _asked_in_vain(talk: Talk, goal: Goal, digest: str) -> bool:
    """Tell whether a goal was asked about for a `digest`, and nobody has said since how it stands."""
    day = Occurrence.read(digest).on
    asked = select(Nudge.due_at).where(
        Nudge.subject == subject_of(goal),
        Nudge.occurrence == str(Occurrence(ROUND, day)),
        Nudge.state == NudgeState.sent,
    )
    since = (await talk.session.scalars(asked)).first()
    if since is None or talk.calendar.is_away(day):
        return False
    said = select(Checkin.id).where(
        Checkin.goal_id == goal.id, Checkin.state == CheckinState.given, TELLS_OF_THE_GOAL, col(Checkin.at) >= since
    )
    return (await talk.session.scalars(said.limit(1))).first() is None
