"""What can be answered to a check-in: the buttons of each kind, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.checkins.kinds import STILL
from bot.checkins.so_far import rest
from bot.checkins.units import amount, is_bare, same_unit
from bot.checkins.values import read_amount
from bot.messages import BLANK, Button

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.measure import Measure
    from bot.milestones.kinds import Subject

_ENDS = ("due", "later", "follow")
"""Kinds that ask whether it is done …"""
_GOES_ON = ("rhythm", "review")
"""… and those that ask how it goes, where nothing is to end."""
_LONG = ("quarter", "year")
"""Periods longer than the time from one check-in to the next."""
COUNTED = "checked in"
"""What is said of a check-in that tells no confidence."""
PICK = "Pick a time…"


class AddsUp(Button):
    """An answer that does more each time that it is said: it counts once more, or moves on from then."""

    __slots__ = ()

    @classmethod
    def made(cls, button: Button) -> AddsUp:
        """Mark a button as such."""
        return cls(button.label, button.call, button.style)


class Facts(NamedTuple):
    """What can be tapped depends on this alone: most things share it, as they are called by a small number."""

    kind: str
    """Of the check-in."""
    ref: str
    typed: str
    """How buttons call the thing, and how forms do."""
    is_goal: bool
    is_team: bool
    to_others: bool
    """Not its owner alone is asked."""
    measure: Measure | None
    """How the goal is counted, if that is what is asked about …"""
    so_far: float
    """… and what is there already for today."""
    said: str
    is_ahead: bool
    """Its day is still to come as the last question is asked."""

    @property
    def is_habit(self) -> bool:
        """Tell whether it is counted in periods."""
        return self.measure is not None and self.measure.is_habit


def facts_of(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> Facts:
    """Return what the answers to a check-in depend on."""
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
    """Return the answers to tap; after one of them, only what may still follow."""
    if facts.kind == "question":
        return _what_becomes(facts)
    first = _first(facts)
    if facts.said:
        # What was counted is answered; only its end may still follow.
        is_counted = first.call.startswith("checkin ") or facts.so_far
        return () if facts.said == COUNTED and is_counted else (first,)
    # A team's goal ends by whoever set it, and a channel's button is everybody's.
    may_end = facts.kind in _ENDS and not facts.is_team
    return (
        first,
        Button("Still on it", f"checkin {facts.ref} {STILL}"),
        Button("Stuck", f"stuck {facts.typed}"),
        *((_number_asked(facts, "Another number"),) if _is_tapped(first) and _many(facts) else ()),
        *((Button("Done", done),) if may_end and first.call != (done := _call("done", facts)) else ()),
    )


def putting_off(facts: Facts) -> tuple[Button, ...]:
    """Return what can be chosen by whoever wants to be asked again: three moments, and a form for any other."""
    return (
        AddsUp("In an hour", _call("later", facts, "in 1 hour")),
        Button("Tomorrow", _call("later", facts, "tomorrow")),
        Button("Next week", _call("later", facts, "next week")),
        Button(PICK, _call("later", facts)),
    )


def put_off_to(facts: Facts, moment: str) -> Button:
    """Return the button that asks again at a moment in somebody's own words."""
    return AddsUp(moment, _call("later", facts, moment))


def amount_said(facts: Facts, words: str) -> Button | None:
    """Return the button that counts a number in somebody's own words; None if no such thing is counted there."""
    measure, words = facts.measure, words.strip(" .!")
    if measure is None or not (measure.is_habit or measure.has_number) or facts.kind == "question":
        return None
    said = read_amount(words, measure.unit)
    if said is None or (said.unit and not same_unit(said.unit, measure.unit or "times")):
        return None
    button = Button(words, f"checkin {facts.ref} {words}")
    return AddsUp.made(button) if facts.is_habit else button


def how_far(facts: Facts) -> tuple[Button, ...]:
    """Return the answers for whoever says that it is done, and not where its number stands; none without a number.

    Its number is there, or elsewhere; or it is done all the same.
    """
    measure = facts.measure
    if measure is None or not measure.has_number or measure.target is None or facts.is_team:
        return ()
    asked = _number_asked(facts, "Say where it stands")
    if facts.kind in _GOES_ON:
        return (asked,)
    there = amount(measure.target, measure.unit)
    return (
        Button(there, f"checkin {facts.ref} {there}", "primary"),
        asked,
        Button("Done all the same", _call("done", facts)),
    )


