"""Which day a check-in asks about: not always the day on which it is sent or answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.kinds import Number, kind_of
from bot.models import Nudge, NudgeState
from bot.models.occurrence import Occurrence, of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.models import Goal
    from bot.talk import Talk


async def day_of_message(talk: Talk, goal: Goal) -> date | None:
    """Return the day about which the message that is being answered asked for `goal`; None if it did not."""
    if not talk.through:
        return None
    number = await kind_of(Number).read(talk.through, talk)
    nudges = select(Nudge).where(
        Nudge.delivery_id == number, Nudge.goal_id == goal.id, col(Nudge.milestone_id).is_(None)
    )
    days = await days_asked(talk, (await talk.session.scalars(nudges)).all())
    return min(days[goal.id], talk.local_now.date()) if goal.id in days else None


async def days_asked(talk: Talk, nudges: Iterable[Nudge]) -> dict[int, date]:
    """Return the latest day that `nudges` ask about for each goal, by the goal's row id, in the asker's time zone.

    A check-in that came late, was moved off a day off or was put off still asks about its original day.
    """
    found: dict[int, date] = {}
    for nudge in nudges:
        if nudge.goal_id is not None:
            day = nudge.due_at.astimezone(talk.calendar.zone).date()
            on = nudge.asked_for or await _day_put_off(talk, nudge) or day
            found[nudge.goal_id] = max(found.get(nudge.goal_id, on), on)
    return found


async def _day_put_off(talk: Talk, nudge: Nudge) -> date | None:
    """Return the day that a rhythm's check-in was for which was put off to `nudge`; None if it is no such one."""
    if nudge.kind != "later":
        return None
    before = select(Nudge).where(
        Nudge.goal_id == nudge.goal_id,
        Nudge.state == NudgeState.sent,
        col(Nudge.occurrence).like(of_kind("rhythm")),
        col(Nudge.due_at) <= Occurrence.read(nudge.occurrence).given,
    )
    put_off = (await talk.session.scalars(before.order_by(col(Nudge.due_at).desc()).limit(1))).first()
    return put_off.asked_for if put_off is not None else None
