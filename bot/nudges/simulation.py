"""A simulation for admins: what would be sent to everybody in the coming days if nobody checked in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.models import Goal, GoalState, Person, Snooze, SnoozeState
from bot.nudges import forecast

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

DAYS_LIMIT = 366


@dataclass(frozen=True, slots=True)
class Simulation:
    """How many messages would be sent."""

    days: int
    people: Counter[str] = field(default_factory=Counter)
    """By the person's name and row id."""
    by_day: Counter[date] = field(default_factory=Counter)
    """By the date in UTC."""
    by_hour: Counter[int] = field(default_factory=Counter)
    """By the hour of the day in UTC."""

    @property
    def total(self) -> int:
        """How many messages in all."""
        return self.people.total()


async def simulate(session: AsyncSession, now: datetime, days: int) -> Simulation:
    """Count what would be sent in the next `days`, by the same planner and pacing as in the moment of sending."""
    found = Simulation(days)
    asked = select(Goal.person_id).where(Goal.state == GoalState.active, col(Goal.archived_at).is_(None)).distinct()
    snoozing = select(Snooze.person_id).where(Snooze.state == SnoozeState.on).distinct()
    for id_ in sorted({*await session.scalars(asked), *await session.scalars(snoozing)}):
        person = await session.get_one(Person, id_)
        for message in await forecast.messages_until(session, person, now, now + timedelta(days=days)):
            found.people[f"{person.called} ({person.id})"] += 1
            found.by_day[message.at.date()] += 1
            found.by_hour[message.at.hour] += 1
    return found
