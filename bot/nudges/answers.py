"""The answers to a check-in as buttons, the likeliest first; which ones depends on its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.checkins.amounts import read_amount
from bot.checkins.daily_amounts import rest
from bot.checkins.kinds import STILL
from bot.checkins.units import amount, is_bare, same_unit
from bot.messages import BLANK, Button
from bot.models.occurrence import BY_DAY, ROUND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.measure import Measure
    from bot.milestones.subjects import Subject

_ENDS = ("due", "later", "follow")
"""Kinds of check-ins that ask whether it is done."""
_LONG = ("quarter", "year")
"""Periods in which a habit is asked about several times."""
COUNTED = "checked in"
"""Stands for a check-in that says nothing about confidence."""
PICK = "Pick a time…"


class AddsUp(Button):
    """An answer that depends on when it is given, and to which message: it counts again, moves on, or is of its day."""

    __slots__ = ()

    @classmethod
    def made(cls, button: Button) -> AddsUp:
        """Return `button` as such an answer."""
        return cls(button.label, button.call, button.style)


class Facts(NamedTuple):
    """All that the buttons of a check-in depend on: many check-ins have the same, so their buttons are made once."""

    kind: str
    """The kind of the check-in: see `Planned.kind`."""
    ref: str
    """What buttons call the thing."""
    typed: str
    """What forms call the thing."""
    is_goal: bool
    """Whether a goal is asked about, and not a milestone."""
    is_team: bool
    """Whether a team is asked, any of whom may answer."""
    to_others: bool
    """Whether it is asked where others than the owner read it."""
    measure: Measure | None
    """How the goal is counted; None for a milestone."""
    so_far: float
    """How much was counted today already."""
    said: str
    """What the asker has answered since; empty if nothing."""
    is_ahead: bool
    """Whether this is the last question, and the due date is still to come."""

    @property
    def is_habit(self) -> bool:
        """Tell whether it is counted in periods."""
        return self.measure is not None and self.measure.is_habit


def facts_of(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> Facts:
    """Return the facts that the answers to a check-in depend on."""
    goal, is_goal = subject.goal, subject.thing is subject.goal
    return Facts(
        kind,
        subject.ref,
        subject.typed,
        is_goal,
        is_team(subject),
        bool(subject.owner),
        goal.counts if is_goal else None,
        subject.so_far,
        subject.said,
        kind == "question" and goal.due_on is not None and goal.due_on > now.astimezone(calendar.zone).date(),
    )


def answers(facts: Facts) -> tuple[Button, ...]:
    """Return the buttons with the answers; once one was given, only those that may still follow it."""
    if facts.kind == "question":
        return _what_becomes(facts)
    if facts.kind == ROUND:
        return () if facts.said else _how_it_stands(facts)
    first = _first(facts)
    if facts.said:
        # What was counted is answered; only its end may still follow.
        is_counted = first.call.startswith("checkin ") or facts.so_far
        return () if facts.said == COUNTED and is_counted else (first,)
    # A team's goal ends by whoever set it, and a channel's button is everybody's.
    may_end = facts.kind in _ENDS and not facts.is_team
    return (
        first,
        _of_its_day(Button("Still on it", f"checkin {facts.ref} {STILL}"), facts),
        _of_its_day(Button("Stuck", f"stuck {facts.typed}"), facts),
        *((_number_asked(facts, "Another number"),) if _is_tapped(first) and _many(facts) else ()),
        *((Button("Done", done),) if may_end and first.call != (done := _call("done", facts)) else ()),
    )


def _how_it_stands(facts: Facts) -> tuple[Button, ...]:
    """Return the answers to a round: how sure somebody is, that they are stuck, or anything more by a form."""
    said = (
        Button("On track", f"checkin {facts.ref} on track", "primary"),
        Button("At risk", f"checkin {facts.ref} at risk"),
        Button("Stuck", f"stuck {facts.typed}"),
        Button("Say more", f"form checkin {facts.typed}"),
    )
    return tuple(_of_its_day(one, facts) for one in said)


def putting_off(facts: Facts) -> tuple[Button, ...]:
    """Return the buttons that put a check-in off: to three moments, and by a form to any other."""
    return (
        AddsUp("In an hour", _call("later", facts, "in 1 hour")),
        Button("Tomorrow", _call("later", facts, "tomorrow")),
        Button("Next week", _call("later", facts, "next week")),
        Button(PICK, _call("later", facts)),
    )


def put_off_to(facts: Facts, moment: str) -> Button:
    """Return the button that puts a check-in off to a moment in somebody's own words."""
    return AddsUp(moment, _call("later", facts, moment))


def amount_said(facts: Facts, words: str) -> Button | None:
    """Return the button that checks in with an amount in somebody's own words; None if that is not counted there."""
    measure, words = facts.measure, words.strip(" .!")
    if measure is None or not (measure.is_habit or measure.has_number) or facts.kind == "question":
        return None
    said = read_amount(words, measure.unit)
    if said is None or (said.unit and not same_unit(said.unit, measure.unit or "times")):
        return None
    return _of_its_day(Button(words, f"checkin {facts.ref} {words}"), facts)


