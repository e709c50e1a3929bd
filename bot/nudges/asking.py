"""The check-in itself, about one thing."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.checkins.units import amount, number
from bot.dates.wording import day, moment
from bot.messages import Button, Field, Menu, Reply, Section, Tone, Value
from bot.nudges.answers import Facts, answers, facts_of, is_team, kept, more, once, putting_off

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.milestones.kinds import Subject
    from bot.models import Goal, Milestone

_MOMENTS = 4
"""Moments that a late check-in stands for and that are named."""
_TITLES = {
    "due": "{what} is due: {title}",
    "later": "{what}, once more: {title}",
    "early": "{what}, before it is due: {title}",
    "lead": "{what} will soon be due: {title}",
    "follow": "{what} was due: {title}",
    "question": "What is to become of {what}? {title}",
    "rhythm": "How is {what} going? {title}",
    "review": "A look back on {what}: {title}",
}
QUESTION = "I have asked a few times. Is it too big, is it a bad time, is it not yours any more, or is it done?"
REVIEW = "It is still far away. Is it still what you want, and what would be the next step?"
WHEN = {"lead": "Will be due", "follow": "Was due", "question": "Was due"}
"""How the date of a thing is called, where it is not due just now."""


def opened(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask about one of several things as if it had come alone; where it was opened, the others are one tap away."""
    return alone(subject, kind, calendar, now, message, among=not is_read_by_all(subject))


def asked_when(subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int) -> Reply:
    """Ask when to ask again about one of several things."""
    among = not is_read_by_all(subject)
    moments = putting_off(facts_of(subject, kind, calendar, now))
    sections = (Section(buttons=within(subject, moments, message)), Section(buttons=(_back(message),)))
    return Reply(f"When shall I ask again? {subject.title}", sections if among else sections[:1], replaces=among)


def within(subject: Subject, buttons: tuple[Button, ...], message: int) -> tuple[Button, ...]:
    """Have the answers keep the rest of the message; one that a whole channel reads stays there as it is."""
    return once(buttons, message) if is_read_by_all(subject) else kept(buttons, message)


def alone(
    subject: Subject, kind: str, calendar: Calendar, now: datetime, message: int, *, among: bool = False
) -> Reply:
    """Ask about one thing, by a message of its own or as one `among` those that it asks about."""
    facts = facts_of(subject, kind, calendar, now)
    buttons, later, rest = _to_tap(facts)
    if among:
        buttons, later, rest = kept(buttons, message), kept(later, message), _rest_among(facts, message)
    else:
        buttons, later = once(buttons, message), once(later, message)
    return Reply(
        title=title(subject, kind, calendar),
        sections=(
            Section(
                _text(subject, kind), _facts(subject, kind, calendar), buttons, Menu("Later…", later) if later else None
            ),
            *(bad_day(subject.goal, "Your plan for such a day") if is_missed(subject) else ()),
            rest,
        ),
        tone=Tone.attention,
        replaces=among,
    )


@lru_cache(maxsize=1024)
def _to_tap(facts: Facts) -> tuple[tuple[Button, ...], tuple[Button, ...], Section]:
    """Return the answers, the moments to ask again at, and what is seldom wanted: once for all who are asked alike."""
    rest = more(facts)
    return (
        answers(facts),
        () if facts.kind == "question" else putting_off(facts),
        Section(menu=Menu("More…", rest)) if len(rest) > 1 else Section(buttons=rest),
    )


def _rest_among(facts: Facts, message: int) -> Section:
    """Return what is seldom wanted of one among several, with the way back to them."""
    *altering, why = more(facts)
    rest, back = (*kept(altering, message), why), (_back(message),)
    return Section(buttons=back, menu=Menu("More…", rest)) if altering else Section(buttons=(why, *back))


def beside(told: Reply, again: Reply) -> Reply:
    """Return what was told, with a check-in beside it that waits for its answer once more."""
    # Its title stands by itself, so that the buttons below are about the things and not about it.
    return replace(told, sections=(*told.sections, Section(again.title), *again.sections))


