"""How quickly one way out sends, learnt from what its platform refuses for coming too soon (docs/decisions/0022)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.policy import Policy

_NO_GAP = 0.001


@dataclass(eq=False, slots=True)
class Tempo:
    """The time between two messages; times are the event loop's seconds.

    There is none until a platform refuses one. Then it is a guess until the next refusal, by which the platform has
    shown its limit: what it took in between, over the time that this took.
    """

    policy: Policy
    gap: float = 0.0
    under_way: int = 0
    """How many messages have begun, and nothing is known of them yet."""
    owed: int = 0
    """How many are to be taken before we go faster again, for those that were refused."""
    _began: float = -inf
    """When the last message began, or was to begin."""
    _free: float = -inf
    """When the platform no longer wanted a pause."""
    _refused_at: float | None = None
    """When the refusal was from which on is counted …"""
    _taken: int = 0
    """… how many were taken."""

    def left(self, now: float) -> float:
        """Return how many seconds are left until the next message may begin, if none comes back before."""
        return max(self._began + self._between() - now, 0.0)

    def begin(self, now: float) -> None:
        """Begin a message: the next has its turn a gap after this one, or after its turn if it came a little late."""
        if self._refused_at is not None and now - max(self._began, self._free) > self.policy.idle.total_seconds():
            self._refused_at = None  # who had nothing to send does not know what would have been taken
        between = self._between()
        turn = self._began + between
        self._began = turn if turn < now < turn + between / 2 else now
        self.under_way += 1

    def end(self) -> None:
        """Know what became of one, whatever that is."""
        self.under_way -= 1

    def ahead(self, now: float, waiting: int) -> float:
        """Return how many seconds the turns of those reach ahead that are `waiting`."""
        return max(self._began + self.gap - now, 0.0) + self.gap * waiting

    def room(self, seconds: float, most: int) -> int:
        """Return how many more messages have their turn within so many seconds: one at least, and `most` at most."""
        gap = self._between()
        return min(most, 1 + int(seconds / gap)) if gap else most

    def taken(self) -> None:
        """Go a little faster, if nothing is owed: the platform took a message."""
        self._taken += 1
        if self.owed:
            self.owed -= 1
        else:
            self.gap = self.gap * self.policy.easing if self.gap > _NO_GAP else 0.0

    def refused(self, now: float, wait: float) -> None:
        """Go slower: the platform wants a pause of so many seconds; those that were under way beside say the same."""
        self.owed = min(self.owed + self.policy.owed, self.policy.most_owed)
        if now >= self._free:
            self.gap = self._wider(now)
            self._refused_at, self._taken = now, 0
        self._free = max(self._free, now + wait)

    def _between(self) -> float:
        """Return what lies between two that begin now; what is under way might be refused beside them."""
        policy = self.policy
        freely, apart = (policy.warily, policy.wary) if self.owed else (policy.freely, policy.briskly)
        return self.gap if self.under_way < freely else max(self.gap, apart.total_seconds())

    def _wider(self, now: float) -> float:
        """Return the gap after a refusal."""
        if not self.gap or self._refused_at is None:
            wider = max(2 * self.gap, self.policy.first_gap.total_seconds())
        elif self._taken:
            allowed = max((now - self._refused_at) / self._taken, self.gap)
            wider = min(allowed * self.policy.margin, self.gap * self.policy.widening)
        else:  # the pause was too short, whatever the gap
            wider = self.gap
        return min(wider, self.policy.longest_gap.total_seconds())
