"""Milepost in the local Slack, connected by its socket or over HTTP, on a real database."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
from starlette.applications import Starlette

from adapters.slack import Slack
from adapters.slack.listeners import IN_TIME, Patience
from bot.__main__ import all_commands
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.messages import Address
from bot.settings import Settings
from tests.peers.slack import DEFAULT_EVENTS, DEFAULT_SCOPES, SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from bot.database import Database
    from tests.peers.slack import Person

MODES = ("socket", "http")
EVENTS = DEFAULT_EVENTS | {"user_change"}


@dataclass(frozen=True)
class Milepost:
    """One Milepost in one Slack workspace."""

    peer: SlackPeer
    surface: Slack
    dispatcher: Dispatcher
    mode: str

    def address(self, person: Person) -> Address:
        return Address("slack", person.team.team_id, person.id)


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


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite is enough here: the core's own tests run on PostgreSQL as well."""
    return sqlite_url


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """The one door."""
    return Dispatcher(database=database, commands=all_commands(), clock=Clock())


@pytest.fixture
def scopes() -> Iterable[str]:
    """What the workspace granted."""
    return DEFAULT_SCOPES


@pytest.fixture
def mode(request: pytest.FixtureRequest) -> str:
    """How Milepost is connected, unless a test says otherwise."""
    return str(getattr(request, "param", "socket"))


@pytest.fixture
def patience(request: pytest.FixtureRequest) -> Patience:
    """How long Milepost waits for its own answers, unless a test says otherwise."""
    found: Patience = getattr(request, "param", IN_TIME)
    return found


@pytest.fixture
async def milepost(
    dispatcher: Dispatcher, scopes: Iterable[str], mode: str, patience: Patience
) -> AsyncIterator[Milepost]:
    """Milepost, connected and ready."""
    async with (
        SlackPeer.started(scopes=scopes, events=EVENTS) as peer,
        living_in(peer, dispatcher, mode, patience=patience) as surface,
    ):
        yield Milepost(peer, surface, dispatcher, mode)


@pytest.fixture
def peer(milepost: Milepost) -> SlackPeer:
    """The local Slack."""
    return milepost.peer


@pytest.fixture
def alice(peer: SlackPeer) -> Person:
    """Somebody in Lisbon."""
    return peer.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
