"""Column types and columns that several tables share."""

from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Enum
from sqlmodel import SQLModel

from bot.dates.due import Due


def state_column(states: type[StrEnum]) -> Enum:
    """Store an enumeration as a short text, so that a new state needs no migration of a type."""
    return Enum(states, native_enum=False, create_constraint=False, length=16)


class Dated(SQLModel):
    """What goals and milestones share: a due date as the person said it, and a check-in put off."""

    due_on: date | None = None
    """The day it is due, on the person's own calendar (or `due_zone`'s)."""
    due_at: time | None = None
    """The wall time, if the person typed one."""
    due_zone: str | None = None
    """IANA zone of that wall time, if it is not to move with the person."""
    due_said: str = ""
    """The words of a date that is only roughly one, for example `Q3`; then `due_on` is the last day it may mean."""
    dated_at: datetime | None = None
    """When this due date was given."""
    later_at: datetime | None = None
    """The moment to which the person put off the check-in, if they did."""

    @property
    def due(self) -> Due | None:
        """The due date as one value."""
        if self.due_on is None:
            return None
        return Due(self.due_on, self.due_at, ZoneInfo(self.due_zone) if self.due_zone else None, self.due_said)

    def set_due(self, due: Due | None, now: datetime) -> None:
        """Give it a due date, or take it away; a check-in that was put off is forgotten."""
        self.due_on = due.on if due else None
        self.due_at = due.at if due else None
        self.due_zone = due.zone.key if due and due.zone else None
        self.due_said = due.said if due else ""
        self.dated_at = now if due else None
        self.later_at = None
