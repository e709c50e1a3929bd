"""An answer tapped twice on one check-in is one answer: what it did the first time stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import changes
from bot.kinds import Number, kind_of
from bot.models import Change, Checkin, CheckinState, Delivery, Milestone

if TYPE_CHECKING:
    from datetime import datetime

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


async def counted(talk: Talk, goal: Goal, value: float) -> tuple[Checkin, Change] | None:
    """Return what the asker has counted for a goal since the check-in was sent, and the change that can take it back.

    However it was said: a check-in is answered by words as well as by a tap.
    """
    since = await asked_at(talk)
    if since is None:
        return None
    asked = select(Checkin).where(
        Checkin.goal_id == goal.id,
        Checkin.person_id == talk.me.id,
        Checkin.state == CheckinState.given,
        Checkin.value == value,
        col(Checkin.at) >= since,
    )
    row = (await talk.session.scalars(asked.order_by(col(Checkin.id).desc()).limit(1))).first()
    made = await changes.that_made(talk, goal, ("checkin", row.id)) if row is not None else None
    return (row, made) if row is not None and made is not None else None


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
