"""Fifty people who ask something at the same moment: for tests and for benchmarks."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol

from adapters.discord import Discord
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.settings import Settings
from tests.adapters.slack.living import living_in
from tests.peers.discord import DiscordPeer, pointed_at
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.storage.database import Database
    from tests.peers.discord import Person as OnDiscord
    from tests.peers.slack import Person as OnSlack

COMMANDS = 50


class Crowd(Protocol):
    """Many people on one platform."""

    async def ask(self) -> list[float]:
        """Ask something each, all at once, and return how long each waited for the sign that they were heard."""
        ...


class SlackCrowd:
    """Fifty people in a workspace."""

    def __init__(self, peer: SlackPeer) -> None:
        self._peer = peer
        self._people: list[OnSlack] = [peer.user(f"U_{n}", name=f"Person{n}") for n in range(COMMANDS)]

    async def ask(self) -> list[float]:
        await asyncio.gather(*(person.types("/goal list").perform() for person in self._people))
        acks = self._peer.postman.acks[-COMMANDS:]
        assert all(ack.ok for ack in acks)
        return [ack.seconds for ack in acks]


class DiscordCrowd:
    """Fifty people in their DMs."""

    def __init__(self, peer: DiscordPeer) -> None:
        self._peer = peer
        self._people: list[OnDiscord] = [peer.user(f"person{n}") for n in range(COMMANDS)]
        self._asking: set[asyncio.Task[object]] = set()

    async def ask(self) -> list[float]:
        before = len(self._peer.stage.desk.interactions)
        self._asking |= {asyncio.create_task(person.uses("goal list")) for person in self._people}
        wanted = "/interactions/*/callback"
        heard = await self._peer.called("POST", wanted, times=before + COMMANDS)
        at = {call.path.split("/")[2]: call.at for call in heard}
        asked = list(self._peer.stage.desk.interactions.values())[before:]
        return [at[one.id] - one.born for one in asked]

    async def leave(self) -> None:
        for asking in self._asking:
            asking.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)


@asynccontextmanager
async def crowd_on(name: str, database: Database) -> AsyncIterator[Crowd]:
    dispatcher = Dispatcher(database=database, commands=all_commands(), clock=Clock())
    if name != "discord":
        async with SlackPeer.started() as slack, living_in(slack, dispatcher, name.removeprefix("slack ")):
            yield SlackCrowd(slack)
        return
    async with DiscordPeer.started() as peer:
        with pointed_at(peer):
            settings = Settings(
                _env_file=None,
                discord_token=peer.token,
                discord_api_url=peer.api_url,
                discord_gateway_url=peer.gateway_url,
            )
            running = asyncio.create_task(Discord(settings, dispatcher).run())
            await peer.commands_synced()
            await peer.connected()
            crowd = DiscordCrowd(peer)
            try:
                yield crowd
            finally:
                await crowd.leave()
                running.cancel()
                await asyncio.wait([running])
