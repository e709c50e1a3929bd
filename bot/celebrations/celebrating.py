"""What is celebrated in a channel: only what its owner said yes to, and only as long as it is so and is seen there.

That a celebration is read anew each time that it is shown, and changed in place: docs/decisions/0027.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.celebrations import replies
from bot.coach.expressing import means_leaving
from bot.goals.owners import owner_of
from bot.goals.visibility import Sight, Viewer, sight
from bot.messages import Address
from bot.models import (
    Audience,
    Celebrates,
    Celebration,
    CelebrationState,
    Cheer,
    CheerState,
    Goal,
    GoalState,
    Milestone,
    MilestoneState,
    Nudge,
    NudgeState,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Reply, Section
    from bot.talk import Talk

_REACHED = (GoalState.achieved, MilestoneState.done)


def has_channel(goal: Goal) -> bool:
    """Tell whether a goal is shown to one channel, which may hear that it is reached."""
    return goal.audience is Audience.channel and sight(goal, Viewer.of_channel(goal.place)) > Sight.nothing


def may_be_told(goal: Goal, step: Milestone | None = None) -> bool:
    """Tell whether a channel may hear that a goal, or its last milestone, was reached."""
    return has_channel(goal) and _is_reached(goal, step)


def _is_reached(goal: Goal, step: Milestone | None) -> bool:
    """Tell whether a goal, or a milestone that others may hear of, was reached."""
    return (step or goal).state in _REACHED and not (step is not None and means_leaving(step.title, goal.misread))


def place_of(celebration: Celebration) -> Address:
    """Return the channel in which it is told."""
    return Address(celebration.platform, celebration.realm, celebration.channel)


class Standing(StrEnum):
    """How what a channel was told stands by now."""

    so = "stands"
    open = "open"
    """It is reached no more, or there are more milestones to do."""
    hidden = "hidden"
    """It may not be seen there any more."""
    again = "again"
    """It is reached once more after it was reopened, and its owner had that told in a message of its own."""
    taken_back = "back"
    """Its owner's yes was undone."""


async def standing(session: AsyncSession, celebration: Celebration, goal: Goal, step: Milestone | None) -> Standing:
    """Tell whether what a channel was told is still so, and is still seen there."""
    there = Viewer.of_channel(place_of(celebration))
    if sight(goal, there) is Sight.nothing or (step is not None and means_leaving(step.title, goal.misread)):
        return Standing.hidden
    if not _is_reached(goal, step) or (step is not None and await is_more_to_do(session, goal)):
        return Standing.open
    if celebration.state is not CelebrationState.told:
        return Standing.taken_back
    return Standing.again if await _is_told_anew(session, celebration) else Standing.so


async def _is_told_anew(session: AsyncSession, celebration: Celebration) -> bool:
    """Tell whether a later celebration of the same was told in the same channel."""
    of_all_steps = celebration.milestone_id is not None
    later = select(Celebration.id).where(
        Celebration.goal_id == celebration.goal_id,
        col(Celebration.milestone_id).is_not(None) if of_all_steps else col(Celebration.milestone_id).is_(None),
        Celebration.channel == celebration.channel,
        Celebration.state == CelebrationState.told,
        col(Celebration.id) > celebration.id,
    )
    return (await session.scalars(later.limit(1))).first() is not None


async def stands(session: AsyncSession, celebration: Celebration) -> bool:
    """Tell whether what a channel was told is still so, and is still seen there."""
    goal, step, _ = await about(session, celebration)
    return await standing(session, celebration, goal, step) is Standing.so


async def is_more_to_do(session: AsyncSession, goal: Goal) -> bool:
    """Tell whether any milestone of a goal is open."""
    open_ = select(Milestone.id).where(Milestone.goal_id == goal.id, Milestone.state == MilestoneState.open).limit(1)
    return (await session.scalars(open_)).first() is not None


async def that_of(session: AsyncSession, goal: Goal, step: Milestone | None = None) -> Celebration | None:
    """Return the celebration of what was reached just this time, if its owner ever said yes to one."""
    asked = select(Celebration).where(
        Celebration.goal_id == goal.id,
        Celebration.milestone_id == (step.id if step is not None else None),
        Celebration.reached_at == (step or goal).ended_at,
        Celebration.channel == goal.channel,
    )
    return (await session.scalars(asked.order_by(col(Celebration.id).desc()))).first()


async def agreed(
    session: AsyncSession, goal: Goal, step: Milestone | None, person: Person, now: datetime
) -> Celebration:
    """Take down the owner's yes, and return the celebration; it is told once the change is logged."""
    known = await that_of(session, goal, step)
    ended_at = (step or goal).ended_at
    if known is not None:
        known.state, known.at = CelebrationState.told, now
        return known
    place = goal.place
    made = Celebration(
        goal_id=goal.id,
        milestone_id=step.id if step is not None else None,
        person_id=person.id,
        platform=place.platform,
        realm=place.realm,
        channel=place.id,
        reached_at=ended_at if ended_at is not None else now,
        at=now,
    )
    session.add(made)
    await session.flush()
    return made


