"""A day in virtual time, looked through in a hundred thousand ticks: nothing piles up in a process that runs on."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.models import Delivery, Nudge
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.jobs import Scheduler
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from bot.messages import Address, Reply
    from bot.storage.database import Database

TICKS = 100_000
WARM = TICKS // 10
"""Ticks after which caches are full, and memory may grow no more."""
TICK = timedelta(days=1) / TICKS
PEOPLE = 240


@dataclass
class Sorter:
    """A platform that takes everything and keeps only how many each person got."""

    got: Counter[str] = field(default_factory=Counter)

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        del reply
        self.got[to.id] += 1
        return key

    async def find(self, to: Address, key: str, since: datetime) -> None:
        del to, key, since


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a process holds at one moment."""

    blocks: int
    """Pieces of memory that Python has given out."""
    resident: int
    """Bytes of the whole process, with what libraries hold."""
    tasks: int

    @classmethod
    def now(cls) -> Footprint:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return cls(sys.getallocatedblocks(), pages * os.sysconf("SC_PAGE_SIZE"), len(asyncio.all_tasks()))


class Ticking(asyncio.Event):
    """What the scheduler waits for to look again: here each wait is over at once, and a tick later."""

    def __init__(self, clock: StillClock) -> None:
        super().__init__()
        self.over = asyncio.Event()
        self.footprints: list[Footprint] = []
        self._clock = clock
        self._ticks = 0

    async def wait(self) -> bool:  # type: ignore[override]
        if self._ticks in (WARM, TICKS):
            self.footprints.append(Footprint.now())
        if self._ticks == TICKS:
            self.over.set()
            return await super().wait()
        self._ticks += 1
        self._clock.advance(TICK)
        return True


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_day_of_a_hundred_thousand_ticks_leaves_no_memory_and_no_task_behind(database: Database) -> None:
    """Each tick looks at the outbox and at what is to be planned, at 2 ms of processor time: four minutes in all.

    That is why it is done on SQLite alone, where the whole of the database is within the process that is measured.
    A piece of memory kept at every eighth tick would be found.
    """
    house = House(database, StillClock(), Postbox())
    for number in range(PEOPLE):
        at = f"{number // 10:02}:{number % 10 * 6:02}"
        for line in ("new Read", f"nudges 1 rhythm: every day {at}"):
            await house.says(f"person {number}", line)
    platform, ticking = Sorter(), Ticking(house.clock)
    deliverer = Deliverer(database=database, outgoing={Lane("test"): platform}, clock=house.clock, idle=ticking.set)
    before = len(asyncio.all_tasks())
    scheduler = Scheduler(database=database, deliverer=deliverer, clock=house.clock, woken=ticking)
    running = asyncio.create_task(scheduler.run())

    await ticking.over.wait()
    running.cancel()
    await asyncio.wait([running])
    warm, end = ticking.footprints
    worst = await _latest(database)
    print(f"\n{TICKS:,} ticks; when warm {warm}, at the end {end}; at the latest {worst} after it was due")  # noqa: T201

    assert platform.got == Counter({f"person {number}": 1 for number in range(PEOPLE)})
    assert worst < timedelta(seconds=10)
    assert end.resident < 1.1 * warm.resident
    assert end.blocks < 1.01 * warm.blocks
    assert (end.tasks, len(asyncio.all_tasks())) == (warm.tasks, before)


async def _latest(database: Database) -> timedelta:
    """Return how late the latest nudge was."""
    sent = select(Delivery.sent_at, Nudge.due_at).join(Nudge, col(Nudge.delivery_id) == Delivery.id)
    async with database.transaction() as session:
        spans: list[timedelta] = [at - due_at for at, due_at in await session.execute(sent) if at is not None]
    return max(spans)
