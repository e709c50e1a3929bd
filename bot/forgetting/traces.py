"""What there is of a person, counted: what would go with them, and what would stay."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import SQLModel, and_, col, func, or_, select

from bot.forgetting.successors import goals_of, successions
from bot.models import (
    Celebration,
    CelebrationState,
    Change,
    Checkin,
    CheckinState,
    Cheer,
    CheerState,
    Delivery,
    DeliveryState,
    Feed,
    Goal,
    GoalState,
    Milestone,
    MilestoneState,
    Share,
    ShareState,
    Snooze,
    Team,
    TimeOff,
    TimeOffState,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

    from bot.forgetting.successors import Succession
    from bot.talk import Talk

_STAMP = 12
"""Characters that tell one state of things from another."""


@dataclass(frozen=True, slots=True)
class Traces:
    """All that there is of one person."""

    goals: int
    """Goals of theirs that go, with …"""
    milestones: int
    """… their milestones …"""
    checkins: int
    """… and what they said of them."""
    said_by_others: int
    """Check-ins of others on these goals, which have nothing to hang on any more."""
    said_elsewhere: int
    """Check-ins of theirs on goals of others, and on those that stay."""
    numbers: int
    """How many of these hold a number, which stays in the sum."""
    parts: int
    """Goals of others in which they have a part."""
    days_off: int
    feeds: int
    """Addresses at which a calendar of theirs reads."""
    cheers: int
    """Their applause for others."""
    celebrated: int
    """What they reached that channels were told, and read no more."""
    changes: int
    messages: int
    """Check-ins and notices that were sent to them."""
    digests: int
    """Digests of channels that they set up, which go on."""
    staying: tuple[Succession, ...]
    """Goals that go on with somebody else."""
    is_blank: bool
    """There is nothing but what a platform tells of whoever speaks."""
    stamp: str
    """Tells this from how it was before, or will be."""


async def traces_of(talk: Talk) -> Traces:
    """Return what there is of the asker."""
    me, goals = talk.me.id, await goals_of(talk)
    staying = await successions(talk, goals)
    kept = {one.goal.id for one in staying}
    gone = [goal.id for goal in goals if goal.id not in kept]
    on_these, given = col(Checkin.goal_id).in_(gone), Checkin.state == CheckinState.given
    of_teams = col(Celebration.goal_id).in_([one.goal.id for one in staying if one.goal.team])
    beside = and_(Checkin.person_id == me, ~on_these, given)
    counts = {
        "goals": sum(goal.id not in kept and goal.state is not GoalState.withdrawn for goal in goals),
        "milestones": await _count(
            talk, Milestone, col(Milestone.goal_id).in_(gone), Milestone.state != MilestoneState.withdrawn
        ),
        "checkins": await _count(talk, Checkin, on_these, given, Checkin.person_id == me),
        "said_by_others": await _count(talk, Checkin, on_these, given, Checkin.person_id != me),
        "said_elsewhere": await _count(talk, Checkin, beside),
        "numbers": await _count(talk, Checkin, beside, col(Checkin.value).is_not(None)),
        "parts": await _count(talk, Share, Share.person_id == me, Share.state == ShareState.agreed),
        "days_off": await _count(talk, TimeOff, TimeOff.person_id == me, TimeOff.state == TimeOffState.planned),
        "feeds": await _count(talk, Feed, Feed.person_id == me),
        "cheers": await _count(talk, Cheer, Cheer.person_id == me, Cheer.state == CheerState.given),
        "celebrated": await _count(
            talk, Celebration, Celebration.person_id == me, Celebration.state == CelebrationState.told, ~of_teams
        ),
        "changes": await _count(talk, Change, Change.person_id == me),
        "messages": await _count(
            talk, Delivery, Delivery.person_id == me, Delivery.channel == "", Delivery.state == DeliveryState.sent
        ),
        "digests": await _count(talk, Team, Team.person_id == me),
    }
    rest = [await _count(talk, table, table.person_id == me) for table in (Share, Snooze, TimeOff, Checkin)]
    # What is sent to them meanwhile is no news.
    told = sorted((name, count) for name, count in counts.items() if name != "messages")
    seen = (await _latest(talk, goals), [(one.goal.id, one.to.id) for one in staying], told)
    blank = not (goals or any((*counts.values(), *rest)))
    return Traces(**counts, staying=tuple(staying), is_blank=blank, stamp=_stamp(talk, seen))


async def _latest(talk: Talk, goals: Sequence[Goal]) -> tuple[Any, ...]:
    """Return the row id of the last thing that was done by the asker, or to a goal of theirs."""
    own = [goal.id for goal in goals]
    done = select(func.max(Change.id)).where(or_(Change.person_id == talk.me.id, col(Change.goal_id).in_(own)))
    return (await talk.session.scalar(done), own)


def _stamp(talk: Talk, seen: object) -> str:
    """Return what tells one state of things, of one person, from another."""
    told = repr((talk.me.id, talk.me.created_at.isoformat(), seen))
    return hashlib.sha256(told.encode()).hexdigest()[:_STAMP]


async def _count(talk: Talk, table: type[SQLModel], *which: ColumnElement[bool] | bool) -> int:
    return await talk.session.scalar(select(func.count()).select_from(table).where(*which)) or 0
