"""A message on its way, and what can become of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from scheduler.due import DueCelebration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.messages import Address
    from bot.models import Nudge
    from scheduler.due import Taken


class Intent(NamedTuple):
    """The row that was written before a message is sent: after a crash, only what has one is in doubt."""

    id: int
    key: str
    """By which the platform can recognise the message."""
    user_id: str
    """The account that it goes to."""
    at: datetime
    """When it was first about to be sent."""


class Message(NamedTuple):
    """A message about to be sent."""

    intent: Intent
    token: str
    """The token of the lease: once the lease is lost, settling changes no nudge."""
    taken_at: datetime
    """When it was taken; it is worded as of this moment."""
    begin_by: datetime
    """The last moment to begin it: later, it might still be under way when its lease ends."""
    to: Address
    bundle: Sequence[Taken]
    """All that it tells, as it was when it was taken."""

    @property
    def again(self) -> bool:
        """Whether it was tried before, and may have arrived."""
        return self.bundle[0].earlier is not None

    @property
    def changes(self) -> str:
        """The platform's id of the message that it changes; empty if it is a new one."""
        first = self.bundle[0]
        return first.changes if isinstance(first, DueCelebration) else ""

    @property
    def nudges(self) -> list[Nudge]:
        """The nudges that it carries."""
        return [due.nudge for due in self.bundle]

    @property
    def nudge_ids(self) -> list[int]:
        """The row ids of its nudges."""
        return [due.nudge.id for due in self.bundle]


class Sent(NamedTuple):
    """The platform took it."""

    message: Message
    receipt: str
    blindly: bool = False
    """It was tried before, and the platform does not let us look whether that arrived."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """It is to be tried again."""

    message: Message
    reason: str
    wait: timedelta | None
    """How long the platform wants us to wait; None leaves that to our policy."""
    doubt: bool
    """Whether it may have arrived all the same."""
    fault: bool = False
    """Whether it is a fault of ours, which may never pass."""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """It was not begun, and is given back."""

    message: Message
    reason: str
    until: datetime
    """When it may be taken again."""


@dataclass(frozen=True, slots=True)
class Never:
    """No try will help."""

    message: Message
    reason: str


Outcome: TypeAlias = Sent | NotYet | KeptBack | Never
