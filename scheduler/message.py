"""A message on its way, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.messages import Address, Reply
    from bot.models import Nudge


@dataclass(frozen=True, slots=True)
class Intent:
    """The row that says that a message is about to be sent."""

    id: int
    key: str
    """What the platform may know the message by."""
    user_id: str
    """The account that it goes to."""
    at: datetime
    """When it was first about to be sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message about to be sent."""

    intent: Intent
    token: str
    """Of the lease: what is settled after it was lost changes no nudge."""
    until: datetime
    """The end of the lease."""
    to: Address
    nudges: Sequence[Nudge]
    """As they were when they were taken."""
    reply: Reply
    again: bool
    """It was tried before and may have arrived."""

    @property
    def nudge_ids(self) -> list[int]:
        """Its nudges' rows."""
        return [nudge.id for nudge in self.nudges]


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it."""

    message: Message
    receipt: str


@dataclass(frozen=True, slots=True)
class NotYet:
    """Another try is due."""

    message: Message
    reason: str
    wait: timedelta | None
    """How long the platform wants us to wait; None: as our policy has it."""
    doubt: bool
    """It may have arrived."""


@dataclass(frozen=True, slots=True)
class Never:
    """No try will help."""

    message: Message
    reason: str


Outcome: TypeAlias = Sent | NotYet | Never
