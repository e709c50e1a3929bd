"""A due date as a person gives it: a day, perhaps with a clock time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.dates.wording import day
from bot.dates.workdays import instant

if TYPE_CHECKING:
    from bot.dates.workdays import Calendar

SHORT_NOTICE = timedelta(hours=1)
"""How long after it was set a thing due today is asked about, when work has already started."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day, and the wall time where one was given; the instant is computed when it is needed."""

    on: date
    at: time | None = None
    zone: ZoneInfo | None = None
    """The zone that the words named; None is the person's own, wherever they are then."""
    said: str = ""
    """The words, where they are only roughly a date: shown as said, asked about on the last day they may mean."""
    whose: Calendar | None = field(default=None, compare=False, repr=False)
    """The calendar that it goes by, where it is not that of whoever looks: a moment is one moment for everybody."""

    @classmethod
    def exactly(cls, moment: datetime) -> Due:
        """Return what `in 2 hours` means: one instant, whatever clocks do meanwhile."""
        there = moment.astimezone(UTC)
        return cls(there.date(), there.time(), ZoneInfo("UTC"))

    def moment(self, calendar: Calendar) -> datetime:
        """Return the instant at which it is due: the clock time, or else the end of that day."""
        if self.at is not None:
            return instant(datetime.combine(self.on, self.at), self.zone or (self.whose or calendar).zone)
        return instant(datetime.combine(self.on + timedelta(days=1), time(0)), (self.whose or calendar).zone)

    def check_in(self, calendar: Calendar, given_at: datetime) -> datetime:
        """Return the instant to ask about it.

        A clock time that the person typed is honoured as typed. A bare date means their start of work, on a
        working day; for one given on the day itself after work has started, an hour after it was given.
        """
        calendar = self.whose or calendar
        if self.at is not None:
            return self.moment(calendar)
        rolled = calendar.start_on(calendar.rolled(self.on))
        if rolled > given_at:
            return rolled
        if self.is_short_notice(calendar, given_at):
            return calendar.after_quiet_hours((given_at + SHORT_NOTICE).replace(second=0, microsecond=0))
        return calendar.start_of_work(self.on)

    def is_short_notice(self, calendar: Calendar, given_at: datetime) -> bool:
        """Tell whether it was given when work had already started on its day."""
        return self.at is None and (self.whose or calendar).start_of_work(self.on) <= given_at

    def days_left(self, now: datetime) -> int:
        """Return how many days ahead it is, on its own calendar, or on that of `now`; below zero for a day gone by."""
        zone = self.zone or (self.whose.zone if self.whose is not None else now.tzinfo)
        return (self.on - now.astimezone(zone).date()).days

    def on_clock(self, calendar: Calendar) -> Due:
        """Return the same moment as those say it who live by `calendar`; a bare day is the same day for everybody."""
        if self.at is None or self.zone is not None or self.whose is None or self.whose.zone == calendar.zone:
            return self
        there = self.moment(calendar).astimezone(calendar.zone)
        return replace(self, on=there.date(), at=there.time(), whose=calendar)

    def shown(self, calendar: Calendar) -> str | date | datetime:
        """Return what to show: the words as said, the day alone, or the moment on the clock of whoever looks."""
        if self.said:
            return f"{self.said} (until {day(self.on)})"
        return self.on if self.at is None else self.moment(calendar).astimezone(calendar.zone)


def typed(due: Due) -> str:
    """Return the words that mean this date, as one would type them."""
    zone = f" {due.zone.key}" if due.zone else ""
    return f"{due.on.isoformat()} {due.at:%H:%M}{zone}" if due.at else due.on.isoformat()
