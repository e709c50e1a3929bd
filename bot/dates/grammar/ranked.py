"""Days told by their place in a period: "last Friday of May", "first week of June", "last two weeks of January"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, months, names, periods
from bot.dates.grammar.beats import placed_in_month
from bot.dates.grammar.numbers import amount, ordinal
from bot.dates.grammar.parts import Day
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from bot.dates.grammar.anchored import ReadDay
    from bot.dates.grammar.sentence import Sentence

_RANKED = frozenset({"day", "workday", "week", "weekend"})
"""Units that are counted within a longer one: "last working day of the month"."""


def nth(s: Sentence, i: int, read_day: ReadDay) -> Day | None:
    """Read "last Friday of May", "first week of June", "last working day of the month" at place `i`."""
    ranked = ordinal(s, i)
    if ranked is None or ranked[0] == 0:
        return None
    rank, j = ranked
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    at = s.skip(j + 1, "of", "article")
    if weekday is not None and rank > 0 and at == j + 1 and (s.closes(at) or _heads(s, i, at)):
        coming = _nth_of_present(s, i, j, (rank, weekday, unit), "month")  # first Friday
        each = placed_in_month(s, rank, j) if coming and _heads(s, i, at) else None
        return replace(coming, rule=each[0].text(), sure=0.6) if coming and each else coming
    if (weekday is None and unit not in _RANKED) or at == j + 1 or s.has(at, "every"):
        return _run(s, i, j, rank, read_day) if rank in {1, -1} else None
    own_unit = s.name(at, "unit")
    if own_unit in {"month", "quarter", "year", "week"}:
        day = _nth_of_present(s, i, at, (rank, weekday, unit), own_unit)
        each = placed_in_month(s, rank, j) if day and own_unit == "month" else None
        return replace(day, rule=each[0].text(), sure=0.85 if weekday is None else 0.6) if day and each else day
    inner = read_day(s, at)
    if not isinstance(inner, Day) or inner.period is None:
        return None
    return _nth_in(s, i, inner.end, inner.period, (rank, weekday, unit))


def _heads(s: Sentence, i: int, at: int) -> bool:
    """Tell whether a thing stands behind a ranked weekday with which a text begins: "first Friday art walk"."""
    does = s.has(at, "subject") or s.has(at, "copula")
    return s.opens(i) and (does or s.heads(i, at) or names.is_noun(s, at + s.has(at, "zone")))


def _run(s: Sentence, i: int, j: int, rank: int, read_day: ReadDay) -> Day | None:
    """Read "last two weeks of January", "first 10 days of the month": they are due on their last day."""
    found = amount(s, j)
    at = s.skip(found.end, "of", "article") if found else j
    if found is None or found.length.clock or found.length.workdays or at == found.end:
        return None
    own = s.name(at, "unit")
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
        return Day(i, end, found, edged=True) if found and first <= found <= last else None
    day = before + timedelta(days=rank) if rank > 0 else after + timedelta(days=rank)
    if not first <= day <= last:
        return Day(i, end, None, nearest=last)
    return Day(i, end, day, edged=True)
