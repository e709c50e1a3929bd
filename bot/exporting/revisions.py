"""When the entries of a calendar were changed last: the database finds it, however much somebody has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import String, cast, literal
from sqlmodel import and_, col, func, or_, select

from bot.goals.sighting import STILL_AHEAD
from bot.goals.visibility import SET_BY_VIEWER, VIEWER
from bot.models import Change, Goal, GoalState
from bot.models.change import altering

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from sqlalchemy.ext.asyncio import AsyncSession

AHEAD = and_(SET_BY_VIEWER, STILL_AHEAD, Goal.state != GoalState.draft)
"""The goals that stand in the viewer's calendar."""
_OF_THEIRS = or_(Change.person_id == VIEWER, col(Change.goal_id).in_(select(Goal.id).where(Goal.person_id == VIEWER)))
_ALTERS = altering(
    *("title", "wording", "due_on", "due_at", "due_zone", "due_said", "rhythm", "state", "goal_id", "leaving", "zone")
)
"""Whether an entry may read otherwise after a change."""
_LAST = (
    select(func.max(Change.id))
    .where(col(Change.goal_id).in_(select(Goal.id).where(AHEAD)), _ALTERS)
    .group_by(col(Change.goal_id))
)
_OF_ITS_GOAL = select(Change.goal_id, Change.id, Change.at).where(col(Change.id).in_(_LAST))
"""The last change of each goal, as far as changes say themselves which one they are about: nearly all do, …"""
_EDITS = cast(Change.edits, String)
_OWN = literal('"table": "goal", "row": ') + cast(Change.goal_id, String) + literal(",")
_BEYOND_IT = or_(
    col(Change.goal_id).is_(None),
    _EDITS.contains('"goal_id"'),
    _EDITS.contains('"table": "person"'),
    func.replace(_EDITS, _OWN, "").contains('"table": "goal"'),
)
_OF_OTHERS = select(Change).where(_OF_THEIRS, _ALTERS, _BEYOND_IT).order_by(col(Change.id))
"""… and those that also touched another goal, moved a milestone, or are about every one, the oldest first."""


@dataclass(frozen=True, slots=True, order=True)
class Revision:
    """A change, as far as a calendar tells of it."""

    id: int
    at: datetime


Revisions: TypeAlias = "Mapping[int | None, Revision]"
"""The last change of each goal, by its row id; under None that of every one, such as of the time zone."""


async def revisions(session: AsyncSession, viewer: Mapping[str, Any]) -> Revisions:
    """Return the last changes after which an entry of the `viewer` may read otherwise."""
    found: dict[int | None, Revision] = {}
    for change in await session.scalars(_OF_OTHERS, viewer):
        every = {None} if any(table == "person" for table, _ in change.rows) else set()
        found |= dict.fromkeys(change.goals | every, Revision(change.id, change.at))
    for goal, id_, at in await session.execute(_OF_ITS_GOAL, viewer):
        found[goal] = max(found.get(goal, Revision(id_, at)), Revision(id_, at))
    return found


async def changed_at(session: AsyncSession, viewer: Mapping[str, Any]) -> datetime | None:
    """Return when anything of the viewer's goals was changed last; None where they never had any."""
    return await session.scalar(select(func.max(Change.at)).where(_OF_THEIRS), viewer)
