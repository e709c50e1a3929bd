"""The outbox: what is planned is written in the same transaction as the change that caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.dates.wording import moment
from bot.models import (
    Account,
    Change,
    Goal,
    GoalState,
    LedgerEntry,
    Milestone,
    Nudge,
    NudgeState,
)
from bot.nudges import planner

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.talk import Talk


def note(session: AsyncSession, nudge: Nudge, at: datetime, step: str, words: str) -> None:
    """Write one step of a nudge's story into the ledger."""
    session.add(LedgerEntry(nudge_id=nudge.id, at=at, step=step, words=words))


async def replan(talk: Talk, change: Change) -> None:
    """Plan anew whatever `change` touched: its goal, or all of the person's if their calendar changed."""
    if any(edit["table"] == "person" for edit in change.edits):
        await replan_all(talk)
    if change.goal_id is None:
        return
    goal = await talk.session.get_one(Goal, change.goal_id)
    nudges = await _nudges(talk, goal)
    subjects = {f"{edit['table']}:{edit['row']}" for edit in change.edits}
    _note_answers(talk, change, [nudge for nudge in nudges if nudge.subject in subjects])
    await _reconcile(talk, goal, nudges)


async def replan_all(talk: Talk) -> None:
    """Plan all of the person's goals anew: their calendar changed."""
    goals = select(Goal).where(Goal.person_id == talk.me.id, Goal.state == GoalState.active)
    for goal in await talk.session.scalars(goals):
        await _reconcile(talk, goal, await _nudges(talk, goal))


async def _nudges(talk: Talk, goal: Goal) -> Sequence[Nudge]:
    return (await talk.session.scalars(select(Nudge).where(Nudge.goal_id == goal.id).order_by(col(Nudge.id)))).all()


def _note_answers(talk: Talk, change: Change, nudges: Sequence[Nudge]) -> None:
    """Take what a person changes about a thing they were nudged about for their answer to that nudge."""
    latest = {nudge.subject: nudge for nudge in nudges}
    for nudge in latest.values():
        if nudge.state is NudgeState.sent or nudge.delivery_id is not None:
            note(talk.session, nudge, talk.now, "answered", f"Answered: you {change.summary}.")


async def _reconcile(talk: Talk, goal: Goal, nudges: Sequence[Nudge]) -> None:
    """Make the waiting nudges of `goal` those that the planner calls for."""
    milestones = list(await talk.session.scalars(select(Milestone).where(Milestone.goal_id == goal.id)))
    by_id: dict[int | None, Milestone] = {m.id: m for m in milestones}
    known = {(n.subject, n.occurrence): n for n in nudges}
    wanted = {(p.subject, p.occurrence): p for p in planner.plan(goal, milestones, talk.calendar)}
    for key, nudge in known.items():
        if key not in wanted and nudge.state is NudgeState.waiting and nudge.delivery_id is None:
            nudge.state = NudgeState.dropped
            reason = planner.why_not(goal, by_id.get(nudge.milestone_id))
            note(talk.session, nudge, talk.now, "dropped", f"Dropped: {reason}.")
    for key, planned in wanted.items():
        await _place(talk, goal, planned, known.get(key))


async def _place(talk: Talk, goal: Goal, planned: planner.Planned, nudge: Nudge | None) -> None:
    """Put one planned nudge into the outbox, or move the one that is there."""
    words = f"for {moment(planned.at.astimezone(talk.calendar.zone))}: {planned.rule}."
    if nudge is None:
        account = await _account(talk)
        nudge = Nudge(
            subject=planned.subject,
            occurrence=planned.occurrence,
            person_id=talk.me.id,
            goal_id=goal.id,
            milestone_id=planned.milestone_id,
            platform=account.platform,
            realm=account.realm,
            due_at=planned.at,
            run_at=planned.at,
        )
        talk.session.add(nudge)
        await talk.session.flush()
        note(talk.session, nudge, talk.now, "planned", f"Planned {words}")
        return
    again = nudge.state is NudgeState.dropped and planned.at > talk.now
    moved = nudge.state is NudgeState.waiting and nudge.delivery_id is None and nudge.due_at != planned.at
    if again or moved:
        nudge.state, nudge.lease = NudgeState.waiting, None
        nudge.due_at = nudge.run_at = planned.at
        note(talk.session, nudge, talk.now, "planned", f"Planned {'again' if again else 'anew'} {words}")


async def _account(talk: Talk) -> Account:
    """Return the account that this person's nudges go to: the one they first came with."""
    accounts = select(Account).where(Account.person_id == talk.me.id).order_by(col(Account.id)).limit(1)
    return (await talk.session.scalars(accounts)).one()
