"""Going through many things in parts, so that others have their turn in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

Thing = TypeVar("Thing")

_PART = 64
"""How many things are gone through at a stretch: a few milliseconds' work."""


async def in_parts(things: Sequence[Thing]) -> AsyncIterator[Sequence[Thing]]:
    """Return `things` part by part; the event loop does what else there is to do before each."""
    for start in range(0, len(things), _PART):
        await asyncio.sleep(0)
        yield things[start : start + _PART]
