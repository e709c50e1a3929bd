"""Column types and columns that several tables share."""

from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Enum
from sqlmodel import SQLModel

from bot.dates.due import Due
from bot.dates.rough import lasting
from bot.dates.workdays import Calendar


def state_column(states: type[StrEnum]) -> Enum:
    """Store an enumeration as a short text, so that a new state needs no migration of a type."""
    return Enum(states, native_enum=False, create_constraint=False, length=16)


class PutOff(SQLModel):
    """A check-in put off."""

    later_on: date | None = None
    """The day to which the person put off the check-in, if they did …"""
    later_at: time | None = None
    """… the wall time, if they typed one …"""
    later_zone: str | None = None
    """… and its zone, if that is not to move with the person."""
    later_given: datetime | None = None
    """When they put it off."""

    @property
    def whose(self) -> Calendar | None:
        """The calendar that its dates go by, where that is not the asker's."""
        found: Calendar | None = self.__dict__.get("whose_calendar")
        return found

    def goes_by(self, calendar: Calendar | None) -> None:
        """Read its dates on `calendar`, its owner's, where somebody else is the asker; this is not stored."""
        if calendar is not None:
            self.__dict__["whose_calendar"] = calendar

    @property
    def later(self) -> Due | None:
        """What the check-in was put off to, as one value."""
        return _due(on, self.later_at, self.later_zone, whose=self.whose) if (on := self.later_on) else None

    def asked_again(self, calendar: Calendar) -> datetime | None:
        """Return the moment that it was put off to, in UTC; None if it was not."""
        if (later := self.later) is not None and self.later_given is not None:
            return later.check_in(calendar, self.later_given)
        return None

    def put_off(self, to: Due | None, now: datetime) -> None:
        """Ask again at another time; the due date stays."""
        self.later_on, self.later_at, self.later_zone = _columns(to, self.whose)
        self.later_given = now if to else None


PUT_OFF = frozenset(PutOff.model_fields)
"""The columns that change when a check-in is put off."""


class Dated(PutOff):
    """What goals and milestones share: a due date as the person said it, and a check-in put off."""

    due_on: date | None = None
    """The day it is due, on the person's own calendar (or `due_zone`'s)."""
    due_at: time | None = None
    """The wall time, if the person typed one."""
    due_zone: str | None = None
    """IANA zone of that wall time, if it is not to move with the person."""
    due_said: str = ""
    """The words of a date that is only roughly one, for example `Q3`; then `due_on` is the last day it may mean.

    In older rows they may be such as `next month`; `due` has words that stay true.
    """
    dated_at: datetime | None = None
    """When this due date was given."""

    @property
    def due(self) -> Due | None:
        """The due date as one value."""
        return _due(on, self.due_at, self.due_zone, self.due_said, self.whose) if (on := self.due_on) else None

    def asked_at(self, calendar: Calendar) -> datetime | None:
        """Return the moment of its check-in, in UTC: as put off, or as it falls due."""
        if (again := self.asked_again(calendar)) is not None:
            return again
        if (due := self.due) is not None and self.dated_at is not None:
            return due.check_in(calendar, self.dated_at)
        return None

    def set_due(self, due: Due | None, now: datetime) -> None:
        """Give it a due date, or take it away; a check-in that was put off is forgotten."""
        self.due_on, self.due_at, self.due_zone = _columns(due, self.whose)
        self.due_said = due.said if due else ""
        self.dated_at = now if due else None
        self.put_off(None, now)


@lru_cache(maxsize=1024)
def _due(on: date, at: time | None, zone: str | None, said: str = "", whose: Calendar | None = None) -> Due:
    """Return a date as one value; cached, as each nudge asks for it several times and many rows share theirs."""
    return Due(on, at, ZoneInfo(zone) if zone else None, lasting(said, on) if said else "", whose)


def _columns(due: Due | None, whose: Calendar | None) -> tuple[date | None, time | None, str | None]:
    """Return the columns of a date: on the clock of its owner `whose`, where somebody else gave it on theirs."""
    if due is None:
        return None, None, None
    due = due.on_clock(whose) if whose is not None else due
    return due.on, due.at, due.zone.key if due.zone else None
