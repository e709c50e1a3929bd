"""The outbox: nudges are planned and written in the same transaction as the change that caused them.

Why the outbox is the table of nudges itself: docs/decisions/0001.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.celebrations import telling
from bot.checkins.answered_day import answered_at
from bot.models import Change, Checkin, Goal, GoalState, Team
from bot.nudges import digest_schedule, ledger, rounds, rows, snoozes
from bot.nudges.alterations import Alterations, is_ours
from bot.nudges.planned import answered_by, subject_of
from bot.nudges.reconciling import reconcile
from bot.storage import wakeups
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Edit
    from bot.talk import Talk


async def replan(talk: Talk, change: Change) -> None:
    """Plan anew whatever `change` touched, and wake the scheduler."""
    await _replan(talk, change)
    await wakeups.send(talk.session)


async def _replan(talk: Talk, change: Change) -> None:
    """Plan the goals of `change` anew, its teams and snoozes, and all of the person's if their calendar changed."""
    taken_back = await talk.session.get_one(Change, change.undoes) if change.undoes is not None else None
    if any(edit.table in ("person", "time_off") for edit in change.edits):
        await _replan_all(talk, taken_back)
    for edit in [edit for edit in change.edits if edit.table == "team"]:
        row = await talk.session.get_one(Team, edit.row)
        await digest_schedule.plan(talk.session, row, talk.now)
        if (row.asks or "asks" in edit.after) and (edit.is_new or edit.after.keys() & _ROUNDS):
            await reconcile(talk.session, await rounds.told_in(talk.session, row), talk.now, taken_back=taken_back)
    await telling.replan(talk.session, change, talk.now)
    if any(edit.table == "snooze" for edit in change.edits):
        await snoozes.plan(talk.session, talk.me, talk.now, taken_back=taken_back)
    if not change.goals:
        return
    goals = [await talk.session.get_one(Goal, number) for number in sorted(change.goals)]
    if any(goal.team for goal in goals):
        await ledger.answered_aside(talk, change.goals, change.summary)
    until = {f"{edit.table}:{edit.row}": talk.now for edit in change.edits if not _is_aside(edit)}
    until |= await _said_until(talk, goals, change)
    nudges = await reconcile(talk.session, goals, talk.now, taken_back=taken_back, new_rhythms=_new_rhythms(change))
    ledger.answered_by(talk, nudges, until, change)


_CHECKINS = select(Checkin).where(among(Checkin.id, "rows"))
_ASIDE = frozenset({"reason", "wording", "elements", "obstacle", "response", "parent_id"})
"""Columns of a goal whose change answers no check-in."""

_ROUNDS = frozenset({"asks", "rhythm", "zone", "state"})
"""Columns of a digest that say whether and when its round is asked."""

_RHYTHM = frozenset({"asking", "asking_from", "rhythm", "rhythm_from"})
"""Columns of a goal that say in which rhythm it is asked about."""


def _new_rhythms(change: Change) -> set[int]:
    """Return the row ids of the goals whose rhythm a change altered."""
    return {edit.row for edit in change.edits if edit.table == "goal" and edit.after.keys() & _RHYTHM}


def _is_aside(edit: Edit) -> bool:
    """Tell whether an edit answers no check-in, such as that of an obstacle plan or of a reason."""
    return edit.table == "goal" and not edit.is_new and edit.after.keys() <= _ASIDE


async def _said_until(talk: Talk, goals: Sequence[Goal], change: Change) -> dict[str, datetime]:
    """Return up to which moment the check-ins of a change answer for each subject, by the subject's name."""
    rows = [edit.row for edit in change.edits if edit.table == "checkin"]
    if len(rows) == 1:
        said = [await talk.session.get_one(Checkin, rows[0])]  # it is in the session already
    else:
        said = [*await talk.session.scalars(_CHECKINS, {"rows": rows})] if rows else []
    known = {goal.id: goal for goal in goals}
    found: dict[str, datetime] = {}
    for row in [one for one in said if one.goal_id in known]:
        whole = known[row.goal_id]
        for name in answered_by(row.goal_id, row.milestone_id, counts=row.value is not None):
            upto = answered_at(whole, talk.now, row.on, talk.calendar.zone) if name == subject_of(whole) else talk.now
            found[name] = max(found.get(name, upto), upto)
    return found


async def place_anew(session: AsyncSession, goals: Collection[int], now: datetime) -> None:
    """Plan the check-ins of `goals`, by their row ids, for the places where they belong by now."""
    await reconcile(session, (await session.scalars(select(Goal).where(col(Goal.id).in_(goals)))).all(), now)
    await wakeups.send(session)


async def replan_all(talk: Talk) -> None:
    """Plan all of the person's check-ins anew, as their calendar changed; what was held is decided on again at once."""
    await _replan_all(talk)
    await wakeups.send(talk.session)


async def _replan_all(talk: Talk, taken_back: Change | None = None) -> None:
    await snoozes.plan(talk.session, talk.me, talk.now, taken_back=taken_back, afresh=True)
    goals = select(Goal).where(Goal.person_id == talk.me.id, Goal.state == GoalState.active)
    mine = (await talk.session.scalars(goals)).all()
    await reconcile(talk.session, mine, talk.now, taken_back=taken_back, afresh=True)
    made = Alterations(talk.now)
    for nudge in await rows.notices(talk.session, talk.me):
        if is_ours(nudge):
            made.alter(nudge, run_at=nudge.due_at)
    await made.write(talk.session)


_FOLLOWED_AT_ONCE = 200
"""After how many nudges the next ones are planned in one transaction."""


async def follow(session: AsyncSession, now: datetime) -> bool:
    """Plan what comes after nudges that were sent or left out, a batch of them; tell whether there may be more."""
    ended = await rows.ended(session, _FOLLOWED_AT_ONCE)
    if not ended:
        return False
    ids = {nudge.goal_id for nudge in ended if nudge.goal_id is not None}
    if ids:
        goals = (await session.scalars(select(Goal).where(col(Goal.id).in_(ids)))).all()
        await reconcile(session, goals, now, ended=ended)
    for team in {nudge.team_id for nudge in ended if nudge.team_id is not None}:
        await digest_schedule.plan(session, await session.get_one(Team, team), now)
    await wakeups.send(session)
    return len(ended) == _FOLLOWED_AT_ONCE
