"""One of several processes that send, with a file where a platform would be: run by test_replicas."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.stage import PLATFORM
from bot.clock import Clock
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.jobs import Scheduler
from scheduler.policy import Policy

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages import Address, Reply


class Sheet:
    """A platform that writes down who sent what to whom; or one that never answers."""

    def __init__(self, path: Path, *, mute: bool) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._mute = mute

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        del reply
        os.write(self._file, f"{os.getpid()} {'-' if self._mute else to.id}\n".encode())
        if self._mute:
            await asyncio.Event().wait()
        return key

    async def find(self, to: Address, key: str, since: datetime) -> None:
        del to, key, since


async def main(url: str, path: str, lease: str, mute: str) -> None:
    """Send what is due at `url` until killed."""
    database, clock, woken = Database(url), Clock(), asyncio.Event()
    deliverer = Deliverer(
        database=database,
        outgoing={Lane(PLATFORM): Sheet(Path(path), mute=mute == "mute")},
        clock=clock,
        policy=Policy(lease=timedelta(seconds=float(lease))),
        idle=woken.set,
    )
    await Scheduler(database=database, deliverer=deliverer, clock=clock, woken=woken).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
