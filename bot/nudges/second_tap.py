"""A second tap is harmless: an answer tapped twice on one check-in takes effect once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import changes
from bot.kinds import Number, kind_of
from bot.models import Change, Checkin, CheckinState, Delivery, Milestone

if TYPE_CHECKING:
    from bot.checkins.streaks import Span
    from bot.dates.due import Due
    from bot.models import Goal
    from bot.models.columns import PutOff
    from bot.talk import Talk

_ROUGHLY = timedelta(minutes=1)
"""“In an hour” is rounded to the minute, so two taps on it can ask for moments that are a minute apart."""


async def _asked_at(talk: Talk) -> datetime | None:
    """Return when the check-in whose button was tapped was sent; None if no button was, or a form was filled in."""
    if not talk.through or talk.from_form:
        return None
    message = await talk.session.get(Delivery, await kind_of(Number).read(talk.through, talk))
    return message.intended_at if message is not None else None


async def counted(talk: Talk, goal: Goal, value: float, within: Span) -> tuple[Checkin, Change] | None:
    """Return the check-in by which the asker has already counted `value` for the period `within`, and its change.

    Everything counted since the nudge was sent is looked at: an answer may have been typed as well as tapped, and
    corrected since. None if nothing was counted, or this is no tap.
    """
    since = await _asked_at(talk)
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
    """Tell whether this tap has put it off already: to the same moment, or by the same length of time."""
    since, at, given = await _asked_at(talk), wish.asked_again(talk.calendar), wish.later_given
    if since is None or at is None or given is None or at <= talk.now or given < since:
        return False
    again = to.check_in(talk.calendar, talk.now) - talk.now
    return wish.later == to or abs(again - (at - given)) <= _ROUGHLY


async def put_off_by(talk: Talk, goal: Goal, thing: Goal | Milestone, to: Due) -> Change | None:
    """Return the change by which this tap has already put off `thing`; None if it has not."""
    if not await stands(talk, thing, to):
        return None
    row = ("milestone" if isinstance(thing, Milestone) else "goal", thing.id)
    return await changes.that_made(talk, goal, row, "later_given", thing.later_given)
