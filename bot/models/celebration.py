"""Celebrations: what was reached and is told in a channel, with its owner's yes, and who cheered."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import state_column


class CelebrationState(StrEnum):
    """Whether its owner's yes still stands."""

    told = "told"
    withdrawn = "withdrawn"
    """The yes was undone."""


class Celebration(SQLModel, table=True):
    """A goal that was reached, or the last milestone of one, told once in the channel that sees it."""

    # The row id stands in the button below what was told: none is given twice, not even after that was forgotten.
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    """The last milestone of the goal, if that is what is celebrated."""
    person_id: int = Field(foreign_key="person.id", index=True)
    """Who set the goal, and said yes."""
    platform: str
    realm: str
    channel: str
    """Where it is told."""
    reached_at: datetime
    """When it ended: what is taken up again and reached once more is another thing to celebrate."""
    state: CelebrationState = Field(default=CelebrationState.told, sa_type=state_column(CelebrationState))
    at: datetime
    """When its owner said yes."""


class CheerState(StrEnum):
    """Whether it still stands."""

    given = "given"
    withdrawn = "withdrawn"


class Cheer(SQLModel, table=True):
    """One person's applause."""

    __table_args__ = (UniqueConstraint("celebration_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    celebration_id: int = Field(foreign_key="celebration.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: CheerState = Field(default=CheerState.given, sa_type=state_column(CheerState))
    at: datetime
