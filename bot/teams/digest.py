"""What has changed among the goals that a channel may see: read when it is told, from what was written down since."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, func, or_, select

from bot.checkins.given import TELLS_OF_THE_GOAL
from bot.coach.expressing import means_leaving
from bot.dates.wording import day
from bot.goals.sighting import whose
from bot.goals.titles import title_told
from bot.goals.visibility import MAY_BE_SEEN, Viewer
from bot.messages import Address
from bot.models import (
    Change,
    Checkin,
    CheckinState,
    Confidence,
    Goal,
    GoalState,
    Milestone,
    MilestoneState,
    Person,
    Team,
)
from bot.models.change import as_they_were
from bot.teams.altered import altered
from bot.teams.beginning import later, shown_since
from bot.teams.newly import newly_overdue, newly_the_teams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Edit

_A_MOMENT = timedelta(microseconds=1)
_AS_SAID = (col(Checkin.at), col(Checkin.id))
"""The order in which check-ins were said, for whatever day."""
_AT_RISK = (Confidence.at_risk, Confidence.off_track)
_WORD = re.compile(r"\w{5,}")
"""Words long enough to say what a goal is about."""
_COMMON = {"about", "after", "every", "first", "month", "months", "their", "there", "three", "until", "weeks", "years"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that changed."""

    who: str
    title: str
    news: str = ""
    about: int = 0
    """The row id of the goal."""

    @property
    def words(self) -> str:
        """What is told of it."""
        return f"{self.title}: {self.news}" if self.news else self.title


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed since the last one, for everybody in a channel."""

    since: date
    """On the team's own calendar."""
    new: tuple[Item, ...] = ()
    reached: tuple[Item, ...] = ()
    moved: tuple[Item, ...] = ()
    at_risk: tuple[Item, ...] = ()
    altered: tuple[Item, ...] = ()
    stuck: tuple[Item, ...] = ()
    off: tuple[Item, ...] = ()
    """Who is off today, so that nobody takes them for silent; that alone is no news."""

    @property
    def is_empty(self) -> bool:
        """Nothing changed."""
        return not (self.new or self.reached or self.moved or self.at_risk or self.altered or self.stuck)


PARTS = {
    "reached": "reached",
    "moved": "moved",
    "new": "new",
    "at risk": "at_risk",
    "stuck": "stuck",
    "altered": "altered",
    "off": "off",
}
"""What people call the parts of a digest, in the order in which it tells them, and where it has them."""


def narrowed(told: Digest, shows: str) -> Digest:
    """Return the parts of a digest that a team wants to hear; all where it named none."""
    wanted = shows.split(", ") if shows else PARTS
    left_out: dict[str, Any] = {name: () for word, name in PARTS.items() if word not in wanted}
    return replace(told, **left_out)


async def digest(session: AsyncSession, team: Team, now: datetime) -> Digest:
    """Return what `team` is to be told at `now`; of goals only what their audience may read, never why."""
    zone, since = ZoneInfo(team.zone), team.told_at or team.created_at - _A_MOMENT
    today = now.astimezone(zone).date()
    place = Address(team.platform, team.realm, team.channel)
    found = select(Goal, Person.name).join(Person, col(Person.id) == Goal.person_id)
    asked = found.where(MAY_BE_SEEN).order_by(col(Goal.id))
    rows = (await session.execute(asked, Viewer.of_channel(place).blanks)).all()
    goals = {goal.id: goal for goal, _ in rows if goal.archived_at is None or goal.archived_at > since}
    owners = {goal.id: name or "Somebody" for goal, name in rows}
    alive = {id_: goal for id_, goal in goals.items() if goal.state is GoalState.active and goal.archived_at is None}
    steps = await _steps(session, goals)
    # What was said, done or changed before a goal was shown here is not told here.
    told = later(since, await shown_since(session, place, goals, since), goals)
    said, before = await _said(session, goals, since, told)
    first = as_they_were(await _edits(session, goals, since, told))
    begun = {id_: at.astimezone(zone).date() for id_, at in told.items()}
    off = await _off(session, alive, today)
    overdue = _overdue(alive, steps, begun, today)
    stuck = [goal for goal in alive.values() if (last := said.get(goal.id)) and last[-1].blocker]

    def items(parts: Iterable[tuple[int, str]]) -> tuple[Item, ...]:
        return tuple(Item(whose(goals[id_], owners[id_]), title_told(goals[id_]), words, id_) for id_, words in parts)

    everything = Digest(
        since=since.astimezone(zone).date(),
        new=items(_new(alive, told, first, since)),
        reached=items(_reached(goals, steps, told)),
        moved=items((id_, words) for id_, goal in alive.items() if (words := _moved(goal, said, before))),
        at_risk=(
            *items(_at_risk(alive, said, before)),
            *items(one for one in overdue if alive[one[0]].team or alive[one[0]].person_id not in off),
        ),
        altered=items(altered(alive, steps, first, since)),
        stuck=items((goal.id, _helpers(goal, goals, owners)) for goal in stuck),
        off=tuple(off.values()),
    )
    return narrowed(everything, team.shows)


