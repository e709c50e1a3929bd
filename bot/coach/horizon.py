"""How far off a goal lies: near is concrete, far is fluid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.clause import Clause

_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3650, "fortnight": 14}


def days_ahead(clauses: Iterable[Clause], *, now: datetime, due: date | bool) -> int | None:
    """Give the days until the goal is due, from its date or from a year or span in its words; None if unknown."""
    if isinstance(due, datetime):
        return (due.date() - now.date()).days
    if isinstance(due, date):
        return (due - now.date()).days
    found = [days for part in clauses for hit in part.when.fixed if (days := _days(part, hit.start, hit.end, now))]
    return max(found, default=None)


def _days(part: Clause, start: int, end: int, now: datetime) -> int | None:
    words = part.sentence.words[start : min(end, len(part.sentence))]
    for at, word in enumerate(words):
        if word.isa("year") and word.numeral is not None:
            return (date(int(word.numeral.value), 12, 31) - now.date()).days
        if word.isa("n") and word.numeral is not None and at + 1 < len(words) and words[0].text in ("in", "within"):
            period = words[at + 1].text.rstrip("s")
            if period in _DAYS:
                return int(min(word.numeral.value, 200) * _DAYS[period])
    return None
