"""An event loop whose clock leaps to the next moment at which something happens: hours pass in no time."""

from __future__ import annotations

import asyncio
import selectors
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

Result = TypeVar("Result")


class _Leaping(selectors.SelectSelector):
    """Waits for nothing: what it was to wait is over at once."""

    seconds = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if happened := super().select(0):
            return happened
        self.seconds += max(timeout or 0.0, 0.0)
        return []


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = _Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.seconds


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Return what `main` returns; it may wait for seconds, and for nothing outside."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(main)
