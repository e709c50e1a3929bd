"""Milepost connected to a local Slack, as a process would be: for tests and for benchmarks."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette

from adapters.slack import Slack
from adapters.slack.listeners import IN_TIME, Patience
from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.dispatch import Dispatcher
    from tests.peers.slack import SlackPeer


@asynccontextmanager
async def living_in(
    peer: SlackPeer, dispatcher: Dispatcher, mode: str, *, patience: Patience = IN_TIME, **more: Any
) -> AsyncIterator[Slack]:
    """Connect Milepost to a local Slack."""
    way = {"slack_app_token": peer.app_token} if mode == "socket" else {"slack_signing_secret": peer.signing_secret}
    known: dict[str, Any] = {"slack_bot_token": peer.bot_token, "slack_api_url": peer.api_url, **way, **more}
    surface = Slack(Settings(_env_file=None, **known), dispatcher, patience=patience)
    running = asyncio.create_task(surface.run())
    try:
        if mode == "socket":
            await peer.connected()
            yield surface
        else:
            async with served(surface) as url:
                peer.request_url = url
                yield surface
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def served(surface: Slack) -> AsyncIterator[str]:
    """Serve HTTP mode at the address that is yielded."""
    app = Starlette(routes=surface.routes())
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off", ws="none"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/slack/events"
    finally:
        server.should_exit = True
        await serving
