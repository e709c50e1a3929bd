"""Spans of days with a name of their own: "Advent", "Lent", "zwischen den Jahren"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import feasts, home, sense
from bot.dates.grammar.parts import PERIOD_CUES, Day

if TYPE_CHECKING:
    from datetime import date

    from bot.dates.grammar.sentence import Sentence

_OUTSIDE = frozenset({"by", "before", "until"})
"""Prepositions before a span that is still ahead then: "by Advent", "before Lent"."""

_ONE, _FEW, _MANY = timedelta(days=1), timedelta(days=2), timedelta(days=10)


def span(s: Sentence, i: int) -> Day | None:
    """Read a span at place `i`: it is due on its last day, and "by Advent" on its first."""
    first, _, last = (s.name(i, "span") or "").partition(" ")
    named = not s.said(i).islower() or s.text.islower()  # not the money that she lent
    period = _coming(s, first, last) if last and named else None
    if period is None:
        return None
    outside = sense.lead(s, i)[0] in _OUTSIDE
    led = " " in s.word(i)  # zwischen den Jahren
    if outside:
        return Day(i, i + 1, period[0], (period[1],), needs=PERIOD_CUES, sure=0.85, edged=True)
    return Day(i, i + 1, period[1], period=period, approximate=True, needs=frozenset() if led else PERIOD_CUES)


def _coming(s: Sentence, first: str, last: str) -> tuple[date, date] | None:
    """Return the span that goes on, or else the next."""
    country = next(iter(home.countries(s)), None)
    for year in range(s.today.year, s.today.year + 2):
        start, end = feasts.day_of(first, year, country), feasts.day_of(last, year, country)
        if start and end and end >= s.today:
            return start, end
    return None


def between(found: Day) -> Day:
    """Return the few days between two holidays, which are none of them: "between Christmas and New Year"."""
    first, last = found.period or (None, None)
    if first is None or last is None or not _FEW < last - first < _MANY:
        return found
    inside = first + _ONE, last - _ONE
    return replace(found, day=inside[1], others=(last,), period=inside)
