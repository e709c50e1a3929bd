"""A part in somebody's goal: who has one, whom its owner asks, and how it is given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import changes
from bot.errors import Refusal
from bot.goals.titles import title_told
from bot.models import Goal, Person, Role, Share, ShareState
from bot.nudges import notices
from bot.nudges.pacing import hold
from bot.sharing import replies

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Reply
    from bot.talk import Talk

PARTS_LIMIT = 20
"""People who can have a part in one goal."""


async def parts_of(talk: Talk, goal: Goal, *, withdrawn: bool = False) -> list[tuple[Share, Person]]:
    """Return who has, had or was offered a part in a goal; `withdrawn`: also offers that were taken back."""
    rows = await talk.session.execute(
        select(Share, Person)
        .join(Person, col(Person.id) == Share.person_id)
        .where(Share.goal_id == goal.id, Share.state != ShareState.inherited)
        .order_by(col(Share.id))
    )
    return [(part, person) for part, person in rows if withdrawn or part.state is not ShareState.withdrawn]


async def ask(talk: Talk, goal: Goal, person: Person, role: Role) -> Reply:
    """Ask somebody to have a part in a goal of the asker's; the second time is harmless.

    Raises Refusal for the asker themselves, and where as many have a part as can.
    """
    if person.id == talk.me.id:
        raise Refusal("That is you, and the goal is yours already.", f"Name somebody else: share {goal.ref} with: @ben")
    parts = [part for part, _ in await parts_of(talk, goal, withdrawn=True)]
    known = next((part for part in parts if part.person_id == person.id), None)
    if known is not None and known.role is role and known.state in (ShareState.asked, ShareState.agreed):
        return replies.asked_already(goal, known, person)
    if known is None and len(parts) >= PARTS_LIMIT:
        raise Refusal(f"{PARTS_LIMIT} people have a part in {goal.named}, which is as many as there can be.")
    part = known or Share(goal_id=goal.id, person_id=person.id, role=role, asked_at=talk.now)
    part.role, part.state, part.asked_at = role, ShareState.asked, talk.now
    talk.session.add(part)
    change = await changes.record(talk, f"asked {person.name or 'somebody'} to be {role.one} of {goal.named}", goal)
    await notices.tell_of_share(talk.session, part, goal, person, talk.now, by=change)
    return replies.asked(goal, part, person, change, _when_asked(talk, person))


def _when_asked(talk: Talk, person: Person) -> datetime | str:
    """Return when somebody hears of an offer, empty if that is at once; how long they are off is theirs to tell."""
    held = hold(talk.now, person.calendar, as_typed=False, sent=0, budget=1)
    if held is None:
        return ""
    away = any(person.calendar.is_away(person.calendar.day_of(at)) for at in (talk.now, held.until))
    return "as soon as they can be asked" if away else held.until.astimezone(talk.calendar.zone)


async def leave(talk: Talk, mine: Share, goal: Goal, owner: Person) -> Reply:
    """Give the asker's part in a goal back, and let its owner know."""
    mine.state = ShareState.ended
    change = await changes.record(talk, f"left the goal “{title_told(goal)}”", goal)
    await notices.tell_of_share(talk.session, mine, goal, owner, talk.now, by=change)
    return replies.left(goal, owner, change)
