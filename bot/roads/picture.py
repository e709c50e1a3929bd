"""A road as a picture shows it: numbers and dates, and the words of its steps as the asker reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.charts.values import Roadmap, Stage, Step
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.roads.road import next_step, rows

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.roads.road import Road, Row

REACHED = (GoalState.achieved, MilestoneState.done)
LEFT_OUT = (GoalState.dropped, GoalState.draft, MilestoneState.dropped)


def picture(road: Road, today: date, zone: ZoneInfo) -> Roadmap | None:
    """Return the picture of a road, with days as they are in `zone`; None if nothing on it has a date."""
    following = next_step(road)
    star = _label(following) if following is not None and following.thing is not road.goal else ""
    along = [row for row in rows(road) if row.depth and row.thing.state not in LEFT_OUT]
    steps = tuple(step for row in along if (step := _step(row, today, zone, now=_label(row) == star)) is not None)
    if not steps:
        return None
    goal = road.goal.ref if road.goal.is_numbered else ""
    return Roadmap(today=today, steps=steps, star=star, goal=goal, title=road.title, due=road.goal.due_on)


def _label(row: Row) -> str:
    """Name a part of a road by its number; by its words to somebody who has no number for it."""
    return row.title if row.ref.startswith("~") else row.ref


def _step(row: Row, today: date, zone: ZoneInfo, *, now: bool) -> Step | None:
    thing = row.thing
    ended = thing.ended_at.astimezone(zone).date() if thing.ended_at else None
    until = ended or thing.due_on
    if until is None:
        return None
    begun = thing.created_at.astimezone(zone).date() if isinstance(thing, Goal) else None
    title = "" if row.ref.startswith("~") else row.title
    return Step(_label(row), until, _stage(thing, until, today, now=now), min(begun, until) if begun else None, title)


def _stage(thing: Goal | Milestone, until: date, today: date, *, now: bool) -> Stage:
    if thing.state in REACHED:
        return Stage.done
    if until < today:
        return Stage.late
    if thing.due_said:
        return Stage.approximate
    return Stage.now if now else Stage.ahead
