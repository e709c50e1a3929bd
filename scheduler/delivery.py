"""How nudges leave: each lane takes what is due and sends it, at its own pace."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from bot.faults import Bulkhead
from bot.nudges import outbox
from bot.outgoing import CannotTell, NotSent, Outgoing, Uncertain, Undeliverable
from scheduler import claim
from scheduler.claim import Lane
from scheduler.cooperative import cooperatively
from scheduler.drawing import drawn
from scheduler.message import KeptBack, Message, Never, NotYet, Outcome, Sent
from scheduler.policy import Policy
from scheduler.queue import Queue
from scheduler.settling import settle
from scheduler.taking import Taker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.clock import Clock
    from bot.database import Database
    from bot.messages import Reply

_SETTLE_AGAIN_SECONDS = (0.2, 1.0, 5.0)
"""Waits between tries to write down what became of messages, while the database is away."""


@dataclass(eq=False, slots=True)
class _Work:
    """What a lane is doing."""

    queue: Queue
    """Where its messages wait for their turn."""
    serving: asyncio.Task[None] | None = None
    batches: set[asyncio.Task[None]] = field(default_factory=set)
    size: int = 0
    """How many messages to take at once; 0: as few as the policy says."""
    tells: bool | None = None
    """Whether the platform lets us look if a message arrived; None: nobody tried yet."""
    paused: datetime | None = None
    """Until when the platform asked to be left alone."""
    resting: datetime | None = None
    """Until when to try nothing, since what is due is in other hands."""


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
    ) -> None:
        """Send by `outgoing` what `draw` makes of messages; `idle` is called when a lane has no more, or pauses."""
        self._database = database
        self._outgoing = dict(outgoing)
        self._clock = clock
        self._policy = policy or Policy()
        self._random = random or Random()  # noqa: S311 - jitter, not a secret
        self._taker = Taker(database=database, clock=clock, policy=self._policy)
        self._draw = draw
        self._idle = idle
        self._work: dict[Lane, _Work] = defaultdict(lambda: _Work(Queue(self._policy)))
        self._taking, self._settling = (asyncio.Semaphore(self._policy.batches) for _ in range(2))
        """Lanes take turns at the database, so that a thousand workspaces do not ask at once.

        What was sent is written down in turns of its own: behind a thousand that take, its lease might end.
        """
        self._stopping = False

    async def next_due(self) -> datetime | None:
        """Return when there is something to take next, on a lane that may send then and is not being served."""
        return min((await self._moments()).values(), default=None)

    async def look(self) -> datetime | None:
        """Begin to serve each lane where something is due; return when to look again."""
        moments = await self._moments()
        now = self._clock.now()
        for lane in [lane for lane, moment in moments.items() if moment <= now and not self._stopping]:
            del moments[lane]
            work = self._work[lane]
            work.paused = work.resting = None
            work.serving = asyncio.create_task(self._serve(lane, work))
        return min(moments.values(), default=None)

    async def send_due(self) -> None:
        """Send everything that is due now, and plan what comes after it."""
        await self.look()
        await self.finish()
        await self.follow()

    async def follow(self) -> None:
        """Plan what comes after what was sent or left out, unless there is something to send."""
        more = not any(work.serving for work in self._work.values())
        while more:
            async with self._database.transaction() as session:
                more = await outbox.follow(session, await self._database.now(session, self._clock))

    async def stop(self) -> None:
        """Let what is being sent finish, and take nothing more."""
        self._stopping = True
        await self.finish()

    async def finish(self) -> None:
        """Wait until what was due at the last look has been sent."""
        await asyncio.gather(*(work.serving for work in self._work.values() if work.serving))
        await asyncio.gather(*(batch for work in self._work.values() for batch in work.batches))

    async def _moments(self) -> dict[Lane, datetime]:
        """Return when each lane that is not being served has something to take."""
        found: dict[Lane, datetime] = {}
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
        """Take what is due on one lane, until there is no more or the platform wants a pause."""
        some = await self._take_batches(lane, work, alone=True)
        if work.size == self._policy.many:
            # What is sent as fast as it is taken is taken by several at once.
            await asyncio.gather(*(self._take_batches(lane, work) for _ in range(self._policy.takers)))
        if not some:
            work.resting = self._clock.now() + self._policy.breath
        work.serving = None
        self._idle()

    async def _take_batches(self, lane: Lane, work: _Work, *, alone: bool = False) -> bool:
        """Take batch after batch, `alone` until they are as large as can be; tell whether anything was due."""
        some, young = False, self._policy.young.total_seconds()
        # A fault with one lane does not stop the others; what it holds comes due again.
        async with Bulkhead("nothing could be taken", platform=lane.platform):
            while not (self._stopping or work.paused or (alone and some and work.size == self._policy.many)):
                if len(work.batches) >= self._policy.batches:
                    await asyncio.wait(work.batches, return_when=asyncio.FIRST_COMPLETED)
                    continue
                if (early := work.queue.ahead() - young) > 0:
                    await asyncio.sleep(early)
                    continue
                size = work.queue.tempo.room(young / self._policy.batches, work.size or self._policy.few)
                async with self._taking:
                    locked, messages = await self._taker.take(lane, size)
                if messages:
                    work.queue.waiting += len(messages)
                    batch = asyncio.create_task(self._see_through(lane, work, messages))
                    work.batches.add(batch)
                    batch.add_done_callback(work.batches.discard)
                some = some or bool(locked.people)
                if locked.is_all:
                    break
        return some

    async def _see_through(self, lane: Lane, work: _Work, messages: Sequence[Message]) -> None:
        """Send messages, some at once, and write down what became of them, as many together as have come back."""
        loop = asyncio.get_running_loop()
        began, outcomes, waiting = loop.time(), list[Outcome](), iter(messages)
        outgoing = self._outgoing.get(lane) or self._outgoing[Lane(lane.platform)]
        hands = {
            asyncio.create_task(self._send_each(outgoing, work, waiting, outcomes))
            for _ in messages[: self._policy.hands]
        }
        while hands:
            _, hands = await asyncio.wait(
                hands, return_when=asyncio.FIRST_COMPLETED, timeout=self._policy.group.total_seconds()
            )
            took = timedelta(seconds=loop.time() - began)
            if outcomes:
                settled, outcomes[:] = tuple(outcomes), ()
                await self._settle(settled)
        tells = await self._tells(outgoing, work, messages[-1])
        work.size = self._policy.next_size(len(messages), took) if tells else 0

    async def _tells(self, outgoing: Outgoing, work: _Work, sent: Message) -> bool:
        """Tell whether a repeat would be noticed on this way: if not, few are under way at once, in case we die."""
        if work.tells is None:
            try:
                await outgoing.find(sent.to, sent.intent.key, sent.intent.at)
                work.tells = True
            except CannotTell:
                work.tells = False
            except (NotSent, Undeliverable, Uncertain):
                return False
        return work.tells

    async def _send_each(
        self, outgoing: Outgoing, work: _Work, messages: Iterator[Message], outcomes: list[Outcome]
    ) -> None:
        """Send one message after the other."""
        async for message in cooperatively(messages, self._policy.hands):
            if (kept := await work.queue.turn(partial(self._kept_back, work, message))) is not None:
                outcomes.append(kept)
                continue
            outcome = None
            async with Bulkhead("nudge not sent", platform=message.to.platform):
                # After a fault of ours its lease ends, and it is looked at again; those behind it go on.
                outcome = await self._send(outgoing, message)
                outcomes.append(outcome)
            work.queue.end()
            if isinstance(outcome, Sent):
                work.queue.taken()
            elif isinstance(outcome, NotYet) and outcome.wait:
                work.queue.refused(outcome.wait.total_seconds())
                until = self._clock.now() + outcome.wait
                work.paused = max(until, work.paused or until)

    def _kept_back(self, work: _Work, message: Message) -> KeptBack | None:
        """Return why a message cannot be begun now, if so; of many for one reason they are given back together."""
        if work.paused is not None:
            return KeptBack(message, "the platform asked others on this way to wait", work.paused)
        if self._clock.now() > message.begin_by:
            # What is begun now might still be under way when somebody else takes it.
            return KeptBack(message, "those before it took too long", message.taken_at)
        return None

    async def _settle(self, outcomes: Sequence[Outcome]) -> None:
        """Write down what was sent, whatever is in the way for a while."""
        for wait in (*_SETTLE_AGAIN_SECONDS, None):
            async with Bulkhead("not settled yet", messages=len(outcomes)), self._settling:
                async with self._database.transaction() as session:
                    connection, now = await session.connection(), self._clock.now()
                    await settle(connection, outcomes, now, policy=self._policy, random=self._random)
                break
            if wait is not None:
                await asyncio.sleep(wait)

    async def _send(self, outgoing: Outgoing, message: Message) -> Outcome:
        """Send one message."""
        try:
            receipt = await self._look_up(outgoing, message) if message.again else None
            receipt = receipt or await outgoing.send(message.to, self._draw(message), message.intent.key)
        except NotSent as outcome:
            return NotYet(message, outcome.reason, outcome.retry_after, doubt=False)
        except Uncertain as outcome:
            return NotYet(message, outcome.reason, None, doubt=True)
        except Undeliverable as outcome:
            return Never(message, outcome.reason)
        return Sent(message, receipt)

    async def _look_up(self, outgoing: Outgoing, message: Message) -> str | None:
        """Find out whether an earlier try arrived; where nobody can tell, one repeat is all we dare."""
        try:
            return await outgoing.find(message.to, message.intent.key, message.intent.at)
        except CannotTell:
            if max(nudge.attempts for nudge in message.nudges) > 1:
                raise Undeliverable("no answer came twice; it may have arrived once or twice") from None
            return None