def _new(
    goals: Mapping[int, Goal],
    told: Mapping[int, datetime],
    first: Mapping[tuple[str, int], Mapping[str, Any]],
    since: datetime,
) -> Iterator[tuple[int, str]]:
    """Yield the goals that were set since they are `told` of, and those that became the team's."""
    for id_, goal in goals.items():
        if max(goal.created_at, told[id_]) > since:
            yield id_, ""
        elif newly_the_teams(first.get(("goal", id_), {}), goal):
            yield id_, "the team’s own now"


def _reached(
    goals: Mapping[int, Goal], steps: Mapping[int, Milestone], told: Mapping[int, datetime]
) -> Iterator[tuple[int, str]]:
    """Yield the goals that were reached since they are `told` of, then the milestones, each with its goal's row id."""
    for id_, goal in goals.items():
        if goal.state is GoalState.achieved and goal.ended_at and goal.ended_at > told[id_]:
            yield id_, ""
    for step in steps.values():
        if step.state is MilestoneState.done and step.ended_at and step.ended_at > told[step.goal_id]:
            yield step.goal_id, f"“{step.title}” is done"


def _at_risk(
    goals: Mapping[int, Goal], said: Mapping[int, Sequence[Checkin]], before: Mapping[int, Sequence[Checkin]]
) -> Iterator[tuple[int, str]]:
    """Yield the goals that were said to be at risk, and not so before."""
    for id_ in goals:
        sure = _confidence(said.get(id_, ()))
        if sure in _AT_RISK and _confidence(before.get(id_, ())) not in _AT_RISK:
            yield id_, str(sure)


async def _steps(session: AsyncSession, goals: Mapping[int, Goal]) -> dict[int, Milestone]:
    """Return the milestones that may be told, by their row ids: none that speaks of leaving."""
    asked = select(Milestone).where(col(Milestone.goal_id).in_(goals), Milestone.state != MilestoneState.withdrawn)
    return {
        step.id: step
        for step in await session.scalars(asked.order_by(col(Milestone.id)))
        if not means_leaving(step.title)
    }


async def _said(
    session: AsyncSession, goals: Mapping[int, Goal], since: datetime, told: Mapping[int, datetime]
) -> tuple[dict[int, list[Checkin]], dict[int, list[Checkin]]]:
    """Return the check-ins since each goal is `told` of, and the last ones before that, oldest first."""
    given = select(Checkin).where(
        col(Checkin.goal_id).in_(goals), Checkin.state == CheckinState.given, TELLS_OF_THE_GOAL
    )
    after: dict[int, list[Checkin]] = defaultdict(list)
    earlier: dict[int, list[Checkin]] = defaultdict(list)
    last = [
        select(func.max(Checkin.id))
        .where(
            col(Checkin.goal_id).in_(goals),
            Checkin.state == CheckinState.given,
            col(Checkin.at) <= since,
            col(column).is_not(None),
        )
        .group_by(col(Checkin.goal_id))
        for column in (Checkin.confidence, Checkin.value)
    ]
    before = select(Checkin).where(or_(*(col(Checkin.id).in_(ids) for ids in last)))
    for one in await session.scalars(before.order_by(*_AS_SAID)):
        earlier[one.goal_id].append(one)
    for one in await session.scalars(given.where(col(Checkin.at) > since).order_by(*_AS_SAID)):
        (after if one.at > told[one.goal_id] else earlier)[one.goal_id].append(one)
    return after, earlier


