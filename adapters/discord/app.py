"""Discord as a platform: keeps the connection up, and sends nudges over it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.client import Client, ShardedClient, is_news
from adapters.discord.outgoing import Sender
from adapters.discord.requests import PLATFORM
from adapters.grace import GRACE, Grace, GracePeriod
from bot.doctor.finding import well, wrong
from bot.metrics.events import uncounted
from bot.process.shell import shell_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from starlette.routing import BaseRoute

    from bot.dispatch import Dispatcher
    from bot.doctor.finding import Finding
    from bot.messages import Address, Reply
    from bot.metrics.events import Count
    from bot.settings import Settings

log = structlog.get_logger()

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 1.0, 60.0
"""The first and the longest wait between two tries to log in while Discord cannot be reached."""
_HOPELESS = {
    4004: "Discord does not take DISCORD_TOKEN. Copy it again from the Bot page of your application.",
    4010: "Discord does not know the shards that DISCORD_SHARDS names. Write it like 0,1/4.",
    4011: "This bot is in more servers than one connection may serve: set DISCORD_SHARDS, to more shards.",
    4013: "Discord does not know what Milepost wants to listen to; a newer Milepost may be needed.",
    4014: "Discord does not let this application listen to what it asked for.",
}
"""Close codes of the gateway after which trying again is no use, with what the operator can do."""


class Unreachable(Exception):  # noqa: N818 - it is a sentence for the operator
    """Discord will not let us in, however often we try; says what the operator can do."""


class Discord:
    """Milepost on Discord."""

    name = PLATFORM

    def __init__(
        self,
        settings: Settings,
        dispatcher: Dispatcher,
        *,
        timeout_seconds: float = 15.0,
        grace: Grace = GRACE,
        count: Count = uncounted,
    ) -> None:
        """Serve `dispatcher`; a nudge that takes more than `timeout_seconds` is left to the outbox.

        An answer within the `grace` period needs no sign before it that we heard. Calls that fail are told to `count`.
        """
        if settings.discord_token is None:
            raise ValueError("Discord needs DISCORD_TOKEN")
        self._token = settings.discord_token
        self._settings = settings
        self._dispatcher = dispatcher
        self._grace = GracePeriod(grace)
        self._count = count
        self._hearing = True
        self._sender = Sender(timeout_seconds=timeout_seconds)

    def routes(self) -> Sequence[BaseRoute]:
        """Return nothing: Discord speaks to us through the gateway."""
        return ()

    async def run(self, *, hearing: bool = True) -> None:
        """Listen and answer until cancelled; raises Unreachable when trying again is no use.

        Unless `hearing`, log in for sending only: a second connection to the gateway would take events from the first.
        """
        self._hearing = hearing
        point_library(self._settings)
        logging.getLogger("discord.state").addFilter(is_news)
        wait = FIRST_WAIT_SECONDS
        while True:
            try:
                await self._stay_connected(hearing=hearing)
            except discord.LoginFailure:
                raise Unreachable(_HOPELESS[4004]) from None
            except discord.PrivilegedIntentsRequired:
                raise Unreachable(_HOPELESS[4014]) from None
            except discord.ConnectionClosed as closed:
                if closed.code in _HOPELESS:
                    raise Unreachable(_HOPELESS[closed.code]) from None
                await log.awarning("Discord closed the connection", code=closed.code)
            except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
                await log.awarning("Discord cannot be reached", error=str(error), again_in_seconds=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_SECONDS)

    async def connected(self) -> Finding:
        """Return whether Discord took the token, and where we hear, whether the gateway is open."""
        client = self._sender.client
        if isinstance(client, Client) and (client.hears if self._hearing else True):
            return well("Discord", "Connected" if self._hearing else "Logged in, to send only")
        return wrong("Discord", "Not connected", f"Look why: {shell_line('doctor')}")

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send a direct message. See `bot.outgoing.Outgoing`."""
        return await self._sender.send(to, reply, key)

    async def change(self, to: Address, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of a message. See `bot.outgoing.Changing`."""
        del to
        await self._sender.change(reply, receipt)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        """Return the message that was sent with `key`, if it is found. See `bot.outgoing.Outgoing`."""
        del since
        return await self._sender.find(to, key)

    async def _stay_connected(self, *, hearing: bool) -> None:
        """Log in and listen; the library reconnects by itself."""
        shards = self._settings.discord_shards if hearing else None
        known = (self._dispatcher, self._grace, self._count)
        client = Client(*known) if shards is None else ShardedClient(*known, shards)
        try:
            async with client:
                await client.login(self._token.get_secret_value())
                self._sender.client = client
                await (client.connect() if hearing else asyncio.Event().wait())
        finally:
            self._sender.client = None


def point_library(settings: Settings) -> None:
    """Point the library at the addresses in `settings`.

    They are attributes of its classes and so hold for the whole process; they are set only where they differ.
    """
    api, gateway = settings.discord_api_url.rstrip("/"), yarl.URL(settings.discord_gateway_url)
    if api != Route.BASE:
        Route.BASE = api
    if gateway != DiscordWebSocket.DEFAULT_GATEWAY:
        DiscordWebSocket.DEFAULT_GATEWAY = gateway
