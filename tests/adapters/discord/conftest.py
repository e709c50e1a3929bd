"""Milepost on the local Discord: a real core, a real client, real sockets."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from pydantic import SecretStr

from adapters.discord import Discord
from adapters.grace import GRACE, Grace
from bot.process.shards import Shards
from bot.settings import Settings
from tests.peers.discord import DiscordPeer, Message, Modal, Person, pointed_at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, MutableMapping

    from bot.dispatch import Dispatcher
    from bot.storage.database import Database


@dataclass
class Stage:
    """A Discord, a Milepost on it, and Alice."""

    peer: DiscordPeer
    dispatcher: Dispatcher
    database: Database
    alice: Person

    def milepost(
        self, *, token: str = "", timeout_seconds: float = 15.0, shards: str = "", grace: Grace = GRACE
    ) -> Discord:
        """Return one more Milepost for this Discord."""
        settings = Settings(
            _env_file=None,
            discord_token=SecretStr(token or self.peer.token),
            discord_api_url=self.peer.api_url,
            discord_gateway_url=self.peer.gateway_url,
            discord_shards=Shards.read(shards) if shards else None,
        )
        return Discord(settings, self.dispatcher, timeout_seconds=timeout_seconds, grace=grace)

    @asynccontextmanager
    async def running(self, *, timeout_seconds: float = 15.0, grace: Grace = GRACE) -> AsyncIterator[Discord]:
        """Run a Milepost until the block ends, and see that it leaves in order."""
        milepost = self.milepost(timeout_seconds=timeout_seconds, grace=grace)
        task = asyncio.create_task(milepost.run())
        await self.peer.connected()
        yield milepost
        task.cancel()
        await asyncio.wait([task])
        await self.peer.disconnected()
        assert task.cancelled(), task.exception()


@pytest.fixture(autouse=True)
def events() -> Iterator[list[MutableMapping[str, Any]]]:
    """What Milepost logs; unlike structlog's console, this does not write out every local variable of a fault."""
    with structlog.testing.capture_logs() as events:
        yield events


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite is enough here: the core's own tests run on PostgreSQL as well."""
    return sqlite_url


@pytest.fixture
async def stage(database: Database, dispatcher: Dispatcher) -> AsyncIterator[Stage]:
    """A Discord with nobody on it but Alice; no Milepost runs yet."""
    async with DiscordPeer.started() as peer:
        with pointed_at(peer):
            yield Stage(peer, dispatcher, database, peer.user("alice"))
        assert peer.faults_in_answers == []


@pytest.fixture
async def milepost(stage: Stage, request: pytest.FixtureRequest) -> AsyncIterator[Discord]:
    """A Milepost that runs there; a test may say how long it waits before it shows that it heard."""
    grace: Grace = getattr(request, "param", GRACE)
    async with stage.running(grace=grace) as running:
        await stage.peer.commands_synced()
        yield running


@pytest.fixture
def live(stage: Stage, milepost: Discord) -> Stage:
    """The same, with that Milepost."""
    assert milepost.name == "discord"
    return stage


def message(seen: Message | Modal) -> Message:
    """Return what was seen, which has to be a message."""
    assert isinstance(seen, Message)
    assert not seen.failed, seen.plain
    return seen


def modal(seen: Message | Modal) -> Modal:
    """Return what was seen, which has to be a form."""
    assert isinstance(seen, Modal), seen.plain
    return seen
