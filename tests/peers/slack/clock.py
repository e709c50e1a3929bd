"""The time as the local Slack sees it, which a test may push forward."""

from __future__ import annotations

import time


class Clock:
    """The wall clock plus what a test has added to it."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let triggers expire and response URLs lapse without waiting for them."""
        self._ahead += seconds

    def stamp(self) -> str:
        """Give the next message its `ts`: never the same one twice."""
        self._last = max(self.now(), self._last + 0.000001)
        return f"{self._last:.6f}"
