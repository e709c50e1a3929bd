"""What is due at a time of the day moves with its person to another clock; whoever moves is told what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import and_, col, select

from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from bot.talk import Talk

_AHEAD = and_(col(Goal.state) == GoalState.active, col(Goal.archived_at).is_(None))


async def moved(talk: Talk) -> Sequence[tuple[str, datetime]]:
    """Return what of the asker's is due at a time of the day on their own clock, each with that moment there, in order.

    A time that was said with its zone stays where it is.
    """
    goals = await talk.session.scalars(select(Goal).where(Goal.person_id == talk.me.id, _AHEAD, *_on_a_clock(Goal)))
    steps = await talk.session.execute(
        select(Milestone, Goal.number)
        .join(Goal)
        .where(Goal.person_id == talk.me.id, _AHEAD, Milestone.state == MilestoneState.open, *_on_a_clock(Milestone))
    )
    things: list[tuple[str, Goal | Milestone]] = [(f"{one.number} {one.title}", one) for one in goals]
    things += [(f"{number}.{one.number} {one.title}", one) for one, number in steps]
    zone = talk.calendar.zone
    dues = [(label, due.moment(talk.calendar).astimezone(zone)) for label, one in things if (due := one.due)]
    return sorted((one for one in dues if one[1] > talk.now), key=lambda one: one[1])


def _on_a_clock(table: type[Goal | Milestone]) -> tuple[ColumnElement[bool], ...]:
    return col(table.due_at).is_not(None), col(table.due_zone).is_(None)
