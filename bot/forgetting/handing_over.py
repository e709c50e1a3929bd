"""What stays when somebody is forgotten: goals go on with a colleague, and what was added to others' goals is nameless.

Why, and what becomes of which words: docs/decisions/0024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import and_, col, not_, or_, select

from bot.checkins.asked_again import ask_without
from bot.coach.expressing import means_leaving
from bot.forgetting.nobody import FORGOTTEN
from bot.goals.titles import title_told
from bot.models import (
    Change,
    Checkin,
    CheckinState,
    Delivery,
    Goal,
    LedgerEntry,
    Milestone,
    MilestoneState,
    Nudge,
    Role,
    Share,
    ShareState,
    Team,
)
from bot.nudges import notices
from bot.nudges.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.forgetting.successors import Succession
    from bot.models import Person
    from bot.talk import Talk

_OWNS = and_(col(Share.role) == Role.owner, col(Share.state).in_((ShareState.agreed, ShareState.inherited)))


async def hand_over(talk: Talk, one: Succession, nobody: Person, along: Collection[int]) -> None:
    """Give a goal to who goes on with it, and tell them; nobody reads more of it than before.

    It stays on the road to one of the goals `along`, by row id, that go to the same person.
    """
    goal, to = one.goal, one.to
    if not one.owned_it:
        goal.title, goal.wording = title_told(goal), ""
    goal.reason = goal.obstacle = goal.response = ""
    steps = (await talk.session.scalars(select(Milestone).where(col(Milestone.goal_id) == goal.id))).all()
    titles = {goal.title, *(step.title for step in steps)}
    goal.misread = "\n".join(line for line in goal.misread.splitlines() if line in titles)
    for thing in (goal, *steps):
        thing.goes_by(talk.calendar)
        due = thing.due
        if due is not None and due.at is not None and due.zone is None:
            there = due.on_clock(to.calendar)  # it is due at the same moment as before
            thing.due_on, thing.due_at = there.on, there.at
    part = one.part or Share(goal_id=goal.id, person_id=to.id, role=Role.owner, asked_at=talk.now)
    number = part.number
    if number is None:
        to.goals_numbered += 1
        number = to.goals_numbered
    goal.parent_id = goal.parent_id if goal.parent_id in along else None
    part.role, part.state, part.number = Role.owner, ShareState.inherited, None
    talk.session.add(part)
    goal.person_id, goal.number = to.id, number
    await talk.session.flush()
    said = f"handed goal {number} over to {'the team' if goal.team else 'its co-owner'}"
    change = await _logged(talk, nobody, said, goal)
    await notices.tell_of_share(talk.session, part, goal, to, talk.now, by=change)


async def lost_parts(talk: Talk, goals: Collection[int]) -> set[int]:
    """Return the parts in goals that go on, both by row id, that the one who left had given: all but their owners'."""
    asked = select(Share.id).where(col(Share.goal_id).in_(goals), not_(_OWNS))
    return {*await talk.session.scalars(asked)}


async def unseen_steps(talk: Talk, goals: Collection[int]) -> set[int]:
    """Return the milestones of goals, both by row id, that nobody but the one who set these may read."""
    asked = select(Milestone, Goal.misread).join(Goal, col(Goal.id) == Milestone.goal_id)
    rows = await talk.session.execute(asked.where(col(Goal.id).in_(goals)))
    return {
        step.id
        for step, misread in rows
        if step.state is MilestoneState.withdrawn or means_leaving(step.title, misread)
    }


async def remember(talk: Talk, nobody: Person) -> Change:
    """Log that somebody was forgotten; its number is higher than all that go, so that none of these comes again."""
    return await _logged(talk, nobody, FORGOTTEN)


async def _logged(talk: Talk, nobody: Person, summary: str, goal: Goal | None = None) -> Change:
    change = Change(person_id=nobody.id, goal_id=goal.id if goal else None, at=talk.now, summary=summary)
    talk.session.add(change)
    await talk.session.flush()
    return change


async def leave_numbers(talk: Talk, nobody: Person, own: Collection[int]) -> None:
    """Take the asker's name and words off the numbers that they added to goals other than their `own`, by row id."""
    stays = (
        col(Checkin.person_id) == talk.me.id,
        col(Checkin.goal_id).not_in(own),
        col(Checkin.value).is_not(None),
        col(Checkin.state) == CheckinState.given,
    )
    nameless = {"person_id": nobody.id, "note": "", "blocker": "", "confidence": None}
    await talk.session.execute(update(Checkin).where(*stays).values(nameless))


async def leave_blockers(talk: Talk, own: Collection[int]) -> set[int]:
    """Ask nobody about what was in the asker's way, in goals other than their `own`; return which, by row id."""
    stuck = select(Checkin.goal_id).where(Checkin.person_id == talk.me.id, Checkin.blocker != "")
    asked = select(Goal).where(col(Goal.id).in_(stuck), col(Goal.id).not_in(own))
    calmed: set[int] = set()
    for goal in (await talk.session.scalars(asked)).all():
        steps = (await talk.session.scalars(select(Milestone).where(col(Milestone.goal_id) == goal.id))).all()
        things: list[Goal | Milestone] = [goal, *steps]
        for thing in things:
            if await ask_without(talk, goal, thing):
                calmed.add(goal.id)
    return calmed


async def leave_channels(talk: Talk, nobody: Person, staying: Sequence[Succession]) -> None:
    """Leave to channels what they were asked and told about goals that stay, and their digests."""
    me = talk.me.id
    to = {one.goal.id: one.to.id for one in staying}
    there = (col(Nudge.person_id) == me, col(Nudge.channel) != "")
    kept = select(Nudge.id, Nudge.goal_id, Nudge.delivery_id).where(
        *there, or_(col(Nudge.goal_id).in_(to), col(Nudge.team_id).is_not(None))
    )
    rows = (await talk.session.execute(kept)).all()
    messages = [message for _, _, message in rows if message is not None]
    carried = update(Delivery).where(col(Delivery.id).in_(messages), col(Delivery.person_id) == me)
    await talk.session.execute(carried.values(person_id=nobody.id, user_id=""))
    for goal in {goal for _, goal, _ in rows}:
        ids = [id_ for id_, of, _ in rows if of == goal]
        whose = to[goal] if goal is not None else nobody.id
        await talk.session.execute(update(Nudge).where(col(Nudge.id).in_(ids)).values(person_id=whose))
    told = select(LedgerEntry).where(col(LedgerEntry.nudge_id).in_([id_ for id_, _, _ in rows]))
    for entry in await talk.session.scalars(told):
        entry.words = redacted(entry.step, entry.words)
    await talk.session.execute(update(Team).where(col(Team.person_id) == me).values(person_id=nobody.id))
