"""What can be answered to a check-in: the buttons of each kind, the likeliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.checkins.kinds import STILL
from bot.checkins.so_far import rest
from bot.checkins.units import amount, is_bare
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


class Asked(NamedTuple):
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


def asked_of(subject: Subject, kind: str, calendar: Calendar, now: datetime) -> Asked:
    """Return what the answers to a check-in depend on."""
    goal, is_goal = subject.goal, subject.thing is subject.goal
    return Asked(
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


def answers(asked: Asked) -> tuple[Button, ...]:
    """Return the answers to tap; after one of them, only what may still follow."""
    if asked.kind == "question":
        return _what_becomes(asked)
    first = _first(asked)
    if asked.said:
        # What was counted is answered; only its end may still follow.
        is_counted = first.call.startswith("checkin ") or asked.so_far
        return () if asked.said == COUNTED and is_counted else (first,)
    # A team's goal ends by whoever set it, and a channel's button is everybody's.
    may_end = asked.kind in _ENDS and not asked.is_team
    return (
        first,
        Button("Still on it", f"checkin {asked.ref} {STILL}"),
        Button("Stuck", f"stuck {asked.typed}"),
        *((_number_asked(asked, "Another number"),) if _is_tapped(first) and _many(asked) else ()),
        *((Button("Done", done),) if may_end and first.call != (done := _call("done", asked)) else ()),
    )


def putting_off(asked: Asked) -> tuple[Button, ...]:
    """Return what can be chosen by whoever wants to be asked again: three moments, and a form for any other."""
    return (
        AddsUp("In an hour", _call("later", asked, "in 1 hour")),
        Button("Tomorrow", _call("later", asked, "tomorrow")),
        Button("Next week", _call("later", asked, "next week")),
        Button(PICK, _call("later", asked)),
    )


def more(asked: Asked) -> tuple[Button, ...]:
    """Return what is seldom wanted: to alter the thing itself, and to hear why it was asked about now."""
    altering = () if asked.to_others or asked.kind == "question" else (Button("Alter…", _altering(asked)),)
    return (*altering, Button("Why now?", f"why {asked.ref}"))


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


def _what_becomes(asked: Asked) -> tuple[Button, ...]:
    """Return the four answers to the last question; a goal whose date has passed is split up to a new one.

    A milestone is a part already, so it is made smaller by saying what is left of it.
    """
    split = f"split {asked.ref}" if asked.is_ahead else f"form split {asked.typed} by: {BLANK}"
    return (
        Button("Too big: split it", split)
        if asked.is_goal
        else Button("Too big: make it smaller", f"form milestone rename {asked.typed}"),
        Button("Bad time: move it", _moving(asked)),
        Button("Not mine any more", _call("drop", asked)),
        Button("Done already", _call("done", asked), "primary"),
    )


def _first(asked: Asked) -> Button:
    """Return the first answer: what is counted is counted, what goes on is told, anything else is done."""
    measure = asked.measure
    if asked.is_team or (asked.is_habit and measure is not None and measure.direction == "down"):
        return _number_asked(asked, "Check in", "primary")
    if measure is not None and measure.is_habit:
        return _counting(asked, measure)
    if measure is not None and measure.has_number:
        return _number_asked(asked, "Say where it stands", "primary")
    if asked.kind in _GOES_ON:
        return _number_asked(asked, "Say how it stands", "primary")
    return Button("Done", _call("done", asked), "primary")


def _counting(asked: Asked, measure: Measure) -> Button:
    """Return the answer that counts what a habit asks for: once, its amount, or what is left of that today."""
    if is_bare(measure.unit) or measure.target is None:
        return AddsUp.made(Button("Did it", f"checkin {asked.ref}", "primary"))
    left = rest(measure, asked.so_far)
    if not left:
        return _number_asked(asked, "Check in", "primary")
    return AddsUp(amount(left, measure.unit), f"checkin {asked.ref} {left:.10g}", "primary")


def is_team(subject: Subject) -> bool:
    """Tell whether a team is asked, any of whom may say how it stands."""
    return bool(subject.owner) and subject.goal.team


def _is_tapped(first: Button) -> bool:
    """Tell whether the first answer counts by a tap alone, and asks for no number."""
    return isinstance(first, AddsUp) and not first.call.startswith("form ")


def _many(asked: Asked) -> bool:
    """Tell whether what is counted each time may be another number."""
    return asked.measure is not None and not is_bare(asked.measure.unit)


def _number_asked(asked: Asked, label: str, style: str = "") -> Button:
    button = Button(label, f"form checkin {asked.typed}", style)
    # What is counted for a habit counts for the day that was asked about, whenever it is said.
    return AddsUp.made(button) if asked.is_habit else button


def _altering(asked: Asked) -> str:
    """Open a form for what mostly changes: the words, the date, and why."""
    if not asked.is_goal:
        return _moving(asked)
    return f"form alter {asked.typed} to: {BLANK} by: {BLANK} because: {BLANK}"


def _moving(asked: Asked) -> str:
    """Open a form for the new date alone."""
    if asked.is_goal:
        return f"form alter {asked.typed} by: {BLANK}"
    return f"form milestone move {asked.typed} to: {BLANK}"


def _call(verb: str, asked: Asked, rest: str = "") -> str:
    group = "" if asked.is_goal else "milestone "
    ref = asked.ref if rest or verb != "later" else asked.typed  # without a moment it opens its form
    return f"{group}{verb} {ref} {rest}".strip()
