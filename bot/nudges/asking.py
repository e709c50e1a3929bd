"""The check-in about one thing: what it says, and what can be tapped."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.checkins.units import amount, number
from bot.dates.rhythm import names_days
from bot.dates.wording import day, moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.models.occurrence import ROUND
from bot.nudges.answers import Facts, answers, facts_of, is_team, keeping_rest, more, putting_off, repeatable
from bot.nudges.rhythms import rhythm_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.subjects import Subject
    from bot.models import Goal

_MOMENTS = 4
"""How many of the moments that a late check-in stands for are named; the rest is counted."""
_TITLES = {
    "due": "{what} is due: {title}",
    "later": "{what}, once more: {title}",
    "early": "{what}, before it is due: {title}",
    "lead": "{what} will soon be due: {title}",
    "follow": "{what} was due: {title}",
    "question": "What is to become of {what}? {title}",
    "rhythm": "How is {what} going? {title}",
    "review": "A look back on {what}: {title}",
    ROUND: "Before the digest: how is {what} going? {title}",
}
QUESTION = "I have asked a few times. Is it too big, is it a bad time, is it not yours any more, or is it done?"
REVIEW = "It is still far away. Is it still what you want, and what would be the next step?"
BEFORE_THE_DIGEST = "Its channel gets a digest soon. What you say until then is in it, but for your notes."
WHEN = {"lead": "Will be due", "follow": "Was due", "question": "Was due"}
"""The label of a due date, by the kind of the check-in, where it is not simply “Due”."""


def opened(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about one of several things as if it had come alone, with a way back to the others."""
    return about_one(subject, kind, calendar, now, message, among=not is_read_by_all(subject))


