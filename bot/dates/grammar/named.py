"""The one door to all words that name a day: the readers of each kind of word, tried where such a word stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.grammar import (
    anchored,
    feasts,
    months,
    numeric,
    periods,
    quarters,
    ranked,
    runs,
    several,
    spans,
    weekdays,
)
from bot.dates.grammar.parts import Day, Instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.dates.grammar.sentence import Sentence

    Reader: TypeAlias = Callable[[Sentence, int], Day | Instant | None]


def day_at(s: Sentence, i: int) -> Day | Instant | None:
    """Return the longest reading of a day that begins at place `i`, or at the article there."""
    return _day_at(s, i, 3)


def _day_at(s: Sentence, i: int, depth: int) -> Day | Instant | None:
    """Read a day at place `i`; a day told from another may itself be told from one, `depth` deep."""
    if not 0 <= i < s.size:
        return None
    best: Day | Instant | None = None
    for kind in s.meanings[i]:
        for reader in READERS.get(kind, ()):
            best = _longer(best, reader(s, i))
        for recursive in _RECURSIVE.get(kind, ()) if depth else ():
            best = _longer(best, recursive(s, i, lambda inner, j: _day_at(inner, j, depth - 1)))
    if isinstance(best, Day):
        best = anchored.day_then_length(s, i, best) or best
    return best


def _longer(best: Day | Instant | None, found: Day | Instant | None) -> Day | Instant | None:
    return found if found and (best is None or found.end > best.end) else best


def _today_in_short(s: Sentence, i: int) -> Day | None:
    """Read "2day", which is also how long a course lasts."""
    short = s.word(i) == "2" and s.word(i + 1) == "day" and s.glued(i + 1) and s.name(i - 1, "prep") != "in"
    return Day(i, i + 2, s.today, sure=0.8, edged=True) if short and s.closes(i + 2) else None


def _relative_day(s: Sentence, i: int) -> Day | None:
    """Read "today", "tomorrow", "the day after tomorrow" at place `i`."""
    away = s.number(i, "day")
    return None if away is None else Day(i, i + 1, s.today + timedelta(days=away), edged=True)


def _end_of_day(s: Sentence, i: int) -> Day | None:
    """Read "EOD Friday", "close of business tomorrow": the end of a day is that day."""
    if s.name(i, "closing") != "day":
        return None
    at = s.skip(s.skip_mark(i + 1, ","), "of", "article")
    at = s.skip(at + 1, "article") if s.name(at, "prep") == "on" or s.has(at, "zone") else at
    day = None if s.has(at, "closing") else _day_at(s, at, 1)
    return replace(day, start=i, needs=frozenset()) if isinstance(day, Day) and day.period is None else None


def _week_from(s: Sentence, i: int) -> Day | None:
    """Read "w/c 7 Dec" at place `i`."""
    day = _day_at(s, s.skip(i + 1, "article"), 1)
    return weekdays.week_of_day(s, i, day) if isinstance(day, Day) else None


READERS: Mapping[str, tuple[Reader, ...]] = {
    "digits": (
        numeric.figures,
        _today_in_short,
        months.day_then_month,
        months.day_of_some_month,
        several.once,
        runs.slashed,
        runs.dotted,
        quarters.quarter,
        quarters.half,
        quarters.year,
    ),
    "ordinal": (months.day_then_month, months.day_of_some_month, quarters.quarter, quarters.half),
    "month": (months.month_first,),
    "weekday": (weekdays.weekday,),
    "weekday_short": (weekdays.weekday,),
    "weekday_initial": (weekdays.weekday,),
    "shift": (weekdays.shifted_weekday, months.shifted_month, periods.shifted_unit, quarters.season, feasts.feast),
    "day": (_relative_day,),
    "unit": (periods.unit_then_shift, periods.the_weekend, periods.this_unit),
    "closing": (periods.closing, quarters.end_of_week, _end_of_day),
    "middle": (periods.middle,),
    "quarter_label": (quarters.quarter,),
    "half_label": (quarters.half,),
    "year_label": (quarters.year,),
    "week_label": (quarters.week_number,),
    "season": (quarters.season,),
    "feast": (feasts.feast,),
    "new_year": (feasts.new_year,),
    "span": (spans.span,),
    "country": (feasts.of_country,),
    "week_from": (_week_from,),
    "trade_feast": (feasts.feast,),
    "mark": (quarters.year,),
}
_RECURSIVE = {
    "digits": (anchored.length, ranked.nth),
    "number": (anchored.length,),
    "article_one": (anchored.length,),
    "vague_number": (anchored.length,),
    "half": (anchored.length,),
    "one_and_a_half": (anchored.length,),
    "whole_unit": (anchored.length,),
    "unit": (anchored.unit_from_anchor,),
    "weekday": (anchored.weekday_from_anchor,),
    "weekday_short": (anchored.weekday_from_anchor,),
    "edge": (anchored.edge,),
    "closing": (anchored.close_from_anchor,),
    "ordinal": (ranked.nth,),
    "shift": (ranked.nth_of_owner,),
    "month": (ranked.nth_of_owner,),
}
