"""Calls to a platform that fail are counted where they are made, by why."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

import aiohttp
import pytest

from adapters.calls import traced
from adapters.discord import Discord
from adapters.slack import Slack
from bot.metrics.events import Failed, Trouble
from bot.settings import Settings
from tests.peers.discord import DiscordPeer, pointed_at
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from bot.dispatch import Dispatcher
    from bot.metrics.events import Event


async def test_each_way_to_fail_is_told_apart() -> None:
    """A refusal of what we asked for is our affair, and no trouble of the platform's."""
    statuses = iter([200, 404, 429, 503])

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if (status := next(statuses, None)) is not None:
            writer.write(f"HTTP/1.1 {status} Said\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        else:
            await reader.read()
        writer.close()

    counts: list[Event] = []
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    patience = aiohttp.ClientTimeout(total=0.3)
    async with aiohttp.ClientSession(trace_configs=[traced("slack", counts.append)], timeout=patience) as http:
        for where in (url, url, url, url, url, "http://127.0.0.1:9"):
            with suppress(aiohttp.ClientError, TimeoutError):
                (await http.get(where)).release()
    server.close()

    assert counts == [Failed("slack", trouble) for trouble in Trouble]


@pytest.mark.parametrize("platform", ["slack", "discord"])
async def test_what_a_library_repeats_by_itself_is_counted_too(dispatcher: Dispatcher, platform: str) -> None:
    counts: list[Event] = []
    if platform == "slack":
        async with SlackPeer.started() as slack:
            known = Settings(
                _env_file=None,
                slack_bot_token=slack.bot_token,
                slack_app_token=slack.app_token,
                slack_api_url=slack.api_url,
            )
            slack.fail("auth.test", status=429, retry_after=1)
            running = asyncio.create_task(Slack(known, dispatcher, count=counts.append).run())
            await slack.connected()
            await _counted(counts)
            running.cancel()
            await asyncio.wait([running])
    else:
        async with DiscordPeer.started() as discord:
            with pointed_at(discord):
                known = Settings(
                    _env_file=None,
                    discord_token=discord.token,
                    discord_api_url=discord.api_url,
                    discord_gateway_url=discord.gateway_url,
                )
                discord.fail("GET", "/applications/*/commands", status=429, retry_after=0.1)
                running = asyncio.create_task(Discord(known, dispatcher, count=counts.append).run())
                await discord.connected()
                await _counted(counts)
                running.cancel()
                await asyncio.wait([running])

    assert counts[0] == Failed(platform, Trouble.rate_limited)


async def _counted(counts: list[Event]) -> None:
    async with asyncio.timeout(10):
        while not counts:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.01)
