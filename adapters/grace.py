"""The grace period before a person is shown that they were heard: an answer that comes within it needs no such sign."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import Task


@dataclass(frozen=True, slots=True)
class Grace:
    """How many seconds an answer may take before a sign is shown that it is on its way (docs/decisions/0021)."""

    quiet: float = 0.15
    """The wait ends once no request at all was answered for this long: something is stalling."""
    longest: float = 0.35
    """The longest wait, even while other requests are being answered."""


GRACE = Grace()


class GracePeriod:
    """Waits for the answers of one platform; as long as any of them come, waiting for the others is worth while."""

    def __init__(self, grace: Grace) -> None:
        """Wait as long as `grace` allows."""
        self._grace = grace
        self._last = 0.0

    async def is_enough_for(self, answering: Task[Any]) -> bool:
        """Wait for an answer as long as the grace period lasts; tell whether it has come."""
        clock = asyncio.get_running_loop().time
        began = clock()
        while not answering.done():
            left = min(began + self._grace.longest, max(began, self._last) + self._grace.quiet) - clock()
            if left <= 0:
                return False
            await asyncio.wait({answering}, timeout=left)
        self._last = clock()
        return True
