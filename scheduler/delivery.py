"""How nudges leave: each lane claims what is due and sends it, at its own pace."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

import structlog

from bot.outgoing import CannotTell, NotSent, Outgoing, Uncertain, Undeliverable
from scheduler.claim import claim, next_due, put_back
from scheduler.policy import Policy
from scheduler.records import Message, Records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.database import Database
    from bot.models import Nudge

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Lane:
    """A way out that has its own pace: what holds it up holds up nobody else."""

    platform: str
    realm: str | None = None
    """One workspace; None for all of the platform."""


class Deliverer:
    """Sends what is due on the lanes it serves, each lane by itself."""

    def __init__(
        self,
        *,
        database: Database,
        outgoing: Mapping[Lane, Outgoing],
        clock: Clock,
        policy: Policy | None = None,
        random: Random | None = None,
    ) -> None:
        self._database = database
        self._outgoing = dict(outgoing)
        self._clock = clock
        self._policy = policy or Policy()
        self._records = Records(
            database=database,
            clock=clock,
            policy=self._policy,
            random=random or Random(),  # noqa: S311 - jitter, not a secret
        )
        self._paused: dict[Lane, datetime] = {}
        self._stopping = False

    def stop(self) -> None:
        """Let what is being sent finish, and take nothing more."""
        self._stopping = True

    async def next_due(self) -> datetime | None:
        """Return when there is something to send next, on a lane that may send then."""
        moments: list[datetime] = []
        async with self._database.transaction() as session:
            for lane in self._outgoing:
                due = await next_due(session, lane)
                if due is not None:
                    moments.append(max(due, self._paused.get(lane, due)))
        return min(moments, default=None)

    async def send_due(self) -> None:
        """Send everything that is due now; a lane that is slow or must pause holds up no other."""
        await asyncio.gather(*(self._serve(lane) for lane in self._outgoing))
        await self._records.follow()

    async def _serve(self, lane: Lane) -> None:
        """Send what is due on one lane, a batch at a time, until there is nothing or the platform wants a pause."""
        while not self._stopping:
            if self._paused.get(lane, self._clock.now()) > self._clock.now():
                return
            self._paused.pop(lane, None)
            token = secrets.token_hex(8)
            now = self._clock.now()
            async with self._database.transaction() as session:
                nudges = await claim(
                    session, lane, now=now, until=now + self._policy.lease, token=token, limit=self._policy.batch
                )
            if not nudges:
                return
            # All that is due for one person is one message; what was tried before stays in its message.
            nudges = sorted(nudges, key=_bundle)
            bundles = sorted((list(bundle) for _, bundle in groupby(nudges, key=_bundle)), key=_oldest)
            while bundles and not self._stopping and lane not in self._paused:
                wave, bundles = bundles[: self._policy.in_flight], bundles[self._policy.in_flight :]
                await asyncio.gather(*(self._deliver(lane, bundle, token) for bundle in wave))
            await self._put_back(lane, [nudge for bundle in bundles for nudge in bundle], token)

    async def _put_back(self, lane: Lane, nudges: Sequence[Nudge], token: str) -> None:
        """Leave to a later look what was claimed and not begun."""
        if nudges:
            async with self._database.transaction() as session:
                await put_back(session, nudges, token, self._paused.get(lane, self._clock.now()))

    async def _deliver(self, lane: Lane, nudges: Sequence[Nudge], token: str) -> None:
        """Send one message and settle it; after a fault of ours its lease ends, and it is looked at again."""
        try:
            message = await self._records.intend(nudges, token)
            if message is not None:
                await self._send(lane, message, token)
        except Exception:  # noqa: BLE001 - a fault with one message must not stop the others
            await log.aexception("nudge not settled", platform=lane.platform)

    async def _send(self, lane: Lane, message: Message, token: str) -> None:
        outgoing = self._outgoing[lane]
        try:
            receipt = await self._look_up(outgoing, message) if message.again else None
            receipt = receipt or await outgoing.send(message.to, message.reply, message.delivery.key)
        except NotSent as outcome:
            if outcome.retry_after is not None:
                self._paused[lane] = self._clock.now() + outcome.retry_after
            await self._records.retry(message, token, outcome.reason, outcome.retry_after, doubt=False)
        except Uncertain as outcome:
            await self._records.retry(message, token, outcome.reason, None, doubt=True)
        except Undeliverable as outcome:
            await self._records.fail(message, token, outcome.reason)
        else:
            await self._records.settle(message, token, receipt)

    async def _look_up(self, outgoing: Outgoing, message: Message) -> str | None:
        """Find out whether an earlier try arrived; where nobody can tell, one repeat is all we dare."""
        try:
            return await outgoing.find(message.to, message.delivery.key, message.delivery.intended_at)
        except CannotTell:
            if max(nudge.attempts for nudge in message.nudges) > 1:
                raise Undeliverable("no answer came twice; it may have arrived once or twice") from None
            return None


def _oldest(bundle: Sequence[Nudge]) -> datetime:
    return min(nudge.due_at for nudge in bundle)


def _bundle(nudge: Nudge) -> tuple[int, int]:
    return nudge.person_id, nudge.delivery_id or 0
