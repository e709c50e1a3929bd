"""Achievability, as a hint: the pace that a goal needs against one's own so far, and the day it lands on at that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

from bot.dates.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = timedelta(days=100 * 365)
"""What lands later than this from today never lands."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a number moves and has to move: both per day, with the sign of its direction."""

    needed: float | None
    """From the last value to the target by the due date; None without a date, or once that is today or past."""
    own: float | None
    """From the first value to the last; None while there is no history of at least a day."""
    lands: date | None
    """The day on which it arrives at its own pace, today at the earliest; None if it never does, or nobody knows."""
    due: date | None
    reached: bool
    """The last value is the target, or beyond it."""


def pace(
    history: Iterable[tuple[date, float]],
    *,
    start: float | None,
    target: float,
    due: date | None,
    today: date,
    began: date | None = None,
) -> Pace:
    """Compare the pace that is left to go with the pace so far.

    `history` are values with the day they hold for, in any order; of several on one day the last one counts, and days
    after `today` do not. `start` is where the number stood on the day `began`, if both are known. Which way is forward
    is told by the first value and `target`.
    """
    known = {began: start} if began is not None and start is not None else {}
    values = sorted((known | {on: value for on, value in history if on <= today}).items())
    if not values:
        value = start
        return Pace(_needed(value, target, due, today), None, None, due, reached=False)
    (first_day, first), (last_day, last) = values[0], values[-1]
    upward = target >= (start if start is not None else first)
    reached = last >= target if upward else last <= target
    days, moved = (last_day - first_day).days, last - first
    return Pace(
        _needed(last, target, due, today) if not reached else None,
        moved / days if days else None,
        today if reached else _lands(last_day, target - last, days, moved, today),
        due,
        reached,
    )


def _needed(value: float | None, target: float, due: date | None, today: date) -> float | None:
    return None if due is None or value is None or due <= today else (target - value) / (due - today).days


def _lands(last_day: date, left: float, days: int, moved: float, today: date) -> date | None:
    """Return the day on which what is left is done, if it goes on as it `moved` in so many `days`."""
    if not days or not moved or (moved > 0) != (left > 0):
        return None
    ahead = left * days / moved
    # A hair over a whole day is arithmetic, not another day.
    return max(last_day + timedelta(days=ceil(ahead - 1e-6)), today) if ahead < LONGEST.days else None


def hint(found: Pace, unit: str = "") -> str:
    """Say it to the owner, never as a verdict; nothing where there is nothing to say."""
    if found.reached:
        return ""
    needed = f"It takes {_weekly(found.needed, unit)} from here. " if found.needed is not None else ""
    if found.own is None:
        return f"{needed}There is no pace of yours to compare yet: say how it stands on two different days."
    so_far = f"{needed}Yours so far is {_weekly(found.own, unit if not needed else '')}" if found.needed else ""
    if found.lands is None:
        return f"{so_far}; at that it does not get there." if so_far else "At your pace it does not get there yet."
    lands = f"at your pace it lands on {day(found.lands)}"
    if found.due is not None:
        apart = (found.lands - found.due).days
        lands += f", {_days(apart)} {'after' if apart > 0 else 'before'} it is due" if apart else ", the day it is due"
    return f"{so_far}; {lands}." if so_far else f"{lands[:1].upper()}{lands[1:]}."


def _weekly(per_day: float, unit: str) -> str:
    count = per_day * 7
    return f"{f'{count:,.0f}' if abs(count) >= 10 else f'{count:.2g}'}{f' {unit}' if unit else ''} a week"


def _days(count: int) -> str:
    return f"{abs(count)} day{'s' * (abs(count) != 1)}"
