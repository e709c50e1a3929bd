"""Splitting a goal: milestones between now and its due date, on working days, with values where it counts a number."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.checkins.units import amount, number, vocabulary
from bot.dates.names import MONTHS
from bot.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dates.workdays import Calendar
    from bot.measure import Measure

LEAST, MOST = 2, 10
"""Parts of one goal."""
_WEEKS = ((3, 2), (9, 3), (27, 4), (53, 6))
"""Up to how many weeks a goal is split into how many parts; beyond the last, into `_FAR`."""
_FAR = 8
_SHORT = re.compile(r"(\d{1,2})([A-Za-z]{3})(\d{2})?")


@dataclass(frozen=True, slots=True)
class Part:
    """One proposed milestone."""

    title: str
    on: date
    value: float | None = None


def usual(today: date, due: date) -> int:
    """Return into how many parts a goal is split if nobody says."""
    weeks = math.ceil((due - today).days / 7)
    return next((count for most, count in _WEEKS if weeks <= most), _FAR)


def days(today: date, due: date, count: int, calendar: Calendar) -> list[date]:
    """Return the last days of `count` equal parts of the time from `today` to `due`, each on a working day.

    The last is the working day on or before the due date. Where the time is too short, there are fewer.
    """
    span = (due - today).days
    ends = (today + timedelta(days=round(span * number / count)) for number in range(1, count + 1))
    found = (calendar.work_day_before(end) for end in ends)
    return sorted({day for day in found if day > today})


def parts(
    on: Sequence[date], counted: Measure | None, names: Sequence[str] = (), stands: float | None = None
) -> list[Part]:
    """Return a milestone for each day; a number is shared out evenly from where it stands to its target."""
    values = _values(len(on), counted, stands)
    found: list[Part] = []
    for place, day in enumerate(on):
        value = values[place]
        title = f"Part {place + 1} of {len(on)}" if value is None or counted is None else _called(value, counted)
        found.append(Part(names[place] if place < len(names) else title, day, value))
    return found


def _called(value: float, counted: Measure) -> str:
    """Name a milestone by its number: of what is counted from nothing, how much of all is done by then."""
    whole = counted.target or 0
    if counted.start or counted.direction == "down" or whole <= 0:
        return f"Reach {amount(value, counted.unit)}"
    of_all = amount(whole, counted.unit)
    if value == whole:
        return f"All {of_all}"
    return f"{amount(value, counted.unit)} of {of_all if counted.unit in vocabulary().money else number(whole)}"


def _values(count: int, counted: Measure | None, stands: float | None) -> Sequence[float | None]:
    if counted is None or not counted.has_number or counted.target is None:
        return [None] * count
    if counted.direction == "down" and counted.start is None and stands is None:
        return [None] * count  # nobody has said from where it comes down
    start = stands if stands is not None else counted.start or 0.0
    step = (counted.target - start) / count
    return [_round(start + step * number, step) for number in range(1, count)] + [counted.target]


def _round(value: float, step: float) -> float:
    """Round so that each part still differs from the next: to a twentieth of a step or finer."""
    if not step:
        return value
    digits = 1 - math.floor(math.log10(abs(step)))
    return round(value, max(digits - 1, 0) if abs(step) >= 1 else digits)


def most_parts(counted: Measure | None, stands: float | None) -> int:
    """Return into how many parts a goal can be split: of three books, there are three."""
    if counted is None or not counted.has_number or counted.target is None:
        return MOST
    if counted.direction == "down" and counted.start is None and stands is None:
        return MOST
    start = stands if stands is not None else counted.start or 0.0
    whole = float(start).is_integer() and float(counted.target).is_integer()
    return max(min(MOST, round(abs(counted.target - start))), 1) if whole else MOST


def spelled(on: Sequence[date], today: date) -> str:
    """Write days so that a button can hold them: `10Dec 31Dec 21Jan`, with a year where it could be another one."""
    words: list[str] = []
    for day in on:
        year = f"{day:%y}" if _next(day.day, day.month, today) != day else ""
        words.append(f"{day.day}{MONTHS[day.month - 1]}{year}")
        today = day
    return " ".join(words)


def read_days(words: str, today: date) -> list[date] | None:
    """Read what `spelled` wrote; None if it is anything else. Raises Refusal for a day that does not exist."""
    found: list[date] = []
    for word in words.replace(",", " ").split():
        short = _SHORT.fullmatch(word)
        if short is None or short[2].title() not in MONTHS:
            return None
        month = MONTHS.index(short[2].title()) + 1
        try:
            year = 2000 + int(short[3]) if short[3] else None
            day = (
                date(year, month, int(short[1])) if year else _next(int(short[1]), month, found[-1] if found else today)
            )
        except ValueError:
            raise Refusal(f"“{word}” does not exist.", "Write days like 10Dec 31Dec 21Jan.") from None
        found.append(day)
    return found or None


def _next(day: int, month: int, after: date) -> date:
    """Return the next such day after `after`; raises ValueError for one that never comes."""
    for year in range(after.year, after.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found > after:
            return found
    raise ValueError(day)
