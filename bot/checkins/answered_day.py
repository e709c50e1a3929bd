"""The day for which an answer to a habit's check-in counts: today, or the last day of the period just ended; pure."""

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

    from bot.checkins.streaks import Period
    from bot.models import Goal

_A_TICK = timedelta(seconds=1)


def is_of_a_period(goal: Goal) -> bool:
    """Tell whether a habit is to be done some time in a week, a month or another period, and on no day of its own."""
    if not goal.is_habit or on_its_days(goal):
        return False
    if per := in_periods(goal):
        return per != "day"
    return bool(goal.rhythm) and not names_days(goal.rhythm)


def answered_day(goal: Goal, periods: Iterable[Period], asked: date, begun: date) -> date:
    """Return the day for which an answer counts to a check-in that came on the day `asked`.

    A check-in asks about its own day. On the first day of a period it asks about the period that has just ended,
    unless the habit's rhythm names that very day, or there was no period before.
    """
    if not is_of_a_period(goal) or asked <= begun or _is_its_own(goal, asked, begun):
        return asked
    return asked - A_DAY if any(period.span.first == asked for period in periods) else asked


def _is_its_own(goal: Goal, day: date, begun: date) -> bool:
    """Tell whether a habit's rhythm names this very day, as `5 km every Monday` names a Monday."""
    named = bool(goal.rhythm) and names_days(goal.rhythm)
    return named and next(days_of(goal.rhythm, goal.rhythm_from or begun, day), None) == day


def answered_at(goal: Goal, at: datetime, on: date, zone: ZoneInfo) -> datetime:
    """Return the moment up to which check-ins are answered by what was said at the moment `at` for the day `on`.

    Each day of a habit is answered by itself: yesterday's check-in answered today leaves today's to be asked. What is
    said for a period's last day may answer the check-in of the day after.
    """
    if not goal.is_habit:
        return at
    over = on + (2 if is_of_a_period(goal) else 1) * A_DAY
    return min(at, datetime.combine(over, time(0), zone) - _A_TICK)
