"""A habit's periods, each judged by what was asked for in it; pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.checkins import streaks
from bot.checkins.streaks import A_DAY, Period, Rule, Span
from bot.checkins.versions import stretches
from bot.dates.rhythm import days_of
from bot.goals.progress import in_periods, on_its_days, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.checkins.versions import Version


def judged(  # noqa: PLR0917 - all that it depends on
    held: Sequence[Version],
    counted: Mapping[date, float],
    excused: Sequence[Span],
    days: Span,
    today: date,
    week_start: int,
    turned: Mapping[date, float],
) -> list[Period]:
    """Judge the periods in `days`, each by the version of the goal that `held` in it.

    A period in which the amount was altered is kept by either amount. Where the periods themselves were altered, those
    before stay as they were judged, and the one that was cut short is kept or excused. `turned` is what was counted on
    the very day of a change of unit before that change: it counts for the version before, and only there.
    """
    found: list[Period] = []
    parts = stretches(one for one in held if one.since <= days.last or one is held[0])
    for place, part in enumerate(parts):
        begin, now = part[0].since if place else days.first, part[-1]
        later = parts[place + 1][0] if place + 1 < len(parts) else None
        end = _end(now, later, days.last, week_start) if later else days.last
        end = max(end, later.since) if later and turned.get(later.since) else end
        spans = list(_spans(now, begin, end, week_start))
        spans = [Span(span.first, min(span.last, end)) for span in spans] if later else spans
        broken_off = spans[-1:] if later and period_of(now) != "day" else []
        begun = max(part[0].since, begin)
        told = _as_it_was(counted, turned, begun=begin if place else None, last=later.since if later else None)
        found += streaks.judge(spans, told, _rules(part), (*excused, *broken_off), begin=begun, today=today)
    return found


def _as_it_was(
    counted: Mapping[date, float], turned: Mapping[date, float], *, begun: date | None, last: date | None
) -> Mapping[date, float]:
    """Return what was `counted` while something held that `begun` on one day and was altered on the `last`."""
    found = dict(counted)
    if begun is not None and begun in turned:
        left = round(found.pop(begun, 0) - turned[begun], 6)
        found |= {begun: left} if left else {}
    if last is not None and last in turned:
        found[last] = turned[last]
    return found


def _end(now: Version, later: Version, last: date, week_start: int) -> date:
    """Return the last day judged by a version; the last period of a rhythm lasts until the new rhythm begins."""
    if in_periods(now) or on_its_days(now):
        return later.since - A_DAY
    coming = next(_spans(later, later.since, last, week_start), None)
    return max(coming.first, later.since) - A_DAY if coming else last


def _spans(version: Version, begin: date, last: date, week_start: int) -> Iterator[Span]:
    """Return the periods of a version from `begin` to `last`."""
    if per := in_periods(version):
        yield from streaks.calendar_periods(per, begin, last, week_start)
    elif on_its_days(version):
        yield from streaks.each(days_of(version.rhythm, begin, begin), last)
    else:
        yield from streaks.between(_occurrences(version, begin, last), last)


def _occurrences(version: Version, begin: date, last: date) -> Iterator[date]:
    """Return the days of a rhythm from `begin` to the first one after `last`."""
    for day in days_of(version.rhythm, version.rhythm_from or begin, begin):
        yield day
        if day > last:
            return


def _rules(part: Sequence[Version]) -> list[Rule]:
    """Return what keeps a period, one rule for each version; on the day of an alteration both hold."""
    firsts = [date.min, *(version.since for version in part[1:])]
    lasts = [*firsts[1:], date.max]
    return [_rule(version, Span(*days)) for version, *days in zip(part, firsts, lasts, strict=True)]


def _rule(version: Version, held: Span) -> Rule:
    measure, per = version.counts, period_of(version)
    if measure is None or not measure.is_habit:
        return Rule(per=per, held=held)
    return Rule(measure.target or 1, at_most=measure.direction == "down", unit=measure.unit, per=per, held=held)