def more(facts: Facts) -> tuple[Button, ...]:
    """Return what is seldom wanted: to alter the thing itself, and to hear why it was asked about now."""
    altering = () if facts.to_others or facts.kind == "question" else (Button("Alter…", _altering(facts)),)
    return (*altering, Button("Why now?", f"why {facts.ref}"))


def kept(buttons: Sequence[Button], message: int) -> tuple[Button, ...]:
    """Return `buttons` as answers in a message about several things: they keep the rest of it, their forms too."""
    return tuple([_kept(one, message) for one in buttons])


def once(buttons: Sequence[Button], message: int) -> tuple[Button, ...]:
    """Have those answers that would add up, or move on, say which message they answer: tapped twice they do so once."""
    return tuple([_kept(one, message) if isinstance(one, AddsUp) else one for one in buttons])


def _kept(button: Button, message: int) -> Button:
    form, _, rest = button.call.partition(" ")
    call = f"form nudge {message} {rest}" if form == "form" else f"nudge {message} {button.call}"
    return Button(button.label, call, button.style)


def _what_becomes(facts: Facts) -> tuple[Button, ...]:
    """Return the four answers to the last question; a goal whose date has passed is split up to a new one.

    A milestone is a part already, so it is made smaller by saying what is left of it.
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
    """Return the first answer: what is counted is counted, what goes on is told, anything else is done."""
    measure = facts.measure
    if facts.is_team or (facts.is_habit and measure is not None and measure.direction == "down"):
        return _number_asked(facts, "Check in", "primary")
    if measure is not None and measure.is_habit:
        return _counting(facts, measure)
    if measure is not None and measure.has_number:
        return _number_asked(facts, "Say where it stands", "primary")
    if facts.kind in _GOES_ON:
        return _number_asked(facts, "Say how it stands", "primary")
    return Button("Done", _call("done", facts), "primary")


def _counting(facts: Facts, measure: Measure) -> Button:
    """Return the answer that counts what a habit asks for: once, its amount, or what is left of that today."""
    if is_bare(measure.unit) or measure.target is None:
        return AddsUp.made(Button("Did it", f"checkin {facts.ref}", "primary"))
    left = rest(measure, facts.so_far)
    # What is for a whole quarter or year is hardly all done since the last time that it was asked about.
    some = measure.per in _LONG and measure.target > 1
    if not left or some:
        return _number_asked(facts, "Check in", "primary")
    return AddsUp(amount(left, measure.unit), f"checkin {facts.ref} {left:.10g}", "primary")


def is_team(subject: Subject) -> bool:
    """Tell whether a team is asked, any of whom may say how it stands."""
    return bool(subject.owner) and subject.goal.team


def _is_tapped(first: Button) -> bool:
    """Tell whether the first answer counts by a tap alone, and asks for no number."""
    return isinstance(first, AddsUp) and not first.call.startswith("form ")


def _many(facts: Facts) -> bool:
    """Tell whether what is counted each time may be another number."""
    return facts.measure is not None and not is_bare(facts.measure.unit)


def _number_asked(facts: Facts, label: str, style: str = "") -> Button:
    button = Button(label, f"form checkin {facts.typed}", style)
    # What is counted for a habit counts for the day that was asked about, whenever it is said.
    return AddsUp.made(button) if facts.is_habit else button


def _altering(facts: Facts) -> str:
    """Open a form for what mostly changes: the words, the date, and why."""
    if not facts.is_goal:
        return _moving(facts)
    return f"form alter {facts.typed} to: {BLANK} by: {BLANK} because: {BLANK}"


def _moving(facts: Facts) -> str:
    """Open a form for the new date alone."""
    if facts.is_goal:
        return f"form alter {facts.typed} by: {BLANK}"
    return f"form milestone move {facts.typed} to: {BLANK}"


def _call(verb: str, facts: Facts, rest: str = "") -> str:
    group = "" if facts.is_goal else "milestone "
    ref = facts.ref if rest or verb != "later" else facts.typed  # without a moment it opens its form
    return f"{group}{verb} {ref} {rest}".strip()
