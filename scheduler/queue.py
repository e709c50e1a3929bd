"""The queue in which a lane's messages wait for their turn (docs/decisions/0019)."""

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
    """Only the first one waits for the tempo; a message that is kept back takes no turn from those behind it."""

    def __init__(self, policy: Policy) -> None:
        self.tempo = Tempo(policy)
        self.waiting = 0
        """How many messages of the lane were taken and have not begun yet."""
        self._head = asyncio.Lock()
        self._back = asyncio.Event()

    async def turn(self, kept_back: Callable[[], Reason | None]) -> Reason | None:
        """Wait until a message may begin, and begin it; or return the reason of `kept_back` why it must not."""
        if not self._head.locked() and not self.tempo.left(_now()):
            return self._left(kept_back())  # nobody is ahead of it
        async with self._head:
            kept = kept_back()
            while kept is None and (left := self.tempo.left(_now())):
                self._back.clear()
                with suppress(TimeoutError):
                    async with asyncio.timeout(left):
                        await self._back.wait()
                # Another message may have been refused meanwhile: the pause and the wider gap hold for this one, too.
                kept = kept_back()
            return self._left(kept)

    def _left(self, kept: Reason | None) -> Reason | None:
        """Take a message out of the queue, and begin it unless it is `kept` back; return that reason."""
        self.waiting -= 1
        if kept is None:
            self.tempo.begin(_now())
        return kept

    def ahead(self) -> float:
        """Return in how many seconds the last message of the queue has its turn."""
        return self.tempo.ahead(_now(), self.waiting)

    def end(self) -> None:
        """Take note that the outcome of a message is known, whatever it is: the next one may begin."""
        self.tempo.end()
        self._back.set()

    def taken(self) -> None:
        """Take note that the platform took a message."""
        self.tempo.taken()

    def refused(self, wait: float) -> None:
        """Take note that the platform wants a pause of `wait` seconds."""
        self.tempo.refused(_now(), wait)


def _now() -> float:
    return asyncio.get_running_loop().time()
