"""How quickly one way out sends, learnt from what its platform refuses for coming too soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.policy import Policy

_NO_GAP = 0.001


@dataclass(eq=False, slots=True)
class Tempo:
    """The time between two messages. There is none until a platform refuses one; times are the event loop's seconds."""

    policy: Policy
    gap: float = 0.0
    _free: float = 0.0
    """When the next message may begin."""

    def turn(self, now: float) -> float:
        """Take the next turn; return how many seconds are left until then."""
        begin = max(now, self._free)
        self._free = begin + self.gap
        return begin - now

    def ahead(self, now: float) -> float:
        """Return how many seconds the turns that were taken reach beyond now."""
        return max(self._free - now, 0.0)

    def room(self, seconds: float, most: int) -> int:
        """Return how many more messages have their turn within so many seconds: one at least, and `most` at most."""
        return min(most, 1 + int(seconds / self.gap)) if self.gap else most

    def taken(self) -> None:
        """Go a little faster: the platform took a message."""
        self.gap = self.gap * self.policy.easing if self.gap > _NO_GAP else 0.0

    def refused(self) -> None:
        """Go slower: the platform wants a pause."""
        wider = max(2 * self.gap, self.policy.first_gap.total_seconds())
        self.gap = min(wider, self.policy.longest_gap.total_seconds())
