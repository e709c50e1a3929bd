"""Calendar feeds as programs read them: whoever has the address gets the calendar, everybody else learns nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from bot.exporting import calendars
from bot.exporting.agenda import agenda
from bot.faults import Bulkhead
from bot.feeds.addresses import hashed
from bot.models import Feed, Person
from bot.requests.rate_limit import RateLimit

if TYPE_CHECKING:
    from datetime import datetime

    from bot.clock import Clock
    from bot.storage.database import Database

REFRESH = timedelta(hours=1)
"""How often calendars are asked to look."""
_NOTED = timedelta(minutes=10)
"""As often at most is noted when one did."""
AT_ONCE, A_MINUTE = 20, 10
"""How often one address may be read, and how often one client may be wrong."""
_FOUND = select(Feed, Person).join(Person).where(Feed.hashed == bindparam("key"))


@dataclass(frozen=True, slots=True)
class Served:
    """A calendar as it is sent."""

    text: str
    mark: str
    """Another one for each text."""
    changed_at: datetime


class TooOften(Exception):  # noqa: N818 - it is an answer, not an error
    """It was asked for too often; `wait` says when it may be again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class Feeds:
    """Finds calendars by the secrets in their addresses."""

    def __init__(self, *, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._readings = RateLimit(AT_ONCE, A_MINUTE)
        self._mistakes = RateLimit(AT_ONCE, A_MINUTE)

    async def read(self, secret: str, client: str) -> Served | None:
        """Return the calendar at an address, None if there is none; raises TooOften.

        Many people may share a `client`, such as the proxy in front of us: its mistakes hold up no right address.
        """
        now, key = self._clock.now(), hashed(secret)
        async with self._database.look() as session:
            found = (await session.execute(_FOUND, {"key": key})).first()
            if wait := self._mistakes.wait(client, now) if found is None else self._readings.wait(key, now):
                raise TooOften(wait)
            if found is None:
                return None
            feed, person = found
            ahead = await agenda(session, person, for_others=True)
        if feed.read_at is None or now - feed.read_at >= _NOTED:
            await self._note(key, now)
        text = await asyncio.to_thread(calendars.write, ahead.entries, refresh=REFRESH)
        changed_at = max(feed.made_at, ahead.changed_at or feed.made_at)
        return Served(text, sha256(text.encode()).hexdigest(), changed_at)

    async def _note(self, key: str, now: datetime) -> None:
        """Note when it was read; where that cannot be written, it is read all the same."""
        async with Bulkhead("fault while noting that a calendar was read"), self._database.transaction() as session:
            await session.execute(update(Feed).where(col(Feed.hashed) == key).values(read_at=now))
