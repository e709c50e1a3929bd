"""The jobs and when they run. What is due is in our own tables: APScheduler only wakes us.

Why there is no job for each nudge: docs/decisions/0002.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.faults import Bulkhead
from bot.requests import repeats
from scheduler.passing import pass_until

if TYPE_CHECKING:
    from bot.clock import Clock
    from bot.storage.database import Database
    from scheduler.delivery import Deliverer

_SAFETY = timedelta(seconds=15)
"""How often to look even if nothing woke us, for example for what another process planned on SQLite."""
_REMEMBERED = timedelta(days=7)
"""How long a request is remembered, to recognise it when its platform delivers it again."""


class Scheduler:
    """Looks at the outbox when the next nudge is due, and at once when `woken` is set."""

    def __init__(self, *, database: Database, deliverer: Deliverer, clock: Clock, woken: asyncio.Event) -> None:
        self._database = database
        self._deliverer = deliverer
        self._clock = clock
        self._woken = woken
        self._turn = asyncio.Lock()
        """Held by whoever looks: two at once would serve a lane twice."""
        self._jobs = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    async def run(self) -> None:
        """Work until cancelled, then finish what is being sent."""
        self._jobs.add_job(self._wake, "interval", seconds=_SAFETY.total_seconds())
        self._jobs.add_job(self._forget, "interval", hours=1)
        self._jobs.start()
        try:
            while True:
                self._woken.clear()
                await self._look()
                await self._woken.wait()
        finally:
            await self._deliverer.stop()
            self._jobs.shutdown(wait=False)

    async def next_due(self) -> datetime | None:
        """Return when the next nudge comes due; None if none waits."""
        return await self._deliverer.next_due()

    async def pass_until(self, moment: datetime) -> None:
        """Move the clock on to `moment`, sending what comes due on the way (docs/decisions/0028)."""
        async with self._turn:
            await pass_until(moment, self._clock, self._deliverer)
        self._woken.set()

    async def _wake(self) -> None:
        self._woken.set()

    async def _look(self) -> None:
        """Send what is due, and arrange to be woken for what is due next; a lost database is asked again later."""
        due = None
        async with Bulkhead("could not look at the outbox"), self._turn:
            due = await self._deliverer.look()
            await self._deliverer.follow()
        if due is not None:
            moment = datetime.now(UTC) + max(due - self._clock.now(), timedelta(0))
            self._jobs.add_job(self._wake, "date", id="next due", run_date=moment, replace_existing=True)

    async def _forget(self) -> None:
        """Forget requests that no platform delivers again any more."""
        async with self._database.transaction() as session:
            await repeats.forget_before(session, self._clock.now() - _REMEMBERED)
