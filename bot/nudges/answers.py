"""What can be answered to a check-in: the buttons of each kind, the likeliest first."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.checkins.kinds import STILL
from bot.checkins.so_far import rest
from bot.checkins.units import amount, is_bare
from bot.messages import BLANK, Button
from bot.models import Goal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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


def answers(subject: Subject, kind: str, today: date) -> tuple[Button, ...]:
    """Return the answers to tap; after one of them, only what may still follow."""
    if kind == "question":
        return _what_becomes(subject, today)
    first = _first(subject, kind)
    if subject.said:
        # What was counted is answered; only its end may still follow.
        is_counted = first.call.startswith("checkin ") or subject.so_far
        return () if subject.said == COUNTED and is_counted else (first,)
    # A team's goal ends by whoever set it, and a channel's button is everybody's.
    may_end = kind in _ENDS and not is_team(subject)
    return (
        first,
        *_going_on(subject.ref, subject.typed),
        *((_number_asked(subject, "Another number"),) if _is_tapped(first) and _many(subject) else ()),
        *((Button("Done", done),) if may_end and first.call != (done := _call("done", subject)) else ()),
    )


def putting_off(subject: Subject) -> tuple[Button, ...]:
    """Return what can be chosen by whoever wants to be asked again: three moments, and a form for any other."""
    return _moments(_call("later", subject, "…"), _call("later", subject))


def put_off_to(subject: Subject, moment: str) -> Button:
    """Return the button that asks again at a moment in somebody's own words."""
    return AddsUp(moment, _call("later", subject, moment))


def more(subject: Subject, kind: str) -> tuple[Button, ...]:
    """Return what is seldom wanted: to alter the thing itself, and to hear why it was asked about now."""
    return _seldom("" if subject.owner or kind == "question" else _altering(subject), subject.ref)


# Most things are called by a small number: what is made of that alone is made once for all who call theirs so.


@lru_cache(maxsize=1024)
def _going_on(ref: str, typed: str) -> tuple[Button, ...]:
    return (Button("Still on it", f"checkin {ref} {STILL}"), Button("Stuck", f"stuck {typed}"))


@lru_cache(maxsize=1024)
def _moments(later: str, pick: str) -> tuple[Button, ...]:
    return (
        AddsUp("In an hour", later.replace("…", "in 1 hour")),
        Button("Tomorrow", later.replace("…", "tomorrow")),
        Button("Next week", later.replace("…", "next week")),
        Button(PICK, pick),
    )


@lru_cache(maxsize=1024)
def _seldom(altering: str, ref: str) -> tuple[Button, ...]:
    return (*((Button("Alter…", altering),) if altering else ()), Button("Why now?", f"why {ref}"))


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


def _what_becomes(subject: Subject, today: date) -> tuple[Button, ...]:
    """Return the four answers to the last question; a goal whose date has passed is split up to a new one.

    A milestone is a part already, so it is made smaller by saying what is left of it.
    """
    due, whole = subject.goal.due_on, replace(subject, thing=subject.goal)
    split = f"split {whole.ref}" if due is not None and due > today else f"form split {whole.typed} by: {BLANK}"
    is_goal = isinstance(subject.thing, Goal)
    return (
        Button("Too big: split it", split)
        if is_goal
        else Button("Too big: make it smaller", f"form milestone rename {subject.typed}"),
        Button("Bad time: move it", _moving(subject)),
        Button("Not mine any more", _call("drop", subject)),
        Button("Done already", _call("done", subject), "primary"),
    )


def _first(subject: Subject, kind: str) -> Button:
    """Return the first answer: what is counted is counted, what goes on is told, anything else is done."""
    measure = subject.goal.counts if subject.thing is subject.goal else None
    if is_team(subject) or (measure is not None and measure.is_habit and measure.direction == "down"):
        return _number_asked(subject, "Check in", "primary")
    if measure is not None and measure.is_habit:
        return _counting(subject, measure)
    if measure is not None and measure.has_number:
        return _number_asked(subject, "Say where it stands", "primary")
    if kind in _GOES_ON:
        return _number_asked(subject, "Say how it stands", "primary")
    return Button("Done", _call("done", subject), "primary")


def _counting(subject: Subject, measure: Measure) -> Button:
    """Return the answer that counts what a habit asks for: once, its amount, or what is left of that today."""
    if is_bare(measure.unit) or measure.target is None:
        return AddsUp.made(Button("Did it", f"checkin {subject.ref}", "primary"))
    left = rest(subject.goal, subject.so_far)
    # What is for a whole quarter or year is hardly all done since the last time that it was asked about.
    some = measure.per in _LONG and measure.target > 1
    if not left or some:
        return _number_asked(subject, "Check in", "primary")
    return AddsUp(amount(left, measure.unit), f"checkin {subject.ref} {left:.10g}", "primary")


def is_team(subject: Subject) -> bool:
    """Tell whether a team is asked, any of whom may say how it stands."""
    return bool(subject.owner) and subject.goal.team


def _is_tapped(first: Button) -> bool:
    """Tell whether the first answer counts by a tap alone, and asks for no number."""
    return isinstance(first, AddsUp) and not first.call.startswith("form ")


def _many(subject: Subject) -> bool:
    """Tell whether what is counted each time may be another number."""
    return subject.goal.counts is not None and not is_bare(subject.goal.counts.unit)


def _number_asked(subject: Subject, label: str, style: str = "") -> Button:
    asked = Button(label, f"form checkin {subject.typed}", style)
    # What is counted for a habit counts for the day that was asked about, whenever it is said.
    return AddsUp.made(asked) if subject.thing is subject.goal and subject.goal.is_habit else asked


def _altering(subject: Subject) -> str:
    """Open a form for what mostly changes: the words, the date, and why."""
    if not isinstance(subject.thing, Goal):
        return _moving(subject)
    return f"form alter {subject.typed} to: {BLANK} by: {BLANK} because: {BLANK}"


def _moving(subject: Subject) -> str:
    """Open a form for the new date alone."""
    if isinstance(subject.thing, Goal):
        return f"form alter {subject.typed} by: {BLANK}"
    return f"form milestone move {subject.typed} to: {BLANK}"


def _call(verb: str, subject: Subject, rest: str = "") -> str:
    group = "" if isinstance(subject.thing, Goal) else "milestone "
    ref = subject.ref if rest or verb != "later" else subject.typed  # without a moment it opens its form
    return f"{group}{verb} {ref} {rest}".strip()
