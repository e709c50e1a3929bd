"""Nudges on their way to Discord: each has a key that Discord enforces, and by which the message can be found."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from adapters.cache import Cache
from adapters.discord import limits
from adapters.discord.attempt import Attempt, watched
from adapters.discord.pictures import sent
from adapters.discord.views import Rows, body
from bot.outgoing import NotSent, Uncertain, Undeliverable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adapters.discord.render import Drawn
    from bot.messages import Address, Reply

log = structlog.get_logger()

LOOKED_THROUGH = 50
"""How many of the last messages of a channel are searched for one that may have arrived."""
_CHANNELS = 10_000
_OPENING = 0.5
"""How much of a turn it takes to open a DM first: one more request under the same rate limit."""
_CLOSED = {
    50007: "your Discord settings do not let me write to you; allow direct messages from a server that we share",
    50278: "we share no server any more, and you have not added me to your account",
}
_NOBODY = {
    10013: "Discord knows no such user",
    50033: "Discord does not let me write to this user",
}
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE = 10003, 10008
_NO_ENTRY = {
    50001: "I cannot see that channel; let me in, or choose another one",
    50013: "I may not write in that channel; let me, or choose another one",
}


class Sender:
    """Sends direct messages, and messages to channels, that are no response to an interaction."""

    def __init__(self, *, timeout_seconds: float) -> None:
        """Give each message `timeout_seconds`, the library's own retries included."""
        self.client: discord.Client | None = None
        """The client that is logged in; None while there is none."""
        self._channels: Cache[str, int] = Cache(_CHANNELS)
        self._next_turn = 0.0
        self._timeout_seconds = timeout_seconds

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Send `reply`, and return `channel:message`; raises NotSent, Undeliverable or Uncertain."""
        await self._turn(1 if to.realm or self._channels.get(to.id) is not None else 1 + _OPENING)
        attempt = watched()
        with _outcomes(attempt):
            async with asyncio.timeout(self._timeout_seconds):
                client = self._connected()
                channel = client.get_partial_messageable(await self._channel(client, to))

                async def send(drawn: Drawn) -> discord.Message:
                    # `nonce` makes the library ask Discord to enforce it: any number of tries is one message.
                    return await channel.send(**body(_marked(drawn, key)), nonce=key)

                try:
                    message = await sent(reply, send)
                except discord.NotFound as refusal:
                    if refusal.code != _UNKNOWN_CHANNEL:
                        raise
                    if to.realm:
                        raise Undeliverable("that channel is gone; choose another one") from refusal
                    self._channels.pop(to.id)
                    raise
        return f"{channel.id}:{message.id}"

    async def change(self, reply: Reply, receipt: str) -> None:
        """Let `reply` take the place of the message `channel:message`, if it is still there; raises like `send`."""
        await self._turn(1)
        attempt, (channel, _, number) = watched(), receipt.partition(":")
        with _outcomes(attempt):
            async with asyncio.timeout(self._timeout_seconds):
                message = self._connected().get_partial_messageable(int(channel)).get_partial_message(int(number))

                async def edit(drawn: Drawn) -> None:
                    await message.edit(content=drawn.content, view=Rows(drawn), attachments=drawn.files)

                try:
                    await sent(reply, edit)
                except discord.NotFound as refusal:
                    if refusal.code != _UNKNOWN_MESSAGE:
                        raise

    async def find(self, to: Address, key: str) -> str | None:
        """Return `channel:message` of the message sent with `key`, if it is among the last ones; raises NotSent."""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                client = self._connected()
                channel_id = await self._channel(client, to)
                messages = await client.http.logs_from(channel_id, LOOKED_THROUGH)
        except (discord.DiscordException, aiohttp.ClientError, OSError, ValueError) as error:
            raise NotSent("Discord could not be asked whether an earlier try arrived") from error
        found = [message["id"] for message in messages if _is_marked(message, key)]
        return f"{channel_id}:{found[0]}" if found else None

    def _connected(self) -> discord.Client:
        if self.client is None:
            raise NotSent("I am not connected to Discord")
        return self.client

    async def _channel(self, client: discord.Client, to: Address) -> int:
        """Return the channel of a server, or the DM with a person, opened if need be."""
        if to.realm and to.id.isdecimal():
            return int(to.id)
        if (known := self._channels.get(to.id)) is not None:
            return known
        if not to.id.isdecimal():
            raise Undeliverable(_NOBODY[10013])
        opened = await client.http.start_private_message(int(to.id))
        channel = int(opened["id"])
        self._channels.put(to.id, channel)
        return channel

    async def _turn(self, size: float) -> None:
        """Wait until it is this message's turn: the library does not observe the rate limit over all routes."""
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next_turn)
        self._next_turn = mine + size / limits.MESSAGES_A_SECOND
        await asyncio.sleep(mine - now)


def _marked(drawn: Drawn, key: str) -> Drawn:
    """Return `drawn` with the key in it, to find the message later.

    Discord forgets a nonce within minutes and leaves it out of a channel's history. The id of a message's first row is
    ours to choose, and the history has it.
    """
    first = [{**row, "id": _mark(key)} for row in drawn.rows[:1]]
    return replace(drawn, rows=[*first, *drawn.rows[1:]])


def _mark(key: str) -> int:
    """Return a row id for `key` that no row gets by itself: Discord counts them from 1."""
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") & limits.COMPONENT_ID | 1 << 30


def _is_marked(message: Any, key: str) -> bool:
    rows = message.get("components") or [{}]
    return bool(message.get("nonce") == key or rows[0].get("id") == _mark(key))


@contextmanager
def _outcomes(attempt: Attempt) -> Iterator[None]:
    """Raise what became of a message as NotSent, Undeliverable or Uncertain, whatever the library raised."""
    try:
        yield
    except discord.RateLimited as limit:
        raise NotSent("Discord asks me to slow down", timedelta(seconds=limit.retry_after)) from None
    except discord.HTTPException as refusal:
        raise _refused(refusal, attempt) from refusal
    except TimeoutError:
        if attempt.wait_seconds and not attempt.doubtful:
            raise NotSent("Discord asks me to slow down", timedelta(seconds=attempt.wait_seconds)) from None
        raise _lost(attempt, "Discord did not answer in time") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        # A ValueError means that the answer was no JSON.
        raise _lost(attempt, f"the connection to Discord failed ({type(error).__name__})") from error


def _refused(refusal: discord.HTTPException, attempt: Attempt) -> Exception:
    """Return what a refusal of Discord means for the message."""
    if why := (_CLOSED | _NOBODY | _NO_ENTRY).get(refusal.code):
        return Undeliverable(why)
    if refusal.status == HTTPStatus.TOO_MANY_REQUESTS:
        wait = float(refusal.response.headers.get("Retry-After", 60))
        return NotSent("Discord asks me to slow down", timedelta(seconds=wait))
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        return NotSent("Discord does not take my token")
    log.error("Discord refused a message", status=refusal.status, code=refusal.code, reason=refusal.text)
    return _lost(attempt, f"Discord answered {refusal.status} (code {refusal.code})")


def _lost(attempt: Attempt, reason: str) -> Exception:
    return Uncertain(reason) if attempt.doubtful else NotSent(reason)
