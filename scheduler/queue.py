"""Where a lane's messages wait for their turn, one behind the other (docs/decisions/0019)."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from scheduler.tempo import Tempo

if TYPE_CHECKING:
    from collections.abc import Callable

    from scheduler.policy import Policy

Reason = TypeVar("Reason")


class Queue:
    """Only its head waits for the tempo; who is kept back takes no turn from those behind."""

    def __init__(self, policy: Policy) -> None:
        self.tempo = Tempo(policy)
        self.waiting = 0
        """How many messages wait here, or are about to: taken, and not begun yet."""
        self._head = asyncio.Lock()
        self._back = asyncio.Event()

    async def turn(self, kept_back: Callable[[], Reason | None]) -> Reason | None:
        """Wait until a message may begin, and begin it; or return why it is kept back."""
        if not self._head.locked() and not self.tempo.left(_now()):
            return self._left(kept_back())  # nobody has to wait for anybody
        async with self._head:
            kept = kept_back()
            while kept is None and (left := self.tempo.left(_now())):
                self._back.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await self._back.wait()
                # What was refused meanwhile holds for whoever waits here, too: the pause, and the wider gap after it.
                kept = kept_back()
            return self._left(kept)

    def _left(self, kept: Reason | None) -> Reason | None:
        """Let a message out of the queue, begun now if it is not `kept` back; return that."""
        self.waiting -= 1
        if kept is None:
            self.tempo.begin(_now())
        return kept

    def ahead(self) -> float:
        """Return how many seconds the turns of all who wait reach ahead."""
        return self.tempo.ahead(_now(), self.waiting)

    def end(self) -> None:
        """Know what became of a message that had begun, whatever that is: who is next may begin instead."""
        self.tempo.end()
        self._back.set()

    def taken(self) -> None:
        """Know that the platform took a message."""
        self.tempo.taken()

    def refused(self, wait: float) -> None:
        """Know that the platform wants a pause of so many seconds."""
        self.tempo.refused(_now(), wait)


def _now() -> float:
    return asyncio.get_running_loop().time()
