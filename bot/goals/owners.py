"""The owners of goals and their calendars: 14:00 is a time on the owner's clock, whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.models import Person
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.models import Goal
    from bot.talk import Talk

_PEOPLE = select(Person).where(among(col(Person.id), "people"))


async def owner_of(talk: Talk, goal: Goal) -> Person:
    """Return whoever set a goal."""
    return talk.me if goal.person_id == talk.me.id else await talk.session.get_one(Person, goal.person_id)


async def on_their_clocks(talk: Talk, goals: Iterable[Goal]) -> None:
    """Read the dates of `goals` that others set on the calendars of those who did, a team's goals included."""
    theirs = [goal for goal in goals if goal.person_id != talk.me.id and goal.whose is None]
    if not theirs:
        return
    found = await talk.session.scalars(_PEOPLE, {"people": {goal.person_id for goal in theirs}})
    calendars = {person.id: person.calendar for person in found.unique()}
    for goal in theirs:
        goal.goes_by(calendars[goal.person_id])
