"""The SQL that claims due nudges, each for one process at a time, and reads all that decides whether to send them.

The statements are built once, and rows are read as plain values: nothing here needs objects that SQLAlchemy keeps in
sync, and making those would take longer than everything else (docs/decisions/0015).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, select
from sqlmodel import col

from bot.checkins.daily_amounts import so_far
from bot.models import (
    Celebration,
    Delivery,
    Goal,
    Milestone,
    Nudge,
    Person,
    Share,
    Snooze,
    Team,
    TimeOff,
    TimeOffState,
)
from bot.models.reading import Reader
from bot.nudges import rounds
from bot.nudges.workspaces import WAITS, WAITS_HERE, waiting_workspaces
from bot.storage.array_parameters import among
from scheduler.due import DueCelebration, DueDigest, DueNudge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.dates.workdays import Calendar
    from scheduler.due import Taken

Row = TypeVar("Row", Milestone, Delivery, Share, Snooze, Person, Team, Celebration)


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out with a pace of its own, by default one workspace of a platform: a slow lane holds up no other."""

    platform: str
    realm: str | None = None
    """The workspace; None stands for all of the platform's, each of which then is a lane of its own."""


_MAY_BE_TAKEN = and_(
    WAITS_HERE,
    col(Nudge.realm) == bindparam("realm"),
    col(Nudge.run_at) <= bindparam("now"),
)
_OLDEST = (
    select(col(Person.id))
    .join(Nudge, col(Nudge.person_id) == Person.id)
    .where(_MAY_BE_TAKEN)
    .order_by(col(Nudge.run_at))
    .limit(bindparam("size"))
    .with_for_update(of=[Nudge, Person], key_share=True, skip_locked=True)
)
_NUDGE = Reader.of(Nudge, but=("run_at", "state", "lease", "followed"))
_PERSON = Reader.of(
    Person, but=("locale", "zone_settled", "zone_chosen", "goals_numbered", "created_at"), beside=("absences",)
)
_GOAL = Reader.of(Goal, but=("reason", "elements", "parent_id", "milestones_numbered"))
_FOUND = (
    select(*_NUDGE.columns, *_PERSON.columns, *_GOAL.columns)
    .join_from(Nudge, Person, col(Person.id) == Nudge.person_id)
    .outerjoin(Goal, col(Goal.id) == Nudge.goal_id)
    .order_by(col(Nudge.due_at), col(Nudge.id))
)
_DUE = _FOUND.where(_MAY_BE_TAKEN, among(Nudge.person_id, "locked"))
_SENT_WITH = _FOUND.where(WAITS, col(Nudge.run_at) > bindparam("now"), among(Nudge.delivery_id, "tried"))
_TO_PERSON, _TO_GOAL = len(_NUDGE.columns), len(_NUDGE.columns) + len(_PERSON.columns)
_DELIVERY_ID = _NUDGE.names.index("delivery_id")
_PERSON_ID, _GOAL_ID = _TO_PERSON + _PERSON.names.index("id"), _TO_GOAL + _GOAL.names.index("id")
_NEXT = select(func.min(Nudge.run_at)).where(WAITS_HERE, col(Nudge.realm) == bindparam("realm"))


def _next_of_each_workspace() -> Select[Any]:
    realms = waiting_workspaces()
    earliest = select(func.min(Nudge.run_at)).where(WAITS_HERE, col(Nudge.realm) == realms.c.realm).scalar_subquery()
    return select(realms.c.realm, earliest).where(realms.c.realm.is_not(None))


_NEXT_OF_EACH = _next_of_each_workspace()
_TIME_OFF = Reader.of(TimeOff)
_OFF = select(*_TIME_OFF.columns).where(col(TimeOff.state) == TimeOffState.planned, among(TimeOff.person_id, "people"))


class _Table(Generic[Row]):
    """A table to which only some nudges refer, read by row ids."""

    def __init__(self, model: type[Row]) -> None:
        self._reader: Reader[Row] = Reader.of(model)
        self._asked: Select[Any] = select(*self._reader.columns).where(among(model.id, "ids"))

    async def by_id(self, connection: AsyncConnection, ids: set[int | None]) -> Mapping[int | None, Row]:
        """Return the rows with these ids, by id; asks nothing if there are none, which is the common case."""
        if not (some := ids - {None}):
            return {}
        found = await connection.execute(self._asked, {"ids": some})
        return {row.id: row for row in map(self._reader.row, found)}


_MILESTONES, _DELIVERIES, _SHARES = _Table(Milestone), _Table(Delivery), _Table(Share)
_TEAMS, _SNOOZES, _PEOPLE, _CELEBRATIONS = _Table(Team), _Table(Snooze), _Table(Person), _Table(Celebration)


@dataclass(frozen=True, slots=True)
class Locked:
    """The people whose nudges are locked for us until the transaction ends."""

    people: Collection[int]
    """Their row ids."""
    is_all: bool
    """Nobody else has anything due, unless somebody else has locked them."""


async def lock(session: AsyncSession, lane: Lane, *, now: datetime, size: int) -> Locked:
    """Lock the people to whom the `size` longest waiting nudges of a lane are due; several may be one person's.

    A person is locked by whoever sends to them and by every command of theirs, so nobody else takes these nudges. Who
    is locked already is passed over: nothing here waits for anybody.
    """
    connection = await session.connection()
    oldest = (await connection.execute(_OLDEST, _here(lane, now) | {"size": size})).all()
    return Locked({person for (person,) in oldest}, is_all=len(oldest) < size)


