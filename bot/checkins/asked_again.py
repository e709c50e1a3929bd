"""When a thing is asked about again, as its check-ins are planned by now."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from bot.models import Person
from bot.nudges import foresight
from bot.nudges.planned import subject_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Goal, Milestone
    from bot.talk import Talk

_HORIZON_DAYS = 100
"""Days ahead that are looked at for its rhythm; its own date is known however far it is."""


async def asked_again(talk: Talk, goal: Goal, thing: Goal | Milestone) -> datetime | None:
    """Return the next moment at which `thing` is asked about, on the asker's clock; None if none is near."""
    owner = talk.me if goal.person_id == talk.me.id else await talk.session.get_one(Person, goal.person_id)
    ahead = await foresight.messages_to(talk.session, owner, talk.now)
    name = subject_of(thing)
    for message in takewhile(lambda one: (one.at - talk.now).days < _HORIZON_DAYS, ahead):
        if any(planned.subject == name for planned in message.planned):
            return message.at.astimezone(talk.calendar.zone)
    at = thing.asked_at(owner.calendar)
    return at.astimezone(talk.calendar.zone) if at is not None and at > talk.now else None
