"""What people ask about their nudges: what comes next, and why one came."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Annotated

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, exists, func, or_, select

from bot import changes
from bot.catalogue import Frame
from bot.commands import command
from bot.errors import Barred, Refusal
from bot.goals.kinds import TheGoal
from bot.goals.owners import owner_of
from bot.goals.rows import refuse_if_ended
from bot.kinds import Number, Words, kind_of
from bot.messages import Reply, Section
from bot.milestones.subjects import About, Subject
from bot.models import Audience, Goal, Intensity, LedgerEntry, Milestone, MilestoneState, Nudge, NudgeState
from bot.nudges import (
    asking,
    bundle,
    contact_history,
    forecast,
    reasons,
    replies,
    rhythms,
    rounds,
    simulation,
    stories,
)
from bot.nudges.asked import asked_in, kind_in
from bot.nudges.kinds import HowClosely, Rhythm, SomeDays, TheSubject, Where
from bot.nudges.pacing import Message
from bot.nudges.planned import Planned, subject_of
from bot.nudges.redaction import WAITS, words_for
from bot.nudges.subjects import put_off, subjects
from bot.replies.paging import Page
from bot.replies.refusals import SHOWN
from bot.talk import Talk

AHEAD = 5
"""How many coming check-ins are shown."""
STORIES = 4
"""Check-ins whose stories stand on one page: what Discord has room for."""


@command("next", examples=["next"])
async def next_(talk: Talk) -> Reply:
    """Show your next check-ins, as they will be sent."""
    ahead = list(islice(await forecast.messages_to(talk.session, talk.me, talk.now), AHEAD))
    about = {subject_of(subject.thing): subject for subject in await subjects(talk)} | await put_off(talk)
    return replies.nudges_ahead([(m.at, [_coming(m, p, about, talk) for p in m.asked]) for m in ahead], talk.calendar)


def _coming(message: Message, planned: Planned, about: Mapping[str, Subject], talk: Talk) -> replies.Coming:
    """Return what a coming message asks about, and why it comes when it does."""
    return replies.Coming(about[planned.subject], planned.kind, message.aside(planned, talk.local_now.date()))


@command(
    "nudges",
    title="When you are asked",
    examples=["nudges 1", "nudges 1 close", "nudges 1 rhythm: every other Monday 9:00", "nudges 1 to: here"],
)
async def nudges(
    talk: Talk,
    goal: Annotated[TheGoal, "Which goal."],
    how: Annotated[HowClosely, "How closely I ask about it."] | None = None,
    *,
    rhythm: Annotated[Rhythm, "When to ask beside its dates: a rhythm, own for the goal’s own, or off."] | None = None,
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
        rule, by_rule = rhythm.rule, rhythm.rule not in ("", rhythms.OFF)
        goal.asking, goal.asking_from = rule, rhythms.begins(rule, talk.calendar, talk.now) if by_rule else None
        if by_rule and goal.intensity is Intensity.off:
            goal.intensity = Intensity.standard
    if to is not None:
        goal.nudges_channel = to == "here"
    said = f"changed the check-ins of {goal.named}"
    change = await changes.record_if_any(talk, said, goal) if any(changed) else None
    owner = await owner_of(talk, goal)
    about = {subject_of(subject.thing): subject for subject in await subjects(talk) if subject.goal.id == goal.id}
    ahead = await forecast.messages_until(talk.session, owner, talk.now, talk.now + forecast.HORIZON)
    coming = ((m.at, _coming(m, p, about, talk)) for m in ahead for p in m.planned if p.subject in about)
    others = rhythm.others if rhythm is not None else ()
    return replies.schedule(goal, list(islice(coming, AHEAD)), talk.calendar, change, others)


def _may_be_asked_here(goal: Goal, talk: Talk) -> None:
    """Raise Refusal unless the goal is shown to the channel that this is said in."""
    if goal.leaving:
        raise Refusal(f"{goal.heading} speaks of leaving, so I ask about it in private only.")
    shown = goal.audience is Audience.channel and goal.channel
    if not shown or (talk.place is not None and talk.place.id != goal.channel):
        where = "this channel" if talk.place is not None else "a channel"
        raise Refusal(
            f"{goal.heading} is not shown to {where}, so I can't ask about it there.",
            f"Show it first: in the channel, type /goal share {goal.typed} with: here",
        )


@command("simulate", examples=["simulate 90"])
async def simulate(talk: Talk, days: Annotated[SomeDays, "How many days ahead, up to a year."] = 90) -> Reply:
    """Count what would be sent to everybody; for admins."""
    if not talk.is_admin:
        raise Barred("That is for those who run Milepost.", "An operator names them in the setting ADMINS.")
    return replies.simulated(await simulation.simulate(talk.session, talk.now, days))


@command("why", examples=["why 1.1", "why 1 page: 2"])
async def why(
    talk: Talk,
    what: Annotated[TheSubject, "What the check-in was about."],
    *,
    page: Annotated[Number, "Which page, from 1; the newest come first."] = 1,
) -> Reply:
    """Tell why a check-in came, waited or did not come: yours, and what the goal's channel was asked."""
    aside = [name for name, subject in (await put_off(talk)).items() if subject.thing is what.thing]
    about = and_(
        or_(Nudge.person_id == talk.me.id, col(Nudge.channel) != ""),
        col(Nudge.subject).in_([subject_of(what.thing), *aside]),
        exists().where(col(LedgerEntry.nudge_id) == Nudge.id),
    )
    count = await talk.session.scalar(select(func.count()).select_from(Nudge).where(about)) or 0
    at = Page(page, size=STORIES).of(count, f"why {what.typed}")
    found = await _stories(talk, about, at)
    told = [(nudge, entries, words_for(nudge, entries, talk.me.id)) for nudge, entries in found]
    as_it_stands = await _as_it_stands(talk, what, [nudge for nudge, _ in found])
    story = stories.story(what, told, as_it_stands, talk.calendar, at)
    return replace(story, sections=(*story.sections, *stories.of_milestones(await _steps_asked(talk, what))))


