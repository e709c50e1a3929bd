"""A bell that rings whenever something happened, so that tests wait for facts rather than for time."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

Fact = TypeVar("Fact")


class Bell:
    """Everybody who waits looks again at each ring, and now and then besides, for what no bell tells."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Something happened."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, fact: Callable[[], Fact | None], *, within: float, otherwise: str) -> Fact:
        """Wait until `fact` gives something true; else say what did not happen."""
        try:
            async with asyncio.timeout(within):
                while True:
                    found = fact()
                    if found:
                        return found
                    await self._next_ring()
        except TimeoutError:
            raise TimeoutError(f"{otherwise} (within {within:g} s)") from None

    async def _next_ring(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait([future], timeout=0.02)
        finally:
            self._waiting.discard(future)
