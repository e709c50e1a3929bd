"""While many things are gone through, others have their turn."""

from __future__ import annotations

import asyncio
from itertools import count

from scheduler.turns import in_parts


async def test_everything_comes_once_and_in_order() -> None:
    assert [thing async for part in in_parts(range(1000)) for thing in part] == list(range(1000))


async def test_there_is_nothing_to_wait_for_where_there_is_nothing() -> None:
    nothing: list[int] = []

    assert [part async for part in in_parts(nothing)] == []


async def test_somebody_else_has_a_turn_before_each_part() -> None:
    turns = count()

    async def somebody() -> None:
        while True:
            next(turns)
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody())
    parts = [part async for part in in_parts(range(1000))]
    other.cancel()

    assert len(parts) > 1
    assert next(turns) >= len(parts)
