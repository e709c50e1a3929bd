"""Days told by their place in a period: "last Friday of May", "first week of June", "last two weeks of January"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, months, names, periods
from bot.dates.grammar.beats import placed_in_month
from bot.dates.grammar.numbers import Amount, amount, ordinal
from bot.dates.grammar.parts import ALONE, Day
from bot.dates.grammar.weekdays import weekday_at, weekend_by

if TYPE_CHECKING:
    from bot.dates.grammar.anchored import ReadDay
    from bot.dates.grammar.sentence import Sentence

_RANKED = frozenset({"day", "workday", "week", "weekend"})
"""Units that are counted within a longer one: "last working day of the month"."""

_FREE = frozenset({(1, 1), (12, 25)})
"""Months and days on which hardly anybody works."""


def nth(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "last Friday of May", "last working day of the month", "last Friday before Christmas" at place `i`."""
    ranked = ordinal(s, i)
    if ranked is None or ranked[0] == 0:
        return None
    rank, j = ranked
    return _from_anchor(s, i, j, rank, read_day) or _nth(s, i, j, rank, read_day)


def _nth(s: Sentence, i: int, j: int, rank: int, read_day: ReadDay) -> Day | None:
    """Read a rank within a period at place `i`, its weekday or unit at `j`."""
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    at = s.skip(j + 1, "of", "article")
    if weekday is not None and rank > 0 and at == j + 1 and (s.closes(at) or _heads(s, i, at)):
        coming = _nth_of_present(s, i, j, (rank, weekday, unit), "month")  # first Friday
        each = placed_in_month(s, rank, j) if coming and _heads(s, i, at) else None
        return replace(coming, rule=each[0].text(), sure=0.6) if coming and each else coming
    if (weekday is None and unit not in _RANKED) or at == j + 1 or s.has(at, "every"):
        return _run(s, i, j, rank, read_day) if rank in {1, -1} else None
    own_unit = s.name(at, "unit")
    if own_unit in {"month", "quarter", "year", "week"} and not s.has(at + 1, "after_next"):
        day = _nth_of_present(s, i, at, (rank, weekday, unit), own_unit)
        each = placed_in_month(s, rank, j) if day and own_unit == "month" else None
        return replace(day, rule=each[0].text(), sure=0.85 if weekday is None else 0.6) if day and each else day
    inner = read_day(s, at)
    if not isinstance(inner, Day) or inner.period is None:
        return None
    return _nth_in(s, i, inner.end, inner.period, (rank, weekday, unit))


def _from_anchor(s: Sentence, i: int, j: int, rank: int, read_day: ReadDay) -> Day | None:
    """Read "last Friday before Christmas", "second Tuesday after Easter" at place `i`, the weekday or unit at `j`."""
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    sign = {"before": -1, "after": 1}.get(s.name(j + 1, "prep") or "", 0)
    if not sign or (rank < 0 < sign) or (weekday is None and unit not in _RANKED):
        return None
    anchor = read_day(s, s.skip(j + 2, "article"))
    if not isinstance(anchor, Day) or anchor.day is None or anchor.needs == ALONE:
        return None
    base = anchor.period[0] if anchor.period and sign < 0 else anchor.day
    count = abs(rank)
    if weekday is not None:
        first = days.next_weekday(base if sign > 0 else base - timedelta(days=8), weekday)
        return Day(i, anchor.end, first + sign * timedelta(days=7 * (count - 1)), sure=0.9, edged=True)
    if unit == "weekend":
        near = weekend_by(s, j, anchor)
        return near and _later(replace(near, start=i), sign * 7 * (count - 1))
    found = days.add(base, days.length_of(count, unit or ""), s.locale.working_days, sign)
    day = Day(i, anchor.end, found, sure=0.9, edged=True) if found else None
    return _or_beyond(s, day, sign) if day and unit == "workday" else day


def _or_beyond(s: Sentence, day: Day, way: int) -> Day:
    """Go beyond a holiday that nearly everybody has, "the first working day of January", which is offered."""
    if day.day is None or (day.day.month, day.day.day) not in _FREE:
        return day
    beyond = days.add_workdays(day.day, 1 if way > 0 else -1, s.locale.working_days)
    return replace(day, day=beyond, others=(day.day,), sure=0.7) if beyond else day


def _later(day: Day, by: int) -> Day:
    """Return a weekend, all its days later by so many."""
    moved = timedelta(days=by)
    period = day.period and (day.period[0] + moved, day.period[1] + moved)
    return replace(day, day=day.day and day.day + moved, others=tuple(o + moved for o in day.others), period=period)


