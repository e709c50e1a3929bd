"""The pictures of a goal, as values to draw: its progress beside the pace, and the calendar of its streak; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.charts.progress import told
from bot.charts.values import Mark, Point, Progress, Stand, Streak
from bot.checkins import wording
from bot.checkins.counting import stood_after
from bot.checkins.streaks import Outcome, called, streak
from bot.goals.progress import begins, period_of
from bot.messages import Chart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.checkins.standing import Standing
    from bot.checkins.streaks import Period
    from bot.models import Goal

MOST = 200
"""Points of one line: more than there are pixels to tell them apart."""


def course(standing: Standing, said: Sequence[tuple[date, float]]) -> Chart | None:
    """Return how a goal moved; `said` are the numbers given, oldest first. None where there is nothing to draw yet.

    The picture says how it stands as the words beside it do: by the owner's own word, if there is one.
    """
    goal, measure, at = standing.goal, standing.goal.counts, standing.progress
    if goal.is_habit:
        return None
    counted = None
    if measure is not None and measure.target is not None and measure.has_number:
        begin, target, unit = begins(goal, standing.tally), measure.target, measure.unit or ""
        points = _one_a_day(((standing.begun, begin),) if measure.start is not None else (), said)
    else:
        begin, target, unit = 0.0, 100.0, "%"
        by_steps = not standing.on_the_road
        points = _shares(standing) if by_steps else [(standing.today, float(at.percent))]
        counted = (at.done, at.all) if by_steps and at.all else None
    pace = tuple((mark.on, begin + (target - begin) * mark.percent / 100) for mark in standing.pace)
    if not points and not pace:
        return None
    stand = standing.confidence if goal.ended_at is None else None
    wanted = begin + (target - begin) * standing.expected / 100 if standing.expected is not None else None
    picture = Progress(
        standing.today,
        begin,
        target,
        tuple(Point(*point) for point in _thinned(points)),
        tuple(Point(*point) for point in pace),
        goal.due_on,
        unit,
        Stand[stand.name] if stand else None,
        wanted,
        counted,
        is_open=goal.ended_at is None,
    )
    return Chart(_course_in_words(standing, told(picture)), picture)


def _course_in_words(standing: Standing, headline: str) -> str:
    """Say where it stands, and what the picture's `headline`, the pace and the owner say."""
    is_over = standing.goal.ended_at is not None
    last = standing.last.confidence if standing.last and not is_over else None
    own = f"By its owner's own word {last}" if last else ""
    words = (
        standing.progress.words,
        "" if is_over else headline,
        wording.against_pace(standing),
        own,
        wording.stepped_back(standing),
    )
    alt = ". ".join(part.rstrip(".") for part in words if part)
    return f"{alt[:1].upper()}{alt[1:]}."


def added_up(goal: Goal, said: Sequence[tuple[date, float]], total: float) -> list[tuple[date, float]]:
    """Return where a team stood after each contribution; `total` is that of all, even of those left out of `said`."""
    so_far = total - sum(value for _, value in said)
    found: list[tuple[date, float]] = []
    for on, value in said:
        so_far += value
        found.append((on, stood_after(goal, so_far)))
    return found


def _one_a_day(first: Sequence[tuple[date, float]], said: Sequence[tuple[date, float]]) -> list[tuple[date, float]]:
    days: Mapping[date, float] = dict([*first, *said])
    return sorted(days.items())


def _shares(standing: Standing) -> list[tuple[date, float]]:
    """Return the share of milestones done, after each."""
    counting = [step for step in standing.steps if step.is_counted]
    ended = sorted(standing.calendar.day_of(step.ended_at) for step in counting if step.ended_at is not None)
    return _one_a_day((), [(on, 100 * place / len(counting)) for place, on in enumerate(ended, 1)])


def _thinned(points: Sequence[tuple[date, float]]) -> tuple[tuple[date, float], ...]:
    """Leave out what nobody could see; the first and the last stay."""
    if len(points) <= MOST:
        return tuple(points)
    step = (len(points) - 1) / (MOST - 1)
    return tuple(points[round(n * step)] for n in range(MOST))


def diary(standing: Standing) -> Chart | None:
    """Return how the days of a habit went; None for a goal that has no streak."""
    if not standing.periods:
        return None
    found, per = streak(standing.periods), called(standing.periods, period_of(standing.goal))
    counts = f"Kept {found.kept}, missed {found.missed}, excused {found.excused}"
    done = sorted({day for period in standing.periods for day in period.days} | {*standing.extra_days})
    squares, periods = _squares(standing.periods, standing.today, wide=_are_wide(standing.periods, per))
    days = tuple(sorted((dict.fromkeys(standing.extra_days, Mark.done) | dict(squares)).items()))
    since = min([standing.begun, *done])
    alt = f"{wording.in_a_row(found, per).capitalize()}. {counts}. {wording.days_told(done, standing.today)}."
    starts = standing.week_starts
    return Chart(alt, Streak(standing.today, days, found.current, found.longest, per, starts, since, periods))


def _are_wide(periods: Sequence[Period], per: str) -> bool:
    """Tell whether each period takes a week or more; the last one of a rhythm only goes to today."""
    return per in _WIDE or (len(periods) > 1 and all(period.span.days >= _A_WEEK for period in periods[:-1]))


def _squares(periods: Sequence[Period], today: date, *, wide: bool) -> tuple[_Marks, _Marks]:
    """Return how each day went, and how each period did: a day is judged only where it is a period, or begins one."""
    days: dict[date, Mark] = {day: Mark.done for period in periods for day in period.days}
    judged = [(period, _MARKS[period.outcome]) for period in periods if period.outcome in _MARKS]
    if wide:
        return tuple(sorted(days.items())), tuple((_sign_day(period, today), mark) for period, mark in judged)
    for period in periods:
        mark = _MARKS.get(period.outcome)
        if period.days and period.span.days == 1 and period.outcome in _UNFINISHED:
            days[period.span.first] = Mark.begun
        elif mark and (not period.days or (mark is Mark.missed and period.span.days == 1)):
            days[period.span.first] = mark
    return tuple(sorted(days.items())), ()


def _sign_day(period: Period, today: date) -> date:
    """Return the day under which the sign of a period stands: the middle of its last seven days.

    A period need not begin with the picture's weeks; so each has a week of its own, that which it shares most days
    with. One that is still running has come to its first seven days at least.
    """
    last = period.span.last - _HALF_A_WEEK
    return last if period.span.last < today else max(min(last, today), period.span.first + _HALF_A_WEEK)


_Marks: TypeAlias = "tuple[tuple[date, Mark], ...]"
_MARKS = {Outcome.kept: Mark.done, Outcome.missed: Mark.missed, Outcome.excused: Mark.excused}
_UNFINISHED = (Outcome.running, Outcome.excused)
_WIDE = ("week", "month", "quarter", "year")
_A_WEEK = 7
_HALF_A_WEEK = timedelta(days=3)