def _back(message: int) -> Button:
    return Button("Back to the others", f"asked {message}")


def is_read_by_all(subject: Subject) -> bool:
    """Tell whether it is asked in a channel: what one taps there is answered to them, and the message stays."""
    return bool(subject.owner) and not subject.aside


def told_as(subject: Subject, kind: str, calendar: Calendar) -> str:
    """Return as what it is told: what has no date was not due, and what was put off to before it is, is asked early."""
    thing = subject.thing
    if kind == "follow" and thing.due is None:
        return "later"
    if kind == "later" and not subject.aside and thing.due is not None and thing.dated_at is not None:
        again = thing.asked_again(calendar)
        return "early" if again is not None and again < thing.due.check_in(calendar, thing.dated_at) else kind
    return kind


def title(subject: Subject, kind: str, calendar: Calendar) -> str:
    """Name what is asked about by its number, or to a channel by whose it is."""
    noun = "goal" if subject.thing is subject.goal else "milestone"
    whose = "the team" if is_team(subject) else subject.owner
    what = f"{whose}’s {noun}" if whose else f"{noun} {subject.ref}"
    words = _TITLES[told_as(subject, kind, calendar)].format(what=what, title=subject.title)
    # Whose name begins with a small letter has it that way.
    return words if whose and whose != "the team" else f"{words[0].upper()}{words[1:]}"


def _text(subject: Subject, kind: str) -> str:
    if kind == "question":
        return QUESTION
    if kind == "review":
        return REVIEW
    if kind == "rhythm":
        return ""  # its title asks
    towards = "" if subject.thing is subject.goal else f", on the way to “{subject.towards}”"
    return f"How does it stand{towards}?"


def is_missed(subject: Subject) -> bool:
    """Tell whether the check-in before was not answered by whoever is asked."""
    return subject.missed and not subject.owner


def bad_day(goal: Goal, words: str) -> tuple[Section, ...]:
    """Remind of the plan for bad days, after one of them."""
    return (Section(words, (Field("If", goal.obstacle), Field("Then I", goal.response))),) if goal.obstacle else ()


def _facts(subject: Subject, kind: str, calendar: Calendar) -> tuple[Field, ...]:
    """Say when it is due, and of a check-in that comes late when it would have come."""
    due = subject.thing.due
    facts = [Field(WHEN.get(kind, "Due"), due.shown(calendar))] if due is not None else []
    if subject.so_far and subject.thing is subject.goal and subject.goal.counts is not None:
        counts = subject.goal.counts
        facts.append(Field("Today so far", f"{number(subject.so_far)} of {amount(counts.target or 0, counts.unit)}"))
    if subject.stands_for:
        facts.append(Field("Asked late, for", _moments(subject.stands_for, calendar)))
    return tuple(facts)


def _moments(moments: Sequence[datetime], calendar: Calendar) -> str:
    """Say which check-ins a late one stands for."""
    local = [at.astimezone(calendar.zone) for at in moments]
    if len(local) == 1:
        return clock(local[0], calendar)
    named = [day(at) for at in local[:_MOMENTS]]
    named += [f"{len(local) - _MOMENTS} more"] if len(local) > _MOMENTS else []
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _due(thing: Goal | Milestone, calendar: Calendar) -> Value:
    """Return when a thing is due."""
    return due.shown(calendar) if (due := thing.due) is not None else "no date"


def standing(subject: Subject, calendar: Calendar, now: datetime) -> Value:
    """Return when it is due, or what became of it since."""
    if subject.thing.ended_at is not None:
        return subject.thing.state.said
    if subject.goal.ended_at is not None:
        return f"its goal was {subject.goal.state.said}"
    at = subject.thing.asked_at(calendar)
    if subject.said:
        return subject.said
    if subject.is_asked(calendar, now) or at is None:
        return _due(subject.thing, calendar)
    return f"I ask again {moment(at.astimezone(calendar.zone))}"


def clock(at: datetime, calendar: Calendar) -> str:
    """Say a moment to the minute, on the clock of whoever is asked."""
    return moment(at.astimezone(calendar.zone).replace(second=0, tzinfo=None))