def _heads(s: Sentence, i: int, at: int) -> bool:
    """Tell whether a thing stands behind a ranked weekday with which a text begins: "first Friday art walk"."""
    does = s.has(at, "subject") or s.has(at, "copula")
    return s.opens(i) and (does or s.heads(i, at) or names.is_noun(s, at + s.has(at, "zone")))


def _run(s: Sentence, i: int, j: int, rank: int, read_day: ReadDay) -> Day | None:
    """Read "last two weeks of January", "first 10 days of the month": they are due on their last day."""
    found = amount(s, j)
    if found and rank < 0 and s.name(found.end, "prep") == "before":
        return _run_before(s, i, found, read_day)
    at = s.skip(found.end, "of", "article") if found else j
    if found is None or found.length.clock or found.length.workdays or at == found.end:
        return None
    own = s.name(at, "unit")
    own = None if s.has(at + 1, "after_next") else own
    inner = periods.unit_period(s, own, 0) if own in {"month", "quarter", "year"} else read_day(s, at)
    if not isinstance(inner, Day) or inner.period is None:
        return None
    first, last = inner.period
    day = timedelta(days=1)
    stop = days.add(first, found.length, frozenset()) if rank > 0 else last + day
    start = days.add(last + day, found.length, frozenset(), -1) if rank < 0 else first
    if start is None or stop is None:
        return None
    first, last = start, stop - day
    return Day(i, at + 1 if own else inner.end, last, (first,), (first, last), approximate=True, sure=0.85)


def _run_before(s: Sentence, i: int, found: Amount, read_day: ReadDay) -> Day | None:
    """Read "last two working days before Christmas": they are due on the later of them."""
    anchor = read_day(s, s.skip(found.end + 1, "article"))
    if not isinstance(anchor, Day) or anchor.day is None or found.length.clock:
        return None
    base, working = anchor.period[0] if anchor.period else anchor.day, s.locale.working_days
    one = days.length_of(1, "workday" if found.length.workdays else "day")
    first, last = days.add(base, found.length, working, -1), days.add(base, one, working, -1)
    if first is None or last is None:
        return None
    return Day(i, anchor.end, last, (first,), (first, last), approximate=True, sure=0.85)


def nth_of_owner(s: Sentence, i: int, _: ReadDay) -> Day | None:
    """Read "next month's first Friday", "June's last working day" at place `i`."""
    owner = periods.shifted_unit(s, i) or months.shifted_month(s, i) or months.month_alone(s, i)
    if not isinstance(owner, Day) or owner.period is None or not s.has(owner.end - 1, "possessive"):
        return None
    ranked = ordinal(s, owner.end)
    if ranked is None or ranked[0] == 0:
        return None
    rank, j = ranked
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    if weekday is None and unit not in _RANKED:
        return None
    return _nth_in(s, i, j + 1, owner.period, (rank, weekday, unit))


def _nth_of_present(s: Sentence, i: int, at: int, what: tuple[int, int | None, str | None], own: str) -> Day | None:
    for shift in (0, 1):
        found = periods.unit_period(s, own, shift)
        day = found and found.period and _nth_in(s, i, at + 1, found.period, what)
        if day and day.day and day.day >= s.today:
            return day
    return None


def _nth_in(
    s: Sentence, i: int, end: int, period: tuple[date, date], what: tuple[int, int | None, str | None]
) -> Day | None:
    rank, weekday, unit = what
    first, last = period
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    if weekday is not None or unit == "weekend":
        target = 6 if weekday is None else weekday
        day = days.next_weekday(before, target) if rank > 0 else days.next_weekday(after - timedelta(days=8), target)
        day += timedelta(days=7 * (rank - 1 if rank > 0 else rank + 1))
        if not first <= day <= last:
            return Day(i, end, None, nearest=day - timedelta(days=7) if rank > 0 else day + timedelta(days=7))
        weekend = (day - timedelta(days=1), day) if weekday is None else None
        return Day(i, end, day, period=weekend, approximate=weekday is None, edged=True)
    if unit == "week":
        start = first + timedelta(days=7 * (rank - 1)) if rank > 0 else last - timedelta(days=6)
        stop = min(start + timedelta(days=6), last)
        others = tuple(d for d in (days.week_close(days.week_of(start, 0)),) if d != stop)
        return Day(i, end, stop, others, (start, stop), approximate=True, sure=0.8)
    if unit == "workday":
        found = days.add_workdays(before if rank > 0 else after, rank, s.locale.working_days)
        return _or_beyond(s, Day(i, end, found, edged=True), rank) if found and first <= found <= last else None
    day = before + timedelta(days=rank) if rank > 0 else after + timedelta(days=rank)
    if not first <= day <= last:
        return Day(i, end, None, nearest=last)
    return Day(i, end, day, edged=True)
