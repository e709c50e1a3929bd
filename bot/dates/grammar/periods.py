"""This, next and last week, month, quarter or year, and the points within a period: "EOM", "mid-year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, months, names, numeric
from bot.dates.grammar.numbers import amount, ordinal
from bot.dates.grammar.parts import ALONE, PERIOD_CUES, Day, Instant
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence


_LONG = frozenset({"week", "month", "quarter", "halfyear", "year"})
"""Units of which the one that is coming has not begun: "the coming year"."""


def unit_period(s: Sentence, unit: str, shift: int, seen: date | None = None) -> Day | None:
    """Return this, the next or the last week, month, quarter, half or year, as seen from today or another day."""
    seen = seen or s.today
    if unit == "week":
        return _week(s, days.week_of(seen, s.locale.week_start) + timedelta(days=7 * shift), shift)
    if unit == "weekend":
        return _weekend(s, shift)
    width = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120}.get(unit)
    if width is None:
        return None
    index = (seen.year * 12 + seen.month - 1) // width + shift
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
    others: tuple[date, ...] = (sunday - timedelta(days=1),)
    if shift >= 1 and s.today.weekday() < 5:
        others = (*others, sunday - timedelta(days=7))
    return Day(0, 0, sunday, others, period=(sunday - timedelta(days=1), sunday), approximate=True, sure=0.8)


def shifted_unit(s: Sentence, i: int) -> Day | Instant | None:
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
        known = shift > 0 or (shift < 0 and not s.has(i - 1, "owner"))  # not my last working day
        nearest = days.add_workdays(s.today, shift, s.locale.working_days) if known else None
        return Day(i, i + 2, nearest, edged=True) if nearest else None
    if unit == "day":
        return Day(i, i + 2, s.today + timedelta(days=shift), needs=ALONE, sure=0.7) if shift > 0 else None
    return (
        _same_time(s, i, unit, shift)
        or _coming(s, i, unit)
        or _weekday_in(s, i, i + 2, unit, shift)
        or _day_in(s, i, unit, shift)
        or _month_in(s, i, unit, shift)
        or _from_now(s, i, unit, shift)
        or _placed(unit_period(s, unit, shift), i, i + 2)
    )


def _coming(s: Sentence, i: int, unit: str) -> Day | None:
    """Read "the coming year": the one that has not begun, with the one that has beside it."""
    now, coming = unit_period(s, unit, 0), unit_period(s, unit, 1)
    if not s.has(i, "coming") or unit not in _LONG or not now or not coming or not now.day:
        return None
    return replace(coming, start=i, end=i + 2, others=(*coming.others, now.day), sure=0.75)


def _same_time(s: Sentence, i: int, unit: str, shift: int) -> Day | None:
    """Read "this time next year": a year from today."""
    again = s.has(i - 1, "same_time") and unit in {"week", "month", "quarter", "year"}
    day = days.add(s.today, days.length_of(1, unit), s.locale.working_days, shift) if again and shift else None
    return Day(i - 1, i + 2, day, sure=0.85, edged=True) if day else None


def _from_now(s: Sentence, i: int, unit: str, shift: int) -> Day | None:
    """Read "within the next month": a month from now, with the end of the coming month beside it."""
    within = s.name(i - 2, "prep") in {"within", "in", "for"} and s.has(i - 1, "article")
    coming = unit_period(s, unit, shift) if within and shift == 1 else None
    last = days.add(s.today, days.length_of(1, unit), s.locale.working_days) if coming else None
    if coming is None or last is None or coming.day is None:
        return None
    return Day(i, i + 2, last, (coming.day,), (s.today, last), approximate=True, sure=0.7)


def _day_in(s: Sentence, i: int, unit: str, shift: int) -> Day | None:
    """Read "next month on the 5th"."""
    ranked = ordinal(s, s.skip(i + 3, "article")) if unit == "month" and s.name(i + 2, "prep") == "on" else None
    month = days.add_months(s.today.replace(day=1), shift)
    if ranked is None or month is None or s.has(ranked[1], "month"):
        return None
    found = numeric.valid(month.year, month.month, ranked[0])
    return Day(i, ranked[1], found, nearest=None if found else days.month_end(month.year, month.month), edged=True)


def _month_in(s: Sentence, i: int, unit: str, shift: int) -> Day | None:
    """Read "next year in March"."""
    month = s.number(i + 3, "month") if unit == "year" and s.name(i + 2, "prep") == "in" else None
    return months.month_period(i, i + 4, s.today.year + shift, month) if month else None


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


def _run(s: Sentence, i: int, shift: int) -> Day | Instant | None:
    """Read "the next 30 days"."""
    found = amount(s, i + 1) if shift == 1 else None
    if found is None:
        return None
    if found.length.clock:
        moment = days.add_exactly(s.now, found.length, s.locale.working_days)
        return Instant(i, found.end, moment, sure=0.85, needs=PERIOD_CUES) if moment else None
    end = days.add(s.today, found.length, s.locale.working_days)
    return Day(i, found.end, end, period=(s.today, end), sure=0.5 if found.vague else 0.9) if end else None


def _placed(day: Day | None, start: int, end: int) -> Day | None:
    return day and replace(day, start=start, end=end)


def closing(s: Sentence, i: int) -> Day | None:
    """Read "EOD", "EOM", "end of the month", "month-end" at place `i`, also of the next or last one."""
    unit = s.name(i, "closing")
    numbered = unit == "week" and s.has(i + 1, "digits")  # end of week 2 in January
    told = s.has(i + 2, "article") and s.name(i + 1, "prep") == "after" and names.is_told_from_unknown(s, i + 1)
    if (
        unit is None
        or numbered
        or told
        or (s.has(i, "ordinal") and (weekday_at(s, i + 1) is not None or s.has(i + 1, "unit")))
    ):
        return None
    at = s.skip(i + 1, "of", "article")
    shift = s.number(at, "shift")
    if shift is not None and s.name(at + 1, "unit") == unit:
        return _close(s, unit, shift, i, at + 2)
    behind = _shift_behind(s, i + 1)
    if behind is not None:
        return _close(s, unit, behind, i, i + 2)
    said = _year_at(s, at) if unit == "year" else None
    if said is not None:
        return Day(i, said[1], date(said[0], 12, 31), final=True)
    month = months.month_first(s, at) if unit == "month" else None
    if month and month.period:
        return Day(i, month.end, month.day, final=True)
    return _close(s, unit, 0, i, i + 1)


def _shift_behind(s: Sentence, i: int) -> int | None:
    """Read what moves the end of a period behind it: "the end of the week after next", "fin de semaine prochaine"."""
    further = s.number(i, "after_next")
    if further is not None and weekday_at(s, i + 1) is None:
        return further
    return None if names.is_noun(s, i + 1) else s.number(i, "shift_after")


def _year_at(s: Sentence, i: int) -> tuple[int, int] | None:
    """Read the year of "EOY 2027" or "EOY 27", and the place after it."""
    short = s.digits(i, 2) if len(s.word(i)) == 2 and (i + 1 >= s.size or s.has(i + 1, "mark")) else None
    known = short is not None and 0 <= 2000 + short - s.today.year < 10
    return (2000 + (short or 0), i + 1) if known else numeric.year_of(s, i)


def _close(s: Sentence, unit: str, shift: int, i: int, end: int) -> Day | None:
    if unit == "day":
        return Day(i, end, s.today + timedelta(days=shift), edged=True)
    period = unit_period(s, unit, shift)
    if period is None or period.day is None:
        return None
    if unit == "week" and shift == 0 and s.today.weekday() > 4:
        return Day(
            i, end, days.next_weekday(s.today, 4), (period.period[1],) if period.period else (), sure=0.7, final=True
        )
    return Day(i, end, period.day, final=True)


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
