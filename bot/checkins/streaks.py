"""Streaks: which periods of a habit were kept, missed or excused; pure rules, on the owner's own calendar."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

A_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """Some days in a row; both ends belong to it."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def days_in(self, other: Span) -> int:
        """Count the days that two spans share."""
        return max((min(self.last, other.last) - max(self.first, other.first)).days + 1, 0)


class Outcome(StrEnum):
    """What became of one period."""

    kept = "kept"
    missed = "missed"
    excused = "excused"
    """Not kept, and nobody asked for it: paused, time off, or the goal was set in it."""
    running = "running"
    """Not kept yet, and not over."""


ALWAYS = Span(date.min, date.max)


@dataclass(frozen=True, slots=True)
class Rule:
    """What keeps a period."""

    needed: float = 1
    at_most: bool = False
    """A limit: it is kept unless more than `needed` was counted."""
    unit: str | None = None
    """What is counted; None for times."""
    per: str = ""
    """What such a period is called."""
    held: Span = ALWAYS
    """The days on which it held."""


@dataclass(frozen=True, slots=True)
class Period:
    """One period of a habit, or the days from one occurrence of a rhythm to the next."""

    span: Span
    counted: float
    outcome: Outcome
    days: tuple[date, ...] = ()
    """The days on which something was counted."""
    rule: Rule = Rule()
    """What it was judged by."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Beats in a row that were kept; what was excused does not break it and does not lengthen it."""

    current: int
    longest: int
    kept: int
    missed: int
    excused: int


def calendar_periods(per: str, begin: date, end: date, week_start: int = 0) -> Iterator[Span]:
    """Return the whole days, weeks, months, quarters or years from the one with `begin` to the one with `end`.

    `week_start` is the first day of the week; Monday is 0.
    """
    first = _start(per, begin, week_start)
    while first <= end:
        following = _start(per, first + timedelta(days=_longest(per)), week_start)
        yield Span(first, following - A_DAY)
        first = following


def _longest(per: str) -> int:
    """Return a number of days that leads from the first day of any such period into the next one, and not beyond it."""
    return {"day": 1, "week": 7}.get(per, 31 * _MONTHS.get(per, 1) + (per == "year"))


def _start(per: str, day: date, week_start: int) -> date:
    if per == "day":
        return day
    if per == "week":
        return day - timedelta(days=(day.weekday() - week_start) % 7)
    months = _MONTHS.get(per, 1)
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def between(days: Iterable[date], until: date) -> list[Span]:
    """Return the spans from each occurrence of a rhythm to the day before the next; the last one goes to `until`.

    The occurrences are in order, and go one beyond `until` if there is one.
    """
    all_ = list(days)
    spans = [Span(day, following - A_DAY) for day, following in pairwise(all_) if day <= until]
    if all_ and all_[-1] <= until:
        spans.append(Span(all_[-1], until))
    return spans


def each(days: Iterable[date], until: date) -> list[Span]:
    """Return each day of a rhythm as a span of its own, up to `until`: the days between are no days of the habit."""
    return [Span(day, day) for day in takewhile(lambda day: day <= until, days)]


def judge(
    spans: Iterable[Span],
    counted: Mapping[date, float],
    rules: Sequence[Rule],
    excused: Sequence[Span] = (),
    *,
    begin: date,
    today: date,
) -> list[Period]:
    """Judge each span by what was counted on its days.

    A span that was not kept is excused if at least half of its days are in the spans `excused` (the person was off, or
    the goal paused), and so is the span in which the goal began, once it is over. A span before that counts only if
    something was said for it, and never as missed. Where one of the `rules` replaced another within a span, the kinder
    one judges it; at least one of them must have held.
    """
    days, excused = sorted(counted), _merged(excused)
    sums = [0.0, *accumulate(counted[day] for day in days)]
    found: list[Period] = []
    for span in spans:
        if span.first > today:
            break
        low, high = bisect_left(days, span.first), bisect_right(days, span.last)
        if span.last < begin and low == high:
            continue
        total = round(sums[high] - sums[low], 6)
        outcome, rule = min(
            (
                (_outcome(span, total, rule, excused, begin=begin, today=today), rule)
                for rule in reversed(rules)
                if rule.held.days_in(span)
            ),
            key=lambda judged: _KINDEST.index(judged[0]),
        )
        found.append(Period(span, total, outcome, tuple(days[low:high]), rule))
    return found


_KINDEST = (Outcome.kept, Outcome.running, Outcome.excused, Outcome.missed)


def _outcome(span: Span, total: float, rule: Rule, excused: Sequence[Span], *, begin: date, today: date) -> Outcome:
    if not rule.at_most and total >= rule.needed:
        return Outcome.kept
    if sum(part.days_in(span) for part in excused) * 2 >= span.days:
        return Outcome.excused
    missed = Outcome.excused if span.first <= begin else Outcome.missed
    if rule.at_most and total > rule.needed:
        return missed
    if span.last >= today:
        return Outcome.running
    return Outcome.kept if rule.at_most else missed


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap, so that no day counts twice."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: one.first):
        if joined and span.first <= joined[-1].last + A_DAY:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return joined


def streak(found: Iterable[Period]) -> Streak:
    """Count what was kept in a row, up to now and at its longest."""
    current = longest = 0
    counts = dict.fromkeys(Outcome, 0)
    for period in found:
        counts[period.outcome] += 1
        if period.outcome is Outcome.kept:
            current += 1
            longest = max(longest, current)
        elif period.outcome is Outcome.missed:
            current = 0
    return Streak(current, longest, counts[Outcome.kept], counts[Outcome.missed], counts[Outcome.excused])


def called(found: Iterable[Period], now: str) -> str:
    """Return the name of the periods that were kept or missed: `now`, today's name, or `time` if they differ."""
    judged = {period.rule.per or now for period in found if period.outcome in (Outcome.kept, Outcome.missed)}
    return now if judged <= {now} else "time"
