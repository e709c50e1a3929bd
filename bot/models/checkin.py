"""Check-ins: how a goal stood when somebody said so."""

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from bot.models.columns import state_column


class Confidence(StrEnum):
    """Whether a goal will be reached in time, as its owner sees it."""

    on_track = "on track"
    at_risk = "at risk"
    off_track = "off track"


class CheckinState(StrEnum):
    """Whether what was said still stands."""

    given = "given"
    withdrawn = "withdrawn"
    """It was undone: shown nowhere, kept for the log."""


class Checkin(SQLModel, table=True):
    """What one person said of a goal on one day; all but one part may be missing."""

    id: int = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    """The milestone that it was said of; None: it was said of the goal as a whole."""
    person_id: int = Field(foreign_key="person.id", index=True)
    on: date
    """The day it speaks of, on the person's own calendar; earlier than `at` if it was given late."""
    at: datetime
    """When it was said."""
    value: float | None = None
    """Where the goal's number stands; for a habit how many times, for a team goal how much this person added."""
    confidence: Confidence | None = Field(default=None, sa_type=state_column(Confidence))
    note: str = ""
    blocker: str = ""
    """What stands in the way."""
    state: CheckinState = Field(default=CheckinState.given, sa_type=state_column(CheckinState))

    @property
    def says_nothing(self) -> bool:
        """Tell whether it says no more than that it goes on."""
        return self.value is None and not (self.confidence or self.note or self.blocker)
