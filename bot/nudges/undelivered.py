"""What a person is told about check-ins and digests that never arrived: what they were, why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.celebrations import celebrating
from bot.celebrations.telling import CHANGED
from bot.dates.rhythm import rhythm_in_words
from bot.messages import Section
from bot.milestones.subjects import About
from bot.models import Celebration, Goal, Milestone, Nudge, NudgeState, Team, TeamState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

_NAMED = 3
"""How many check-ins are named; the rest is counted."""


async def undelivered(talk: Talk, reason: str) -> Section:
    """Say what has not arrived since the last message that did, the `reason`, and what can be done about it."""
    mine = (Nudge.person_id == talk.me.id, col(Nudge.share_id).is_(None))
    failed = select(Nudge).where(*mine, Nudge.state == NudgeState.failed)
    newest = (col(Nudge.due_at).desc(), col(Nudge.id).desc())
    last = (await talk.session.scalars(failed.order_by(*newest).limit(1))).first()
    if last is not None and last.team_id is not None:
        return _digest_not_posted(await talk.session.get_one(Team, last.team_id), reason)
    if last is not None and last.celebration_id is not None:
        return await _not_celebrated(talk, last, last.celebration_id, reason)
    since = await talk.session.scalar(select(func.max(Nudge.due_at)).where(*mine, Nudge.state == NudgeState.sent))
    asked = failed.with_only_columns(Nudge, Goal, Milestone).join(Goal, col(Goal.id) == Nudge.goal_id)
    with_step = asked.outerjoin(Milestone, col(Milestone.id) == Nudge.milestone_id)
    theirs = with_step.where(col(Goal.person_id) == talk.me.id).order_by(*newest)
    rows = (await talk.session.execute(theirs)).all()
    return _not_asked([row for row in rows if since is None or row[0].due_at > since] or rows[:1], reason)


def _digest_not_posted(team: Team, reason: str) -> Section:
    rhythm = rhythm_in_words(team.rhythm)
    told = f"I could not post the digest that you set up in a channel, {rhythm}: {reason}."
    if team.state is TeamState.active:
        return Section(f"{told} I try again when the next one is due.")
    return Section(f"{told} So it is switched off. To begin again in a channel, type: team {rhythm}")


async def _not_celebrated(talk: Talk, last: Nudge, celebration: int, reason: str) -> Section:
    if not last.channel:
        return Section(f"I could not tell you who cheered for what you reached: {reason}.")
    if last.kind == CHANGED:
        return Section(f"I could not change what I told a channel that you reached: {reason}. It still stands there.")
    told = f"I could not tell the channel what you reached: {reason}."
    if await celebrating.stands(talk.session, await talk.session.get_one(Celebration, celebration)):
        return Section(f"{told} To try again, celebrate it once more.")
    return Section(told)


def _not_asked(rows: Sequence[tuple[Nudge, Goal, Milestone | None]], reason: str) -> Section:
    several = len(rows) > 1
    told = f"I could not deliver your last {f'{len(rows)} check-ins' if several else 'check-in'}: {reason}"
    if not rows:
        return Section(told)
    names = [_named(goal, step) for _, goal, step in rows[:_NAMED]]
    more = len(rows) - len(names)
    about = ", ".join([*names, *([f"and {more} more"] if more else [])])
    first, goal, _ = rows[0]
    its = "their" if several else "its"
    where = (
        f"in {its} channel. To be asked in private, type: nudges {goal.number} to: me"
        if first.channel
        else "in private."
    )
    return Section(f"{told}. {'They were' if several else 'It was'} about {about}, {where}")


def _named(goal: Goal, step: Milestone | None) -> str:
    about = About(step or goal, goal)
    return f"{about.named} {about.title}"
