"""The connection to Discord: declares the commands, takes what people do, and reports every fault."""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import structlog

from adapters.calls import traced
from adapters.discord import conversation, declarations, placing
from adapters.discord.attempt import trace
from adapters.discord.render import render
from bot.faults import fault, noted

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from adapters.grace import GracePeriod
    from bot.dispatch import Dispatcher
    from bot.metrics.events import Count
    from bot.process.shards import Shards

log = structlog.get_logger()

FINISH_SECONDS = 5.0
"""How long answers under way may still take when the connection is closed."""
_WORDS = (discord.MessageType.default, discord.MessageType.reply)


def is_news(record: logging.LogRecord) -> bool:
    """Tell whether a record of the library's log matters: Milepost does without the Guilds intent that it misses."""
    return "Guilds intent" not in record.getMessage()


def intents() -> discord.Intents:
    """Return what we listen to beside interactions: direct messages to the bot, and nothing in servers."""
    few = discord.Intents.none()
    few.dm_messages = True
    return few


class Client(discord.Client):
    """One login, without the library's caches, so that it stays as small as it starts."""

    def __init__(self, dispatcher: Dispatcher, grace: GracePeriod, count: Count, **connection: Any) -> None:
        super().__init__(
            intents=intents(),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=30.0,
            http_trace=traced("discord", count, trace()),
            **connection,
        )
        self._dispatcher = dispatcher
        self._grace = grace
        self._busy: set[asyncio.Task[Any]] = set()

    @property
    def hears(self) -> bool:
        """Whether the gateway is open and has greeted us."""
        return self.is_ready() and self.ws is not None and self.ws.open

    async def setup_hook(self) -> None:
        """Declare the commands, unless Discord has them already: the number of changes a day is limited."""
        wanted: list[Any] = list(declarations.slashes(self._dispatcher.commands).declared)
        application_id = self.application_id or 0
        try:
            known: list[Any] = await self.http.get_global_commands(application_id)
            if not declarations.same(wanted, known):
                await self.http.bulk_upsert_global_commands(application_id, payload=wanted)
                await log.ainfo("commands declared to Discord", commands=len(wanted))
        except discord.HTTPException as refusal:
            # Those declared before still work, and so do buttons and messages.
            await log.aerror("Discord did not take the commands", status=refusal.status, reason=refusal.text)

    async def on_ready(self) -> None:
        """Log that the connection is up."""
        await log.ainfo("connected to Discord", application=self.application_id, **self._hears())

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        """Answer a command, a tap, a form or an autocompletion."""
        await self._finish(conversation.take(interaction, self._dispatcher, self._grace))

    async def on_message(self, message: discord.Message) -> None:
        """Answer a direct message of a person; what bots write, and what people write elsewhere, is ignored."""
        theirs = not message.author.bot and message.guild is None and message.type in _WORDS
        if theirs and message.content.strip():
            await self._finish(conversation.reply_to(message, self._dispatcher))

    async def on_error(self, event_method: str, /, *args: Any, **_kwargs: Any) -> None:
        """Log a fault, and tell the person about it with a reference to the log."""
        reference = await noted("fault", sys.exception(), platform="discord", during=event_method)
        try:
            # Faults of carrying out are caught in the dispatcher, so this one came later, while the answer was shown.
            await placing.show_fault(args[0] if args else None, render(fault(reference, sure=False)))
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            await log.awarning("the fault could not be told", reference=reference, error=str(error))

    def _hears(self) -> dict[str, str]:
        """Return what is logged of the part of Discord that this login listens to."""
        return {}

    async def close(self) -> None:
        """Let answers under way finish, then disconnect."""
        busy = self._busy - {asyncio.current_task()}
        if busy:
            await asyncio.wait(busy, timeout=FINISH_SECONDS)
        await super().close()

    async def _finish(self, answering: Coroutine[Any, Any, None]) -> None:
        """Answer; while that is under way, closing the connection waits for it."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - the library runs every event in a task
        self._busy.add(task)
        try:
            await answering
        finally:
            self._busy.discard(task)


class ShardedClient(Client, discord.AutoShardedClient):
    """A login that serves some of the servers; direct messages come on shard 0."""

    def __init__(self, dispatcher: Dispatcher, grace: GracePeriod, count: Count, shards: Shards) -> None:
        super().__init__(dispatcher, grace, count, shard_ids=list(shards.ids), shard_count=shards.count)
        self._shards = shards

    @property
    def hears(self) -> bool:
        """Whether all of its shards are open."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    def _hears(self) -> dict[str, str]:
        """Return what is logged of the part of Discord that this login listens to."""
        return {"shards": str(self._shards)}
