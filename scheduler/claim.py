"""Taking nudges that are due, so that each is in one pair of hands: the SQL of the outbox.

The statements are put together once, and what they find is read into plain values: of objects that SQLAlchemy keeps
in step none is needed here, and making them would take longer than all the rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlmodel import col

from bot.array_parameters import among
from bot.checkins.daily_amounts import so_far
from bot.models import Delivery, Goal, Milestone, Nudge, Person, Share, Snooze, Team, TimeOff, TimeOffState
from bot.models.reading import Reader
from scheduler.due import DueDigest, DueNudge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.dates.workdays import Calendar
    from scheduler.due import Taken

Row = TypeVar("Row", Milestone, Delivery, Share, Snooze, Person, Team)


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out that has its own pace: what holds it up holds up nobody else."""

    platform: str
    realm: str | None = None
    """One workspace; None stands for each of the platform's, every one a lane of its own."""


# Spelt out rather than bound: only then do the databases know that the index of what waits is enough.
_WAITS = col(Nudge.state) == literal_column("'waiting'")
_MAY_BE_TAKEN = and_(
    _WAITS,
    col(Nudge.platform) == bindparam("platform"),
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
_BESIDE = _FOUND.where(_WAITS, col(Nudge.run_at) > bindparam("now"), among(Nudge.delivery_id, "tried"))
_TO_PERSON, _TO_GOAL = len(_NUDGE.columns), len(_NUDGE.columns) + len(_PERSON.columns)
_DELIVERY_ID = _NUDGE.names.index("delivery_id")
_PERSON_ID, _GOAL_ID = _TO_PERSON + _PERSON.names.index("id"), _TO_GOAL + _GOAL.names.index("id")
_NEXT = select(func.min(Nudge.run_at)).where(
    _WAITS, col(Nudge.platform) == bindparam("platform"), col(Nudge.realm) == bindparam("realm")
)


def _next_of_each_workspace() -> Select[Any]:
    """Go from one workspace to the next by the index: as quick with a million nudges as with ten."""
    here = and_(_WAITS, col(Nudge.platform) == bindparam("platform"))
    first = select(func.min(Nudge.realm).label("realm")).where(here).cte("realms", recursive=True)
    following = select(func.min(Nudge.realm)).where(here, col(Nudge.realm) > first.c.realm).scalar_subquery()
    realms = first.union_all(select(following).where(first.c.realm.is_not(None)))
    earliest = select(func.min(Nudge.run_at)).where(here, col(Nudge.realm) == realms.c.realm).scalar_subquery()
    return select(realms.c.realm, earliest).where(realms.c.realm.is_not(None))


_NEXT_OF_EACH = _next_of_each_workspace()
_TIME_OFF = Reader.of(TimeOff)
_OFF = select(*_TIME_OFF.columns).where(col(TimeOff.state) == TimeOffState.planned, among(TimeOff.person_id, "people"))


class _Table(Generic[Row]):
    """Rows of which only some nudges have one."""

    def __init__(self, model: type[Row]) -> None:
        self._reader: Reader[Row] = Reader.of(model)
        self._asked: Select[Any] = select(*self._reader.columns).where(among(model.id, "ids"))

    async def by_id(self, connection: AsyncConnection, ids: set[int | None]) -> Mapping[int | None, Row]:
        """Return them; most often there is nothing to look up."""
        if not (some := ids - {None}):
            return {}
        found = await connection.execute(self._asked, {"ids": some})
        return {row.id: row for row in map(self._reader.row, found)}


_MILESTONES, _DELIVERIES, _SHARES = _Table(Milestone), _Table(Delivery), _Table(Share)
_TEAMS, _SNOOZES, _PEOPLE = _Table(Team), _Table(Snooze), _Table(Person)


@dataclass(frozen=True, slots=True)
class Locked:
    """Those whose nudges are in our hands until the transaction ends."""

    people: Collection[int]
    """Their row ids."""
    is_all: bool
    """Nobody else waits, or only in other hands."""


async def lock(session: AsyncSession, lane: Lane, *, now: datetime, size: int) -> Locked:
    """Lock those for whom the `size` nudges are due that have waited longest; one may have many, and is one.

    Nobody else takes a nudge of theirs: a person is locked by whoever sends to them, as by every command of theirs.
    Who is locked already is passed over, so nobody waits for anybody here.
    """
    connection = await session.connection()
    oldest = (await connection.execute(_OLDEST, _here(lane, now) | {"size": size})).all()
    return Locked({person for (person,) in oldest}, is_all=len(oldest) < size)


async def take(session: AsyncSession, lane: Lane, locked: Locked, *, now: datetime) -> Sequence[Taken]:
    """Return all that is due on this lane for those who are locked, however much that is: it is one message each."""
    if not locked.people:
        return ()
    connection = await session.connection()
    # A statement of its own, so that on PostgreSQL it sees what was settled before the locks were had.
    rows = (await connection.execute(_DUE, _here(lane, now) | {"locked": locked.people})).all()
    if tried := {row[_DELIVERY_ID] for row in rows} - {None}:
        # The platform knows a message by its key, not by its words: what was tried together is never taken apart.
        rows = [*rows, *await connection.execute(_BESIDE, {"now": now, "tried": tried})]
    return await _read(connection, rows, now)


def _here(lane: Lane, now: datetime) -> dict[str, Any]:
    return {"platform": lane.platform, "realm": lane.realm, "now": now}


async def _read(connection: AsyncConnection, rows: Sequence[Sequence[Any]], now: datetime) -> Sequence[Taken]:
    """Make values of rows, and look up what only some nudges have."""
    nudges = [_NUDGE.row(row[:_TO_PERSON]) for row in rows]
    people = await _people(connection, {row[_PERSON_ID]: row for row in rows})
    goals = [_GOAL.row(row[_TO_GOAL:]) if row[_GOAL_ID] is not None else None for row in rows]
    steps = await _MILESTONES.by_id(connection, {nudge.milestone_id for nudge in nudges})
    earlier = await _DELIVERIES.by_id(connection, {nudge.delivery_id for nudge in nudges})
    shares = await _SHARES.by_id(connection, {nudge.share_id for nudge in nudges})
    teams = await _TEAMS.by_id(connection, {nudge.team_id for nudge in nudges})
    snoozes = await _SNOOZES.by_id(connection, {nudge.snooze_id for nudge in nudges})
    others = _others(nudges, goals, shares, snoozes) if shares or snoozes else {}
    named = await _PEOPLE.by_id(connection, {*others.values()})
    there = await so_far(connection, goals, now)
    for nudge, goal in zip(nudges, goals, strict=True):
        if goal is not None and nudge.snooze_id in snoozes:
            # Whoever put it off reads on a clock of their own when it is due on its owner's.
            _go_by(named[others[nudge.id]].zone, people[nudge.person_id].calendar, goal, steps.get(nudge.milestone_id))
    return [
        DueNudge(
            nudge=nudge,
            person=people[nudge.person_id],
            calendar=people[nudge.person_id].calendar,
            goal=goal,
            milestone=steps.get(nudge.milestone_id),
            earlier=earlier.get(nudge.delivery_id),
            share=shares.get(nudge.share_id),
            other=named[others[nudge.id]].name if nudge.id in others else None,
            snooze=snoozes.get(nudge.snooze_id),
            so_far=there.get((goal.id, _day(people[nudge.person_id], now)), 0) if there else 0,
        )
        if goal is not None
        else DueDigest(nudge, people[nudge.person_id], teams[nudge.team_id], earlier.get(nudge.delivery_id))
        for nudge, goal in zip(nudges, goals, strict=True)
    ]


def _day(person: Person, now: datetime) -> date:
    return now.astimezone(person.calendar.zone).date()


async def _people(connection: AsyncConnection, rows: Mapping[int, Sequence[Any]]) -> Mapping[int, Person]:
    """Make each person once, with their times off."""
    off: dict[int, list[TimeOff]] = defaultdict(list)
    for one in map(_TIME_OFF.row, await connection.execute(_OFF, {"people": rows})):
        off[one.person_id].append(one)
    return {id_: _PERSON.row(row[_TO_PERSON:_TO_GOAL], absences=off.get(id_, ())) for id_, row in rows.items()}


def _go_by(zone: str, reader: Calendar, *things: Goal | Milestone | None) -> None:
    """Have what is due at a clock time be so on the clock of its owner's `zone`, for a `reader` elsewhere."""
    for thing in things:
        if thing is not None:
            thing.goes_by(replace(reader, zone=ZoneInfo(zone)))


def _others(
    nudges: Sequence[Nudge],
    goals: Sequence[Goal | None],
    shares: Mapping[int | None, Share],
    snoozes: Collection[int | None],
) -> Mapping[int, int]:
    """Return who else a nudge is about, by the row ids of both."""
    others: dict[int, int] = {}
    for nudge, goal in zip(nudges, goals, strict=True):
        share = shares.get(nudge.share_id)
        if goal is None or (share is None and nudge.snooze_id not in snoozes):
            continue
        others[nudge.id] = share.person_id if share and nudge.person_id == goal.person_id else goal.person_id
    return others


async def next_due(session: AsyncSession, lane: Lane) -> dict[Lane, datetime]:
    """Return when the next nudge may be taken, for every workspace of `lane` where one waits."""
    here = {"platform": lane.platform, "realm": lane.realm}
    if lane.realm is None:
        return {Lane(lane.platform, realm): moment for realm, moment in await session.execute(_NEXT_OF_EACH, here)}
    moment = await session.scalar(_NEXT, here)
    return {lane: moment} if moment is not None else {}
