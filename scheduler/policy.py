"""How patient delivery is: leases, how much at once, retries and when to give up, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.nudges.planner import LATE

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers behind delivery."""

    lease: timedelta = timedelta(seconds=30)
    """How long a message belongs to whoever took it; shorter than Discord's memory for a nonce (about 60 s)."""
    smallest_batch: int = 2
    """How many messages a lane takes at once to begin with, and wherever a repeat would go unnoticed."""
    largest_batch: int = 512
    """How many messages a lane takes at once while it sends them as fast as they are taken."""
    takers: int = 2
    """How many of the largest batches are taken side by side."""
    batches: int = 4
    """How many batches of one lane are under way at once."""
    senders: int = 8
    """How many messages of one batch are under way at once."""
    settle_every: timedelta = timedelta(milliseconds=50)
    """How long an outcome may wait for others before they are written down together."""
    fast: timedelta = timedelta(milliseconds=50)
    """After a batch that was sent within this time, the next one may be four times as large."""
    slow: timedelta = timedelta(milliseconds=500)
    """After a batch that took longer than this, the next one is half as large."""
    channel_gap: timedelta = timedelta(seconds=1)
    """How long a channel is left alone after a message; Slack takes about one a second, and short bursts."""
    in_flight: int = 4
    """How many messages of a lane may be under way without any time between them."""
    in_flight_gap: timedelta = timedelta(milliseconds=30)
    """The time between two messages while that many are under way: 33 a second begin, however long each takes."""
    wary_in_flight: int = 2
    """As `in_flight`, while the lane still owes messages for a refused one (see `owed`)."""
    wary_gap: timedelta = timedelta(seconds=1)
    """As `in_flight_gap`, while the lane still owes messages for a refused one."""
    first_gap: timedelta = timedelta(milliseconds=100)
    """The time between two messages of a lane after the platform first refused one for coming too soon."""
    longest_gap: timedelta = timedelta(seconds=2)
    """The longest time between two messages, however many were refused."""
    margin: float = 1.05
    """How many times wider the gap is made than the one that the platform has shown to be enough."""
    widening: float = 4.0
    """How many times wider one refusal makes the gap at most: time lost in a pause looks like a narrower limit."""
    idle: timedelta = timedelta(seconds=5)
    """A lane that began nothing for this long had nothing to send: what it sent before shows no limit."""
    owed: int = 100
    """How many messages the platform has to take after a refused one before the gap eases."""
    most_owed: int = 1_000
    """The most that is owed, however many were refused."""
    easing: float = 0.997
    """What each message that was taken makes of the gap: about one in 230 finds out whether more is allowed."""
    locked_wait: timedelta = timedelta(milliseconds=250)
    """How long a lane waits when all that is due on it is locked by others."""
    first_retry: timedelta = timedelta(seconds=2)
    longest_retry: timedelta = timedelta(minutes=10)
    attempts: int = 20
    """After how many tries that ended in doubt, or by our own fault, a nudge is given up: after about an hour."""
    stale_after: timedelta = LATE
    """A check-in later than this (after a downtime, ours or the platform's) is left out, and the ledger says so."""

    @property
    def reach(self) -> timedelta:
        """How far into the future the turns of waiting messages may reach when a lane takes more of them.

        The messages that it takes then reach as far again. Both together end in the first half of the lease: a
        message whose turn comes later than that is given back.
        """
        return self.lease / 5

    def wait(self, late: timedelta, random: Random) -> timedelta:
        """Return how long to wait with a nudge that is `late`: up to half as long again, so that the waits grow."""
        longest = min(max(late / 2, self.first_retry), self.longest_retry)
        waited: timedelta = longest * random.uniform(0.5, 1)
        return waited

    def next_size(self, size: int, took: timedelta) -> int:
        """Return how many messages to take after a batch of `size` took that long to send."""
        if took <= self.fast:
            return min(size * 4, self.largest_batch)
        return max(size // 2, self.smallest_batch) if took > self.slow else size