def asked_when(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask until when one of several things is to be put off."""
    among = not is_read_by_all(subject)
    moments = putting_off(facts_of(subject, kind, calendar, now))
    sections = (Section(buttons=in_message(subject, moments, message)), Section(buttons=(_back(message),)))
    return Reply(f"When shall I ask again? {subject.title}", sections if among else sections[:1], replaces=among)


def in_message(subject: Subject, buttons: tuple[Button, ...], message: int) -> tuple[Button, ...]:
    """Return `buttons` such that they keep the rest of their message; a message in a channel stays as it is anyway."""
    return repeatable(buttons, message) if is_read_by_all(subject) else keeping_rest(buttons, message)


def about_one(
    subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int, *, among: bool = False
) -> Reply:
    """Ask about one thing, in a message of its own or opened from `among` the several things of a message."""
    facts = facts_of(subject, kind, calendar, now)
    buttons, later, rest = _buttons(facts)
    if among:
        buttons, later, rest = keeping_rest(buttons, message), keeping_rest(later, message), _rest_among(facts, message)
    else:
        buttons, later = repeatable(buttons, message), repeatable(later, message)
    return Reply(
        title=title(subject, kind, calendar),
        sections=(
            Section(
                _text(subject, kind, calendar, now),
                _facts(subject, kind, calendar, now),
                buttons,
                Menu("Later…", later) if later else None,
            ),
            *(bad_day(subject.goal, "Your plan for such a day") if is_missed(subject) else ()),
            rest,
        ),
        tone=Tone.attention,
        replaces=among,
    )


@lru_cache(maxsize=1024)
def _buttons(facts: Facts) -> tuple[tuple[Button, ...], tuple[Button, ...], Section]:
    """Return the answers, the moments to put it off to, and the section of what is seldom wanted."""
    rest = more(facts)
    return (
        answers(facts),
        () if facts.kind == "question" else putting_off(facts),
        Section(menu=Menu("More…", rest)) if len(rest) > 1 else Section(buttons=rest),
    )


def _rest_among(facts: Facts, message: int) -> Section:
    """Return the section of what is seldom wanted, for one thing of several: with the way back to the others."""
    *altering, why = more(facts)
    rest, back = (*keeping_rest(altering, message), why), (_back(message),)
    return Section(buttons=back, menu=Menu("More…", rest)) if altering else Section(buttons=(why, *back))


def followed_by(told: Reply, again: Reply) -> Reply:
    """Return `told` followed by the check-in `again`, which still waits for its answer."""
    # The title is a section of its own, so that no platform takes the buttons below for the title's.
    return replace(told, sections=(*told.sections, Section(again.title), *again.sections))


def how_far(subject: Subject, stands: str, buttons: tuple[Button, ...]) -> Reply:
    """Ask where a number stands that is said to be done; what is typed now is that number."""
    example = (
        f"Tap it, or type it, for example: {number(subject.goal.counts.target or 0)}" if subject.goal.counts else ""
    )
    return Reply(
        f"How far is {subject.named}? {subject.title}",
        (Section("\n".join(filter(None, (stands, example))), buttons=buttons),),
        tone=Tone.attention,
    )


def _back(message: int) -> Button:
    return Button("Back to the others", f"asked {message}")


def is_read_by_all(subject: Subject) -> bool:
    """Tell whether it is asked in a channel: there a tap is answered to whoever tapped, and the message stays."""
    return bool(subject.owner) and not subject.aside


def worded_as(subject: Subject, kind: str, calendar: Calendar) -> str:
    """Return the kind by which a check-in is worded: `later` without a date, `early` if put off to before the date."""
    thing = subject.thing
    if kind == "follow" and thing.due is None:
        return "later"
    if kind == "later" and not subject.aside and thing.due is not None and thing.dated_at is not None:
        again = thing.asked_again(calendar)
        return "early" if again is not None and again < thing.due.check_in(calendar, thing.dated_at) else kind
    return kind


def title(subject: Subject, kind: str, calendar: Calendar) -> str:
    """Return the title of a check-in: it calls the thing by its number, or in a channel by its owner."""
    noun = "goal" if subject.thing is subject.goal else "milestone"
    whose = "the team" if is_team(subject) else subject.owner
    what = f"{whose}’s {noun}" if whose else f"{noun} {subject.ref}"
    words = _TITLES[worded_as(subject, kind, calendar)].format(what=what, title=subject.title)
    # A name that begins with a small letter keeps it.
    return words if whose and whose != "the team" else f"{words[0].upper()}{words[1:]}"


def _text(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> str:
    if kind == "question":
        return QUESTION
    if kind == "review":
        return REVIEW
    if kind == ROUND:
        return BEFORE_THE_DIGEST
    if kind == "rhythm":
        return ""  # its title asks
    towards = "" if subject.thing is subject.goal else f", on the way to “{subject.towards}”"
    since = _ago(subject, calendar, now) if kind == "follow" else ""
    return f"{since}How does it stand{towards}?"


def _ago(subject: Subject, calendar: Calendar, now: datetime) -> str:
    """Say how long ago it was due; nothing where it has no date, or was due today."""
    due = subject.thing.due
    days = -due.days_left(now.astimezone(calendar.zone)) if due is not None else 0
    return "" if days < 1 else "That was yesterday. " if days == 1 else f"That was {days} days ago. "


def is_missed(subject: Subject) -> bool:
    """Tell whether the owner, who alone is asked, left the check-in before this one unanswered."""
    return subject.missed and not subject.owner


def bad_day(goal: Goal, words: str) -> tuple[Section, ...]:
    """Remind of the obstacle plan of a goal, if it has one, after a missed check-in."""
    return (Section(words, (Field("If", goal.obstacle), Field("Then", goal.response))),) if goal.obstacle else ()


def _facts(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> tuple[Field, ...]:
    """Say when it is due, for which day it asks, how much was counted today, and what a late check-in stands for."""
    due = subject.thing.due
    facts = [Field(WHEN.get(kind, "Due"), due.shown(calendar))] if due is not None else []
    if subject.so_far and subject.thing is subject.goal and subject.goal.counts is not None:
        counts = subject.goal.counts
        facts.append(Field("Today so far", f"{number(subject.so_far)} of {amount(counts.target or 0, counts.unit)}"))
    if (moved := moved_from(subject, calendar, now)) is not None and not subject.stands_for:
        facts.append(Field("For", moved))
    if subject.stands_for:
        facts.append(Field("Asked late, for", _moments(subject.stands_for, calendar)))
    return tuple(facts)


def moved_from(subject: Subject, calendar: Calendar, now: datetime) -> date | None:
    """Return the day that somebody named, where it is asked about on another one; else None."""
    rhythm = rhythm_of(subject.goal)
    named = rhythm is not None and names_days(rhythm.rule)
    return subject.asked_for if named and subject.asked_for != now.astimezone(calendar.zone).date() else None


def _moments(moments: Sequence[datetime], calendar: Calendar) -> str:
    """Name the moments that a late check-in stands for."""
    local = [at.astimezone(calendar.zone) for at in moments]
    if len(local) == 1:
        return clock(local[0], calendar)
    named = [day(at) for at in local[:_MOMENTS]]
    named += [f"{len(local) - _MOMENTS} more"] if len(local) > _MOMENTS else []
    return f"{', '.join(named[:-1])} and {named[-1]}"


def standing(subject: Subject, calendar: Calendar, now: datetime) -> Value:
    """Say when it is due, or what has become of it since it was asked about."""
    if subject.thing.ended_at is not None:
        return subject.thing.state.said
    if subject.goal.ended_at is not None:
        return f"its goal was {subject.goal.state.said}"
    at = subject.thing.asked_at(calendar)
    if subject.said:
        return subject.said
    if subject.is_asked(calendar, now) or at is None:
        return due.shown(calendar) if (due := subject.thing.due) is not None else "no date"
    return f"I ask again {moment(at.astimezone(calendar.zone))}"


def clock(at: datetime, calendar: Calendar) -> str:
    """Say a moment to the minute, in the time zone of `calendar`."""
    return moment(at.astimezone(calendar.zone).replace(second=0, tzinfo=None))
