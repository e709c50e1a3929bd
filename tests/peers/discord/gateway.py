"""Discord's gateway: sessions that identify, hear events in order, drop, and resume where they stopped."""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from aiohttp import WSMsgType, web

from tests.peers.discord import limits, shapes, wire
from tests.peers.discord.bell import Bell
from tests.peers.discord.wire import Wire
from tests.peers.discord.world import World, snowflake

UNKNOWN_OPCODE, DECODE_ERROR, NOT_AUTHENTICATED, AUTHENTICATION_FAILED = 4001, 4002, 4003, 4004
ALREADY_AUTHENTICATED, INVALID_SEQUENCE, RATE_LIMITED, TIMED_OUT = 4005, 4007, 4008, 4009
INVALID_SHARD, SHARDING_REQUIRED = 4010, 4011
INVALID_VERSION, INVALID_INTENTS, DISALLOWED_INTENTS = 4012, 4013, 4014

Telling = Callable[[int], dict[str, Any] | None]
"""What a session with these intents hears of an event; None for nothing."""


@dataclass(eq=False)
class Session:
    """What one IDENTIFY began; it outlives its sockets until it is closed in order."""

    intents: int
    shard: tuple[int, int] = (0, 1)
    """Which part of everything it hears, of how many."""
    id: str = field(default_factory=lambda: f"session-{snowflake()}")
    sequence: int = 0
    sent: deque[tuple[int, str, dict[str, Any]]] = field(default_factory=lambda: deque(maxlen=20_000))
    wire: Wire | None = None

    def covers(self, guild_id: str | None) -> bool:
        """Whether it hears of a guild; what happens in no guild, like direct messages, is for shard 0."""
        shard, count = self.shard
        return shard == (int(guild_id) >> 22) % count if guild_id else shard == 0

    def hears(self, event: str, data: dict[str, Any]) -> None:
        """One event, now or when the client resumes."""
        self.sequence += 1
        self.sent.append((self.sequence, event, data))
        if self.wire:
            self.wire.put(wire.DISPATCH, data, seq=self.sequence, event=event)


