"""Several days in figures that share what is written once: "12/28-30", "28-30/12", "28.-30.12.", "24.12.-2.1."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dates.grammar import slashes
from bot.dates.grammar.numeric import coming, valid
from bot.dates.grammar.parts import DAY_CUES, Day

if TYPE_CHECKING:
    from datetime import date

    from bot.dates.grammar.sentence import Sentence

_SLASHED = re.compile(r"(?P<month>\d{1,2})/(?P<first>\d{1,2})[-–](?P<last>\d{1,2})")
_SLASHED_BACK = re.compile(r"(?P<first>\d{1,2})[-–](?P<last>\d{1,2})/(?P<month>\d{1,2})")
_FIRST = re.compile(r"(\d{1,2})(?:\.(\d{1,2}))?")
_LAST = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d{2}))?")
_NO_PART = range(17, 32)
"""Days that hardly anything is counted up to: "12/28-30"."""


def slashed(s: Sentence, i: int) -> Day | None:
    """Read "12/28-30", or "28-30/12", at place `i`."""
    found = _SLASHED.fullmatch(s.word(i)) or _SLASHED_BACK.fullmatch(s.word(i))
    if found is None or s.has(i - 1, "verse") or s.has(i - 1, "numbered"):
        return None  # psalm 12/28-30
    month, low, high = (int(found[name]) for name in ("month", "first", "last"))
    last = coming(s.today, month, high) if low < high and month else None
    first = last and valid(last.year, last.month, low)
    told = (high in _NO_PART and s.closes(i + 1) and not slashes.counts(s, i, low, high)) or slashes.happens(s, i)
    needs = frozenset[str]() if told and i else DAY_CUES - {"for", "to", "between"}
    return Day(i, i + 1, last, period=(first, last), needs=needs, edged=True) if first and last else None


def dotted(s: Sentence, i: int) -> Day | None:
    """Read "28.-30.12.", "24.12.-2.1." at place `i`: the dots make days of the figures."""
    begin, end = _FIRST.fullmatch(s.word(i)), _LAST.fullmatch(s.word(i + 3))
    if not begin or not end or s.word(i + 1) != "." or not s.glued(i + 1) or s.word(i + 2) not in {"-", "–", "—"}:
        return None
    closed = s.word(i + 4)[:1] == "." and s.glued(i + 4)
    if not closed and not end[3]:
        return None
    year = 2000 + int(end[3]) % 100 if end[3] else None
    day, month = int(end[1]), int(end[2])
    last = valid(year, month, day) if year else coming(s.today, month, day) if month else None
    first = last and _before(last, int(begin[2] or month), int(begin[1]))
    behind = i + 4 + (closed and not end[3])
    return Day(i, behind, last, period=(first, last), edged=True) if first and last else None


def _before(last: date, month: int, day: int) -> date | None:
    """Return the nearest such day before the last one."""
    found = valid(last.year, month, day)
    return found if found and found < last else valid(last.year - 1, month, day)
