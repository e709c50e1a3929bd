"""The port by which nudges leave: what an adapter must offer, and how it says that a message did not go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from bot.messages import Address, Reply


class Outgoing(Protocol):
    """One platform, as the deliverer sees it."""

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send `reply` to a person and return the platform's id of the message.

        `key` (at most 25 characters) is the same however often this message is tried: a platform that knows
        such keys shows it once. Raises NotSent, Undeliverable or Uncertain.
        """
        ...

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return the id of the message sent with `key` after `since`, None if there is none.

        Raises CannotTell, or NotSent where it cannot be found out just now.
        """
        ...


@runtime_checkable
class Changing(Protocol):
    """A platform on which a message can be changed once it is sent; anywhere else, a new one follows it."""

    async def change(self, to: Address, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of the message that `send` returned `receipt` for; one that is gone is no fault.

        Raises NotSent, Undeliverable or Uncertain.
        """
        ...


class CannotTell(Exception):  # noqa: N818 - an outcome, not an error
    """The platform does not let us look whether a message arrived, nor does it know keys."""


class _Unsettled(Exception):  # noqa: N818 - an outcome, not an error
    """A message did not go, as far as we know."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """In words, for the ledger."""


class NotSent(_Unsettled):
    """The platform did not take the message, and may later (a rate limit, no connection)."""

    def __init__(self, reason: str, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        """How long the platform wants us to wait."""


class Undeliverable(_Unsettled):
    """The platform will never take this message; the reason is told to the person."""


class Uncertain(_Unsettled):
    """The platform may or may not have taken the message: the answer was lost."""
