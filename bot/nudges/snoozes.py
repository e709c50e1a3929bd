"""Who asked to be asked again in private about what a channel is asked: one nudge for each, beside the channel's.

Why it is no other date of the goal: docs/decisions/0013.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlmodel import col, select

from bot.dates.wording import moment
from bot.models import Goal, LedgerEntry, Milestone, Nudge, NudgeState, Snooze, SnoozeState
from bot.nudges import planner

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.models import Person
    from bot.nudges.planned import Planned
    from bot.talk import Talk

PutOff: TypeAlias = "tuple[Snooze, Goal, Milestone | None]"
"""A snooze with what it comes back to."""


async def of(session: AsyncSession, person: Person, *, withdrawn: bool = False) -> Sequence[PutOff]:
    """Return what `person` put off of what channels are asked; on request with what they took back."""
    asked = (
        select(Snooze, Goal, Milestone)
        .join(Goal, col(Goal.id) == Snooze.goal_id)
        .outerjoin(Milestone, col(Milestone.id) == Snooze.milestone_id)
        .where(Snooze.person_id == person.id)
        .order_by(col(Snooze.id))
    )
    found = await session.execute(asked if withdrawn else asked.where(Snooze.state == SnoozeState.on))
    return [(snooze, goal, step) for snooze, goal, step in found]


async def nudges(session: AsyncSession, put_off: Iterable[PutOff]) -> Sequence[Nudge]:
    """Return all nudges, also past ones, that came of snoozes."""
    ids = [snooze.id for snooze, *_ in put_off]
    if not ids:
        return ()
    return (await session.scalars(select(Nudge).where(col(Nudge.snooze_id).in_(ids)).order_by(col(Nudge.id)))).all()


async def plan(session: AsyncSession, person: Person, now: datetime, *, afresh: bool = False) -> None:
    """Make the waiting nudges of the snoozes of `person` those that are called for.

    With `afresh`, what was held is looked at again at once.
    """
    found = await of(session, person, withdrawn=True)
    known = await nudges(session, found)
    for snooze, goal, step in found:
        mine = [nudge for nudge in known if nudge.snooze_id == snooze.id]
        planned = planner.snoozed(goal, step, snooze, person.calendar)
        why_not = planner.why_not_snoozed(goal, step, snooze) or "you put it off once more"
        for nudge in mine:
            if _is_ours(nudge) and (planned is None or nudge.occurrence != planned.occurrence):
                nudge.state = NudgeState.dropped
                _note(session, nudge, now, "dropped", f"Dropped: {why_not}.")
        if planned is not None:
            before = next((one for one in mine if one.occurrence == planned.occurrence), None)
            await _keep(session, snooze, person, planned, before, now, afresh=afresh)


async def _keep(  # noqa: PLR0917 - all that one nudge is made of
    session: AsyncSession,
    snooze: Snooze,
    person: Person,
    planned: Planned,
    nudge: Nudge | None,
    now: datetime,
    *,
    afresh: bool,
) -> None:
    """Have the nudge in the outbox that is planned; one that was dropped comes back, one that is over does not."""
    words = f"for {moment(planned.at.astimezone(person.calendar.zone))}: {planned.rule}."
    if nudge is None:
        nudge = Nudge(
            subject=planned.subject,
            occurrence=planned.occurrence,
            person_id=person.id,
            goal_id=snooze.goal_id,
            milestone_id=snooze.milestone_id,
            snooze_id=snooze.id,
            platform=snooze.platform,
            realm=snooze.realm,
            due_at=planned.at,
            run_at=planned.at,
        )
        session.add(nudge)
        await session.flush()
        _note(session, nudge, now, "planned", f"Planned in private {words}")
    elif nudge.state is NudgeState.dropped:
        nudge.state, nudge.lease, nudge.delivery_id = NudgeState.waiting, None, None
        nudge.due_at = nudge.run_at = planned.at
        _note(session, nudge, now, "planned", f"Planned again {words}")
    elif _is_ours(nudge) and nudge.due_at != planned.at:
        nudge.due_at = nudge.run_at = planned.at
        _note(session, nudge, now, "planned", f"Planned anew {words}")
    elif _is_ours(nudge) and afresh:
        nudge.run_at = nudge.due_at


async def answered(talk: Talk, goals: Collection[int], summary: str) -> None:
    """Write down that what the asker was asked in private of `goals` was answered by something they did."""
    asked = select(Nudge).where(
        Nudge.person_id == talk.me.id, col(Nudge.snooze_id).is_not(None), col(Nudge.goal_id).in_(goals),
        Nudge.state == NudgeState.sent,
    )  # fmt: skip
    for nudge in {one.snooze_id: one for one in await talk.session.scalars(asked.order_by(col(Nudge.id)))}.values():
        _note(talk.session, nudge, talk.now, "answered", f"Answered: you {summary}.")


def _note(session: AsyncSession, nudge: Nudge, at: datetime, step: str, words: str) -> None:
    session.add(LedgerEntry(nudge_id=nudge.id, at=at, step=step, words=words))


def _is_ours(nudge: Nudge) -> bool:
    return nudge.state is NudgeState.waiting and nudge.delivery_id is None
