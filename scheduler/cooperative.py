"""Going through many things, so that others have their turn in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

Thing = TypeVar("Thing")

_PART = 64
"""How many things are gone through at a stretch: a few milliseconds' work."""


async def cooperatively(things: Iterable[Thing], hands: int = 1) -> AsyncIterator[Thing]:
    """Return each of `things`; the event loop does what else there is to do before the first, and now and then.

    Where several `hands` go through the same things, each has its stretch before the loop comes round.
    """
    part = max(_PART // hands, 1)
    for number, thing in enumerate(things):
        if number % part == 0:
            await asyncio.sleep(0)
        yield thing
