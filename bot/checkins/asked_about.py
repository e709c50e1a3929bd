"""The day that an answer to a question about a habit counts for: pure rules."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.checkins.streaks import A_DAY
from bot.dates.rhythm import days_of, names_days
from bot.goals.progress import in_periods, on_its_days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from zoneinfo import ZoneInfo

    from bot.checkins.streaks import Beat
    from bot.models import Goal

_A_TICK = timedelta(seconds=1)


def is_of_a_period(goal: Goal) -> bool:
    """Tell whether a habit is to be done some time in a week, a month or another period, and on no day of its own."""
    if not goal.is_habit or on_its_days(goal):
        return False
    if per := in_periods(goal):
        return per != "day"
    return bool(goal.rhythm) and not names_days(goal.rhythm)


def asked_about(goal: Goal, beats: Iterable[Beat], asked: date, begun: date) -> date:
    """Return the day that is meant by what is answered to a question of the day `asked`.

    A question asks about its own day. On the first day of a period it asks about the period that has just ended,
    unless that is a day of the habit's own rhythm, or nothing was before it.
    """
    if not is_of_a_period(goal) or asked <= begun or _is_its_own(goal, asked, begun):
        return asked
    return asked - A_DAY if any(beat.span.first == asked for beat in beats) else asked


def _is_its_own(goal: Goal, day: date, begun: date) -> bool:
    """Tell whether a habit's rhythm names this very day, as `5 km every Monday` names a Monday."""
    named = bool(goal.rhythm) and names_days(goal.rhythm)
    return named and next(days_of(goal.rhythm, goal.rhythm_from or begun, day), None) == day


def answered_at(goal: Goal, at: datetime, on: date, zone: ZoneInfo) -> datetime:
    """Return the moment up to which questions are answered by what was said `at` one for the day `on`.

    A habit's day is answered for by itself alone: yesterday's question that is answered today leaves today's to be
    asked. What is said of a period's last day may be the answer to a question of the day after.
    """
    if not goal.is_habit:
        return at
    over = on + (2 if is_of_a_period(goal) else 1) * A_DAY
    return min(at, datetime.combine(over, time(0), zone) - _A_TICK)
