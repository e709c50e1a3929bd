"""Arithmetic with days: ends of months, working days, weeks, lengths of time."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

LAST_YEAR = 9990
"""Nobody plans beyond; arithmetic stays clear of the end of the calendar."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, as people count it."""

    months: int = 0
    days: int = 0
    workdays: int = 0
    seconds: int = 0
    clock: bool = False
    """True when it was said in hours, minutes or seconds: an exact stretch, not a number of days."""

    def plus(self, other: Length) -> Length:
        """Return both lengths one after the other."""
        return Length(
            self.months + other.months,
            self.days + other.days,
            self.workdays + other.workdays,
            self.seconds + other.seconds,
            self.clock or other.clock,
        )


def length_of(count: float, unit: str) -> Length:
    """Return `count` of a unit; what is left of a half month is fifteen days, of a half day twelve hours."""
    months = {"month": 1, "quarter": 3, "halfyear": 6, "year": 12, "decade": 120}.get(unit)
    if months is not None:
        whole, part = divmod(count * months, 1)
        return Length(months=int(whole), days=round(part * 30))
    seconds = {"second": 1, "minute": 60, "hour": 3600}.get(unit)
    if seconds is not None:
        return Length(seconds=round(count * seconds), clock=True)
    if unit == "workday":
        return Length(workdays=round(count))
    days = count * {"week": 7, "fortnight": 14, "weekend": 7}.get(unit, 1)
    if unit == "day" and days % 1:
        return Length(days=int(days), seconds=round(days % 1 * 86400), clock=True)
    return Length(days=-int(-days // 1))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date | None:
    """Return the same day `months` later, or that month's last; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date | None:
    """Return the day `days` later, None beyond the calendar."""
    if abs(days) > 3_000_000 or not 400 < day.toordinal() + days < LAST_YEAR * 365:
        return None
    return day + timedelta(days=days)


def add_workdays(day: date, count: int, working: AbstractSet[int]) -> date | None:
    """Return the day on which the `count`-th working day after (or before) `day` falls."""
    if not working or abs(count) > 10_000:
        return None
    step = 1 if count >= 0 else -1
    weeks, left = divmod(abs(count), len(working))
    moved = add_days(day, step * 7 * max(weeks - 1, 0))
    left += len(working) if weeks else 0
    while moved and left:
        moved = add_days(moved, step)
        left -= bool(moved and moved.weekday() in working)
    return moved


def add(day: date, length: Length, working: AbstractSet[int], sign: int = 1) -> date | None:
    """Return the day that lies `length` after `day`, or before it for a `sign` of -1; clock units left out."""
    moved = add_months(day, sign * length.months)
    moved = moved and add_days(moved, sign * length.days)
    return moved and (add_workdays(moved, sign * length.workdays, working) if length.workdays else moved)


def add_exactly(now: datetime, length: Length, working: AbstractSet[int], sign: int = 1) -> datetime | None:
    """Return the wall time, with its fold, that clocks show when `length` has passed: hours are absolute."""
    day = add(now.date(), length, working, sign)
    if day is None or abs(length.seconds) > 3_000_000_000:
        return None
    there = datetime.combine(day, now.time().replace(microsecond=0), now.tzinfo)
    try:
        moved = there.astimezone(UTC) + sign * timedelta(seconds=length.seconds)
        return moved.astimezone(now.tzinfo).replace(tzinfo=None)
    except OverflowError:
        return None


def next_weekday(after: date, weekday: int) -> date:
    """Return the next such weekday strictly after a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def week_of(day: date, week_start: int) -> date:
    """Return the first day of the week in which `day` lies."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def day_in_week(first: date, weekday: int) -> date:
    """Return the given weekday of the week that begins on `first`."""
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def week_close(first: date) -> date:
    """Return the Friday with which the week that begins on `first` ends."""
    return day_in_week(first, 4)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """Return the nth such weekday of a month, counted from its end if negative; None if it has not so many."""
    last = month_end(year, month)
    if nth < 0:
        day = last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    else:
        first = last.replace(day=1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if (day.year, day.month) == (year, month) else None


def weekend_around(day: date) -> tuple[date, date]:
    """Return the day that the weekend of a holiday ends on, and the other one that may be meant.

    It is the Sunday, and the holiday itself if that is a Monday: "by Labor Day weekend".
    """
    sunday = day + timedelta(days=6 - day.weekday())
    if day.weekday() < 3:
        return day, sunday - timedelta(days=7)
    return sunday, day
