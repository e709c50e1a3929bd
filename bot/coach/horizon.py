"""How far off a goal lies: near is concrete, far is fluid. What the grammar of dates finds is asked first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.dates.grammar import read_all
from bot.dates.when import SURE, Kind, When

if TYPE_CHECKING:
    from bot.coach.clause import Clause
    from bot.coach.verdicts import Span

LONGEST_SENTENCE = 400
"""Characters that are searched for dates: no goal is longer, and it stays quick."""
MOST_YEARS = 200
_TIMED = ("date", "clock", "cadence", "agelike", "rate", "past", "loose")
DATES = (Kind.date, Kind.datetime)


def found_dates(text: str, now: datetime) -> tuple[When, ...]:
    """Find what the grammar of dates is sure of; shouting and titles are read as small ("I Am So …": no Sunday)."""
    text = quiet if (text.isupper() or text.istitle()) and len(quiet := text.lower()) == len(text) else text
    return tuple(when for when in read_all(text[:LONGEST_SENTENCE], now) if when.confidence >= SURE and when.value)


def overlooked(clauses: Iterable[Clause], found: Iterable[When], today: date) -> list[Span]:
    """Give dates and rhythms of a goal in which the coach's own patterns see no word about time at all."""
    if any(part.sentence.all(*_TIMED) for part in clauses):
        return []
    sure = (*DATES, Kind.recurrence, Kind.quota)
    return [when.span for when in found if when.span is not None and when.kind in sure and not _is_behind(when, today)]


def _is_behind(when: When, today: date) -> bool:
    """Tell whether it is a day or a year that is over: the photos from our 2019 trip."""
    return isinstance(when.value, date) and _day(when.value).year < today.year


def days_ahead(
    clauses: Iterable[Clause],
    *,
    now: datetime,
    due: date | bool,
    found: Iterable[When],
    spans: Mapping[str, int],
) -> int | None:
    """Give the days until the goal is due, from its date or from the words of the goal; None if unknown.

    ``spans`` are the lengths of the periods in days, for what the grammar of dates does not find.
    """
    if isinstance(due, date):
        return (_day(due) - now.date()).days
    spoken = [_day(when.value) for when in found if when.kind in DATES and isinstance(when.value, date)]
    if spoken:
        return (max(spoken) - now.date()).days
    days = [n for part in clauses for hit in part.when.fixed if (n := _days(part, hit.start, hit.end, now, spans))]
    return max(days, default=None)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _days(part: Clause, start: int, end: int, now: datetime, spans: Mapping[str, int]) -> int | None:
    """Read a year or a length of time, where the grammar of dates saw none."""
    words = part.sentence.words[start : min(end, len(part.sentence))]
    for at, word in enumerate(words):
        if word.isa("year") and word.numeral is not None:
            return (date(int(word.numeral.value), 12, 31) - now.date()).days
        if word.isa("n") and word.numeral is not None and at + 1 < len(words) and words[0].isa("ahead"):
            length = spans.get(words[at + 1].text)
            if length:
                return int(min(word.numeral.value, MOST_YEARS) * length)
    return None
