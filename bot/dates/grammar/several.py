"""Days of some month, listed: "on the 1st and 15th" comes round each month, "on the 3rd and 4th" is once."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.dates.grammar import months, sense
from bot.dates.grammar.beats import Beat
from bot.dates.grammar.numbers import ordinal
from bot.dates.grammar.parts import DAY_CUES, Day
from bot.dates.grammar.rules import Rule, monthdays

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_MOST = 6
"""How many days one list holds."""
_APART = 7
"""Days that are so far apart in a month are those of each; nearer ones belong together, and are once."""
_DAYS = range(1, 32)
_NOT_LED = frozenset({"between", "from", "after", "since"})
"""Prepositions behind which two days are the ends of a span."""


def each_month(s: Sentence, i: int) -> Beat | None:
    """Read "on the 1st and 15th" at place `i`, where nothing names the month."""
    listed = _listed(s, i)
    if listed is None or not _is_far_apart(listed[0]):
        return None
    told = s.has(i - 1, "article") or sense.lead(s, i)[0] in {"on", "by"} or s.closes(listed[1])
    return Beat(listed[1], _rule(listed[0]), sure=0.8) if told else None


def once(s: Sentence, i: int) -> Day | None:
    """Read "the 3rd and 4th" at place `i`: those days, each month offered beside them; two in a row end on the last."""
    listed = _listed(s, i)
    if listed is None or _is_far_apart(listed[0]):
        return None
    numbers, end = listed
    found = sorted(day for number in numbers if (day := months.coming_day(s, i, end, number, frozenset()).day))
    if len(found) < len(numbers):
        return None
    row = (found[-1] - found[0]).days == len(found) - 1
    first, *rest = reversed(found) if row else found
    needs = frozenset[str]() if s.has(i - 1, "article") else DAY_CUES - {"for", "to"}
    period = (found[0], found[-1]) if row else None
    return Day(i, end, first, tuple(rest), period, needs=needs, sure=0.7, edged=True, rule=_rule(numbers).text())


def _rule(numbers: tuple[int, ...]) -> Rule:
    days, place = monthdays(numbers)
    return Rule("MONTHLY", monthdays=days, place=place)


def _is_far_apart(numbers: tuple[int, ...]) -> bool:
    return all(later - day >= _APART for day, later in pairwise(numbers))


def _listed(s: Sentence, i: int) -> tuple[tuple[int, ...], int] | None:
    """Return the numbers of days listed at place `i` that count nothing else, and the place after them."""
    if s.has(i, "ordinal") or any(s.has(k, "ordinal_mark") or s.has(k, "month") for k in (i - 1, i - 2)):
        return None  # of December 1st, 11th and 21st the month is named
    numbers: list[int] = []
    if any(s.name(k, "prep") in _NOT_LED for k in range(i - 3, i)):
        return None
    ranked, end = _number(s, i), i
    while ranked and len(numbers) < _MOST and ranked[0] in _DAYS:
        numbers.append(ranked[0])
        end = ranked[1]
        at = s.skip(s.skip_mark(end, ",/&+"), "and", "article")
        at += s.has(at, "dotted") and not s.has(at, "digits")  # am 1. und am 15.
        joined = at > end and not s.has(end, "either") and not s.has(at, "ordinal")
        ranked = _number(s, at) if joined else None
    named = s.skip(end, "of", "article")
    if len(numbers) < 2 or numbers != sorted(set(numbers)) or named > end or s.has(named, "month"):
        return None
    return None if months.counts_something(s, i, end) else (tuple(numbers), end)


def _number(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return the rank at place `i`, or the bare number of "le 20" and "am 1. und 15.", and the place after it."""
    day = s.digits(i, 2)
    cued = s.has(i - 1, "day_cue") or s.has(i - 1, "dotted") or s.word(i - 2) == "."
    dot = s.word(i + 1) == "." and s.glued(i + 1)
    return ordinal(s, i) or ((day, i + 1 + dot) if day and cued else None)
