"""Replies on their way to Discord with pictures and files; the words arrive even if those do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import aiohttp
import discord
import structlog

from adapters.discord import limits
from adapters.discord.render import render
from adapters.replies import NO_PICTURE
from bot.charts import Unpainted
from bot.replies.pictures import painted, worded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from adapters.discord.render import Drawn
    from bot.messages import Reply

log = structlog.get_logger()

Sent = TypeVar("Sent")

NO_FILE = "The file did not go through: try again in a minute, or ask for another format."
_TOO_LARGE, _SERVER_ERROR = 413, 500
_FILES_REFUSED = {40005, 50013, 50035, 50045, 50046}
"""Error codes about files: too large, not permitted, invalid form body, and invalid files."""


async def draw(reply: Reply) -> Drawn:
    """Draw `reply` with its pictures painted, or with their words if that fails."""
    reply = worded(reply, keep=limits.FILES)
    try:
        return render(reply, await painted(reply))
    except Unpainted as failed:
        await log.aerror("picture not painted", reason=str(failed))
        return render(worded(reply, NO_PICTURE))


async def sent(reply: Reply, send: Callable[[Drawn], Awaitable[Sent]]) -> Sent:
    """Send `reply` by `send`; if Discord does not take its pictures or its file, send it again in words."""
    drawn = await draw(reply)
    if drawn.pictures or drawn.handed:
        try:
            return await send(drawn)
        except discord.HTTPException as refusal:
            if refusal.status < _SERVER_ERROR and refusal.status != _TOO_LARGE and refusal.code not in _FILES_REFUSED:
                raise
            await log.awarning(
                "Discord did not take what goes with a message", status=refusal.status, code=refusal.code
            )
        except (aiohttp.ClientError, OSError) as failed:
            await log.awarning("what goes with a message got lost on its way to Discord", reason=type(failed).__name__)
        drawn = render(replace(worded(reply, NO_FILE if reply.file else NO_PICTURE), file=None))
    return await send(drawn)