def how_far(facts: Facts) -> tuple[Button, ...]:
    """Return the answers for whoever says that it is done, and not where its number stands; none without a number.

    Its number is there, or elsewhere; or it is done all the same.
    """
    measure = facts.measure
    if measure is None or not measure.has_number or measure.target is None or facts.is_team:
        return ()
    asked = _number_asked(facts, "Say where it stands")
    if facts.kind in BY_DAY:
        return (asked,)
    there = amount(measure.target, measure.unit)
    return (
        Button(there, f"checkin {facts.ref} {there}", "primary"),
        asked,
        Button("Done all the same", _call("done", facts)),
    )


def more(facts: Facts) -> tuple[Button, ...]:
    """Return the buttons that are seldom wanted: to alter the thing, and to read why it was asked about now."""
    altering = () if facts.to_others or facts.kind == "question" else (Button("Alter…", _altering(facts)),)
    return (*altering, Button("Why now?", f"why {facts.ref}"))


def keeping_rest(buttons: Sequence[Button], message: int) -> tuple[Button, ...]:
    """Return `buttons` such that they, and the forms they open, keep the rest of a message about several things."""
    return tuple([_kept(one, message) for one in buttons])


def repeatable(buttons: Sequence[Button], message: int) -> tuple[Button, ...]:
    """Return `buttons` such that each AddsUp names its message: a second tap then is harmless."""
    return tuple([_kept(one, message) if isinstance(one, AddsUp) else one for one in buttons])


def _kept(button: Button, message: int) -> Button:
    form, _, rest = button.call.partition(" ")
    call = f"form nudge {message} {rest}" if form == "form" else f"nudge {message} {button.call}"
    return Button(button.label, call, button.style)


def _what_becomes(facts: Facts) -> tuple[Button, ...]:
    """Return the four answers to the last question.

    To split a goal whose date has passed, a new date is asked for. A milestone cannot be split, so it is renamed.
    """
    split = f"split {facts.ref}" if facts.is_ahead else f"form split {facts.typed} by: {BLANK}"
    return (
        Button("Too big: split it", split)
        if facts.is_goal
        else Button("Too big: make it smaller", f"form milestone rename {facts.typed}"),
        Button("Bad time: move it", _moving(facts)),
        Button("Not mine any more", _call("drop", facts)),
        Button("Done already", _call("done", facts), "primary"),
    )


def _first(facts: Facts) -> Button:
    """Return the likeliest answer: to count, to say how it stands, or that it is done."""
    measure = facts.measure
    if facts.is_team or (facts.is_habit and measure is not None and measure.direction == "down"):
        return _number_asked(facts, "Check in", "primary")
    if measure is not None and measure.is_habit:
        return _counting(facts, measure)
    if measure is not None and measure.has_number:
        return _number_asked(facts, "Say where it stands", "primary")
    if facts.kind in BY_DAY:
        return _number_asked(facts, "Say how it stands", "primary")
    return Button("Done", _call("done", facts), "primary")


def _counting(facts: Facts, measure: Measure) -> Button:
    """Return the answer that counts a habit: once, or what is left of its amount; else a form that asks how much."""
    if is_bare(measure.unit) or measure.target is None:
        return AddsUp.made(Button("Did it", f"checkin {facts.ref}", "primary"))
    left = rest(measure, facts.so_far)
    # The amount for a whole quarter or year is hardly done between two check-ins.
    some = measure.per in _LONG and measure.target > 1
    if not left or some:
        return _number_asked(facts, "Check in", "primary")
    return AddsUp(amount(left, measure.unit), f"checkin {facts.ref} {left:.10g}", "primary")


def is_team(subject: Subject) -> bool:
    """Tell whether a team is asked, any of whom may say how it stands."""
    return bool(subject.owner) and subject.goal.team


def _is_tapped(first: Button) -> bool:
    """Tell whether the first answer counts by a tap alone, without a form."""
    return isinstance(first, AddsUp) and not first.call.startswith("form ")


def _many(facts: Facts) -> bool:
    """Tell whether the amount that is counted may differ from time to time."""
    return facts.measure is not None and not is_bare(facts.measure.unit)


def _number_asked(facts: Facts, label: str, style: str = "") -> Button:
    return _of_its_day(Button(label, f"form checkin {facts.typed}", style), facts)


def _of_its_day(button: Button, facts: Facts) -> Button:
    """Return `button` such that what it says of a habit counts for the day that was asked about."""
    return AddsUp.made(button) if facts.is_habit else button


def _altering(facts: Facts) -> str:
    """Return the call of the form for what mostly changes: the words, the date, and why."""
    if not facts.is_goal:
        return _moving(facts)
    return f"form alter {facts.typed} to: {BLANK} by: {BLANK} because: {BLANK}"


def _moving(facts: Facts) -> str:
    """Return the call of the form for the new date alone."""
    if facts.is_goal:
        return f"form alter {facts.typed} by: {BLANK}"
    return f"form milestone move {facts.typed} to: {BLANK}"


def _call(verb: str, facts: Facts, rest: str = "") -> str:
    group = "" if facts.is_goal else "milestone "
    ref = facts.ref if rest or verb != "later" else facts.typed  # without a moment it opens its form
    return f"{group}{verb} {ref} {rest}".strip()
