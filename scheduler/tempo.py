"""How quickly one way out sends, learnt from what its platform refuses for coming too soon."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_GAP = 0.05
"""Seconds between two messages after the first refusal …"""
LONGEST_GAP = 2.0
"""… and after ever so many: each doubles them."""
EASING = 0.997
"""What is left of the gap after a message that was taken: about one in 230 then finds out whether more is allowed."""
_NO_GAP = 0.001


@dataclass(eq=False, slots=True)
class Tempo:
    """The time between two messages. There is none until a platform refuses one; times are the event loop's seconds."""

    gap: float = 0.0
    _free: float = 0.0
    """When the next message may begin."""
    _waited_until: float = 0.0
    """Until when the platform wanted to be left alone."""

    def turn(self, now: float) -> float:
        """Take the next turn; return how many seconds are left until then."""
        begin = max(now, self._free)
        self._free = begin + self.gap
        return begin - now

    def taken(self) -> None:
        """Go a little faster: the platform took a message."""
        self.gap = self.gap * EASING if self.gap > _NO_GAP else 0.0

    def refused(self, now: float, wait: float) -> None:
        """Go slower, and not before `wait` seconds are over. What was under way beside the first one says the same."""
        if now >= self._waited_until:
            self.gap = min(max(2 * self.gap, FIRST_GAP), LONGEST_GAP)
        self._waited_until = max(self._waited_until, now + wait)
        self._free = max(self._free, self._waited_until)
