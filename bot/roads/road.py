"""A road: a long-term goal with the goals and milestones on the way to it, how far it has come, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.goals.progress import Progress
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

NOTHING_COUNTED = Progress(0)
DEPTH = 5
"""Goals that can lie one under the other."""


@dataclass(frozen=True, slots=True)
class Road:
    """A goal with what lies on the way to it."""

    goal: Goal
    title: str
    """Its words, as told to the viewer."""
    milestones: tuple[Milestone, ...] = ()
    """In their order."""
    roads: tuple[Road, ...] = ()
    """The goals under it, in the order of their numbers."""
    progress: Progress = NOTHING_COUNTED
    """How far it has come, with what lies on the way."""

    @property
    def percent(self) -> int | None:
        """How far it has come; None where there is nothing to count."""
        return self.progress.percent if self.progress.words else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a road."""

    depth: int
    """How many goals it lies under."""
    ref: str
    title: str
    thing: Goal | Milestone
    road: Road
    """The goal itself with its road, or that of the milestone."""

    @property
    def on(self) -> date | None:
        """The day it is due, on its owner's calendar."""
        return self.thing.due_on


def rows(road: Road, depth: int = 0) -> Iterator[Row]:
    """Go along a road, next due first, what has no date last; each goal is followed by what lies on its own way."""
    yield Row(depth, road.goal.ref, road.title, road.goal, road)
    steps = [m for m in road.milestones if m.state is not MilestoneState.dropped]
    parts: list[tuple[date, int, Road | Milestone]] = [(m.due_on or date.max, 0, m) for m in steps]
    parts += [(one.goal.due_on or date.max, 1, one) for one in road.roads]
    for _, _, part in sorted(parts, key=lambda part: part[:2]):
        if isinstance(part, Road):
            yield from rows(part, depth + 1)
        else:
            yield Row(depth + 1, f"{road.goal.ref}.{part.number}", part.title, part, road)


def next_step(road: Road) -> Row | None:
    """Return what comes next: the first thing due that can be worked on now; None on the road of a goal that is over.

    What has no date is due with what it leads to.
    """
    if not road.goal.is_ahead:
        return None
    turns = {ref: (on, turn) for turn, (ref, on) in enumerate(_due(road, date.max).items())}
    return min(filter(_can_be_worked_on, rows(road)), key=lambda row: turns[row.ref], default=None)


def next_milestone(milestones: Iterable[Milestone]) -> Milestone | None:
    """Return the open milestone that comes next; one without a date comes before the dated one that follows it."""
    open_ = [step for step in milestones if step.state is MilestoneState.open]
    due = _steps_due(open_, date.max)
    return min(open_, key=lambda step: due[step.number], default=None)


def _due(road: Road, until: date) -> dict[str, date]:
    """Return when each part of a road is due, in order; what has no date is due with what it leads to, at `until`."""
    until = road.goal.due_on or until
    steps = _steps_due([step for step in road.milestones if step.state is MilestoneState.open], until)
    due = {road.goal.ref: until} | {f"{road.goal.ref}.{number}": on for number, on in steps.items()}
    for one in road.roads:
        due |= _due(one, until)
    return due


def _steps_due(steps: Sequence[Milestone], until: date) -> dict[int, date]:
    """Return when each milestone, by its number, is due: without a date, with the next dated one, else at `until`."""
    due: dict[int, date] = {}
    for step in reversed(steps):
        due[step.number] = until = step.due_on or until
    return dict(reversed(due.items()))


def _can_be_worked_on(row: Row) -> bool:
    goal = row.road.goal
    if not goal.is_ahead or goal.state is not GoalState.active:
        return False
    if isinstance(row.thing, Milestone):
        return row.thing.state is MilestoneState.open
    steps = any(m.state is MilestoneState.open for m in row.road.milestones)
    return not steps and not any(one.goal.is_ahead for one in row.road.roads)


@dataclass(frozen=True, slots=True)
class Banked:
    """What was reached on a road, whatever becomes of the goal at its end."""

    goals: tuple[Road, ...]
    milestones: tuple[tuple[Road, Milestone], ...]
    """Each with the goal that it belongs to; those of goals that were reached go with their goal."""

    @property
    def words(self) -> str:
        """Say how much it is; nothing if it is nothing."""
        counted = ((len(self.goals), "goal"), (len(self.milestones), "milestone"))
        return ", ".join(many(count, noun) for count, noun in counted if count)


def banked(road: Road) -> Banked:
    """Return what was reached on the way to a goal; what is part of one that goes on stays with that."""
    reached = [one for one in road.roads if one.goal.state is GoalState.achieved]
    below = [banked(one) for one in road.roads if not one.goal.is_ahead and one not in reached]
    done = [(road, m) for m in road.milestones if m.state is MilestoneState.done]
    return Banked(
        (*reached, *(goal for one in below for goal in one.goals)),
        (*done, *(step for one in below for step in one.milestones)),
    )


def still_open(road: Road) -> tuple[Road, ...]:
    """Return the goals right under it that are still ahead."""
    return tuple(one for one in road.roads if one.goal.is_ahead)


def all_open(road: Road) -> tuple[Road, ...]:
    """Return every goal on a road that is still ahead, however far down."""
    below = tuple(one for sub in road.roads for one in all_open(sub))
    return (*still_open(road), *below)


def height(road: Road) -> int:
    """Return how many goals lie one under the other, its own included."""
    return 1 + max((height(one) for one in road.roads), default=0)
