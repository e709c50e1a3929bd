"""A loop over many things that lets the event loop do other work in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

Thing = TypeVar("Thing")

_PART = 64
"""How many things are yielded in a row: a few milliseconds of work."""


async def cooperatively(things: Iterable[Thing], sharing: int = 1) -> AsyncIterator[Thing]:
    """Yield each of `things`; before the first and every so often the event loop has its turn.

    Where several tasks share one iterable, `sharing` says how many, as each has its part before the loop's next turn.
    """
    part = max(_PART // sharing, 1)
    for number, thing in enumerate(things):
        if number % part == 0:
            await asyncio.sleep(0)
        yield thing
