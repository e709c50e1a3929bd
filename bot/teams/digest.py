"""A channel's digest: what changed among the goals that it may see since the last one, read when it is posted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, func, or_, select

from bot.celebrations.celebrating import celebrated_since
from bot.checkins.conditions import TELLS_OF_THE_GOAL
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
    Goal,
    GoalState,
    Milestone,
    MilestoneState,
    Person,
    Team,
)
from bot.models.change import as_they_were
from bot.teams import news
from bot.teams.asked_in_vain import asked_in_vain
from bot.teams.shown_since import shown_since

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Edit

_A_MOMENT = timedelta(microseconds=1)
_AS_SAID = (col(Checkin.at), col(Checkin.id))
"""The order in which check-ins were said, for whatever day."""


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
    on_track: tuple[Item, ...] = ()
    """Of what was answered to the round: what is as it should be, and has no other news."""
    not_updated: tuple[Item, ...] = ()
    """What the round asked about in vain; that alone is no news."""
    off: tuple[Item, ...] = ()
    """Who is off today, so that nobody thinks that they keep silent; that alone is no news."""

    @property
    def is_empty(self) -> bool:
        """Nothing changed."""
        changed = self.new or self.reached or self.moved or self.at_risk or self.altered or self.stuck
        return not (changed or self.on_track)


PARTS = {
    "reached": "reached",
    "moved": "moved",
    "new": "new",
    "at risk": "at_risk",
    "stuck": "stuck",
    "altered": "altered",
    "on track": "on_track",
    "not updated": "not_updated",
    "off": "off",
}
"""The parts of a digest as people call them, in the order in which they are told, with their fields in `Digest`."""


def narrowed(told: Digest, shows: str) -> Digest:
    """Return the parts of a digest that a team wants to hear; all where it named none."""
    wanted = shows.split(", ") if shows else PARTS
    left_out: dict[str, Any] = {name: () for word, name in PARTS.items() if word not in wanted}
    return replace(told, **left_out)


async def digest(session: AsyncSession, team: Team, now: datetime) -> Digest:
    """Return the digest of `team` as of `now`: of each goal only what the whole channel may read, never its reason."""
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
    shown = await shown_since(session, place, goals, since)
    news_from = {id_: max(since, shown.get(id_, since)) for id_ in goals}
    said, earlier = await _checkins(session, goals, since, news_from)
    before = as_they_were(await _edits(session, goals, since, news_from))
    begun = {id_: at.astimezone(zone).date() for id_, at in news_from.items()}
    off = await _off(session, alive, today)
    celebrated = await celebrated_since(session, place, goals, since)
    # What is overdue while its owner is off is no news.
    overdue = [
        (id_, words)
        for id_, words in news.overdue(alive, steps, begun, today)
        if alive[id_].team or alive[id_].person_id not in off
    ]

    def items(found: Iterable[tuple[int, str]]) -> tuple[Item, ...]:
        # Of what was celebrated here the channel has read before: that it is reached takes a line, and no more is told.
        kept = ((id_, words) for id_, words in found if not (words and id_ in celebrated))
        return tuple(Item(whose(goals[id_], owners[id_]), title_told(goals[id_]), words, id_) for id_, words in kept)

    everything = Digest(
        since=since.astimezone(zone).date(),
        new=items(news.new(alive, news_from, before, since)),
        reached=items(news.reached(goals, steps, news_from)),
        moved=items(news.moved(alive, said, earlier)),
        at_risk=items((*news.at_risk(alive, said, earlier), *overdue)),
        altered=items(news.altered(alive, steps, before, since)),
        stuck=items(news.stuck(alive, said, goals, owners)),
        on_track=items(news.on_track(alive, said) if team.asks else ()),
        off=tuple(off.values()),
    )
    silent = await asked_in_vain(session, team, alive, said, now)
    worked_on = {one.about for one in (*everything.reached, *everything.altered)}
    in_vain = items((id_, "not updated") for id_ in silent if alive[id_].person_id not in off and id_ not in worked_on)
    everything = replace(everything, not_updated=in_vain)
    return narrowed(everything, team.shows)


async def _steps(session: AsyncSession, goals: Mapping[int, Goal]) -> dict[int, Milestone]:
    """Return the milestones by their row ids, without those that speak of leaving one's employer."""
    asked = select(Milestone).where(col(Milestone.goal_id).in_(goals), Milestone.state != MilestoneState.withdrawn)
    return {
        step.id: step
        for step in await session.scalars(asked.order_by(col(Milestone.id)))
        if not means_leaving(step.title, goals[step.goal_id].misread)
    }


async def _checkins(
    session: AsyncSession, goals: Mapping[int, Goal], since: datetime, news_from: Mapping[int, datetime]
) -> tuple[dict[int, list[Checkin]], dict[int, list[Checkin]]]:
    """Return the check-ins since the news of each goal begins, and the last ones before that, both oldest first."""
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
        (after if one.at > news_from[one.goal_id] else earlier)[one.goal_id].append(one)
    return after, earlier


async def _edits(
    session: AsyncSession, goals: Mapping[int, Goal], since: datetime, news_from: Mapping[int, datetime]
) -> Sequence[Edit]:
    """Return the edits of goals and milestones since their news begins, oldest first."""
    asked = select(Change).where(col(Change.goal_id).in_(goals), col(Change.at) > since).order_by(col(Change.id))
    made = [one for one in await session.scalars(asked) if one.goal_id is None or one.at > news_from[one.goal_id]]
    return [edit for change in made for edit in change.edits if not edit.is_new]


async def _off(session: AsyncSession, goals: Mapping[int, Goal], today: date) -> dict[int, Item]:
    """Return those owners of `goals` who are off today, by their row ids."""
    people = select(Person).where(col(Person.id).in_({goal.person_id for goal in goals.values()}))
    found: dict[int, Item] = {}
    for one in (await session.scalars(people.order_by(col(Person.id)))).unique():
        calendar = one.calendar
        if calendar.is_away(today):
            found[one.id] = Item(one.called, f"back on {day(calendar.work_day(today))}")
    return found
