"""Which day a check-in asks about: not always the day on which it is sent or answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.kinds import Number, kind_of
from bot.models import Nudge, NudgeState
from bot.nudges.planned import BY_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

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
            on = await _day(talk, nudge.goal_id, nudge.occurrence, nudge.due_at)
            found[nudge.goal_id] = max(found.get(nudge.goal_id, on), on)
    return found


async def _day(talk: Talk, goal: int, occurrence: str, due_at: datetime) -> date:
    kind, _, rest = occurrence.partition(" ")
    if kind in BY_DAY:
        return date.fromisoformat(rest)
    day = due_at.astimezone(talk.calendar.zone).date()
    given = rest.rpartition("given ")[2]
    if kind != "later" or not given:
        return day
    before = select(Nudge.occurrence).where(
        Nudge.goal_id == goal,
        Nudge.state == NudgeState.sent,
        col(Nudge.occurrence).like("rhythm %"),
        col(Nudge.due_at) <= datetime.fromisoformat(given),
    )
    put_off = (await talk.session.scalars(before.order_by(col(Nudge.due_at).desc()).limit(1))).first()
    return date.fromisoformat(put_off.partition(" ")[2]) if put_off is not None else day
