"""Weeks, months, quarters, halves, years and seasons, which are due on their last day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, numeric
from bot.dates.grammar.numbers import amount, ordinal
from bot.dates.grammar.parts import ALONE, PERIOD_CUES, Day
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_QUARTER = re.compile(r"([1-9])(?:[/-](\d{2}|\d{4}))?")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_SOUTH = frozenset({"AU", "NZ", "ZA", "AR", "CL", "BR", "UY", "PY", "BO"})


def unit_period(s: Sentence, unit: str, shift: int) -> Day | None:
    """Return this, the next or the last week, month, quarter, half or year."""
    if unit == "week":
        return _week(s, days.week_of(s.today, s.locale.week_start) + timedelta(days=7 * shift), shift)
    if unit == "weekend":
        return _weekend(s, shift)
    width = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120}.get(unit)
    if width is None:
        return None
    index = (s.today.year * 12 + s.today.month - 1) // width + shift
    return months_period(index * width, width)


def months_period(first: int, width: int) -> Day | None:
    """Return the period of `width` months that begins with the month `first`, counted from year 0."""
    year, month = divmod(first, 12)
    last_year, last_month = divmod(first + width - 1, 12)
    if not 1 <= year <= last_year <= days.LAST_YEAR:
        return None
    last = days.month_end(last_year, last_month + 1)
    return Day(0, 0, last, period=(date(year, month + 1, 1), last), approximate=True, sure=0.9)


def _week(s: Sentence, first: date, shift: int) -> Day:
    """Return a week: it closes on its Friday, or this one on its last day once Friday has passed."""
    last = first + timedelta(days=6)
    friday = days.week_close(first)
    meant = last if shift == 0 and friday < s.today else friday
    others = tuple(day for day in (last, first) if day != meant and day > s.today)
    return Day(0, 0, meant, others, period=(first, last), approximate=True, sure=0.8)


def _weekend(s: Sentence, shift: int) -> Day:
    sunday = s.today + timedelta(days=(6 - s.today.weekday()) % 7 + 7 * shift)
    others = (sunday - timedelta(days=1),)
    if shift == 1 and s.today.weekday() < 5:
        others = (*others, sunday - timedelta(days=7))
    return Day(0, 0, sunday, others, period=(sunday - timedelta(days=1), sunday), approximate=True, sure=0.8)


def shifted_unit(s: Sentence, i: int) -> Day | None:
    """Read "next week", "this quarter", "last month", "the next 30 days", "next business day" at place `i`."""
    shift = s.number(i, "shift")
    if shift is None:
        return None
    unit = s.name(i + 1, "unit")
    if unit is None or s.has(i + 1, "brief"):
        return _run(s, i, shift)
    if s.has(i + 1, "plural"):
        return None
    if unit == "workday":
        nearest = days.add_workdays(s.today, shift, s.locale.working_days) if shift else None
        return Day(i, i + 2, nearest, edged=True) if nearest else None
    if unit == "day":
        return Day(i, i + 2, s.today + timedelta(days=shift), needs=ALONE, sure=0.7) if shift > 0 else None
    return _weekday_in(s, i, i + 2, unit, shift) or _placed(unit_period(s, unit, shift), i, i + 2)


def unit_then_shift(s: Sentence, i: int) -> Day | None:
    """Read "week after next", "la semaine prochaine", "el mes que viene" at place `i`."""
    unit = s.name(i, "unit")
    shift = s.number(i + 1, "after_next")
    if shift is None:
        shift = s.number(i + 1, "shift_after")
        if shift is not None and s.has(i + 1, "shift") and s.has(i + 2, "unit"):
            return None
    if unit is None or shift is None or s.has(i, "brief"):
        return None
    return _weekday_in(s, i, i + 2, unit, shift) or _placed(unit_period(s, unit, shift), i, i + 2)


def this_unit(s: Sentence, i: int) -> Day | None:
    """Read the unit of "within the year" at place `i`: the current one."""
    unit = s.name(i, "unit")
    if unit is None or s.name(i - 2, "prep") != "within" or not s.has(i - 1, "article"):
        return None
    found = unit_period(s, unit, 0)
    return found and replace(found, start=i, end=i + 1)


def the_weekend(s: Sentence, i: int) -> Day | None:
    """Read "the weekend" at place `i`: the coming one."""
    if s.name(i, "unit") != "weekend" or s.has(i, "plural"):
        return None
    found = _placed(_weekend(s, 0), i, i + 1)
    return found and replace(found, needs=PERIOD_CUES | {"on", "at"})


def _weekday_in(s: Sentence, i: int, end: int, unit: str, shift: int) -> Day | None:
    """Read "next week Friday", "next week on Friday"."""
    at = s.skip(s.skip_mark(end, ","), "article", "on_the")
    at = at + 1 if s.name(at, "prep") == "on" else at
    day = weekday_at(s, at)
    if unit != "week" or day is None or (at == end and s.has(at, "weekday_short") and s.has(at, "name")):
        return None
    first = days.week_of(s.today, s.locale.week_start) + timedelta(days=7 * shift)
    return Day(i, at + 1, days.day_in_week(first, day), edged=True)


def _run(s: Sentence, i: int, shift: int) -> Day | None:
    """Read "the next 30 days"."""
    found = amount(s, i + 1) if shift == 1 else None
    if found is None or found.length.clock:
        return None
    end = days.add(s.today, found.length, s.locale.working_days)
    return end and Day(i, found.end, end, period=(s.today, end), sure=0.5 if found.vague else 0.9)


def _placed(day: Day | None, start: int, end: int) -> Day | None:
    return day and replace(day, start=start, end=end)


def closing(s: Sentence, i: int) -> Day | None:
    """Read "EOD", "EOM", "end of the month", "month-end" at place `i`, also of the next or last one."""
    unit = s.name(i, "closing")
    if unit is None:
        return None
    at = s.skip(i + 1, "of", "article")
    shift = s.number(at, "shift")
    if shift is not None and s.name(at + 1, "unit") == unit:
        return _close(s, unit, shift, i, at + 2)
    said = numeric.year_of(s, at) if unit == "year" else None
    if said is not None:
        return Day(i, said[1], date(said[0], 12, 31), edged=True)
    return _close(s, unit, 0, i, i + 1)


def _close(s: Sentence, unit: str, shift: int, i: int, end: int) -> Day | None:
    if unit == "day":
        return Day(i, end, s.today, edged=True)
    period = unit_period(s, unit, shift)
    if period is None or period.day is None:
        return None
    if unit == "week" and shift == 0 and s.today.weekday() > 4:
        return Day(i, end, days.next_weekday(s.today, 4), (period.day,), sure=0.7, edged=True)
    return Day(i, end, period.day, edged=True)


def middle(s: Sentence, i: int) -> Day | None:
    """Read "midweek", "mid-year" at place `i`."""
    unit = s.name(i, "middle")
    period = unit_period(s, unit, 0) if unit else None
    if period is None or period.period is None:
        return None
    found = point(period.period, "mid")
    if found < s.today:
        later = unit_period(s, unit or "", 1)
        found = point(later.period, "mid") if later and later.period else found
    return Day(i, i + 1, found, approximate=True, sure=0.85, edged=True)


def point(period: tuple[date, date], edge: str) -> date:
    """Return the day that the start, the early part, the middle, the late part or the end of a period means."""
    first, last = period
    width = (last - first).days + 1
    if edge == "start":
        return first
    if edge in {"end", "late"}:
        return days.week_close(first) if width == 7 else last
    if width <= 7:
        return first + timedelta(days=1 if edge == "early" else width // 2 if width < 7 else (2 - first.weekday()) % 7)
    if width <= 31:
        return first.replace(day=10 if edge == "early" else 15)
    if width < 100:
        second = days.add_months(first, 1) or first
        return days.month_end(first.year, first.month) if edge == "early" else second.replace(day=15)
    months = (0, 2) if width < 200 else (2, 5)
    return days.month_end(first.year, first.month + months[edge == "mid"])


def quarter(s: Sentence, i: int) -> Day | None:
    """Read "Q3", "Q3 2027", "Q3/27", "2027 Q3", "third quarter of 2027" at place `i`."""
    year = numeric.year_of(s, i)
    if year is not None:
        at = year[1] + 1 if s.word(year[1]) in {"-", "/"} else year[1]
        found = quarter(s, at) if s.has(at, "quarter_label") and s.digits(at + 1, 1) else None
        number = s.digits(at + 1, 1)
        return _nth_part(i, at + 2, 3, number or 0, year[0]) if found else None
    if s.has(i, "quarter_label"):
        if len(s.word(i)) == 1 and not s.glued(i + 1):
            return None
        found_number = _QUARTER.fullmatch(s.word(i + 1))
        if found_number is None:
            return None
        tail = found_number[2]
        written = (int(tail) + (2000 if len(tail) == 2 else 0), i + 2) if tail else None
        return _part_of_year(s, i, i + 2, 3, int(found_number[1]), written)
    ranked = ordinal(s, i) if not s.digits(i, 1) or s.has(i + 1, "ordinal_mark") else (s.digits(i, 1) or 0, i + 1)
    if ranked and s.name(ranked[1], "unit") == "quarter" and ranked[0] > 0:
        return _part_of_year(s, i, ranked[1] + 1, 3, ranked[0], None)
    if ranked and s.word(ranked[1]) == "q" and s.glued(ranked[1]):
        short = s.digits(ranked[1] + 1, 2)
        year = (2000 + short, ranked[1] + 2) if short and s.glued(ranked[1] + 1) else None
        return _part_of_year(s, i, ranked[1] + 1, 3, ranked[0], year)
    return None


def half(s: Sentence, i: int) -> Day | None:
    """Read "H1", "H1 2027", "first half of 2027" at place `i`."""
    if s.has(i, "half_label"):
        found = _QUARTER.fullmatch(s.word(i + 1)) if s.glued(i + 1) else None
        if found is None or int(found[1]) > 2 or s.glued(i):
            return None
        written = (int(found[2]) + (2000 if len(found[2]) == 2 else 0), i + 2) if found[2] else None
        return _part_of_year(s, i, i + 2, 6, int(found[1]), written)
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
        return _part_of_year(s, i, at + 1, 6, number, None)
    if at == end and numeric.year_of(s, at) is None:
        return None
    return _part_of_year(s, i, end, 6, number, None, loose=False)


def _part_of_year(
    s: Sentence, i: int, end: int, width: int, number: int, year: tuple[int, int] | None, *, loose: bool = True
) -> Day | None:
    """Return a quarter or half: of the year that follows, or else the next one that has not ended."""
    year = year or year_behind(s, end)
    if year is not None:
        return _nth_part(i, year[1], width, number, year[0])
    if not loose:
        return None
    found = _nth_part(i, end, width, number, s.today.year)
    if found.day and found.day < s.today:
        found = _nth_part(i, end, width, number, s.today.year + 1)
    needs = PERIOD_CUES if width == 6 or found.day is None else frozenset[str]()
    return replace(found, needs=needs, sure=0.85)


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
    last = date(found[0], 12, 31)
    return Day(
        i, found[1], last, period=(date(found[0], 1, 1), last), approximate=True, sure=0.9, needs=frozenset() if labelled else PERIOD_CUES
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
    needs = PERIOD_CUES | {"on"} if s.name(i, "unit") else frozenset[str]()
    found = numeric.iso_week(i, i + 2, s.today.isocalendar().year, number)
    if found.period and found.period[1] < s.today:
        found = numeric.iso_week(i, i + 2, s.today.isocalendar().year + 1, number)
    return replace(found, needs=needs)


def season(s: Sentence, i: int) -> Day | None:
    """Read "next spring", "summer 2027", "in autumn" at place `i`; it means the season's last day."""
    shift = s.number(i, "shift")
    at = i if shift is None else i + 1
    first_month = _SEASONS.get(s.name(at, "season") or "")
    if first_month is None:
        return None
    if s.locale.country in _SOUTH:
        first_month = (first_month + 5) % 12 + 1
    end, needs = at + 1, PERIOD_CUES if shift is None else frozenset[str]()
    if s.has(end, "shift_after") and not s.has(end + 1, "unit"):
        shift, end, needs = s.number(end, "shift_after"), end + 1, frozenset()
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
    return replace(found, start=i, end=said[1] if said else end, others=(found.period[0],), sure=0.6, needs=frozenset() if said else needs)
