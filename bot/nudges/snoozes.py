"""Snoozes: who put off what a channel is asked gets a nudge of their own, in private, beside the channel's.

Why a snooze does not move the goal's own check-in: docs/decisions/0013.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.dates.wording import moment
from bot.models import Goal, Milestone, NudgeState, Snooze, SnoozeState
from bot.nudges import planner, rows
from bot.nudges.alterations import Alterations, is_ours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Change, Person
    from bot.nudges.planned import Planned


_ALL = (
    select(Snooze, Goal, Milestone)
    .join(Goal, col(Goal.id) == Snooze.goal_id)
    .outerjoin(Milestone, col(Milestone.id) == Snooze.milestone_id)
    .where(Snooze.person_id == bindparam("person"))
    .order_by(col(Snooze.id))
)
_ON = _ALL.where(Snooze.state == SnoozeState.on)


async def of(
    session: AsyncSession, person: Person, *, withdrawn: bool = False
) -> Sequence[tuple[Snooze, Goal, Milestone | None]]:
    """Return the snoozes of `person`, each with its goal and its milestone; those taken back only if `withdrawn`."""
    found = await session.execute(_ALL if withdrawn else _ON, {"person": person.id})
    return [(snooze, goal, step) for snooze, goal, step in found]


async def plan(
    session: AsyncSession, person: Person, now: datetime, *, taken_back: Change | None = None, afresh: bool = False
) -> None:
    """Make the waiting nudges of the snoozes of `person` those that are called for.

    What the change `taken_back` had dropped comes back; anything else that was dropped and has passed does not. With
    `afresh`, what was held is decided on again at once.
    """
    await session.flush()  # rows that are read as values must be in the database
    made = Alterations(now)
    found = await of(session, person, withdrawn=True)
    known = await rows.of_snoozes(session, [snooze.id for snooze, *_ in found])
    back = await rows.restored_by_undo(session, known, taken_back, now)
    for snooze, goal, step in found:
        mine = {nudge.occurrence: nudge for nudge in known if nudge.snooze_id == snooze.id}
        planned = planner.snoozed(goal, step, snooze, person.calendar)
        key = str(planned.occurrence) if planned is not None else ""
        why_not = planner.why_not_snoozed(goal, step, snooze) or "you put it off once more"
        for nudge in mine.values():
            if nudge.occurrence != key and is_ours(nudge):
                made.drop(nudge, why_not)
        there = mine.get(key)
        is_past = there is not None and there.state is NudgeState.dropped and there.id not in back
        if planned is None or (is_past and planned.at <= now):
            continue
        words = f"for {moment(planned.at.astimezone(person.calendar.zone))}: {planned.rule}."
        if there is not None:
            made.keep(there, planned.at, words, afresh=afresh)
        else:
            _add(made, snooze, planned, words)
    await made.write(session)


def _add(made: Alterations, snooze: Snooze, planned: Planned, words: str) -> None:
    made.add(
        planned.at,
        f"in private {words}",
        subject=planned.subject,
        occurrence=str(planned.occurrence),
        person_id=snooze.person_id,
        goal_id=snooze.goal_id,
        milestone_id=snooze.milestone_id,
        snooze_id=snooze.id,
        platform=snooze.platform,
        realm=snooze.realm,
    )
