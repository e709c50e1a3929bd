"""Handing payloads to the bot, however it is connected, with Slack's patience and Slack's retries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Delivery:
    """One payload on its way to the bot."""

    kind: Kind
    payload: dict[str, Any]
    retry: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Ack:
    """What came back, or why nothing did."""

    ok: bool
    payload: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    """`operation_timeout` or `dispatch_failed`, as people get to see it."""
    reason: str = ""
    """The retry reason that a next attempt carries."""
    seconds: float = 0.0
    retry: bool = True


class Way(Protocol):
    """A way to the bot: its sockets, or its request URL."""

    async def deliver(self, delivery: Delivery, within: float) -> Ack: ...


class Postman:
    """Delivers one payload after another, and events again when they were not acknowledged."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.ack_within = 3.0
        self.retry_after: tuple[float, ...] = (0.0, 60.0, 300.0)
        """How long Slack waits before each further attempt to deliver an event."""
        self.delay = 0.0
        """Seconds that every delivery is held up on its way."""
        self.sent: list[Delivery] = []
        self.acks: list[Ack] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def send(self, delivery: Delivery) -> Ack:
        if self.delay:
            await asyncio.sleep(self.delay)
        self.sent.append(delivery)
        ack = await self.way.deliver(delivery, self.ack_within)
        self.acks.append(ack)
        return ack

    def post(self, payload: dict[str, Any]) -> asyncio.Task[None]:
        """Send an event in the background, up to four times in all."""
        task = asyncio.create_task(self._until_acknowledged(Delivery("events_api", payload)))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _until_acknowledged(self, delivery: Delivery) -> None:
        ack = await self.send(delivery)
        for attempt, wait in enumerate(self.retry_after, start=1):
            if ack.ok or not ack.retry:
                return
            await asyncio.sleep(wait)
            ack = await self.send(replace(delivery, retry=attempt, reason=ack.reason))

    async def redeliver(self, which: int = -1) -> Ack:
        """Send the same payload again, as happens when Slack did not hear the acknowledgement."""
        delivery = self.sent[which]
        if delivery.kind == "events_api":
            delivery = replace(delivery, retry=delivery.retry + 1, reason="timeout")
        return await self.send(delivery)

    async def stop(self) -> None:
        for task in tuple(self._under_way):
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
