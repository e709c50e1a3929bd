"""Taking nudges that are due, so that each is in one pair of hands: the SQL of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sqlalchemy import and_, func, literal_column, select
from sqlmodel import col

from bot.milestones.kinds import About, Subject
from bot.models import Delivery, Goal, Milestone, Nudge, Person, Share, Snooze, Team
from scheduler.among import among

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.dates.workdays import Calendar
    from bot.messages import Reply

Row = TypeVar("Row", Milestone, Delivery, Share, Snooze, Person, Team)


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out that has its own pace: what holds it up holds up nobody else."""

    platform: str
    realm: str | None = None
    """One workspace; None stands for each of the platform's, every one a lane of its own."""


@dataclass(frozen=True, slots=True)
class Due:
    """A nudge that may be sent, with all that decides whether it still should be."""

    nudge: Nudge
    person: Person
    calendar: Calendar
    """The person's."""
    goal: Goal
    milestone: Milestone | None
    earlier: Delivery | None
    """The message by which it was tried before."""
    share: Share | None
    """What it tells of, if it is about a part in somebody's goal …"""
    other: str | None
    """… and the name of the other one: who asked, or who answered; of a snooze, whose goal it is."""
    snooze: Snooze | None = None
    """What it comes back to, if the person put off what a channel is asked."""
    missed: bool = False
    """The check-in before it was not answered."""
    stands_for: tuple[datetime, ...] = ()
    """The moments that it was due at, if it comes late."""

    @property
    def subject(self) -> Subject:
        """What it asks about."""
        aside = self.snooze is not None
        whose = "Team" if self.goal.team else (self.other if aside else self.person.name) or "Somebody"
        return About(
            self.milestone or self.goal,
            self.goal,
            missed=self.missed,
            stands_for=self.stands_for,
            owner=whose if self.nudge.channel or aside else "",
            aside=aside,
        )


@dataclass(frozen=True, slots=True)
class DueDigest:
    """What a channel may be told now."""

    nudge: Nudge
    person: Person
    """Who set it up."""
    team: Team
    earlier: Delivery | None
    """The message by which it was tried before."""
    reply: Reply | None = None
    """What it says, once that was read."""


Taken: TypeAlias = Due | DueDigest


# Spelt out rather than bound: only then do the databases know that the index of what waits is enough.
_WAITS = col(Nudge.state) == literal_column("'waiting'")


def _may_be_taken(lane: Lane, now: datetime) -> ColumnElement[bool]:
    return and_(
        _WAITS,
        col(Nudge.platform) == lane.platform,
        col(Nudge.realm) == lane.realm,
        col(Nudge.run_at) <= now,
    )


async def take(session: AsyncSession, lane: Lane, *, now: datetime, people: int) -> Sequence[Taken]:
    """Lock those who have waited longest, at most `people`, and return all that is due for them on this lane.

    Nobody else takes a nudge of theirs until the transaction ends: a person is locked by whoever sends to them,
    as by every command of theirs. Who is locked already is passed over, so nobody waits for anybody here.
    """
    oldest = (
        select(col(Person.id))
        .join(Nudge, col(Nudge.person_id) == Person.id)
        .where(_may_be_taken(lane, now))
        .order_by(col(Nudge.run_at))
        .limit(people)
        .with_for_update(of=[Nudge, Person], key_share=True, skip_locked=True)
    )
    locked = set(await session.scalars(oldest))
    if not locked:
        return ()
    # A statement of its own, so that on PostgreSQL it sees what was settled before the locks were had.
    asked = (
        select(Nudge, Person, Goal)
        .join(Person, col(Person.id) == Nudge.person_id)
        .outerjoin(Goal, col(Goal.id) == Nudge.goal_id)
        .order_by(col(Nudge.due_at), col(Nudge.id))
    )
    due = asked.where(_may_be_taken(lane, now), among(Nudge.person_id, "locked"))
    found = [(nudge, person, goal) for nudge, person, goal in await session.execute(due, {"locked": locked})]
    if tried := {nudge.delivery_id for nudge, _, _ in found} - {None}:
        # The platform knows a message by its key, not by its words: what was tried together is never taken apart.
        beside = asked.where(_WAITS, col(Nudge.run_at) > now, among(Nudge.delivery_id, "tried"))
        found += [(nudge, person, goal) for nudge, person, goal in await session.execute(beside, {"tried": tried})]
    return await _with_the_rest(session, found)


async def _with_the_rest(session: AsyncSession, rows: Sequence[tuple[Nudge, Person, Goal | None]]) -> Sequence[Taken]:
    """Look up what only some nudges have: most often there is nothing to look up."""
    steps = await _by_id(session, Milestone, {nudge.milestone_id for nudge, _, _ in rows})
    earlier = await _by_id(session, Delivery, {nudge.delivery_id for nudge, _, _ in rows})
    shares = await _by_id(session, Share, {nudge.share_id for nudge, _, _ in rows})
    teams = await _by_id(session, Team, {nudge.team_id for nudge, _, _ in rows})
    snoozes = await _by_id(session, Snooze, {nudge.snooze_id for nudge, _, _ in rows})
    others = {
        nudge.id: share.person_id if share is not None and nudge.person_id == goal.person_id else goal.person_id
        for nudge, _, goal in rows
        if goal is not None and ((share := shares.get(nudge.share_id)) or nudge.snooze_id in snoozes)
    }
    named = await _by_id(session, Person, {*others.values()})
    return [
        Due(
            nudge=nudge,
            person=person,
            calendar=person.calendar,
            goal=goal,
            milestone=steps.get(nudge.milestone_id),
            earlier=earlier.get(nudge.delivery_id),
            share=shares.get(nudge.share_id),
            other=named[others[nudge.id]].name if nudge.id in others else None,
            snooze=snoozes.get(nudge.snooze_id),
        )
        if goal is not None
        else DueDigest(nudge, person, teams[nudge.team_id], earlier.get(nudge.delivery_id))
        for nudge, person, goal in rows
    ]


async def _by_id(session: AsyncSession, table: type[Row], ids: set[int | None]) -> dict[int | None, Row]:
    if not (some := ids - {None}):
        return {}
    found = await session.scalars(select(table).where(among(table.id, "ids")), {"ids": some})
    return {row.id: row for row in found}


async def next_due(session: AsyncSession, lane: Lane) -> dict[Lane, datetime]:
    """Return when the next nudge may be taken, for every workspace of `lane` where one waits."""
    if lane.realm is None:
        here = and_(_WAITS, col(Nudge.platform) == lane.platform)
        # From one workspace to the next by the index: as quick with a million nudges as with ten.
        realms = select(func.min(Nudge.realm).label("realm")).where(here).cte("realms", recursive=True)
        following = select(func.min(Nudge.realm)).where(here, col(Nudge.realm) > realms.c.realm).scalar_subquery()
        realms = realms.union_all(select(following).where(realms.c.realm.is_not(None)))
        earliest = select(func.min(Nudge.run_at)).where(here, col(Nudge.realm) == realms.c.realm).scalar_subquery()
        found = await session.execute(select(realms.c.realm, earliest).where(realms.c.realm.is_not(None)))
        return {Lane(lane.platform, realm): moment for realm, moment in found}
    waiting = and_(_WAITS, col(Nudge.platform) == lane.platform, col(Nudge.realm) == lane.realm)
    moment = await session.scalar(select(func.min(Nudge.run_at)).where(waiting))
    return {lane: moment} if moment is not None else {}
