"""The time as the local Slack sees it, which a test may push forward."""

from __future__ import annotations

import asyncio
import time


class Clock:
    """The wall clock for what is written down and the event loop's for patience, plus what a test has added."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._last = 0.0

    def now(self) -> float:
        return time.time() + self._ahead

    def ticks(self) -> float:
        """Return the time that everything goes by which lapses, and that all waiting goes by."""
        return asyncio.get_running_loop().time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let triggers expire and response URLs lapse without waiting for them."""
        self._ahead += seconds

    def stamp(self) -> str:
        """Give the next message its `ts`: never the same one twice."""
        self._last = max(self.now(), self._last + 0.000001)
        return f"{self._last:.6f}"
