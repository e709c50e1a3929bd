"""When a goal or milestone is asked about next, as its check-ins are planned; soon, as long as it is stuck."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import changes
from bot.checkins.conditions import IN_ORDER
from bot.dates.due import Due
from bot.goals.owners import owner_of
from bot.models import Checkin, CheckinState, Milestone
from bot.nudges import forecast, planner, snoozing
from bot.nudges.planned import subject_of
from bot.nudges.schedules import SCHEDULES
from bot.storage.recording import row_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Goal
    from bot.talk import Talk

_HORIZON_DAYS = 100
"""Days ahead that are looked at for its rhythm; its own date is known however far it is."""


async def asked_again(talk: Talk, goal: Goal, thing: Goal | Milestone) -> datetime | None:
    """Return the next moment at which `thing` is asked about, on the asker's clock; None if none is near, or at all."""
    if not planner.is_open(goal, thing if isinstance(thing, Milestone) else None):
        return None
    owner = await owner_of(talk, goal)
    ahead = await forecast.messages_to(talk.session, owner, talk.now)
    name = subject_of(thing)
    for message in takewhile(lambda one: (one.at - talk.now).days < _HORIZON_DAYS, ahead):
        if any(planned.subject == name for planned in message.planned):
            return message.at.astimezone(talk.calendar.zone)
    at = thing.asked_at(owner.calendar)
    return at.astimezone(talk.calendar.zone) if at is not None and at > talk.now else None


async def ask_soon(talk: Talk, goal: Goal, thing: Goal | Milestone) -> None:
    """Have `thing`, which is stuck, asked about again in a few working days, by the goal's schedule.

    What comes before that anyway is soon enough, and what its owner put off stays where they put it. A channel goes on
    as before.
    """
    days = SCHEDULES[goal.intensity].stuck
    step = thing if isinstance(thing, Milestone) else None
    if days is None or not planner.is_open(goal, step) or snoozing.is_for_oneself(talk, goal, step):
        return
    owner = await owner_of(talk, goal)
    put_off = thing.asked_again(owner.calendar)
    if put_off is not None and put_off > talk.now:
        return
    soon = Due(owner.calendar.work_days_after(owner.calendar.day_of(talk.now), days))
    await talk.session.flush()
    again = await asked_again(talk, goal, thing)
    if again is None or again > soon.check_in(owner.calendar, talk.now):
        thing.put_off(soon, talk.now)


async def ask_as_before(talk: Talk, goal: Goal, thing: Goal | Milestone) -> None:
    """Leave out what was to be asked soon as `thing` was stuck: it is not any more; what was put off by hand stays.

    The owner, who is asked, says so for all; anybody else for themselves, and not where another one is still stuck.
    """
    if thing.later_given is None:
        return
    made = await changes.that_made(talk, goal, row_of(thing), "later_given", thing.later_given)
    if made is None or not any(edit.table == "checkin" for edit in made.edits):
        return
    if goal.person_id == talk.me.id or not await _others_are_stuck(talk, goal, thing, thing.later_given):
        thing.put_off(None, talk.now)


async def ask_without(talk: Talk, goal: Goal, thing: Goal | Milestone) -> bool:
    """Leave out what was to be asked soon as the asker was stuck, who is forgotten; tell whether anything was.

    Who else is stuck, and what was put off by hand, stays.
    """
    if thing.later_given is None:
        return False
    made = await changes.that_made(talk, goal, row_of(thing), "later_given", thing.later_given)
    theirs = made is not None and made.person_id == talk.me.id
    if made is None or not theirs or not any(edit.table == "checkin" for edit in made.edits):
        return False
    if await _others_are_stuck(talk, goal, thing, thing.later_given):
        return False
    thing.put_off(None, talk.now)
    return True


async def _others_are_stuck(talk: Talk, goal: Goal, thing: Goal | Milestone, since: datetime) -> bool:
    """Tell whether anybody but the asker said of `thing` that they are stuck, and nothing else since."""
    said = select(Checkin).where(
        Checkin.goal_id == goal.id,
        Checkin.milestone_id == (thing.id if isinstance(thing, Milestone) else None),
        Checkin.person_id != talk.me.id,
        Checkin.state == CheckinState.given,
        col(Checkin.at) >= since,
    )
    last = {row.person_id: row for row in await talk.session.scalars(said.order_by(*IN_ORDER))}
    return any(row.blocker for row in last.values())