async def _steps_asked(talk: Talk, what: Subject) -> Sequence[Subject]:
    """Return the milestones of a goal that have stories of their own which the asker may hear; of a milestone none."""
    if isinstance(what.thing, Milestone):
        return ()
    asked = (
        select(Milestone)
        .where(
            Milestone.goal_id == what.goal.id,
            Milestone.state != MilestoneState.withdrawn,
            exists().where(
                col(Nudge.milestone_id) == Milestone.id,
                or_(Nudge.person_id == talk.me.id, col(Nudge.channel) != ""),
            ),
        )
        .order_by(col(Milestone.place), col(Milestone.number))
        .limit(SHOWN)
    )
    return [About(step, what.goal, owner=what.owner) for step in await talk.session.scalars(asked)]


async def _stories(talk: Talk, about: ColumnElement[bool], page: Page) -> Sequence[tuple[Nudge, list[LedgerEntry]]]:
    """Return the nudges of one page, the latest first by what they are for, each with the steps of its story."""
    latest_first = (col(Nudge.due_at).desc(), col(Nudge.id).desc())
    newest = select(col(Nudge.id)).where(about).order_by(*latest_first).offset(page.skip).limit(page.size)
    shown = (await talk.session.scalars(newest)).all()
    rows = await talk.session.execute(
        select(Nudge, LedgerEntry)
        .join(LedgerEntry)
        .where(col(Nudge.id).in_(shown))
        .order_by(*latest_first, col(LedgerEntry.id))
    )
    told: dict[int, tuple[Nudge, list[LedgerEntry]]] = {}
    for nudge, entry in rows:
        told.setdefault(nudge.id, (nudge, []))[1].append(entry)
    return list(told.values())


async def _as_it_stands(talk: Talk, what: Subject, nudges: Sequence[Nudge]) -> Mapping[int, str]:
    """Say of those that wait, by their row ids, that they will be left out, or come later than planned."""
    goal, step = what.goal, what.thing if isinstance(what.thing, Milestone) else None
    owner = await owner_of(talk, goal)
    await rounds.join(talk.session, [goal])
    last = await contact_history.last_said(talk.session, {goal.id: (goal, owner.calendar.zone)})
    said = last.get(subject_of(what.thing))
    waiting = [nudge for nudge in nudges if nudge.state is NudgeState.waiting and nudge.snooze_id is None]
    held = await forecast.held(talk.session, owner, talk.now, {one.key for one in waiting})
    found: dict[int, str] = {}
    for nudge in waiting:
        planned = reasons.called_for(goal, step, nudge, owner.calendar)
        if left_out := reasons.will_be_left_out(planned, said, somebody=bool(nudge.channel)):
            found[nudge.id] = left_out
        elif waits := held.get(nudge.key):
            then, why_then = waits
            why_then = why_then if owner is talk.me else replace(why_then, reason=WAITS, sent=0)
            found[nudge.id] = reasons.will_wait(then.astimezone(talk.calendar.zone), why_then, talk.local_now)
    return found


async def _keep_the_rest(talk: Talk, message: str, said: Reply) -> Reply:
    """Keep asking in a message about several things once one was answered for; a mere look leaves it as it is."""
    if not said.replaces or talk.place is not None:
        return said
    number = await kind_of(Number).read(message, talk)
    still = await asked_in(talk, number)
    if not still:
        raise _unknown_message()
    return bundle.several(still, talk.calendar, talk.now, number, said) if len(still) > 1 else said


nudge = Frame("nudge", lambda talk, message: replace(talk, through=message), _keep_the_rest)
"""`nudge 7 milestone done 1.2`: an answer to what message 7 asks about, one of several things or the only one."""


@command("asked", examples=["asked 7", "asked 7 1.2", "asked 7 1.2 later"], listed=False)
async def asked(
    talk: Talk,
    message: Annotated[Number, "The message that asked about several things."],
    what: Annotated[TheSubject, "Which of them to answer for."] | None = None,
    how: Annotated[Words, "later, to be asked when."] = "",
) -> Reply:
    """Open one of several things that a check-in asked about, or all of them again."""
    still = await asked_in(talk, message)
    mine = {(subject.goal.id, subject_of(subject.thing)): (subject, kind) for subject, kind in still}
    if what is None:
        if not still:
            raise _unknown_message()
        return bundle.again(still, talk.calendar, talk.now, message)
    one = mine.get((what.goal.id, subject_of(what.thing)))
    if one is None:
        kind = await kind_in(talk, message, [subject_of(what.thing)])
        if kind is None:
            raise _unknown_message()
        one = (what, kind)
    if not one[0].is_asked(talk.calendar, talk.now):
        return bundle.again(still, talk.calendar, talk.now, message) if still else _answered(what)
    if how.casefold() == "later":
        return asking.asked_when(*one, talk.calendar, talk.now, message)
    return asking.opened(*one, talk.calendar, talk.now, message)


def _answered(what: Subject) -> Reply:
    return Reply(f"Nothing is asked about it any more: {what.title}", (Section(f"See show {what.goal.typed}."),))


def _unknown_message() -> Refusal:
    return Refusal("I no longer know that message.", "Type list to see your goals.")
