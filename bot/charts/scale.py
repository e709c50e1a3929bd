"""Linear scales from numbers and days to places on a card, and the round ones that are written beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from bot.dates.names import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SIZES = ((1e12, 1e12, "tn"), (1e9, 1e9, "bn"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))
"""From which number on, in which units, and their name."""
_LEAST = 1e-9
_ABOUT = 4
"""Parts of a scale of numbers."""
_TICK_ROOM = 62
"""What a day under a scale of days takes at least."""
_CLEAR_DAYS = 300
"""A day this near is the only one of its name that anybody would think of."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale from values to places on a card."""

    low: float
    high: float
    """Greater than `low`."""
    start: float
    """Where `low` is."""
    end: float

    def at(self, value: float) -> float:
        """Return the place of `value`."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def round_numbers(low: float, high: float) -> list[float]:
    """Return about four round numbers, evenly spaced, from at most `low` to at least `high`."""
    span = high - low
    if span < max(abs(low), abs(high), 1) * _LEAST:
        pad = max(abs(low) * 0.1, 1)
        low, high, span = low - pad, high + pad, 2 * pad
    raw = span / _ABOUT
    unit = 10.0 ** floor(log10(raw))
    step = next(unit * times for times in (1, 2, 2.5, 4, 5, 10) if unit * times >= raw * (1 - _LEAST))
    first, last = floor(low / step + _LEAST), ceil(high / step - _LEAST)
    return [number * step for number in range(first, last + 1)]


def number(value: float) -> str:
    """Write a number shortly: 4.5, 1,200, 12.5k, 1.2bn."""
    size, name = next(((size, name) for least, size, name in _SIZES if abs(value) >= least * 0.99995), (1.0, ""))
    scaled = value / size
    if abs(scaled) >= 1e5:
        return f"{value:.1e}".replace("e+", "e").replace("-", "−")
    places = 0 if abs(scaled) >= 100 else 1 if name or abs(scaled) >= 10 else 2
    written = f"{scaled:,.{places}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return (written if written != "-0" else "0").replace("-", "−") + name


def many(count: int, noun: str) -> str:
    """Write how many there are: `1 step`, `3 steps`."""
    return f"{number(count)} {noun}{'s' * (count != 1)}"


def day(shown: date, *, today: date) -> str:
    """Write a day: `12 Mar`, with its year where one could take it for another year's."""
    return f"{shown.day} {month(shown, today=today)}"


def month(shown: date, *, today: date) -> str:
    """Write a month: `Mar`, with its year where one could take it for another year's."""
    year = f" {shown.year}" if abs((shown - today).days) > _CLEAR_DAYS else ""
    return MONTHS[shown.month - 1] + year


def days_of(days: Sequence[date], start: float, end: float) -> Scale:
    """Return the scale from the first to the last of `days`, at least a week apart."""
    first, last = min(days), max(days)
    low, high = first.toordinal(), max(last.toordinal(), first.toordinal() + 7)
    beyond = max(0, high - date.max.toordinal())
    return Scale(low - beyond, high - beyond, start, end)


def ticks(scale: Scale) -> list[tuple[date, str]]:
    """Return the days to write under a scale, with room for each: firsts of months, Mondays or single days."""
    first, last = date.fromordinal(round(scale.low)), date.fromordinal(round(scale.high))
    most = max(2, int(abs(scale.end - scale.start) / _TICK_ROOM))
    span = (last - first).days
    if span / 28 >= most / 2:
        return [(one, _month(one)) for one in _months(first, last, most)]
    step = next(step for step in (1, 2, 7, 14) if span / step <= most)
    begin = first + timedelta(days=-first.weekday() % 7) if step >= 7 else first
    found = (begin + timedelta(days=step * count) for count in range(span // step + 1))
    return [(one, f"{one.day} {MONTHS[one.month - 1]}") for one in found if one <= last]


def _month(first: date) -> str:
    return str(first.year) if first.month == 1 else MONTHS[first.month - 1]


def _months(first: date, last: date, most: int) -> Iterable[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if count / step <= most), 1200)
    for months in range(first.year * 12, last.year * 12 + 12, step):
        one = date(months // 12, months % 12 + 1, 1)
        if first <= one <= last:
            yield one
