"""Goals."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from bot.coach.verdicts import Measure
from bot.models.columns import Dated, state_column


class GoalState(StrEnum):
    """Where a goal is in its life; only an active one sends nudges."""

    draft = "draft"
    """Still too wide to work on: kept, and never asked about."""
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
    reason: str = ""
    """Why its owner wants it, in their own words: for nobody else's eyes, ever."""
    wording: str = ""
    """How its owner wants it told to others, if not by its title."""
    measure: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """How progress is counted: the fields of `Measure`."""
    rhythm: str = ""
    """An RFC 5545 rule, if the goal names one."""
    elements: str = ""
    """Keys of the career elements that it serves, comma between them; empty: they are read from its words."""
    obstacle: str = ""
    """What may come in between …"""
    response: str = ""
    """… and what its owner will do then."""
    leaving: bool = False
    """It implies leaving the employer: nothing of that is ever told to anybody else."""
    ended_at: datetime | None = None
    """When it was achieved or dropped."""
    milestones_numbered: int = 0
    """The highest milestone number given so far; numbers are never given twice."""
    created_at: datetime

    @property
    def counts(self) -> Measure | None:
        """How progress is counted, as one value."""
        return Measure(**self.measure) if self.measure else None

    @property
    def ref(self) -> str:
        """How a person names it, for example `7`."""
        return str(self.number)
