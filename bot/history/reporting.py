"""A short report of what became of goals: altered is counted apart from missed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.dates.due import Due
from bot.goals.rows import milestones_of
from bot.goals.sighting import mine
from bot.history.outcomes import alterations, missed
from bot.models import Change, Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.workdays import Calendar
    from bot.talk import Talk

LATELY = timedelta(days=90)
"""How far a report of all goals goes back."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of goals and milestones since a moment."""

    reached: int = 0
    altered: int = 0
    """Times that a date, a target or the words were changed."""
    missed: int = 0
    """Dates that passed, neither reached nor altered before."""
    dropped: int = 0

    def __add__(self, other: Report) -> Report:
        return Report(
            self.reached + other.reached,
            self.altered + other.altered,
            self.missed + other.missed,
            self.dropped + other.dropped,
        )

    @property
    def words(self) -> str:
        """The counts in one line; empty if there is nothing to count."""
        if self == Report():
            return ""
        return f"{self.reached} reached, {self.altered} altered, {self.missed} missed, {self.dropped} dropped"


async def report(talk: Talk, goal: Goal | None) -> Report:
    """Return what became of `goal` and its milestones so far, or of all that the asker may change lately."""
    since = goal.created_at if goal is not None else talk.now - LATELY
    goals = [goal] if goal is not None else await mine(talk)
    goals = [one for one in goals if one.ended_at is None or one.ended_at >= since]
    ids = [one.id for one in goals]
    log: dict[int | None, list[Change]] = defaultdict(list)
    for change in await talk.session.scalars(
        select(Change).where(col(Change.goal_id).in_(ids)).order_by(col(Change.id))
    ):
        log[change.goal_id].append(change)
    steps = await milestones_of(talk, goals)
    found = Report()
    for one in goals:
        shown = [
            step for step in steps[one.id] if one.person_id == talk.me.id or not means_leaving(step.title, one.misread)
        ]
        things: tuple[Goal | Milestone, ...] = (one, *shown)
        for thing in things:
            calendar = one.whose or talk.calendar
            found += became_of(thing, one, log[one.id], calendar=calendar, since=since, now=talk.now)
    return found


def became_of(
    thing: Goal | Milestone,
    goal: Goal,
    changes: Sequence[Change],
    *,
    calendar: Calendar,
    since: datetime,
    now: datetime,
) -> Report:
    """Return what became of one goal, or of one milestone of it, since a moment."""
    ended = thing.ended_at is not None and thing.ended_at >= since
    passed = [day for day in missed(thing, goal, changes, calendar, now) if Due(day).moment(calendar) >= since]
    return Report(
        reached=int(ended and thing.state in (GoalState.achieved, MilestoneState.done)),
        altered=sum(at >= since for at in alterations(thing, changes)),
        missed=len(passed),
        dropped=int(ended and thing.state in (GoalState.dropped, MilestoneState.dropped)),
    )
