"""A message on its way, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.messages import Address
    from bot.models import Nudge
    from scheduler.due import Taken


class Intent(NamedTuple):
    """The row that says that a message is about to be sent."""

    id: int
    key: str
    """What the platform may know the message by."""
    user_id: str
    """The account that it goes to."""
    at: datetime
    """When it was first about to be sent."""


class Message(NamedTuple):
    """A message about to be sent."""

    intent: Intent
    token: str
    """Of the lease: what is settled after it was lost changes no nudge."""
    taken_at: datetime
    """When it was taken: what it says is of this moment."""
    begin_by: datetime
    """What is begun later might still be under way when its lease ends."""
    to: Address
    bundle: Sequence[Taken]
    """What is due for whom it goes to, as it was when it was taken."""

    @property
    def again(self) -> bool:
        """It was tried before and may have arrived."""
        return self.bundle[0].earlier is not None

    @property
    def nudges(self) -> list[Nudge]:
        """The nudges that it carries."""
        return [due.nudge for due in self.bundle]

    @property
    def nudge_ids(self) -> list[int]:
        """Their rows."""
        return [due.nudge.id for due in self.bundle]


class Sent(NamedTuple):
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
class KeptBack:
    """It was not begun, and is given back."""

    message: Message
    reason: str
    until: datetime
    """From when on it may be taken again."""


@dataclass(frozen=True, slots=True)
class Never:
    """No try will help."""

    message: Message
    reason: str


Outcome: TypeAlias = Sent | NotYet | KeptBack | Never
