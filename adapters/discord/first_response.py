"""The first response to an interaction: Discord waits three seconds for it and takes one; its receipt may get lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

import aiohttp
import discord
import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = structlog.get_logger()

Interaction: TypeAlias = "discord.Interaction[discord.Client]"

TOO_LATE, HEARD_ALREADY = 10062, 40060
FRESH = timedelta(seconds=1)
"""An interaction that is younger, by Discord's clock and ours, is surely answered in time."""


def is_fresh(interaction: Interaction) -> bool:
    """Tell whether there is time for an answer before we show that we heard; False if the clocks differ too much."""
    return discord.utils.utcnow() - interaction.created_at < FRESH


def in_our_dm(interaction: Interaction) -> bool:
    """Tell whether this is the DM between the person and Milepost, where answers need not be ephemeral."""
    return interaction.context.dm_channel


async def respond(answer: Callable[[], Awaitable[object]]) -> bool:
    """Give the first response, in two tries; False if there was one before, so that this one has to follow it."""
    lost = False
    while True:
        try:
            await answer()
        except discord.HTTPException as refusal:
            if refusal.code != HEARD_ALREADY:
                raise
            # After a lost receipt it was this response that arrived; else another process responded.
            return lost
        except (aiohttp.ClientError, OSError):
            if lost:
                raise
            lost = True
        else:
            return True


async def respond_in_time(interaction: Interaction, answer: Callable[[], Awaitable[object]]) -> bool:
    """Give the first response, unless there is one; False if it is too late for any."""
    try:
        await respond(answer)
    except discord.NotFound as refusal:
        if refusal.code != TOO_LATE:
            raise
        await log.awarning("an interaction came too late", interaction=interaction.id)
        return False
    return True


async def defer(interaction: Interaction) -> bool:
    """Show that we heard: silently for a tap, else as “thinking”, which the answer replaces; False if that failed."""
    thinking = interaction.message is None
    ephemeral = thinking and not in_our_dm(interaction)
    try:
        return await respond_in_time(
            interaction, lambda: interaction.response.defer(thinking=thinking, ephemeral=ephemeral)
        )
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
        await log.awarning("Discord did not take the sign that we heard", reason=type(failed).__name__)
        return False
