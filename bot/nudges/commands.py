"""What people ask about their nudges: what comes next, and why one came."""

from datetime import timedelta
from itertools import islice, takewhile
from typing import Annotated

from sqlmodel import col, or_, select

from bot import changes
from bot.commands import bind, command
from bot.errors import Barred, Refusal
from bot.goals.kinds import TheGoal
from bot.goals.rows import refuse_if_ended
from bot.kinds import Number, Words
from bot.line import parse
from bot.messages import Reply
from bot.models import Audience, Goal, Intensity, LedgerEntry, Nudge, Person
from bot.nudges import foresight, planner, replies, simulation
from bot.nudges.kinds import HowClosely, Rhythm, SomeDays, TheSubject, Where, named, put_off, subjects
from bot.nudges.planner import subject_of
from bot.talk import Talk

AHEAD = 5
"""How many coming check-ins are shown."""
HORIZON = timedelta(days=1100)
"""How far ahead they are looked for: three years."""


@command("next", examples=["next"])
async def next_(talk: Talk) -> Reply:
    """Show your next check-ins, as they will be sent."""
    ahead = list(islice(await foresight.messages(talk), AHEAD))
    about = {subject_of(subject.thing): subject for subject in await subjects(talk)} | await put_off(talk)
    return replies.nudges_ahead(
        [(message.at, [(about[p.subject], p.kind) for p in message.planned]) for message in ahead], talk.calendar
    )


@command(
    "nudges",
    examples=["nudges 1", "nudges 1 close", "nudges 1 rhythm: every other Monday 9:00", "nudges 1 to: here"],
)
async def nudges(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    how: Annotated[HowClosely, "How closely I ask about it."] | None = None,
    *,
    rhythm: Annotated[Rhythm, "When to ask beside its dates, or off."] | None = None,
    to: Annotated[Where, "Where to ask: me, or here (this channel)."] | None = None,
) -> Reply:
    """See or change when you are asked about a goal."""
    changed = [given is not None for given in (how, rhythm, to)]
    if to == "here":
        _may_be_asked_here(goal, talk)
    if any(changed):
        refuse_if_ended(goal)
    if how is not None:
        goal.intensity = how
    if rhythm is not None:
        goal.rhythm, goal.rhythm_from = rhythm, planner.begins(rhythm, talk.calendar, talk.now) if rhythm else None
        if rhythm and goal.intensity is Intensity.off:
            goal.intensity = Intensity.standard
    if to is not None:
        goal.nudges_channel = to == "here"
    change = await changes.record(talk, f"changed the check-ins of goal {goal.ref}", goal) if any(changed) else None
    owner = talk.me if goal.person_id == talk.me.id else await talk.session.get_one(Person, goal.person_id)
    about = {subject_of(subject.thing): subject for subject in await subjects(talk) if subject.goal.id == goal.id}
    ahead = takewhile(
        lambda message: message.at < talk.now + HORIZON, await foresight.messages_to(talk.session, owner, talk.now)
    )
    coming = ((m.at, about[p.subject], p.kind) for m in ahead for p in m.planned if p.subject in about)
    return replies.schedule(goal, list(islice(coming, AHEAD)), owner.calendar, change)


def _may_be_asked_here(goal: Goal, talk: Talk) -> None:
    """Raise Refusal unless the goal is shown to the channel that this is said in."""
    if goal.leaving:
        raise Refusal(f"Goal {goal.ref} speaks of leaving, so I ask about it in private only.")
    shown = goal.audience is Audience.channel and goal.channel
    if not shown or (talk.place is not None and talk.place.id != goal.channel):
        where = "this channel" if talk.place is not None else "a channel"
        raise Refusal(
            f"Goal {goal.ref} is not shown to {where}, so I can't ask about it there.",
            f"Show it first: type share {goal.ref} with: here in the channel",
        )


@command("simulate", examples=["simulate 90"])
async def simulate(talk: Talk, days: Annotated[SomeDays, "How many days ahead, up to a year."] = 90) -> Reply:
    """Count what would be sent to everybody; for admins."""
    if not talk.is_admin:
        raise Barred("That is for those who run Milepost.", "An operator names them in the setting ADMINS.")
    return replies.simulated(await simulation.simulate(talk.session, talk.now, days))


@command("why", examples=["why 1.1"])
async def why(talk: Talk, what: Annotated[TheSubject, "What the check-in was about."]) -> Reply:
    """Tell why a check-in came, waited or did not come: yours, and what the goal's channel was asked."""
    aside = [name for name, subject in (await put_off(talk)).items() if subject.thing is what.thing]
    rows = await talk.session.execute(
        select(Nudge, LedgerEntry)
        .join(LedgerEntry)
        .where(
            or_(Nudge.person_id == talk.me.id, col(Nudge.channel) != ""),
            col(Nudge.subject).in_([subject_of(what.thing), *aside]),
        )
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
    asked = [about[subject] for subject in dict.fromkeys(nudge.subject for nudge in nudges) if subject in about]
    if not asked:
        raise Refusal("I no longer know that message.", "Type list to see your goals.")
    return replies.several(asked, talk.calendar, talk.now, message, said)
