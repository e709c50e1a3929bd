"""While many things are gone through, others have their turn."""

from __future__ import annotations

import asyncio
from itertools import count

from scheduler.turns import taking_turns


async def test_everything_comes_once_and_in_order() -> None:
    assert [thing async for thing in taking_turns(range(1000))] == list(range(1000))


async def test_there_is_nothing_to_wait_for_where_there_is_nothing() -> None:
    nothing: list[int] = []

    assert [thing async for thing in taking_turns(nothing)] == []


async def test_somebody_else_has_a_turn_now_and_then() -> None:
    turns = count()

    async def somebody() -> None:
        while True:
            next(turns)
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody())
    assert [thing async for thing in taking_turns(range(1000))]
    other.cancel()

    assert next(turns) >= 1000 / 100


async def test_several_who_share_things_take_each_once() -> None:
    """Hands that send what is one batch have their turns one after the other, and leave nothing to two of them."""
    things, taken = iter(range(1000)), list[int]()

    async def hand() -> None:
        taken.extend([thing async for thing in taking_turns(things)])

    await asyncio.gather(*(hand() for _ in range(8)))

    assert sorted(taken) == list(range(1000))
