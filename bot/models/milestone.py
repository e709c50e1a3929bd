"""Milestones: the steps on the way to a goal."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from bot.models.columns import Dated, state_column


class MilestoneState(StrEnum):
    """Whether a milestone is still ahead."""

    open = "open"
    done = "done"
    dropped = "dropped"
    withdrawn = "withdrawn"
    """Its adding was undone: shown nowhere, kept for the ledger."""

    @property
    def said(self) -> str:
        """What people are told."""
        return str(self)


class Milestone(Dated, table=True):
    """One step on the way to a goal."""

    __table_args__ = (UniqueConstraint("goal_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    number: int
    """Its place in its goal: the 2 of `1.2`."""
    title: str
    value: float | None = None
    """Where the goal's number should stand by then; it draws the line of the expected pace."""
    place: float = 0
    """Where it stands among its goal's milestones; those in the same place go by number."""
    state: MilestoneState = Field(
        default=MilestoneState.open,
        sa_type=state_column(MilestoneState),
    )
    ended_at: datetime | None = None
    """When it was done or dropped."""
    created_at: datetime

    @property
    def is_counted(self) -> bool:
        """Tell whether it counts for its goal's progress; one that was dropped does not."""
        return self.state in (MilestoneState.open, MilestoneState.done)
