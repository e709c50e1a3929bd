"""A change of time zone moves what is due at a clock time; the person is told what that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlmodel import and_, col, select

from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from sqlalchemy import ColumnElement

    from bot.talk import Talk

_AHEAD = and_(col(Goal.state) == GoalState.active, col(Goal.archived_at).is_(None))


@dataclass(frozen=True, slots=True)
class Moved:
    """What is due at a time of the day on somebody's own clock, each with that moment on the new one, in order."""

    ahead: Sequence[tuple[str, datetime]]
    gone: Sequence[tuple[str, datetime]]
    """What was still ahead on the old clock, and has gone by on the new one."""


async def moved(talk: Talk, before: ZoneInfo) -> Moved:
    """Return what of the asker's moves with them from the zone `before`; a time said with its zone stays as it is."""
    goals = await talk.session.scalars(select(Goal).where(Goal.person_id == talk.me.id, _AHEAD, *_on_a_clock(Goal)))
    steps = await talk.session.execute(
        select(Milestone, Goal.number)
        .join(Goal)
        .where(Goal.person_id == talk.me.id, _AHEAD, Milestone.state == MilestoneState.open, *_on_a_clock(Milestone))
    )
    things: list[tuple[str, Goal | Milestone]] = [(f"{one.number} {one.title}", one) for one in goals]
    things += [(f"{number}.{one.number} {one.title}", one) for one, number in steps]
    here, there = talk.calendar, replace(talk.calendar, zone=before)
    dues = [(label, due.moment(here).astimezone(here.zone), due) for label, one in things if (due := one.due)]
    dues.sort(key=lambda one: one[1])
    return Moved(
        ahead=[(label, at) for label, at, _ in dues if at > talk.now],
        gone=[(label, at) for label, at, due in dues if at <= talk.now < due.moment(there)],
    )


def _on_a_clock(table: type[Goal | Milestone]) -> tuple[ColumnElement[bool], ...]:
    return col(table.due_at).is_not(None), col(table.due_zone).is_(None)
