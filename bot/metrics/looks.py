"""What is not counted but looked up when somebody asks: what waits in the outbox, and who is connected."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from bot.doctor.finding import Standing
from bot.nudges import backlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.nudges.backlog import Backlog
    from bot.storage.database import Database

SECONDS = 2.0
"""How long the database may take to answer."""
KEPT_SECONDS = 1.0
"""How long an answer holds, however many ask."""


@dataclass(frozen=True, slots=True)
class Looked:
    """How things stand at a moment."""

    waiting: Mapping[str, Backlog] | None
    """What waits to be sent, by platform; None if the database did not answer."""
    connected: Mapping[str, bool]
    """Whether each platform is connected."""


class Looks:
    """Looks how things stand, not more than once a second."""

    def __init__(
        self, database: Database, clock: Clock, platforms: Mapping[str, Callable[[], Awaitable[Finding]]]
    ) -> None:
        """Look into `database` for what goes to `platforms`, and ask each of them whether it is connected."""
        self._database = database
        self._clock = clock
        self._platforms = platforms
        self._seen: Looked | None = None
        self._until = 0.0
        self._turn = asyncio.Lock()

    async def __call__(self) -> Looked:
        """Return how things stand."""
        async with self._turn:
            loop = asyncio.get_running_loop()
            if self._seen is None or loop.time() >= self._until:
                self._seen = await self._looked()
                self._until = loop.time() + KEPT_SECONDS
            return self._seen

    async def _looked(self) -> Looked:
        found = {name: await connected() for name, connected in self._platforms.items()}
        connected = {name: one.standing is not Standing.wrong for name, one in found.items()}
        return Looked(await self._waiting(), connected)

    async def _waiting(self) -> Mapping[str, Backlog] | None:
        """Return what waits; a database that is away must not hide all the other numbers."""
        try:
            async with asyncio.timeout(SECONDS), self._database.look() as session:
                await session.connection()  # where there is no platform, too, it is known whether the database is there
                now = await self._database.now(session, self._clock)
                return {platform: await backlog.waiting(session, platform, now) for platform in self._platforms}
        except (DBAPIError, OSError):  # TimeoutError is an OSError
            return None
