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
    """Plan anew whatever `change` touched: its goals, or all of the person's if their calendar changed."""
    touched = {(edit["table"], edit["row"]) for edit in change.edits}
    goals = select(Goal).where(Goal.person_id == talk.me.id)
    if any(table == "person" for table, _ in touched):
        goals = goals.where(Goal.state == GoalState.active)
    else:
        goals = goals.where(Goal.id == change.goal_id)
    subjects = {f"{table}:{row}" for table, row in touched}
    for goal in await talk.session.scalars(goals):
        nudges = list(await talk.session.scalars(select(Nudge).where(Nudge.goal_id == goal.id).order_by(col(Nudge.id))))
        _note_answers(talk, change, [n for n in nudges if n.subject in subjects])
        await _reconcile(talk, goal, nudges)


def _note_answers(talk: Talk, change: Change, nudges: Sequence[Nudge]) -> None:
    """Take what a person changes about a thing they were nudged about for their answer to that nudge."""
    latest = {nudge.subject: nudge for nudge in nudges}
    for nudge in latest.values():
        if nudge.state is NudgeState.sent:
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
