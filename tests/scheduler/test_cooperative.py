"""While many things are gone through, others have their turn."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import TYPE_CHECKING

import pytest

from benchmarks.stage import PLATFORM, seed
from bot.clock import Clock
from bot.cooperative import cooperatively
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.policy import Policy

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Address, Reply
    from bot.storage.database import Database


async def test_everything_comes_once_and_in_order() -> None:
    assert [thing async for thing in cooperatively(range(1000))] == list(range(1000))


async def test_there_is_nothing_to_wait_for_where_there_is_nothing() -> None:
    nothing: list[int] = []

    assert [thing async for thing in cooperatively(nothing)] == []


async def test_somebody_else_has_a_turn_now_and_then() -> None:
    turns = count()

    async def somebody() -> None:
        while True:
            next(turns)
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody())
    assert [thing async for thing in cooperatively(range(1000))]
    other.cancel()

    assert next(turns) >= 1000 / 100


async def test_several_who_share_things_take_each_once() -> None:
    """Hands that send what is one batch have their turns one after the other, and leave nothing to two of them."""
    things, taken = iter(range(1000)), list[int]()

    async def hand() -> None:
        taken.extend([thing async for thing in cooperatively(things)])

    await asyncio.gather(*(hand() for _ in range(8)))

    assert sorted(taken) == list(range(1000))


class _Hasty:
    """A platform that takes everything at once, and counts how many messages came without anybody else's turn."""

    def __init__(self) -> None:
        self.at_a_stretch = self.longest = self.sent = 0

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        del to, reply
        self.sent += 1
        self.at_a_stretch += 1
        self.longest = max(self.longest, self.at_a_stretch)
        return key

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        del to, key, since
        return None

    async def somebody(self) -> None:
        """Have a turn whenever there is one."""
        while True:
            self.at_a_stretch = 0
            await asyncio.sleep(0)


@pytest.mark.slow
async def test_somebody_else_has_a_turn_while_many_messages_leave_at_once(
    database_url: str, database: Database
) -> None:
    await seed(database_url, waiting=700, due=700)
    hasty = _Hasty()
    policy = Policy(smallest_batch=600, largest_batch=600)

    other = asyncio.create_task(hasty.somebody())
    await Deliverer(database=database, outgoing={Lane(PLATFORM): hasty}, clock=Clock(), policy=policy).send_due()
    other.cancel()

    assert hasty.sent == 700
    assert hasty.longest <= 64