async def take(session: AsyncSession, lane: Lane, locked: Locked, *, now: datetime) -> Sequence[Taken]:
    """Return all that is due on this lane for the locked people, however much: it becomes one message for each."""
    if not locked.people:
        return ()
    connection = await session.connection()
    # A statement of its own: on PostgreSQL it then sees what was settled while the locks were being taken.
    rows = (await connection.execute(_DUE, _here(lane, now) | {"locked": locked.people})).all()
    if tried := {row[_DELIVERY_ID] for row in rows} - {None}:
        # The platform knows a message by its key: nudges that were tried in one message are never taken apart.
        rows = [*rows, *await connection.execute(_SENT_WITH, {"now": now, "tried": tried})]
    taken = await _read(connection, rows, now)
    await rounds.join(session, [one.goal for one in taken if isinstance(one, DueNudge)])
    return taken


def _here(lane: Lane, now: datetime) -> dict[str, Any]:
    return {"platform": lane.platform, "realm": lane.realm, "now": now}


async def _read(connection: AsyncConnection, rows: Sequence[Sequence[Any]], now: datetime) -> Sequence[Taken]:
    """Make values of rows, and look up what only some nudges refer to."""
    nudges = [_NUDGE.row(row[:_TO_PERSON]) for row in rows]
    people = await _people(connection, {row[_PERSON_ID]: row for row in rows})
    goals = [_GOAL.row(row[_TO_GOAL:]) if row[_GOAL_ID] is not None else None for row in rows]
    steps = await _MILESTONES.by_id(connection, {nudge.milestone_id for nudge in nudges})
    tried = await _DELIVERIES.by_id(connection, {nudge.delivery_id for nudge in nudges})
    shares = await _SHARES.by_id(connection, {nudge.share_id for nudge in nudges})
    teams = await _TEAMS.by_id(connection, {nudge.team_id for nudge in nudges})
    told = await _CELEBRATIONS.by_id(connection, {nudge.celebration_id for nudge in nudges})
    snoozes = await _SNOOZES.by_id(connection, {nudge.snooze_id for nudge in nudges})
    others = _others(nudges, goals, shares, snoozes) if shares or snoozes else {}
    named = await _PEOPLE.by_id(connection, {*others.values()})
    counted = await so_far(connection, goals, now)
    for nudge, goal in zip(nudges, goals, strict=True):
        if goal is not None and nudge.snooze_id in snoozes:
            # It is due on its owner's clock, and told to whoever put it off on theirs.
            _go_by(named[others[nudge.id]].zone, people[nudge.person_id].calendar, goal, steps.get(nudge.milestone_id))

    def taken(nudge: Nudge, goal: Goal | None) -> Taken:
        person, earlier = people[nudge.person_id], tried.get(nudge.delivery_id)
        if nudge.celebration_id is not None or (goal is None and nudge.team_id is None):
            return DueCelebration(nudge, person, told.get(nudge.celebration_id), earlier)
        if goal is None:
            return DueDigest(nudge, person, teams[nudge.team_id], earlier)
        today = now.astimezone(person.calendar.zone).date() if counted else None
        return DueNudge(
            nudge=nudge,
            person=person,
            calendar=person.calendar,
            goal=goal,
            milestone=steps.get(nudge.milestone_id),
            earlier=earlier,
            share=shares.get(nudge.share_id),
            other=named[others[nudge.id]].name if nudge.id in others else None,
            snooze=snoozes.get(nudge.snooze_id),
            so_far=counted.get((goal.id, today), 0) if today else 0,
        )

    return [taken(nudge, goal) for nudge, goal in zip(nudges, goals, strict=True)]


async def _people(connection: AsyncConnection, rows: Mapping[int, Sequence[Any]]) -> Mapping[int, Person]:
    """Return each person once, with their times off, by row id."""
    off: dict[int, list[TimeOff]] = defaultdict(list)
    for one in map(_TIME_OFF.row, await connection.execute(_OFF, {"people": rows})):
        off[one.person_id].append(one)
    return {id_: _PERSON.row(row[_TO_PERSON:_TO_GOAL], absences=off.get(id_, ())) for id_, row in rows.items()}


def _go_by(zone: str, reader: Calendar, *things: Goal | Milestone | None) -> None:
    """Let the clock times of `things` count in their owner's `zone`, where the `reader` lives in another."""
    for thing in things:
        if thing is not None:
            thing.goes_by(replace(reader, zone=ZoneInfo(zone)))


def _others(
    nudges: Sequence[Nudge],
    goals: Sequence[Goal | None],
    shares: Mapping[int | None, Share],
    snoozes: Collection[int | None],
) -> Mapping[int, int]:
    """Return the other person a nudge is about, who shared or owns the goal; both by row id."""
    others: dict[int, int] = {}
    for nudge, goal in zip(nudges, goals, strict=True):
        share = shares.get(nudge.share_id)
        if goal is None or (share is None and nudge.snooze_id not in snoozes):
            continue
        others[nudge.id] = share.person_id if share and nudge.person_id == goal.person_id else goal.person_id
    return others


async def next_due(session: AsyncSession, lane: Lane) -> dict[Lane, datetime]:
    """Return when the next nudge may be taken on `lane`, or on each workspace that it stands for, where one waits."""
    here = {"platform": lane.platform, "realm": lane.realm}
    if lane.realm is None:
        return {Lane(lane.platform, realm): moment for realm, moment in await session.execute(_NEXT_OF_EACH, here)}
    moment = await session.scalar(_NEXT, here)
    return {lane: moment} if moment is not None else {}
