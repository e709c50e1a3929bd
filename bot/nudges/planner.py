"""When to check in: pure rules from a goal and its owner's calendar to moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from bot.dates.workdays import Calendar


@dataclass(frozen=True, slots=True)
class Planned:
    """One check-in that should happen."""

    subject: str
    """What it asks about: `goal:7` or `milestone:12`, by row id."""
    occurrence: str
    """Which of the subject's check-ins: in wall time, so that a change of zone moves it and never doubles it."""
    milestone_id: int | None
    at: datetime
    """When to send it, in UTC."""
    rule: str
    """Why then, in words for the person."""
    as_typed: bool
    """The person typed this clock time, so it is honoured in quiet hours too."""


def subject_of(thing: Goal | Milestone) -> str:
    """Return the name by which a nudge knows what it asks about."""
    return f"{'milestone' if isinstance(thing, Milestone) else 'goal'}:{thing.id}"


def is_open(goal: Goal, milestone: Milestone | None) -> bool:
    """Tell whether there is still something to ask about."""
    return goal.state is GoalState.active and (milestone is None or milestone.state is MilestoneState.open)


def plan(goal: Goal, milestones: Iterable[Milestone], calendar: Calendar) -> Iterator[Planned]:
    """Return every check-in that `goal` and its milestones call for."""
    for milestone in (None, *milestones):
        if is_open(goal, milestone):
            yield from _check_in(milestone or goal, calendar)


def _check_in(thing: Goal | Milestone, calendar: Calendar) -> Iterator[Planned]:
    at = thing.asked_at(calendar)
    if at is None:
        return
    if thing.later is not None:
        words = ["later", thing.later_on, thing.later_at, thing.later_zone, f"given {thing.later_given}"]
        as_typed, rule = thing.later_at is not None, "you asked to be asked again then"
    else:
        short = thing.due is not None and thing.dated_at and thing.due.is_short_notice(calendar, thing.dated_at)
        words = ["due", thing.due_on, thing.due_at, thing.due_zone, f"given {thing.dated_at}" if short else None]
        as_typed = thing.due_at is not None
        rule = "it is due then" if as_typed else "your start of work on the day it is due"
        rule = "it is due today, and your work had started" if short else rule
    occurrence = " ".join(str(word) for word in words if word)
    milestone_id = thing.id if isinstance(thing, Milestone) else None
    yield Planned(subject_of(thing), occurrence, milestone_id, at, rule, as_typed)


def why_not(goal: Goal, milestone: Milestone | None) -> str:
    """Say why a check-in that was planned is not called for any more."""
    if goal.state is not GoalState.active:
        return f"the goal was {goal.state}"
    if milestone is not None and milestone.state is not MilestoneState.open:
        return f"the milestone was {'marked done' if milestone.state is MilestoneState.done else milestone.state}"
    return "the date was changed"