async def agreed_always(talk: Talk, goal: Goal) -> None:
    """Take down that a channel hears of a goal that ended just now, where its owner wants that always."""
    owner = await owner_of(talk, goal)
    if owner.celebrates is Celebrates.always and may_be_told(goal):
        await agreed(talk.session, goal, None, owner, talk.now)


async def offer(talk: Talk, goal: Goal, step: Milestone | None = None) -> Sequence[Section]:
    """Return what asks an owner whether the channel may hear what they reached, or says that it does."""
    if goal.person_id != talk.me.id or not may_be_told(goal, step):
        return ()
    who, every_step = talk.me.called, step is not None
    known = await that_of(talk.session, goal, step)
    if known is not None and known.state is CelebrationState.told:
        return (replies.told_at_once(goal, who, every_step=every_step),)
    if talk.me.celebrates is not Celebrates.ask:
        return ()  # the last milestone of somebody who always tells: the goal itself is told, once it is reached
    call = f"celebrate {goal.ref}.{step.number}" if step is not None else f"celebrate {goal.ref}"
    again = await _reads_so_again(talk.session, goal, step)
    return (replies.offered(goal, who, call, every_step=every_step, again=again),)


async def _reads_so_again(session: AsyncSession, goal: Goal, step: Milestone | None) -> bool:
    """Tell whether the channel was told this before it was reopened, so that its message says so again."""
    before = select(Celebration).where(
        Celebration.goal_id == goal.id,
        Celebration.milestone_id == (step.id if step is not None else None),
        Celebration.reached_at != (step or goal).ended_at,
        Celebration.channel == goal.channel,
    )
    return any([await standing(session, one, goal, step) is Standing.so for one in await session.scalars(before)])


async def about(session: AsyncSession, celebration: Celebration) -> tuple[Goal, Milestone | None, Person]:
    """Return what is celebrated, and who said yes."""
    step = await session.get(Milestone, celebration.milestone_id) if celebration.milestone_id is not None else None
    goal = await session.get_one(Goal, celebration.goal_id)
    return goal, step, await session.get_one(Person, celebration.person_id)


async def in_channel(session: AsyncSession, celebration: Celebration) -> Reply:
    """Return what stands in the channel: as it is now, in the words for others and never with the reason."""
    goal, step, owner = await about(session, celebration)
    who = owner.called
    match await standing(session, celebration, goal, step):
        case Standing.so:
            return replies.celebrated(goal, who, celebration, await count(session, celebration))
        case Standing.hidden:
            return replies.shown_no_more()
        case Standing.open:
            return replies.reopened(goal, who, every_step=step is not None)
        case Standing.again:
            return replies.told_anew(goal)
        case Standing.taken_back:
            return replies.taken_back(who)


async def count(session: AsyncSession, celebration: Celebration, since: datetime | None = None) -> int:
    """Return how many cheer, or began to after `since`."""
    asked = select(func.count()).select_from(Cheer)
    asked = asked.where(Cheer.celebration_id == celebration.id, Cheer.state == CheerState.given)
    return await session.scalar(asked.where(col(Cheer.at) > since) if since else asked) or 0


async def cheers_of(session: AsyncSession, owner: Person, since: datetime | None) -> Reply | None:
    """Tell an owner how many cheered since then, and in all; None if nobody did."""
    own = select(Celebration).where(Celebration.person_id == owner.id, Celebration.state == CelebrationState.told)
    cheered = select(Cheer.celebration_id).where(Cheer.state == CheerState.given)
    new = cheered.where(col(Cheer.at) > since) if since is not None else cheered
    found: list[tuple[Goal, int, int]] = []
    for one in await session.scalars(own.where(col(Celebration.id).in_(new)).order_by(col(Celebration.id))):
        goal = await session.get_one(Goal, one.goal_id)
        found.append((goal, await count(session, one, since), await count(session, one)))
    return replies.cheers_told(found) if found else None


async def celebrated_since(
    session: AsyncSession, place: Address, goals: Mapping[int, Goal], since: datetime
) -> frozenset[int]:
    """Return those of `goals`, by row ids, that are reached and of which a channel read that since then."""
    reached = [id_ for id_, goal in goals.items() if goal.state is GoalState.achieved]
    arrived = select(Nudge.celebration_id).where(col(Nudge.channel) != "", Nudge.state == NudgeState.sent)
    asked = select(Celebration).where(
        col(Celebration.goal_id).in_(reached),
        col(Celebration.milestone_id).is_(None),
        col(Celebration.at) > since,
        col(Celebration.id).in_(arrived),
    )
    found = [one for one in await session.scalars(asked) if place_of(one) == place] if reached else []
    return frozenset([one.goal_id for one in found if await stands(session, one)])
