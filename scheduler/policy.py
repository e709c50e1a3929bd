"""How patient delivery is: leases, retries and when to give up, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers behind delivery."""

    lease: timedelta = timedelta(seconds=30)
    """How long a claimed nudge is left to whoever took it; shorter than Discord's memory for a nonce (about 60 s)."""
    batch: int = 100
    """How many nudges are claimed at once."""
    in_flight: int = 8
    """How many messages are on their way at once on one lane."""
    first_retry: timedelta = timedelta(seconds=2)
    longest_retry: timedelta = timedelta(minutes=10)
    attempts: int = 20
    """Tries that ended in doubt after which a nudge is given up; with the waits above, in about an hour."""
    stale_after: timedelta = timedelta(days=7)
    """A check-in later than this (after a downtime, ours or the platform's) is dropped, and the ledger says so."""

    def wait(self, late: timedelta, random: Random) -> timedelta:
        """Return how long to wait with a nudge that is `late`: a part of that, with jitter, so that waits grow."""
        longest = min(max(late / 2, self.first_retry), self.longest_retry)
        waited: timedelta = longest * random.uniform(0.5, 1)
        return waited
