"""How long an answer is waited for before a person is shown that they were heard: as long as answers keep coming."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import Task


@dataclass(frozen=True, slots=True)
class Soon:
    """Seconds that an answer may take and still be soon (docs/decisions/0021)."""

    quiet: float = 0.15
    """After so long without any answer more patience is no use: something stalls."""
    longest: float = 0.35
    """So long at the most, though others are answered: so many are ahead of this one."""


SOON = Soon()


class Flow:
    """The answers of one platform, one after the other."""

    def __init__(self, soon: Soon) -> None:
        """Wait as `soon` says."""
        self._soon = soon
        self._last = 0.0

    async def brings(self, answering: Task[Any]) -> bool:
        """Wait for an answer if it comes soon; tell whether it is there."""
        clock = asyncio.get_running_loop().time
        began = clock()
        while not answering.done():
            left = min(began + self._soon.longest, max(began, self._last) + self._soon.quiet) - clock()
            if left <= 0:
                return False
            await asyncio.wait({answering}, timeout=left)
        self._last = clock()
        return True
