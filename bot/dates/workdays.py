"""A person's own calendar: zone, working days, start of work, quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MONDAY_TO_FRIDAY = frozenset(range(5))


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which clocks in `zone` show the naive wall time `local`.

    A wall time that a clock change skips becomes the first minute after the gap; one that comes twice is the
    first of the two, unless `local.fold` asks for the second.
    """
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

    def start_of_work(self, day: date) -> datetime:
        """Return the moment work starts on `day`, or on the next working day if `day` is not one."""
        while self.work_days and day.weekday() not in self.work_days:
            day += timedelta(days=1)
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
