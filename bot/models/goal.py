"""Goals."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.models.columns import Dated, state_column


class GoalState(StrEnum):
    """Where a goal is in its life; only an active one sends nudges."""

    active = "active"
    achieved = "achieved"
    dropped = "dropped"
    withdrawn = "withdrawn"
    """Its setting was undone: shown nowhere, kept for the ledger."""


class Goal(Dated, table=True):
    """Something that a person means to reach."""

    __table_args__ = (UniqueConstraint("person_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    number: int
    """What the owner calls it by."""
    title: str
    state: GoalState = Field(default=GoalState.active, sa_type=state_column(GoalState))
    ended_at: datetime | None = None
    """When it was achieved or dropped."""
    milestones_numbered: int = 0
    """The highest milestone number given so far; numbers are never given twice."""
    created_at: datetime

    @property
    def ref(self) -> str:
        """How a person names it, for example `7`."""
        return str(self.number)
