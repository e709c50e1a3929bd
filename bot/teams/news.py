"""What is news to a channel: pure rules over the goals that it may see, and what was said and changed of them.

Each rule yields the row ids of goals with the words of their news; empty words say that the title alone tells it.
`news_from` is when the news of each goal begins: the last digest, or the moment from which the channel may see it.
`before` holds what each row said at that moment, of the columns that have changed since.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.checkins.units import amount, number
from bot.dates.wording import day
from bot.goals.titles import title_told
from bot.models import Confidence, Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.measure import Measure
    from bot.models import Checkin

    News: TypeAlias = "Iterator[tuple[int, str]]"
    Before: TypeAlias = "Mapping[tuple[str, int], Mapping[str, Any]]"
    Checkins: TypeAlias = "Mapping[int, Sequence[Checkin]]"

_AT_RISK = (Confidence.at_risk, Confidence.off_track)
_WORD = re.compile(r"\w{5,}")
"""Words long enough to say what a goal is about."""
_COMMON = {"about", "after", "every", "first", "month", "months", "their", "there", "three", "until", "weeks", "years"}


def new(goals: Mapping[int, Goal], news_from: Mapping[int, datetime], before: Before, since: datetime) -> News:
    """Yield the goals that were set or shown after the last digest, and those that became the team's own."""
    for id_, goal in goals.items():
        if max(goal.created_at, news_from[id_]) > since:
            yield id_, ""
        elif goal.team and before.get(("goal", id_), {}).get("team") is False:
            yield id_, "the team’s own now"


def reached(goals: Mapping[int, Goal], steps: Mapping[int, Milestone], news_from: Mapping[int, datetime]) -> News:
    """Yield the goals that were achieved, then the milestones that were done."""
    for id_, goal in goals.items():
        if goal.state is GoalState.achieved and goal.ended_at and goal.ended_at > news_from[id_]:
            yield id_, ""
    for step in steps.values():
        if step.state is MilestoneState.done and step.ended_at and step.ended_at > news_from[step.goal_id]:
            yield step.goal_id, f"“{step.title}” is done"


def moved(goals: Mapping[int, Goal], said: Checkins, earlier: Checkins) -> News:
    """Yield the goals whose number moved; for a habit or a team's goal, how much was added."""
    for id_, goal in goals.items():
        values = [one.value for one in said.get(id_, ()) if one.value is not None]
        measure = goal.counts
        if not values or measure is None:
            continue
        if goal.team or measure.is_habit:
            yield id_, f"{amount(sum(values), measure.unit)} more"
            continue
        last = [one.value for one in earlier.get(id_, ()) if one.value is not None]
        before = last[-1] if last else measure.start
        if before != values[-1]:
            yield id_, _number_moved(measure, before, values[-1])


def _number_moved(measure: Measure, before: float | None, now: float) -> str:
    """Say where a number stands and stood: of its target if it is counted up from nothing, else beside it."""
    was = f", was {number(before)}" if before is not None else ""
    if measure.target is None:
        return f"now {amount(now, measure.unit)}{was}"
    target = amount(measure.target, measure.unit)
    if measure.direction == "up" and not measure.start:
        return f"now {number(now)} of {target}{was}"
    return f"now {amount(now, measure.unit)}{was}, target {target}"


def at_risk(goals: Mapping[int, Goal], said: Checkins, earlier: Checkins) -> News:
    """Yield the goals that are said to be at risk or off track, and were not before."""
    for id_ in goals:
        sure = _confidence(said.get(id_, ()))
        if sure in _AT_RISK and _confidence(earlier.get(id_, ())) not in _AT_RISK:
            yield id_, str(sure)


def on_track(alive: Mapping[int, Goal], said: Checkins) -> News:
    """Yield the goals that are said to be as they should be."""
    for id_ in alive:
        if _confidence(said.get(id_, ())) is Confidence.on_track:
            yield id_, str(Confidence.on_track)


def _confidence(said: Sequence[Checkin]) -> Confidence | None:
    return next((one.confidence for one in reversed(said) if one.confidence is not None), None)


def overdue(goals: Mapping[int, Goal], steps: Mapping[int, Milestone], begun: Mapping[int, date], today: date) -> News:
    """Yield what became overdue, as each goal's news began on the day `begun`; all days are the team's own."""
    things: tuple[Goal | Milestone, ...] = (*goals.values(), *steps.values())
    for thing in things:
        goal_id, name = (thing.goal_id, f"“{thing.title}” ") if isinstance(thing, Milestone) else (thing.id, "")
        is_open = thing.state in (GoalState.active, MilestoneState.open)
        if goal_id in goals and is_open and thing.due_on is not None and begun[goal_id] <= thing.due_on < today:
            yield goal_id, f"{name}overdue since {day(thing.due_on)}"


def altered(goals: Mapping[int, Goal], steps: Mapping[int, Milestone], before: Before, since: datetime) -> News:
    """Yield what has another date or wording than before; what was changed and changed back is no news."""
    for (table, row), was in before.items():
        thing = goals.get(row) if table == "goal" else steps.get(row) if table == "milestone" else None
        if thing is None or thing.created_at > since:
            continue
        goal_id = thing.goal_id if isinstance(thing, Milestone) else thing.id
        if goal_id not in goals or (isinstance(thing, Milestone) and thing.state is not MilestoneState.open):
            continue
        name = f"“{thing.title}” " if isinstance(thing, Milestone) else ""
        if words := _dates(was, thing):
            yield goal_id, f"{name}{words}"
        elif isinstance(thing, Goal) and _reads_otherwise(was, thing):
            yield goal_id, "reads so now"


def _dates(was: Mapping[str, Any], thing: Goal | Milestone) -> str:
    if "due_on" not in was or was["due_on"] == (thing.due_on.isoformat() if thing.due_on else None):
        return ""
    then = day(date.fromisoformat(was["due_on"])) if was["due_on"] else "no date"
    return f"{then} → {day(thing.due_on) if thing.due_on else 'no date'}"


def _reads_otherwise(was: Mapping[str, Any], goal: Goal) -> bool:
    then = was.get("wording", goal.wording) or was.get("title", goal.title)
    return bool(then != title_told(goal))


def stuck(alive: Mapping[int, Goal], said: Checkins, goals: Mapping[int, Goal], owners: Mapping[int, str]) -> News:
    """Yield the goals that something stands in the way of, and who could help: owners of `goals` about the same."""
    for id_, goal in alive.items():
        if (last := said.get(id_)) and last[-1].blocker:
            names = _helpers(goal, goals, owners)
            yield id_, f"stuck; {' or '.join(names)} may know a way" if names else "stuck; who can help?"


def _helpers(goal: Goal, goals: Mapping[int, Goal], owners: Mapping[int, str]) -> Sequence[str]:
    """Name up to two others, first those who have reached a goal that shares the most words with this one."""
    about = _about(goal)
    near = [
        other
        for other in goals.values()
        if other.person_id != goal.person_id
        and other.state in (GoalState.active, GoalState.achieved)
        and about & _about(other)
    ]
    near.sort(key=lambda other: (other.state is not GoalState.achieved, -len(about & _about(other))))
    return list(dict.fromkeys(owners[other.id] for other in near))[:2]


def _about(goal: Goal) -> frozenset[str]:
    return frozenset(_WORD.findall(title_told(goal).casefold())) - _COMMON
