"""A goal's own rhythm as calendars have it: its first time, and the rule by which it comes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from bot.dates.rhythm import is_within_a_day, names_days, recurring, time_of
from bot.dates.workdays import instant

if TYPE_CHECKING:
    from bot.dates.workdays import Calendar
    from bot.models import Goal

_LAST = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rhythm in a calendar."""

    first: date | datetime
    """A whole day, or a moment on its owner's clock."""
    rule: str
    """RFC 5545, without a time of its own."""


def recurrence(goal: Goal, calendar: Calendar) -> Recurrence | None:
    """Return how a goal comes again until it is due; None where its rhythm names neither days nor an hour.

    How often in a week something is done, on whichever days, stands in no calendar. Days off are its owner's to see
    there, so none is moved.
    """
    at = time_of(goal.rhythm) if goal.rhythm else None
    if not goal.rhythm or is_within_a_day(goal.rhythm) or not (at or names_days(goal.rhythm)):
        return None
    found = recurring(goal.rhythm, goal.rhythm_from or goal.created_at.date(), goal.due_on)
    if found is None:
        return None
    first, last, rule = found
    if at is None:
        return Recurrence(first, f"{rule};UNTIL={last:%Y%m%d}" if last is not None else rule)
    # Beside a moment with a time zone, the end is one in UTC (RFC 5545, 3.3.10).
    end = instant(datetime.combine(last, _LAST), calendar.zone).astimezone(UTC) if last is not None else None
    begin = datetime.combine(first, at, calendar.zone)
    return Recurrence(begin, f"{rule};UNTIL={end:%Y%m%dT%H%M%SZ}" if end is not None else rule)
