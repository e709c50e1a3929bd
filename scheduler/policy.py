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
    """Tries after which a nudge is given up; with the waits above, nearly three hours."""
    stale_after: timedelta = timedelta(days=7)
    """A check-in later than this (after a downtime) is dropped, and the ledger says so."""

    def wait(self, attempts: int, random: Random) -> timedelta:
        """Return how long to wait after `attempts` tries: doubling, with jitter so that not all return at once."""
        doubled: timedelta = self.first_retry * 2 ** min(attempts, 20)
        return min(doubled, self.longest_retry) * random.uniform(0.5, 1)
