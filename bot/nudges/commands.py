"""What people ask about their nudges: what comes next, and why one came."""

from itertools import islice
from typing import Annotated

from sqlmodel import col, select

from bot.commands import bind, command
from bot.errors import Refusal
from bot.kinds import Number, Words
from bot.line import parse
from bot.messages import Reply
from bot.models import LedgerEntry, Nudge
from bot.nudges import foresight, replies
from bot.nudges.kinds import TheSubject, named, subjects
from bot.nudges.planner import subject_of
from bot.talk import Talk

AHEAD = 5
"""How many coming check-ins are shown."""


@command("next", examples=["next"])
async def next_(talk: Talk) -> Reply:
    """Show your next check-ins, as they will be sent."""
    ahead = list(islice(await foresight.messages(talk), AHEAD))
    about = {subject_of(subject.thing): subject for subject in await subjects(talk)}
    return replies.nudges_ahead(
        [(message.at, [(about[p.subject], p.kind) for p in message.planned]) for message in ahead], talk.calendar
    )


@command("why", examples=["why 1.1"])
async def why(talk: Talk, what: Annotated[TheSubject, "What the check-in was about."]) -> Reply:
    """Tell why a check-in came, waited or did not come."""
    rows = await talk.session.execute(
        select(Nudge, LedgerEntry)
        .join(LedgerEntry)
        .where(Nudge.person_id == talk.me.id, Nudge.subject == subject_of(what.thing))
        .order_by(col(Nudge.id), col(LedgerEntry.id))
    )
    stories: dict[int | None, tuple[Nudge, list[LedgerEntry]]] = {}
    for nudge, entry in rows:
        stories.setdefault(nudge.id, (nudge, []))[1].append(entry)
    return replies.story(what, list(stories.values()), talk.calendar)


@command("nudge", examples=["nudge 7 milestone done 1.2"], listed=False)
async def nudge(
    talk: Talk,
    message: Annotated[Number, "The message that asked."],
    call: Annotated[Words, "What was answered in it."],
) -> Reply:
    """Answer for one of several things that one nudge asked about; the message keeps the rest."""
    line = parse(call, talk.commands)
    if line.command.path == "nudge" or line.command.missing(line.values):
        raise Refusal("That is no answer to a nudge.", "Type list to see your goals.")
    values, faults = await bind(line.command, line.values, talk)
    if faults:
        raise next(iter(faults.values()))
    said = await line.command.call(talk, values)
    nudges = (
        await talk.session.scalars(
            select(Nudge)
            .where(Nudge.person_id == talk.me.id, Nudge.delivery_id == message)
            .order_by(col(Nudge.due_at), col(Nudge.id))
        )
    ).all()
    about = await named(talk, nudges)
    asked = [about[nudge.subject] for nudge in nudges if nudge.subject in about]
    if not asked:
        raise Refusal("I no longer know that message.", "Type list to see your goals.")
    return replies.several(asked, talk.calendar, talk.now, message, said)
