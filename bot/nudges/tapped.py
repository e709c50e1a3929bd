"""An answer tapped twice on one check-in is one answer: what it did the first time stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import changes
from bot.kinds import Number, kind_of
from bot.models import Change, Checkin, CheckinState, Delivery, Milestone, Nudge, NudgeState
from bot.nudges.planned import BY_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.checkins.streaks import Span
    from bot.dates.due import Due
    from bot.models import Goal
    from bot.models.columns import PutOff
    from bot.talk import Talk

_ROUGHLY = timedelta(minutes=1)
"""“In an hour” is said to the minute, so the same wish may come out a minute apart."""


async def asked_at(talk: Talk) -> datetime | None:
    """Return when the check-in was sent whose answer was tapped; None if nothing was: a filled form is a new wish."""
    if not talk.through or talk.from_form:
        return None
    message = await talk.session.get(Delivery, await kind_of(Number).read(talk.through, talk))
    return message.intended_at if message is not None else None


async def day_of_message(talk: Talk, goal: Goal) -> date | None:
    """Return the day on which a goal was asked about by the message that is answered; None if none is."""
    if not talk.through:
        return None
    number = await kind_of(Number).read(talk.through, talk)
    nudges = select(Nudge).where(
        Nudge.delivery_id == number, Nudge.goal_id == goal.id, col(Nudge.milestone_id).is_(None)
    )
    days = await days_asked(talk, (await talk.session.scalars(nudges)).all())
    return min(days[goal.id], talk.local_now.date()) if goal.id in days else None


async def days_asked(talk: Talk, nudges: Iterable[Nudge]) -> dict[int, date]:
    """Return the latest day about which each goal is asked by `nudges`, by its row id, on the asker's own clock.

    What comes late, or was rolled off a day off, is of the day that it was for; so is what was put off.
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


async def counted(talk: Talk, goal: Goal, value: float, within: Span) -> tuple[Checkin, Change] | None:
    """Return what the asker has counted for a period of a goal since the check-in was sent, and what can take it back.

    However it was said: a check-in is answered by words as well as by a tap; and whatever it was corrected to since.
    """
    since = await asked_at(talk)
    if since is None:
        return None
    asked = select(Checkin).where(
        Checkin.goal_id == goal.id,
        Checkin.person_id == talk.me.id,
        Checkin.state == CheckinState.given,
        col(Checkin.value).is_not(None),
        col(Checkin.at) >= since,
        col(Checkin.on).between(within.first, within.last),
    )
    rows = (await talk.session.scalars(asked.order_by(col(Checkin.id).desc()))).all()
    fits = [one for one in rows if one.value == value or await _was_corrected(talk, goal, one, value)]
    row = fits[0] if fits else None
    made = await changes.that_made(talk, goal, ("checkin", row.id)) if row is not None else None
    return (row, made) if row is not None and made is not None else None


async def _was_corrected(talk: Talk, goal: Goal, row: Checkin, value: float) -> bool:
    """Tell whether a check-in said `value` before it was corrected."""
    log = await talk.session.scalars(select(Change.edits).where(Change.goal_id == goal.id, col(Change.at) >= row.at))
    return any(edit.of == ("checkin", row.id) and edit.was.get("value") == value for edits in log for edit in edits)


async def stands(talk: Talk, wish: PutOff, to: Due) -> bool:
    """Tell whether it is put off already by this very answer: to the same moment, or for as long from then."""
    since, at, given = await asked_at(talk), wish.asked_again(talk.calendar), wish.later_given
    if since is None or at is None or given is None or at <= talk.now or given < since:
        return False
    again = to.check_in(talk.calendar, talk.now) - talk.now
    return wish.later == to or abs(again - (at - given)) <= _ROUGHLY


async def put_off_by(talk: Talk, goal: Goal, thing: Goal | Milestone, to: Due) -> Change | None:
    """Return the change that put off `thing` by this very answer, if that stands."""
    if not await stands(talk, thing, to):
        return None
    row = ("milestone" if isinstance(thing, Milestone) else "goal", thing.id)
    return await changes.that_made(talk, goal, row, "later_given", thing.later_given)
