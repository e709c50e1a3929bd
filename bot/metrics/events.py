"""What is counted, as values without anybody's name or words: so nothing of the kind can come into a metric.

Who has something to count is given a `Count` and tells it; what becomes of that is not their business.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from datetime import timedelta


class Became(StrEnum):
    """What became of a nudge when its moment had come."""

    sent = "sent"
    retried = "retried"
    """A try failed; there will be another."""
    given_up = "given_up"
    dropped = "dropped"
    """Not sent, as it was answered, not called for any more, or too old."""
    maybe_doubled = "maybe_doubled"
    """Sent again after a lost answer, where the platform does not let us look whether the first one arrived."""


class Nudged(NamedTuple):
    """Something became of one nudge."""

    platform: str
    became: Became
    late: timedelta | None = None
    """How long after it was due it was sent."""


class Ending(StrEnum):
    """How a request ended."""

    done = "done"
    """It was carried out, or answered."""
    asked = "asked"
    """A form asks for what is missing."""
    refused = "refused"
    """It could not be done, and the person was told what would work."""
    repeated = "repeated"
    """It had been carried out before: its platform delivered it twice."""
    fault = "fault"
    """Something went wrong on our side; the log has the reference that the person read."""


class Answered(NamedTuple):
    """A request was answered."""

    platform: str
    ending: Ending
    seconds: float


class Slowed(NamedTuple):
    """Somebody asked for more than their share, and was told to wait."""

    platform: str


class Trouble(StrEnum):
    """Why a call to a platform brought no answer that is of use."""

    rate_limited = "rate_limited"
    """It asked us to go slower (429)."""
    server_error = "server_error"
    """It had trouble of its own (5xx)."""
    timeout = "timeout"
    """No answer came in time."""
    connection = "connection"
    """It could not be reached, or the connection broke."""


class Failed(NamedTuple):
    """A call to a platform failed."""

    platform: str
    trouble: Trouble


class Logged(NamedTuple):
    """Something was logged that an operator may want to see."""

    level: str
    """`warning` or `error`."""


Event: TypeAlias = Nudged | Answered | Slowed | Failed | Logged
Count: TypeAlias = Callable[[Event], None]


def uncounted(_event: Event) -> None:
    """Count nothing: for where nobody asks."""
