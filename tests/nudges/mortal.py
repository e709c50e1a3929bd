"""A platform that may fail and a process that may die, each where it is told to."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.outgoing import NotSent, Undeliverable
from bot.storage.database import Database
from tests.house import Postbox, StillClock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Address, Reply


class Death:
    """Whoever meets it goes no further; the others of the process are ended by whoever waits for it."""

    def __init__(self) -> None:
        self.came = asyncio.Event()

    async def meets(self) -> None:
        self.came.set()
        await asyncio.Event().wait()


class Mortal(Database):
    """A database in whose transactions the process may die: before what was done is kept, or just after."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.death = Death()
        self.fuse: int | None = None
        """How many transactions are left to live; None: no end of them."""
        self.keeps = True
        """The last one is still kept."""

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        last = self.fuse == 0
        self.fuse = None if last or self.fuse is None else self.fuse - 1
        async with super().transaction() as session:
            yield session
            if last and not self.keeps:
                await self.death.meets()
        if last:
            await self.death.meets()


class Faulty(Postbox):
    """A platform that fails as it was told, once each time, or in whose hands we die."""

    def __init__(self, clock: StillClock, death: Death) -> None:
        super().__init__()
        self.clock, self.death = clock, death
        self.came: list[tuple[str, Reply]] = []
        self.refused: list[tuple[str, Reply]] = []
        """What it will never take."""
        self.counted: dict[str, tuple[str, datetime]] = {}
        """To whom something went, and when it was first tried, by its key: as long as it may have arrived."""
        self.dies: list[bool] = []
        """We die at the next sends: after the message was taken, or before."""
        self.disturbed = False

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        known = key in self.counted
        self.counted.setdefault(key, (to.id, self.clock.now()))
        already, taken = len(self.messages), self.dies.pop(0) if self.dies else None
        self.disturbed = self.disturbed or bool(self.troubles) or taken is not None
        try:
            if taken is not False:
                return await super().send(to, reply, key)
        except Undeliverable:
            if taken is not None:
                raise  # nobody lives to hear it
            self.refused.append((to.id, reply))
            del self.counted[key]
            raise
        except NotSent:
            if not known:
                del self.counted[key]
            raise
        finally:
            if len(self.messages) > already:
                self.came.append((to.id, reply))
            if taken is not None:
                await self.death.meets()
        raise AssertionError("nobody lives to see this")
