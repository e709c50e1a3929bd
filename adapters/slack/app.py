"""Slack as a platform: its parts put together, started and stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from adapters.slack.bolt import bolt
from adapters.slack.failures import FAILURES, name_of
from adapters.slack.listeners import IN_TIME, Listeners, Patience
from adapters.slack.manifest import PATH
from adapters.slack.outgoing import Sender
from adapters.slack.profiles import Profiles
from adapters.slack.responder import Responder
from adapters.slack.wire import Wire, sdk_logger
from bot.doctor.finding import well, wrong
from bot.metrics.events import uncounted
from bot.process.shell import shell_line

if TYPE_CHECKING:
    from datetime import datetime

    from pydantic import SecretStr
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from starlette.routing import Route

    from bot.dispatch import Dispatcher
    from bot.doctor.finding import Finding
    from bot.messages import Address, Reply
    from bot.metrics.events import Count
    from bot.settings import Settings

log = structlog.get_logger()

_PING_SECONDS = 5
"""How often the socket is pinged, to notice that it is broken; meanwhile Slack keeps what it cannot deliver."""
_LAST_WORDS = 5.0
"""How many seconds answers under way may still take when Milepost stops."""


class Slack:
    """Milepost in one Slack workspace, by Socket Mode, by HTTP, or both."""

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        dispatcher: Dispatcher,
        *,
        patience: Patience = IN_TIME,
        count: Count = uncounted,
    ) -> None:
        """Put the parts together; nothing is opened before `run` or the first message."""
        token, self._signing_secret = _plain(settings.slack_bot_token), _plain(settings.slack_signing_secret)
        self._app_token = _plain(settings.slack_app_token)
        self._hears_by_socket = False
        self._socket: SocketModeClient | None = None
        self._wire = Wire(settings.slack_api_url, token, count)
        self._sender = Sender(self._wire)
        self._profiles = Profiles(self._wire)
        self._listeners = Listeners(dispatcher, Responder(self._wire, self._sender), self._profiles, patience=patience)
        self._bolt = bolt(token=token, signing_secret=self._signing_secret, api_url=settings.slack_api_url)
        self._listeners.attach(self._bolt)

    def routes(self) -> list[Route]:
        """Return the routes of HTTP mode; none without a signing secret."""
        if not self._signing_secret:
            return []
        from starlette.routing import Route  # noqa: PLC0415 - Socket Mode and sending need no web server

        from adapters.slack.guard import Guard  # noqa: PLC0415

        return [Route(PATH, Guard(self._bolt, self._signing_secret), methods=["POST"])]

    async def run(self, *, hearing: bool = True) -> None:
        """Serve Slack until cancelled, then close; Socket Mode is used only if `hearing`."""
        greeting = asyncio.create_task(self._introduce())
        try:
            self._hears_by_socket = bool(self._app_token) and hearing
            if self._hears_by_socket:
                await self._listen()
            else:
                await asyncio.Event().wait()
        finally:
            greeting.cancel()
            await asyncio.gather(greeting, return_exceptions=True)
            await self.close()

    async def connected(self) -> Finding:
        """Return whether a socket is open; over HTTP there is none, and Slack calls when people do something."""
        if self._socket is not None and await self._socket.is_connected():
            return well("Slack", "Connected by a socket")
        if self._hears_by_socket:
            return wrong("Slack", "No socket is open", f"Look why: {shell_line('doctor')}")
        return well("Slack", "No socket is needed")

    async def close(self) -> None:
        """Let answers under way arrive, then close every connection."""
        await self._listeners.finish(_LAST_WORDS)
        await self._profiles.close()
        await self._wire.close()

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send a nudge and return `channel:ts`; raises NotSent, Undeliverable or Uncertain."""
        return await self._sender.send(to, reply, key)

    async def change(self, to: Address, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of the message `channel:ts`; raises like `send`."""
        del to
        await self._sender.change(reply, receipt)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return the message sent with `key` since that moment; raises CannotTell where Slack does not let us look."""
        return await self._sender.find(to, key, since)

    async def _listen(self) -> None:
        """Keep a socket to Slack open; the library reconnects by itself."""
        self._wire.open()
        handler = AsyncSocketModeHandler(
            self._bolt, self._app_token, logger=sdk_logger(), web_client=self._wire.client, ping_interval=_PING_SECONDS
        )
        client = handler.client
        # The library's own session would reach any host, and use a proxy even for those in NO_PROXY.
        await client.aiohttp_client_session.close()
        client.aiohttp_client_session = self._wire.session(aiohttp.ClientTimeout(total=None, connect=_PING_SECONDS))
        client.proxy = None
        self._socket = client
        try:
            await client.connect()  # type: ignore[no-untyped-call]
            await asyncio.Event().wait()
        finally:
            await self._listeners.finish(_LAST_WORDS)  # what is acknowledged by then still goes over this socket
            await client.close()  # type: ignore[no-untyped-call]
            parts = (client.message_processor, client.current_session_monitor, client.message_receiver)
            await asyncio.gather(*(part for part in parts if part is not None), return_exceptions=True)

    async def _introduce(self) -> None:
        """Check the token at the start, and log the outcome for the operator."""
        try:
            me = await self._wire.call("auth.test")
        except FAILURES as error:
            await log.aerror("slack does not accept the bot token, or is away", reason=name_of(error))
        else:
            await log.ainfo("slack connected", team=me.get("team"), bot=me.get("user"))


def _plain(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
