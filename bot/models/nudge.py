"""Nudges, the messages that carry them, and the ledger that tells each one's story."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import state_column
from bot.models.occurrence import day_asked_for, kind_in

NudgeKey: TypeAlias = tuple[str, str]
"""The subject and the occurrence of a check-in, which tell it from every other one."""


class NudgeState(StrEnum):
    """What became of a planned check-in."""

    waiting = "waiting"
    sent = "sent"
    dropped = "dropped"
    """Not called for any more; it comes back if its cause does."""
    skipped = "skipped"
    """Its moment came and it was left out, for a reason that the ledger tells."""
    failed = "failed"


class Nudge(SQLModel, table=True):
    """One check-in, planned in the same transaction as the change that caused it.

    `run_at` says when the row may next be taken: when it is due, then when a lease ends, then when to try again.
    So a crashed lease simply comes due again.
    """

    __table_args__ = (UniqueConstraint("subject", "occurrence"),)
    """Its indexes over a part of the rows stand in `partial_indexes.py`."""

    id: int = Field(default=None, primary_key=True)
    subject: str
    """What it is about: `goal:7`, `milestone:12`, `share:3`, `snooze:4`, `team:2` or `celebration:5`, by row id."""
    occurrence: str
    """Which of the subject's check-ins or notices it is: the words of an `Occurrence` or a `Notice`."""
    person_id: int = Field(foreign_key="person.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    milestone_id: int | None = Field(default=None, foreign_key="milestone.id")
    share_id: int | None = Field(default=None, foreign_key="share.id")
    team_id: int | None = Field(default=None, foreign_key="team.id")
    celebration_id: int | None = Field(default=None, foreign_key="celebration.id")
    snooze_id: int | None = Field(default=None, foreign_key="snooze.id")
    platform: str
    realm: str
    """With `platform`: the lane that it leaves by."""
    channel: str = ""
    """The channel that it goes to; empty: a direct message to the person."""
    due_at: datetime
    run_at: datetime
    state: NudgeState = Field(default=NudgeState.waiting, sa_type=state_column(NudgeState))
    lease: str | None = None
    """The token of whoever took it last; a settlement with another token changes nothing."""
    followed: bool = False
    """What comes after it has been planned."""
    attempts: int = 0
    delivery_id: int | None = Field(default=None, foreign_key="delivery.id")
    """The message that carries it, once one was about to be sent."""

    @property
    def key(self) -> NudgeKey:
        """What tells it from every other check-in."""
        return self.subject, self.occurrence

    @property
    def kind(self) -> str:
        """Why it comes, in one word: that of its `Occurrence` or its `Notice`."""
        return kind_in(self.occurrence)

    @property
    def asked_for(self) -> date | None:
        """The day that a rhythm's check-in is for, whenever it is sent; None for any other nudge."""
        return day_asked_for(self.occurrence)


class DeliveryState(StrEnum):
    """What is known of a message."""

    intended = "intended"
    """About to be sent: after a crash, only these are uncertain."""
    sent = "sent"
    refused = "refused"


class Delivery(SQLModel, table=True):
    """One message to one person, carrying all that was due for them."""

    __table_args__ = (Index("delivery_of_a_day", "person_id", "intended_at"),)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=25)
    """What the platform may know this message by; Discord's nonce holds 25 characters."""
    person_id: int = Field(foreign_key="person.id")
    platform: str
    realm: str
    user_id: str
    channel: str = ""
    """The channel that it goes to; empty: a direct message to the user."""
    intended_at: datetime
    sent_at: datetime | None = None
    receipt: str = ""
    """The platform's id of the message."""
    state: DeliveryState = Field(
        default=DeliveryState.intended,
        sa_type=state_column(DeliveryState),
    )


class LedgerEntry(SQLModel, table=True):
    """One step in the life of a nudge, in words; never changed, never removed."""

    __tablename__ = "ledger"

    id: int = Field(default=None, primary_key=True)
    nudge_id: int = Field(foreign_key="nudge.id", index=True)
    at: datetime
    step: str
    """`planned`, `held`, `dropped`, `sending`, `sent`, `retrying`, `uncertain`, `failed` or `answered`."""
    words: str
