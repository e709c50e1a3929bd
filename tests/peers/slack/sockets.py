"""Socket Mode: single-use tickets, hello, envelopes that must be acknowledged, and the ways a socket ends."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .delivery import Ack, Delivery
from .limits import most

if TYPE_CHECKING:
    from .service import Service

_ACCEPTS_PAYLOAD = {"slash_commands", "interactive"}


class Sockets:
    """The sockets that the bot holds open; one of them gets each envelope."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._open: list[web.WebSocketResponse] = []
        self._turn = 0
        self._unanswered: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._changed = asyncio.Condition()
        self.answers_pings = True
        self.since_start = 0
        """How many sockets were opened so far."""

    @property
    def count(self) -> int:
        return len(self._open)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Greet a socket whose ticket is fresh, and listen to it until it closes."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._service.links:
            raise web.HTTPForbidden(text="ticket is spent or unknown")
        self._service.links.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, max_msg_size=most("socket.bytes"))
        await socket.prepare(request)
        if self.count >= most("sockets"):
            await self._say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return socket
        self._open.append(socket)
        self.since_start += 1
        await socket.send_json(self._hello())
        await self._notify()
        try:
            await self._listen(socket)
        finally:
            if socket in self._open:
                self._open.remove(socket)
            await self._notify()
        return socket

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type == WSMsgType.PING and self.answers_pings:
                await socket.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                waiting = self._unanswered.get(answer.get("envelope_id", ""))
                if waiting is not None and not waiting.done():
                    waiting.set_result(answer.get("payload") or {})

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {"host": "applink-1", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._service.app.app_id},
        }

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def wait_for(self, number: int, within: float) -> None:
        """Wait until so many sockets have ever been opened and one of them is still there."""
        async with asyncio.timeout(within), self._changed:
            await self._changed.wait_for(lambda: self.since_start >= number and self.count > 0)

    async def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Send an envelope and wait for its acknowledgement."""
        loop = asyncio.get_running_loop()
        started = loop.time()
        if not self._open:
            return Ack(ok=False, error="dispatch_failed", reason="timeout")
        envelope: dict[str, Any] = {
            "envelope_id": str(uuid.uuid4()),
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind in _ACCEPTS_PAYLOAD,
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": delivery.retry, "retry_reason": delivery.reason}
        waiting: asyncio.Future[dict[str, Any]] = loop.create_future()
        self._unanswered[envelope["envelope_id"]] = waiting
        self._turn += 1
        try:
            async with asyncio.timeout(within):
                await self._open[self._turn % len(self._open)].send_json(envelope)
                payload = await waiting
        except (TimeoutError, ConnectionError):
            return Ack(ok=False, error="operation_timeout", reason="timeout", seconds=loop.time() - started)
        finally:
            del self._unanswered[envelope["envelope_id"]]
        return Ack(ok=True, payload=payload, seconds=loop.time() - started)

    async def _say_goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})

    async def ask_to_reconnect(self, reason: str) -> None:
        """Announce to every socket that it will close: `warning`, `refresh_requested`, `link_disabled`."""
        for socket in tuple(self._open):
            await self._say_goodbye(socket, reason)

    async def close(self) -> None:
        """Close every socket properly."""
        for socket in tuple(self._open):
            await socket.close()

    def cut(self) -> None:
        """Cut every connection without a word, as a broken network does."""
        for socket in tuple(self._open):
            self._open.remove(socket)
            if socket._req is not None and socket._req.transport is not None:
                socket._req.transport.abort()
