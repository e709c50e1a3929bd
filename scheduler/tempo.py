"""How quickly one way out sends, learnt from what its platform refuses for coming too soon (docs/decisions/0019)."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.policy import Policy

_NO_GAP = 0.001


@dataclass(eq=False, slots=True)
class Tempo:
    """The time between two messages. There is none until a platform refuses one; times are the event loop's seconds."""

    policy: Policy
    gap: float = 0.0
    _began: float = -inf
    """When the last message began."""

    def left(self, now: float) -> float:
        """Return how many seconds are left until the next message may begin."""
        return max(self._began + self.gap - now, 0.0)

    def begin(self, now: float) -> None:
        """Begin a message: the next has its turn a gap after this one."""
        self._began = now

    def ahead(self, now: float, waiting: int) -> float:
        """Return how many seconds the turns of those reach ahead that are `waiting`."""
        return self.left(now) + self.gap * waiting

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
