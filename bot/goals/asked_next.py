"""When a goal is asked about next beside its date: by its rhythm, or to look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.owners import owner_of
from bot.nudges import forecast, planner
from bot.nudges.planned import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Goal
    from bot.talk import Talk


async def in_its_rhythm(talk: Talk, goal: Goal, kind: str) -> tuple[datetime | None, str]:
    """Return, on the asker's clock, when a goal is asked about next beside its date, and what there is to say of it.

    That is by its rhythm, or to look back; as it will be sent, among all that its owner is asked.
    """
    owner = await owner_of(talk, goal)
    first = (next(track, None) for track in planner.tracks(goal, (), owner.calendar, talk.now))
    if not any(planned is not None and planned.kind == kind for planned in first):
        return None, ""
    found = await forecast.first_of(talk.session, owner, talk.now, subject_of(goal), kind)
    return (found[0].astimezone(talk.calendar.zone), found[1]) if found else (None, "")
