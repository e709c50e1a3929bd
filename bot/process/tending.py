"""The parts of a process, which run side by side: one that cannot go on leaves the others alone."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from bot.faults import Bulkhead

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from typing import Any

GRACE_SECONDS = 8
"""How long what is being sent may take to finish when Milepost is stopped."""


def tended(name: str, running: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Begin to run one part; if it cannot, that is said, and the others are left alone."""

    async def tend() -> None:
        async with Bulkhead("surface stopped", surface=name) as held:
            await running
        if held.error is not None:
            print(f"{name} stopped: {held.error}", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it

    return asyncio.create_task(tend())


async def cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    """Have tasks end, each in its own way, within the time of grace."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=GRACE_SECONDS)
