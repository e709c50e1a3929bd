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
    """How long a message is left to whoever took it; shorter than Discord's memory for a nonce (about 60 s)."""
    few: int = 2
    """How many messages a lane takes at once …"""
    many: int = 512
    """… and how many while it sends them as fast as they are taken, where a repeat would be noticed."""
    takers: int = 2
    """How many such batches are taken at the same time."""
    batches: int = 4
    """How many batches are under way at once on one lane …"""
    hands: int = 8
    """… and how many messages of each: of `few`, eight in all."""
    group: timedelta = timedelta(milliseconds=50)
    """How long what came back may wait for others before it is written down."""
    quick: timedelta = timedelta(milliseconds=50)
    """A batch that was sent within this time lets the lane take four times as many, until they take longer …"""
    slow: timedelta = timedelta(milliseconds=500)
    """… than this."""
    between: timedelta = timedelta(seconds=1)
    """How long a channel is left alone after a message; Slack takes about one a second, and short bursts."""
    freely: int = 4
    """How many messages of a lane are under way at once as soon as they can …"""
    briskly: timedelta = timedelta(milliseconds=30)
    """… and what lies between two that begin while so many are: 33 a second leave, however long each takes."""
    warily: int = 2
    """The same while something is owed for what was refused: so many …"""
    wary: timedelta = timedelta(seconds=1)
    """… and so long."""
    first_gap: timedelta = timedelta(milliseconds=100)
    """Between two messages of a lane after the platform first refused one for coming too soon …"""
    longest_gap: timedelta = timedelta(seconds=2)
    """… and after ever so many refusals."""
    margin: float = 1.05
    """How much wider than it would have to be the gap is that the platform has shown to be enough …"""
    widening: float = 4.0
    """… and how many times wider than before at most: what a pause wasted looks like a narrower limit."""
    idle: timedelta = timedelta(seconds=5)
    """A lane that began nothing for so long had nothing to send: what it sent before shows no limit."""
    owed: int = 100
    """How many messages are to be taken after a refused one before the gap eases …"""
    most_owed: int = 1_000
    """… and after ever so many refused ones."""
    easing: float = 0.997
    """What is left of the gap after a message that was taken: one in 230 or so finds out whether more is allowed."""
    breath: timedelta = timedelta(milliseconds=250)
    """How long a lane waits whose due nudges were all in other hands."""
    first_retry: timedelta = timedelta(seconds=2)
    longest_retry: timedelta = timedelta(minutes=10)
    attempts: int = 20
    """Tries that ended in doubt after which a nudge is given up; with the waits above, in about an hour."""
    stale_after: timedelta = LATE
    """A check-in later than this (after a downtime, ours or the platform's) is left out, and the ledger says so."""

    @property
    def young(self) -> timedelta:
        """How far turns reach ahead when more is taken, and how far those of all that is taken reach from there.

        Both together lie in the first half of the lease: what has its turn later is given back, not begun.
        """
        return self.lease / 5

    def wait(self, late: timedelta, random: Random) -> timedelta:
        """Return how long to wait with a nudge that is `late`: a part of that, with jitter, so that waits grow."""
        longest = min(max(late / 2, self.first_retry), self.longest_retry)
        waited: timedelta = longest * random.uniform(0.5, 1)
        return waited

    def next_size(self, size: int, took: timedelta) -> int:
        """Return how many messages to take after a batch of `size` took that long to send."""
        if took <= self.quick:
            return min(size * 4, self.many)
        return max(size // 2, self.few) if took > self.slow else size
