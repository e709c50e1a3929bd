"""Milepost connected to a local Discord, as a process would be."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from pydantic import SecretStr

from adapters.discord import Discord
from bot.settings import Settings
from tests.peers.discord import pointed_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.dispatch import Dispatcher
    from tests.peers.discord import DiscordPeer


@asynccontextmanager
async def living_in(
    peer: DiscordPeer, dispatcher: Dispatcher, *, timeout_seconds: float = 15.0
) -> AsyncIterator[Discord]:
    """Connect Milepost to a local Discord until the block ends."""
    settings = Settings(
        _env_file=None,
        discord_token=SecretStr(peer.token),
        discord_api_url=peer.api_url,
        discord_gateway_url=peer.gateway_url,
    )
    with pointed_at(peer):
        surface = Discord(settings, dispatcher, timeout_seconds=timeout_seconds)
        running = asyncio.create_task(surface.run())
        await peer.connected()
        await peer.commands_synced()
        yield surface
        running.cancel()
        await asyncio.wait([running])
        await peer.disconnected()
