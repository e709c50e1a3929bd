"""Shares: what one other person has to do with a goal."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import state_column


class Role(StrEnum):
    """What a person has to do with somebody else's goal."""

    owner = "owner"
    """Owns it together with the one who set it: sees it whole but for the private reason, and may change it."""
    witness = "witness"
    """Sees how it stands, and nothing else."""
    manager = "manager"
    """Sees how it stands with its milestones, numbers and dates, and changes nothing."""
    contributor = "contributor"
    """Adds to a team's goal."""

    @property
    def named(self) -> str:
        """What somebody of this role is called: who owns a goal beside the one who set it is a co-owner."""
        return "co-owner" if self is Role.owner else str(self)

    @property
    def one(self) -> str:
        """One of them, in a sentence: `a witness`."""
        return f"a {self.named}"


class ShareState(StrEnum):
    """Whether both have agreed; only then anything is seen."""

    asked = "asked"
    agreed = "agreed"
    declined = "declined"
    ended = "ended"
    inherited = "inherited"
    """Whoever set the goal was forgotten, and this person goes on with it as its owner: told to them once."""
    withdrawn = "withdrawn"
    """The asking was undone: shown nowhere, kept for the log."""


class Share(SQLModel, table=True):
    """One person's part in a goal that somebody else set."""

    __table_args__ = (UniqueConstraint("goal_id", "person_id"), UniqueConstraint("person_id", "number"))

    id: int = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=state_column(Role))
    state: ShareState = Field(default=ShareState.asked, sa_type=state_column(ShareState))
    number: int | None = None
    """What this person calls the goal by, among their own; none before they agreed."""
    asked_at: datetime
