"""Quarters, halves, years, numbered weeks and seasons, which are due on their last day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.dates.grammar import days, home, numeric
from bot.dates.grammar.numbers import ordinal
from bot.dates.grammar.parts import PERIOD_CUES, Day
from bot.dates.grammar.periods import months_period

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_QUARTER = re.compile(r"([1-9])(?:[/-](\d{2}|\d{4}))?")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SOON = 20
"""Years within which the short form of one lies: "3Q27"."""
_SOUTH = frozenset({"AU", "NZ", "ZA", "AR", "CL", "BR", "UY", "PY", "BO", "NA", "BW", "LS", "SZ"})


def quarter(s: Sentence, i: int) -> Day | None:
    """Read "Q3", "Q3 2027", "Q3/27", "2027 Q3", "third quarter of 2027" at place `i`."""
    if s.has(i, "quarter_label") and (len(s.word(i)) > 1 or s.glued(i + 1)):
        found = _QUARTER.fullmatch(s.word(i + 1))
        joined = s.glued(i + 2) and s.said(i + 2)[:1].isalpha() and not s.has(i + 2, "year_label")  # q2h
        if found is None or joined:
            return None
        return _part_of_year(s, (i, i + 2), 3, int(found[1]), _tail_year(found[2], i + 2))
    year = numeric.year_of(s, i)
    if year is not None:
        at = year[1] + 1 if s.word(year[1]) in {"-", "/"} else year[1]
        number = s.digits(at + 1, 1) if s.has(at, "quarter_label") else None
        return _nth_part(i, at + 2, 3, number, year[0]) if number else None
    return _ranked_quarter(s, i)


def _tail_year(tail: str | None, end: int) -> tuple[int, int] | None:
    """Return the year of "Q3/27"."""
    return (int(tail) + (2000 if len(tail) == 2 else 0), end) if tail else None


def _ranked_quarter(s: Sentence, i: int) -> Day | None:
    """Read "third quarter", "3rd quarter", "last quarter of 2027", "3Q27"."""
    plain = s.digits(i, 1)
    ranked = (plain, i + 1) if plain and not s.has(i + 1, "ordinal_mark") else ordinal(s, i)
    if ranked is None:
        return None
    rank, j = ranked
    if s.name(j, "unit") == "quarter":
        said = year_behind(s, j + 1) if rank == -1 else None
        if rank > 0:
            return _part_of_year(s, (i, j + 1), 3, rank, None)
        return _nth_part(i, said[1], 3, 4, said[0]) if said else None
    if s.word(j) != "q" or not s.glued(j):
        return None
    short = s.digits(j + 1, 2) if s.glued(j + 1) else None
    if short is not None and not 0 <= 2000 + short - s.today.year < _SOON:
        return None  # read 1Q84
    return _part_of_year(s, (i, j + 1), 3, rank, (2000 + short, j + 2) if short else None)


def half(s: Sentence, i: int) -> Day | None:
    """Read "H1", "H1 2027", "first half of 2027" at place `i`."""
    if s.has(i, "half_label"):
        found = _QUARTER.fullmatch(s.word(i + 1)) if s.glued(i + 1) else None
        if found is None or int(found[1]) > 2 or (s.glued(i) and not s.has(i - 1, "mark")):
            return None
        return _part_of_year(s, (i, i + 2), 6, int(found[1]), _tail_year(found[2], i + 2))
    if s.digits(i, 1) and s.word(i + 1) == "h" and s.glued(i + 1):
        short = s.digits(i + 2, 2) if s.said(i + 1) == "H" and s.glued(i + 2) and len(s.word(i + 2)) == 2 else None
        if short is not None and short % 5 == 0 and (s.digits(i, 1) or 0) > 2:
            return None  # opens at 8H30
        spelled = (2000 + short, i + 3) if short else numeric.year_of(s, i + 2)
        return _nth_part(i, spelled[1], 6, s.digits(i, 1) or 0, spelled[0]) if spelled else None
    ranked = ordinal(s, i)
    if ranked is None or not s.has(ranked[1], "half") or ranked[0] not in {1, 2}:
        return None
    return _half_of(s, i, ranked[1] + 1, ranked[0])


def _half_of(s: Sentence, i: int, end: int, number: int) -> Day | None:
    at = s.skip(end, "of", "article")
    month = s.number(at, "month")
    if month is not None:
        year = numeric.year_of(s, at + 1)
        soonest = s.today.year + (month < s.today.month)
        last = days.month_end(year[0] if year else soonest, month)
        parts = (last.replace(day=1), last.replace(day=15)) if number == 1 else (last.replace(day=16), last)
        return Day(i, year[1] if year else at + 1, parts[1], period=parts, approximate=True, sure=0.9)
    if s.name(at, "unit") == "year":
        return _part_of_year(s, (i, at + 1), 6, number, None)
    said = year_behind(s, end)
    return _nth_part(i, said[1], 6, number, said[0]) if said else None


def _part_of_year(
    s: Sentence, place: tuple[int, int], width: int, number: int, year: tuple[int, int] | None
) -> Day | None:
    """Return a quarter or half: of the year that follows, or else the next one that has not ended."""
    i, end = place
    year = year or year_behind(s, end)
    if year is not None:
        return _nth_part(i, year[1], width, number, year[0])
    found = _nth_part(i, end, width, number, s.today.year)
    if found.day and found.day < s.today:
        found = _nth_part(i, end, width, number, s.today.year + 1)
    loose = (width == 6 and not _is_aimed_at(s, i, end)) or found.day is None
    return replace(found, needs=PERIOD_CUES if loose else frozenset(), yearly=True, sure=0.85)


def _is_aimed_at(s: Sentence, i: int, end: int) -> bool:
    """Tell whether a period heads its goal: "H1 target, hire two chefs", "2027 goal: run a marathon"."""
    return s.opens(i) and s.has(end, "aim")


def year_behind(s: Sentence, end: int) -> tuple[int, int] | None:
    """Return the year named behind a part of it: "Q3 2027", "Q3 of FY27", "Q1 next year"."""
    at = s.skip(s.skip_mark(end, ",/"), "of", "article")
    at = at + 1 if s.word(at) == "-" else at
    if s.has(at, "shift") and s.name(at + 1, "unit") == "year":
        return s.today.year + (s.number(at, "shift") or 0), at + 2
    if s.has(at, "year_label"):
        short = s.digits(at + 1, 2)
        if short is not None and s.glued(at + 1):
            return 2000 + short, at + 2
        at += 1
    return numeric.year_of(s, at)


def _nth_part(i: int, end: int, width: int, number: int, year: int) -> Day:
    count = 12 // width
    found = months_period(year * 12 + (min(max(number, 1), count) - 1) * width, width)
    if found is None or not 1 <= number <= count:
        return Day(i, end, None, nearest=found.day if found else None)
    return replace(found, start=i, end=end)


def year(s: Sentence, i: int) -> Day | None:
    """Read "2027", "FY27", "fiscal year 2027" at place `i`."""
    labelled = s.has(i, "year_label")
    found = year_behind(s, i) if labelled else numeric.year_of(s, i)
    if found is None:
        return None
    if labelled and s.has(found[1], "quarter_label") and (number := s.digits(found[1] + 1, 1)):
        return _nth_part(i, found[1] + 2, 3, number, found[0])
    last = date(found[0], 12, 31)
    return Day(
        i,
        found[1],
        last,
        period=(date(found[0], 1, 1), last),
        approximate=True,
        sure=0.9,
        needs=frozenset() if labelled or _is_aimed_at(s, i, found[1]) else PERIOD_CUES,
    )


def week_number(s: Sentence, i: int) -> Day | None:
    """Read "week 23", "KW 23", "week 5 of 2027" at place `i`."""
    if not s.has(i, "week_label"):
        return None
    number = s.digits(i + 1, 2)
    if number is None or (len(s.word(i)) == 1 and not (s.glued(i + 1) and len(s.word(i + 1)) == 2)):
        return None
    year_said = year_behind(s, i + 2)
    if year_said is not None:
        return numeric.iso_week(i, year_said[1], year_said[0], number)
    if s.has(i + 2, "of"):
        return None
    needs = PERIOD_CUES | {"on"} if s.name(i, "unit") and not s.heads(i, i + 2) else frozenset[str]()
    return replace(numeric.coming_week(s.today, i, i + 2, number), needs=needs)


def end_of_week(s: Sentence, i: int) -> Day | None:
    """Read "end of week 10" at place `i`."""
    number = s.digits(i + 1, 2) if s.name(i, "closing") == "week" else None
    if number is None or s.has(i + 2, "of"):
        return None
    return replace(numeric.coming_week(s.today, i, i + 2, number), approximate=False, period=None, final=True)


def season(s: Sentence, i: int) -> Day | None:
    """Read "next spring", "summer 2027", "in autumn" at place `i`; it means the season's last day.

    South of the equator it is that of the other half of the year. Where the person's country and their time zone
    disagree, the country counts, and what it means in their zone is offered.
    """
    south = [code in _SOUTH for code in home.countries(s)]
    found = _season(s, i, south=bool(south and south[0]))
    if found is None or len({*south}) < 2:
        return found
    there = _season(s, i, south=not south[0])
    return replace(found, others=(*found.others, *((there.day,) if there and there.day else ())))


def _season(s: Sentence, i: int, *, south: bool) -> Day | None:
    shift = s.number(i, "shift")
    at = i if shift is None else i + 1
    first_month = _SEASONS.get(s.name(at, "season") or "")
    if first_month is None:
        return None
    if south:
        first_month = (first_month + 5) % 12 + 1
    end, needs = at + 1, PERIOD_CUES if shift is None else frozenset[str]()
    if s.has(end, "shift_after") and not s.has(end + 1, "unit"):
        shift, end, needs = s.number(end, "shift_after"), end + 1, frozenset()
    if s.has(end, "break"):
        return None  # before the winter break
    said = year_behind(s, end)
    first = (said[0] if said else s.today.year) * 12 + first_month - 1
    now = s.today.year * 12 + s.today.month - 1
    if said is None:
        while first + 2 < now or (shift == 1 and first <= now):
            first += 12
        first -= 12 * (shift == -1 and first + 2 >= now)
    found = months_period(first, 3)
    if found is None or found.period is None:
        return None
    return replace(
        found,
        start=i,
        end=said[1] if said else end,
        others=(found.period[0],),
        yearly=said is None and shift is None,
        sure=0.6,
        needs=frozenset() if said else needs,
    )
