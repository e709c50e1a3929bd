"""A person's own calendar: zone, working days, days off, start of work, quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from bot.dates.holidays import holiday

if TYPE_CHECKING:
    from collections.abc import Iterator

MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_ABSENCE = 800
"""Days looked ahead for a day to work on; times off end within a year, so they are never longer."""


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which clocks in `zone` show the naive wall time `local`.

    A wall time that a clock change skips becomes the first minute after the gap; one that comes twice is the
    first of the two, unless `local.fold` asks for the second.
    """
    return _instant(local, local.fold, zone)


@lru_cache(maxsize=4096)
def _instant(local: datetime, _fold: int, zone: ZoneInfo) -> datetime:
    """Return the moment; many have theirs at the same wall time, and two that differ in their fold alone are equal."""
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Find, to the second, the change that skips `local`: it lies between the two readings of that wall time."""
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a person can be reached, on their own clock."""

    zone: ZoneInfo
    work_start: time = time(9)
    """The wall time at which check-ins without a clock time of their own arrive."""
    work_days: frozenset[int] = MONDAY_TO_FRIDAY
    """Days of the week, Monday is 0."""
    quiet_from: time = time(20)
    """Nothing is sent from this wall time on …"""
    quiet_to: time = time(8)
    """… until this one; equal times mean that no hour is quiet."""
    country: str = ""
    """ISO 3166 code, perhaps with a subdivision (`DE-BY`), whose public holidays are days off; empty: none."""
    absences: tuple[tuple[date, date], ...] = ()
    """Times off, each from its first day to its last."""
    roll: Literal["before", "after", "skip"] = "after"
    """Where a check-in goes whose day is a day off; a due date is never skipped, it goes after."""

    def day_of(self, moment: datetime) -> date:
        """Return the day that an aware moment falls on in this zone."""
        return moment.astimezone(self.zone).date()

    def day_off(self, day: date) -> str:
        """Say why nothing is asked on `day`, in words that follow a colon; empty if it is a day to work on."""
        if self.is_away(day):
            return "you are off"
        if self.work_days and day.weekday() not in self.work_days:
            return "no working day of yours"
        return holiday(self.country, day)

    def closed(self, day: date) -> str:
        """Say why nothing is asked on `day` even at a wall time of its own: a time off or a public holiday."""
        return "you are off" if self.is_away(day) else holiday(self.country, day)

    def is_away(self, day: date) -> bool:
        """Tell whether the person has taken `day` off."""
        return bool(self.absences) and any(first <= day <= last for first, last in self.absences)

    def work_days_from(self, day: date, step: int = 1) -> Iterator[date]:
        """Return the days to work on, from `day` on, or with a `step` of -1 back from it."""
        for ahead in range(LONGEST_ABSENCE):
            candidate = day + timedelta(days=ahead * step)
            if not self.day_off(candidate):
                yield candidate

    def work_day(self, day: date) -> date:
        """Return `day`, or the next day to work on."""
        return next(self.work_days_from(day), day)

    def work_day_before(self, day: date) -> date:
        """Return `day`, or the last day to work on before it."""
        return next(self.work_days_from(day, -1), day)

    def rolled(self, day: date) -> date:
        """Return `day`, or the day to work on that the roll rule puts in its place."""
        return self.work_day_before(day) if self.roll == "before" else self.work_day(day)

    def work_days_after(self, day: date, count: int) -> date:
        """Return the day to work on that is `count` of them after `day`, or before it if `count` is below zero."""
        step = 1 if count > 0 else -1
        days = self.work_days_from(day + timedelta(days=step), step)
        return next((found for number, found in enumerate(days, 1) if number == abs(count)), day)

    def start_of_work(self, day: date) -> datetime:
        """Return the moment work starts on `day`, or on the next day to work on if `day` is not one."""
        return self.start_on(self.work_day(day))

    def start_on(self, day: date) -> datetime:
        """Return the moment work would start on exactly this day."""
        return self.after_quiet_hours(instant(datetime.combine(day, self.work_start), self.zone))

    def is_quiet(self, at: time) -> bool:
        """Tell whether the wall time `at` lies in the quiet hours."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to

    def after_quiet_hours(self, moment: datetime) -> datetime:
        """Return `moment`, or the end of the quiet hours that it falls into."""
        local = moment.astimezone(self.zone)
        if not self.is_quiet(local.time()):
            return moment
        day = local.date() + timedelta(days=int(local.time() >= self.quiet_to))
        return instant(datetime.combine(day, self.quiet_to), self.zone)
