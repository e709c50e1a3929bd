"""People, and the accounts they speak from."""

from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from bot.dates.workdays import Calendar
from bot.models.columns import state_column


class Roll(StrEnum):
    """Where a check-in goes whose day is a day off; a due date is never skipped, it goes after."""

    before = "before"
    after = "after"
    skip = "skip"


class Celebrates(StrEnum):
    """Whether a channel is told when its owner reaches what is shown to it."""

    ask = "ask"
    always = "always"
    never = "never"


class TimeOffState(StrEnum):
    """Whether a time off still stands."""

    planned = "planned"
    withdrawn = "withdrawn"


class TimeOff(SQLModel, table=True):
    """Days on which a person is asked nothing."""

    __tablename__ = "time_off"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first: date
    last: date
    """Both days are off, on the person's own calendar."""
    state: TimeOffState = Field(default=TimeOffState.planned, sa_type=state_column(TimeOffState))


class Person(SQLModel, table=True):
    """Someone with goals."""

    id: int = Field(default=None, primary_key=True)
    name: str = ""
    locale: str = ""
    """BCP 47 tag of their language and country, as far as the platform tells."""
    zone: str = "UTC"
    """IANA name of the person's time zone."""
    zone_settled: bool = False
    """The zone came from the platform or the person, or the person was asked for it; otherwise it is a guess."""
    zone_chosen: bool = False
    """The person set the zone by hand, so the profile no longer changes it."""
    work_start: time = time(9)
    work_days: str = "01234"
    """Days of the week as digits, Monday is 0."""
    quiet_from: time = time(20)
    quiet_to: time = time(8)
    country: str = ""
    """ISO 3166 code, with a subdivision if there is one (`DE-BY`), whose public holidays are days off; empty: none."""
    roll: Roll = Field(default=Roll.after, sa_type=state_column(Roll))
    daily_nudges: int = 3
    """Messages a day, over all goals; what is more waits and joins the next."""
    celebrates: Celebrates = Field(default=Celebrates.ask, sa_type=state_column(Celebrates))
    """Whether what they reach is told in the channel that sees it, without being asked each time."""
    goals_numbered: int = 0
    """The highest goal number given so far; numbers are never given twice."""
    created_at: datetime
    absences: list["TimeOff"] = Relationship(sa_relationship_kwargs={"lazy": "selectin"})

    @property
    def called(self) -> str:
        """Their name, as others read it; a platform need not tell one."""
        return self.name or "Somebody"

    @property
    def calendar(self) -> Calendar:
        """When this person can be reached."""
        off = tuple((off.first, off.last) for off in self.absences if off.state is TimeOffState.planned)
        return _calendar(
            zone=self.zone,
            work_start=self.work_start,
            work_days=self.work_days,
            quiet_from=self.quiet_from,
            quiet_to=self.quiet_to,
            country=self.country,
            absences=off,
            roll=self.roll,
        )


@lru_cache(maxsize=1024)
def _calendar(
    *,
    zone: str,
    work_start: time,
    work_days: str,
    quiet_from: time,
    quiet_to: time,
    country: str,
    absences: tuple[tuple[date, date], ...],
    roll: Roll,
) -> Calendar:
    """Return a calendar; cached, as it is asked for again and again and most people share theirs."""
    return Calendar(
        zone=ZoneInfo(zone),
        work_start=work_start,
        work_days=frozenset(map(int, work_days)),
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        country=country,
        absences=absences,
        roll=roll.value,
    )


class Account(SQLModel, table=True):
    """One account of a person on one platform."""

    __table_args__ = (UniqueConstraint("platform", "realm", "user_id"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    realm: str = ""
    user_id: str
    undeliverable: str = ""
    """Why the last message could not be delivered; told to the person at their next command, then cleared."""
