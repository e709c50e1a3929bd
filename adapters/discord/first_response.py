"""The first answer to an interaction: Discord waits three seconds for it, takes one, and its receipt may get lost."""

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
"""So old an interaction may be by Discord's clock and ours, and surely be answered in time."""


def is_fresh(interaction: Interaction) -> bool:
    """Tell whether there is time to answer before we show that we heard; not where clocks are apart."""
    return discord.utils.utcnow() - interaction.created_at < FRESH


def in_our_dm(interaction: Interaction) -> bool:
    """Tell whether only the person and Milepost can read here; then answers may stay, and outlive a restart."""
    return interaction.context.dm_channel


async def first(answer: Callable[[], Awaitable[object]]) -> bool:
    """Give the first answer, in two tries; False if another was given before, so that this one has to follow it."""
    lost = False
    while True:
        try:
            await answer()
        except discord.HTTPException as refusal:
            if refusal.code != HEARD_ALREADY:
                raise
            # Behind a lost receipt it was this one that arrived. Else somebody answered who heard the same.
            return lost
        except (aiohttp.ClientError, OSError):
            if lost:
                raise
            lost = True
        else:
            return True


async def heard(interaction: Interaction, answer: Callable[[], Awaitable[object]]) -> bool:
    """Give a first answer, unless there is one; False if Discord does not wait for any."""
    try:
        await first(answer)
    except discord.NotFound as refusal:
        if refusal.code != TOO_LATE:
            raise
        await log.awarning("an interaction came too late", interaction=interaction.id)
        return False
    return True


async def defer(interaction: Interaction) -> bool:
    """Show that we heard: under a message quietly, otherwise as “thinking”, which the answer then replaces."""
    thinking = interaction.message is None
    ephemeral = thinking and not in_our_dm(interaction)
    try:
        return await heard(interaction, lambda: interaction.response.defer(thinking=thinking, ephemeral=ephemeral))
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failed:
        await log.awarning("Discord did not take the sign that we heard", reason=type(failed).__name__)
        return False