def _confidence(said: Sequence[Checkin]) -> Confidence | None:
    return next((one.confidence for one in reversed(said) if one.confidence is not None), None)


def _moved(goal: Goal, said: Mapping[int, Sequence[Checkin]], before: Mapping[int, Sequence[Checkin]]) -> str:
    """Say how a goal's number moved; for a habit or a team's goal, how much was added."""
    values = [one.value for one in said.get(goal.id, ()) if one.value is not None]
    measure = goal.counts
    if not values or measure is None:
        return ""
    unit = f" {measure.unit}" if measure.unit else ""
    if goal.team or measure.is_habit:
        return f"{_number(sum(values))}{unit} more"
    earlier = [one.value for one in before.get(goal.id, ()) if one.value is not None]
    start = earlier[-1] if earlier else measure.start
    if start == values[-1]:
        return ""
    from_ = f"from {_number(start)} " if start is not None else ""
    target = f", of {_number(measure.target)}" if measure.target is not None else ""
    return f"{from_}to {_number(values[-1])}{target}{unit}"


def _number(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


async def _edits(
    session: AsyncSession, goals: Mapping[int, Goal], since: datetime, told: Mapping[int, datetime]
) -> Sequence[Edit]:
    """Return what was changed of goals and milestones since they are `told` of, oldest first."""
    asked = select(Change).where(col(Change.goal_id).in_(goals), col(Change.at) > since).order_by(col(Change.id))
    made = [one for one in await session.scalars(asked) if one.goal_id is None or one.at > told[one.goal_id]]
    return [edit for change in made for edit in change.edits if not edit.is_new]


def _overdue(
    goals: Mapping[int, Goal], steps: Mapping[int, Milestone], since: Mapping[int, date], today: date
) -> Iterator[tuple[int, str]]:
    """Yield what came to be overdue, with the row id of its goal."""
    things: tuple[Goal | Milestone, ...] = (*goals.values(), *steps.values())
    for thing in things:
        goal_id, name = (thing.goal_id, f"“{thing.title}” ") if isinstance(thing, Milestone) else (thing.id, "")
        if goal_id in goals and thing.due_on is not None and newly_overdue(thing, since[goal_id], today):
            yield goal_id, f"{name}overdue since {day(thing.due_on)}"


def _helpers(goal: Goal, goals: Mapping[int, Goal], owners: Mapping[int, str]) -> str:
    """Name who could help: others whose goal here, reached or under way, is about the same."""
    about = _about(goal)
    near = [
        other
        for other in goals.values()
        if other.person_id != goal.person_id
        and other.state in (GoalState.active, GoalState.achieved)
        and about & _about(other)
    ]
    near.sort(key=lambda other: (other.state is not GoalState.achieved, -len(about & _about(other))))
    names = list(dict.fromkeys(owners[other.id] for other in near))[:2]
    return f"stuck; {' or '.join(names)} may know a way" if names else "stuck; who can help?"


def _about(goal: Goal) -> frozenset[str]:
    return frozenset(_WORD.findall(title_told(goal).casefold())) - _COMMON


async def _off(session: AsyncSession, goals: Mapping[int, Goal], today: date) -> dict[int, Item]:
    """Return who is off today, by their row ids."""
    people = select(Person).where(col(Person.id).in_({goal.person_id for goal in goals.values()}))
    found: dict[int, Item] = {}
    for one in (await session.scalars(people.order_by(col(Person.id)))).unique():
        calendar = one.calendar
        if calendar.is_away(today):
            found[one.id] = Item(one.name or "Somebody", f"back on {day(calendar.work_day(today))}")
    return found
