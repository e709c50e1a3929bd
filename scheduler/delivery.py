"""How nudges leave: each lane takes what is due and sends it at its own pace."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from bot.cooperative import cooperatively
from bot.faults import Bulkhead
from bot.metrics.events import uncounted
from bot.nudges import outbox
from scheduler import claim
from scheduler.claim import Lane
from scheduler.drawing import drawn
from scheduler.message import KeptBack, Message, NotYet, Outcome, Sent
from scheduler.policy import Policy
from scheduler.queue import Queue
from scheduler.sending import can_look, send
from scheduler.settling import settle
from scheduler.taking import Taker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.clock import Clock
    from bot.messages import Reply
    from bot.metrics.events import Count
    from bot.outgoing import Outgoing
    from bot.storage.database import Database

_FAULT = "something went wrong on my side, which the log has as "
_SETTLE_AGAIN_SECONDS = (0.2, 1.0, 5.0)
"""The waits between tries to write down what became of messages while the database cannot be reached."""


@dataclass(eq=False, slots=True)
class _Work:
    """What a lane is doing."""

    queue: Queue
    """Where its messages wait for their turn."""
    serving: asyncio.Task[None] | None = None
    """Takes batch after batch, while anything is due."""
    batches: set[asyncio.Task[None]] = field(default_factory=set)
    """Those under way, each sent and settled by a task of its own."""
    size: int = 0
    """How many messages to take at once; 0 stands for the smallest batch of the policy."""
    can_look: bool | None = None
    """Whether the platform can be asked if a message arrived; None until that was tried."""
    paused: datetime | None = None
    """Until when the platform asked us to wait."""
    resting: datetime | None = None
    """Until when nothing is tried, as all that is due is locked by others."""


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
        draw: Callable[[Message], Reply] = drawn,
        idle: Callable[[], None] = lambda: None,
        count: Count = uncounted,
    ) -> None:
        """Send what `draw` makes of each message by `outgoing`; call `idle` when a lane has nothing more, or pauses.

        What becomes of nudges is told to `count`, once it is written down.
        """
        self._database = database
        self._outgoing = dict(outgoing)
        self._clock = clock
        self._policy = policy or Policy()
        self._random = random or Random()  # noqa: S311 - jitter, not a secret
        self._taker = Taker(database=database, clock=clock, policy=self._policy, count=count)
        self._draw = draw
        self._idle = idle
        self._count = count
        self._work: dict[Lane, _Work] = defaultdict(lambda: _Work(Queue(self._policy)))
        self._taking, self._settling = (asyncio.Semaphore(self._policy.batches) for _ in range(2))
        """Limit how many lanes use the database at once, however many workspaces there are.

        Settling has a limit of its own: its leases might end if it waited behind a thousand lanes that take.
        """
        self._stopping = False
        self.taken = 0
        """How often anything was taken: where that stays as it is, nothing goes on."""

    async def next_due(self) -> datetime | None:
        """Return when the next nudge may be taken on a lane that is not being served; None if none waits."""
        return min((await self._moments()).values(), default=None)

    async def look(self) -> datetime | None:
        """Begin to serve each lane on which something is due; return when to look again, None if nothing else waits."""
        moments = await self._moments()
        now = self._clock.now()
        for lane in [lane for lane, moment in moments.items() if moment <= now]:
            del moments[lane]
            work = self._work[lane]
            work.paused = work.resting = None
            work.serving = asyncio.create_task(self._serve(lane, work))
        return min(moments.values(), default=None)

    async def send_due(self) -> None:
        """Send everything that is due now, wait for it, and plan what comes after it."""
        await self.look()
        await self.finish()
        await self.follow()

    async def follow(self) -> None:
        """Plan what comes after what was sent or left out, unless a lane is being served: sending goes first."""
        more = not any(work.serving for work in self._work.values())
        while more:
            async with self._database.transaction() as session:
                more = await outbox.follow(session, await self._database.now(session, self._clock))

    async def stop(self) -> None:
        """Take nothing more, and wait until what is under way has been sent."""
        self._stopping = True
        await self.finish()

    async def finish(self) -> None:
        """Wait until what was due at the last look has been sent."""
        await asyncio.gather(*(work.serving for work in self._work.values() if work.serving))
        await asyncio.gather(*(batch for work in self._work.values() for batch in work.batches))

    async def _moments(self) -> dict[Lane, datetime]:
        """Return when the next nudge may be taken on each lane that is not being served; nothing once it stops."""
        found: dict[Lane, datetime] = {}
        if self._stopping:
            return found
        async with self._database.transaction() as session:
            await self._database.now(session, self._clock)
            for lane in self._outgoing:
                found |= await claim.next_due(session, lane)
        return {
            lane: max(moment, work.paused or moment, work.resting or moment)
            for lane, moment in found.items()
            if (work := self._work[lane]).serving is None
        }

    async def _serve(self, lane: Lane, work: _Work) -> None:
        """Take what is due on one lane until there is no more, or the platform wants a pause."""
        any_due = await self._take_batches(lane, work, alone=True)
        if work.size == self._policy.largest_batch:
            # Everything is sent as fast as it is taken, so several tasks take it side by side.
            await asyncio.gather(*(self._take_batches(lane, work) for _ in range(self._policy.takers)))
        if not any_due:
            work.resting = self._clock.now() + self._policy.locked_wait
        work.serving = None
        self._idle()

    async def _take_batches(self, lane: Lane, work: _Work, *, alone: bool = False) -> bool:
        """Take batch after batch; tell whether anything was due. `alone`: stop once batches are of the largest size."""
        any_due, reach = False, self._policy.reach.total_seconds()
        # A fault with one lane does not stop the others; what it holds comes due again.
        async with Bulkhead("nothing could be taken", platform=lane.platform):
            while not (self._stopping or work.paused):
                if alone and any_due and work.size == self._policy.largest_batch:
                    break
                if len(work.batches) >= self._policy.batches:
                    await asyncio.wait(work.batches, return_when=asyncio.FIRST_COMPLETED)
                    continue
                if (early := work.queue.ahead() - reach) > 0:
                    await asyncio.sleep(early)
                    continue
                size = work.queue.tempo.room(reach / self._policy.batches, work.size or self._policy.smallest_batch)
                async with self._taking:
                    locked, messages = await self._taker.take(lane, size)
                if messages:
                    work.queue.waiting += len(messages)
                    batch = asyncio.create_task(self._see_through(lane, work, messages))
                    work.batches.add(batch)
                    batch.add_done_callback(work.batches.discard)
                any_due = any_due or bool(locked.people)
                self.taken += bool(locked.people)
                if locked.is_all:
                    break
        return any_due

    async def _see_through(self, lane: Lane, work: _Work, messages: Sequence[Message]) -> None:
        """Send a batch, several messages side by side, and settle the outcomes together as they come in."""
        loop = asyncio.get_running_loop()
        began, outcomes, waiting = loop.time(), list[Outcome](), iter(messages)
        outgoing = self._outgoing.get(lane) or self._outgoing[Lane(lane.platform)]
        senders = {
            asyncio.create_task(self._send_each(outgoing, work, waiting, outcomes))
            for _ in messages[: self._policy.senders]
        }
        while senders:
            _, senders = await asyncio.wait(
                senders, return_when=asyncio.FIRST_COMPLETED, timeout=self._policy.settle_every.total_seconds()
            )
            took = timedelta(seconds=loop.time() - began)
            if outcomes:
                settled, outcomes[:] = tuple(outcomes), ()
                await self._settle(settled)
        if work.can_look is None:
            work.can_look = await can_look(outgoing, messages[-1])
        # Where it cannot, what is under way as this process dies may be sent twice, so batches stay small.
        work.size = self._policy.next_size(len(messages), took) if work.can_look else 0

    async def _send_each(
        self, outgoing: Outgoing, work: _Work, messages: Iterator[Message], outcomes: list[Outcome]
    ) -> None:
        """Send one message after the other, each when its turn has come."""
        async for message in cooperatively(messages, self._policy.senders):
            if (kept := await work.queue.turn(partial(self._kept_back, work, message))) is not None:
                outcomes.append(kept)
                continue
            outcome = await self._outcome(outgoing, message)
            outcomes.append(outcome)
            work.queue.end()
            if isinstance(outcome, Sent):
                work.queue.taken()
            elif isinstance(outcome, NotYet) and outcome.wait:
                work.queue.refused(outcome.wait.total_seconds())
                until = self._clock.now() + outcome.wait
                work.paused = max(until, work.paused or until)

    async def _outcome(self, outgoing: Outgoing, message: Message) -> Outcome:
        """Send a message; after a fault of ours it is tried again as after any other, and those behind it go on."""
        async with Bulkhead("nudge not drawn", platform=message.to.platform) as fault:
            reply = self._draw(message)
        if fault.error is None:
            async with Bulkhead("nudge not sent", platform=message.to.platform) as fault:
                return await send(outgoing, message, reply)
            return NotYet(message, f"{_FAULT}{fault.reference}", None, doubt=True, fault=True)
        return NotYet(message, f"{_FAULT}{fault.reference}", None, doubt=False, fault=True)

    def _kept_back(self, work: _Work, message: Message) -> KeptBack | None:
        """Return why a message must not begin now, if so; those kept back for one reason are settled together."""
        if work.paused is not None:
            return KeptBack(message, "the platform asked others on this way to wait", work.paused)
        if self._clock.now() > message.begin_by:
            # If it began now, it might still be under way when its lease ends and somebody else takes it.
            return KeptBack(message, "those before it took too long", message.taken_at)
        return None

    async def _settle(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what became of messages; tried again while the database cannot be reached."""
        for wait in (*_SETTLE_AGAIN_SECONDS, None):
            async with Bulkhead("not settled yet", messages=len(outcomes)), self._settling:
                async with self._database.transaction() as session:
                    connection, now = await session.connection(), self._clock.now()
                    became = await settle(connection, outcomes, now, policy=self._policy, random=self._random)
                for one in became:
                    self._count(one)
                break
            if wait is not None:
                await asyncio.sleep(wait)
