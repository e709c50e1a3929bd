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
    subjects = {f"{edit['table']}:{edit['row']}" for edit in change.edits}
    nudges = await _reconcile(talk, [goal], undoing=change.undoes is not None)
    latest = {nudge.subject: nudge for nudge in nudges if nudge.subject in subjects}
    for nudge in latest.values():
        # What a person changes about a thing they were asked about is their answer.
        if nudge.state is NudgeState.sent or nudge.delivery_id is not None:
            note(talk.session, nudge, talk.now, "answered", f"Answered: you {change.summary}.")


async def replan_all(talk: Talk) -> None:
    """Plan all of the person's goals anew: their calendar changed."""
    goals = select(Goal).where(Goal.person_id == talk.me.id, Goal.state == GoalState.active)
    await _reconcile(talk, (await talk.session.scalars(goals)).all(), undoing=False)


async def _reconcile(talk: Talk, goals: Sequence[Goal], *, undoing: bool) -> Sequence[Nudge]:
    """Make the waiting nudges of `goals` those that the planner calls for; return all there were before."""
    ids = [goal.id for goal in goals]
    nudges = (
        await talk.session.scalars(select(Nudge).where(col(Nudge.goal_id).in_(ids)).order_by(col(Nudge.id)))
    ).all()
    steps = (await talk.session.scalars(select(Milestone).where(col(Milestone.goal_id).in_(ids)))).all()
    by_goal: dict[int | None, Goal] = {goal.id: goal for goal in goals}
    by_id: dict[int | None, Milestone] = {step.id: step for step in steps}
    wanted = {
        (planned.subject, planned.occurrence): (goal, planned)
        for goal in goals
        for planned in planner.plan(goal, [step for step in steps if step.goal_id == goal.id], talk.calendar)
    }
    known = {(nudge.subject, nudge.occurrence): nudge for nudge in nudges}
    for key, nudge in known.items():
        if key not in wanted and _is_ours(nudge):
            nudge.state = NudgeState.dropped
            reason = planner.why_not(by_goal[nudge.goal_id], by_id.get(nudge.milestone_id))
            note(talk.session, nudge, talk.now, "dropped", f"Dropped: {reason}.")
    for key, (_, planned) in wanted.items():
        if key in known:
            _move(talk, known[key], planned, undoing=undoing)
    await _add(talk, [(goal, planned) for key, (goal, planned) in wanted.items() if key not in known])
    return nudges


def _is_ours(nudge: Nudge) -> bool:
    """Tell whether it is still ours to move or drop: once it is being sent, the deliverer looks again by itself."""
    return nudge.state is NudgeState.waiting and nudge.delivery_id is None


def _move(talk: Talk, nudge: Nudge, planned: planner.Planned, *, undoing: bool) -> None:
    """Put a nudge to the moment that is planned now; one that was dropped comes back if that is still ahead."""
    again = nudge.state is NudgeState.dropped and (planned.at > talk.now or undoing)
    if again or (_is_ours(nudge) and nudge.due_at != planned.at):
        nudge.state, nudge.lease, nudge.delivery_id = NudgeState.waiting, None, None
        nudge.due_at = nudge.run_at = planned.at
        note(
            talk.session, nudge, talk.now, "planned", f"Planned {'again' if again else 'anew'} {_words(talk, planned)}"
        )


async def _add(talk: Talk, new: Sequence[tuple[Goal, planner.Planned]]) -> None:
    """Put what is planned for the first time into the outbox."""
    if not new:
        return
    account = await _account(talk)
    added = [
        Nudge(
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
        for goal, planned in new
    ]
    talk.session.add_all(added)
    await talk.session.flush()
    for nudge, (_, planned) in zip(added, new, strict=True):
        note(talk.session, nudge, talk.now, "planned", f"Planned {_words(talk, planned)}")


def _words(talk: Talk, planned: planner.Planned) -> str:
    return f"for {moment(planned.at.astimezone(talk.calendar.zone))}: {planned.rule}."


async def _account(talk: Talk) -> Account:
    """Return the account that this person's nudges go to: the one they first came with."""
    accounts = select(Account).where(Account.person_id == talk.me.id).order_by(col(Account.id)).limit(1)
    return (await talk.session.scalars(accounts)).one()
