"""Points the unmodified discord.py of this process at a peer for a while, then back at Discord."""

from collections.abc import Iterator
from contextlib import contextmanager

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.peers.discord.peer import DiscordPeer


@contextmanager
def pointed_at(peer: DiscordPeer) -> Iterator[None]:
    """Both addresses are class attributes of the library, so this counts for every client in the process."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = peer.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(peer.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before