class Gateway:
    """Every session there is, and what was seen of the clients' manners."""

    def __init__(self, world: World, bell: Bell) -> None:
        self.url = ""
        self.token: str | None = None
        """The bot token that is good; None when it was revoked."""
        self.heartbeat_milliseconds = limits.HEARTBEAT_MILLISECONDS
        self.sessions: dict[str, Session] = {}
        self.identifies: list[tuple[float, dict[str, Any]]] = []
        self.resumes: list[tuple[float, dict[str, Any]]] = []
        self.shards_required = 1
        """How many shards a client has to share everything out to, as Discord asks of bots in many guilds."""
        self.cuts_to_come = 0
        """How many of the next sessions are cut as soon as they are up."""
        self.last_done: tuple[str, Telling, str | None] | None = None
        """The last event that a person caused: an interaction or a message."""
        self._world = world
        self._bell = bell

    @property
    def connected(self) -> list[Session]:
        """Sessions with a socket at this moment."""
        return [session for session in self.sessions.values() if session.wire]

    @property
    def hasty_identifies(self) -> int:
        """How often a client identified within five seconds of the time before."""
        times = [at for at, _ in self.identifies]
        return sum(later - earlier < 5 for earlier, later in pairwise(times))

    def tell(self, event: str, telling: Telling, guild_id: str | None, *, by_people: bool = False) -> None:
        """Let the sessions of a guild's shard hear of an event, each as far as its intents reach."""
        if by_people:
            self.last_done = (event, telling, guild_id)
        for session in self.sessions.values():
            data = telling(session.intents) if session.covers(guild_id) else None
            if data is not None:
                session.hears(event, data)

    def cut(self) -> None:
        """Pull the plug on every socket."""
        for session in self.connected:
            self._without(session).cut()

    def close(self, code: int) -> None:
        """Close every socket with a code."""
        for session in self.connected:
            self._without(session).close(code)

    def ask_to_reconnect(self) -> None:
        """Tell every client to reconnect and resume (op 7)."""
        for session in self.connected:
            self._without(session).put(wire.RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is no longer good (op 9)."""
        for session in self.connected:
            self._without(session).put(wire.INVALID_SESSION, resumable)
            if not resumable:
                del self.sessions[session.id]

    def _without(self, session: Session) -> Wire:
        """Part a session from its socket: from here on its events wait for a resume."""
        parted, session.wire = session.wire, None
        assert parted is not None
        self._bell.ring()
        return parted

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Talk with one client until its socket ends."""
        line = Wire(request)
        await line.socket.prepare(request)
        writer = asyncio.create_task(line.write())
        session = None
        try:
            if request.query.get("v") != "10" or request.query.get("encoding") != "json":
                line.close(INVALID_VERSION)
            else:
                line.put(wire.HELLO, {"heartbeat_interval": self.heartbeat_milliseconds, "_trace": ["[]"]})
            session = await self._converse(line)
        finally:
            if session and session.wire is line:
                session.wire = None
                self._bell.ring()
            if session and line.socket.close_code in (1000, 1001):
                self.sessions.pop(session.id, None)
                self._bell.ring()
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return line.socket

    async def _converse(self, line: Wire) -> Session | None:
        session: Session | None = None
        heard: deque[float] = deque(maxlen=120)
        loop = asyncio.get_running_loop()
        while True:
            try:
                frame = await line.socket.receive(timeout=self.heartbeat_milliseconds / 1000 * 2)
            except TimeoutError:
                line.close(TIMED_OUT)
                return session
            if frame.type is not WSMsgType.TEXT:
                return session
            if len(heard) == 120 and loop.time() - heard[0] < 60:
                line.close(RATE_LIMITED)
                continue
            heard.append(loop.time())
            try:
                message = json.loads(frame.data)
                op, data = message["op"], message.get("d")
            except (ValueError, KeyError, TypeError):
                line.close(DECODE_ERROR)
                continue
            session = self._answer(line, session, op, data, loop.time())
            self._bell.ring()

    def _answer(self, line: Wire, session: Session | None, op: int, data: Any, now: float) -> Session | None:
        if op == wire.HEARTBEAT:
            line.put(wire.HEARTBEAT_ACK)
        elif op in (wire.IDENTIFY, wire.RESUME):
            if session:
                line.close(ALREADY_AUTHENTICATED)
            elif self.token is None or data.get("token") != self.token:
                line.close(AUTHENTICATION_FAILED)
            elif op == wire.IDENTIFY:
                return self._identified(line, data, now)
            else:
                return self._resumed(line, data, now)
        elif op not in (wire.PRESENCE, wire.VOICE_STATE, wire.REQUEST_MEMBERS):
            line.close(UNKNOWN_OPCODE)
        elif session is None:
            line.close(NOT_AUTHENTICATED)
        return session

    def _identified(self, line: Wire, data: dict[str, Any], now: float) -> Session | None:
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~limits.KNOWN_INTENTS:
            line.close(INVALID_INTENTS)
            return None
        if intents & limits.PRIVILEGED_INTENTS:
            line.close(DISALLOWED_INTENTS)
            return None
        shard = data.get("shard", [0, 1])
        if not _is_shard(shard):
            line.close(INVALID_SHARD)
            return None
        if shard[1] < self.shards_required:
            line.close(SHARDING_REQUIRED)
            return None
        self.identifies.append((now, {key: value for key, value in data.items() if key != "token"}))
        session = Session(intents, (shard[0], shard[1]), wire=line)
        self.sessions[session.id] = session
        guilds = [guild for guild in self._world.guilds.values() if guild.bot and session.covers(guild.id)]
        ready = {
            "v": 10,
            "user": shapes.me(self._world.bot),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": f"{self.url}resume/",
            "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
            "private_channels": [],
            "application": {"id": self._world.application_id, "flags": 0},
            **({"shard": data["shard"]} if "shard" in data else {}),
        }
        session.hears("READY", ready)
        self._cut_if_due(session)
        return session

    def _resumed(self, line: Wire, data: dict[str, Any], now: float) -> Session | None:
        self.resumes.append((now, {key: value for key, value in data.items() if key != "token"}))
        session = self.sessions.get(data.get("session_id", ""))
        after = data.get("seq") or 0
        if session is None or (session.sent and after < session.sent[0][0] - 1):
            line.put(wire.INVALID_SESSION, data=False)
            return None
        if after > session.sequence:
            line.close(INVALID_SEQUENCE)
            return None
        for sequence, event, missed in list(session.sent):
            if sequence > after:
                line.put(wire.DISPATCH, missed, seq=sequence, event=event)
        session.wire = line
        session.hears("RESUMED", {"_trace": ["[]"]})
        self._cut_if_due(session)
        return session

    def _cut_if_due(self, session: Session) -> None:
        if self.cuts_to_come:
            self.cuts_to_come -= 1
            self._without(session).cut()


def _is_shard(shard: Any) -> bool:
    """Whether it is `[which, of how many]`, counted from 0."""
    if not (isinstance(shard, list) and len(shard) == 2 and all(type(number) is int for number in shard)):
        return False
    return bool(0 <= shard[0] < shard[1])
