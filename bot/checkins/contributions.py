"""What each has added to a team's goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.checkins.conditions import GIVEN_A_NUMBER
from bot.checkins.units import amount
from bot.messages import Field
from bot.models import Checkin, Person

if TYPE_CHECKING:
    from bot.models import Goal
    from bot.talk import Talk

MOST = 10
"""People who are named, the most first."""


async def contributions(talk: Talk, goal: Goal) -> list[Field]:
    """Return what each has added to a team's goal, the most first; nothing for other goals."""
    if not goal.team or goal.counts is None:
        return []
    total = func.sum(Checkin.value)
    rows = await talk.session.execute(
        select(col(Person.name), total)
        .join(Checkin, col(Checkin.person_id) == Person.id)
        .where(Checkin.goal_id == goal.id, GIVEN_A_NUMBER)
        .group_by(col(Person.id), col(Person.name))
        .order_by(total.desc(), col(Person.id))
        .limit(MOST)
    )
    return [Field(name or "somebody", amount(float(sum_ or 0), goal.counts.unit)) for name, sum_ in rows]
