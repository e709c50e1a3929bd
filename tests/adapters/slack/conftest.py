"""Milepost in the local Slack, connected by its socket or over HTTP, on a real database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from adapters.slack.listeners import IN_TIME, Patience
from bot.messages import Address
from tests.adapters.slack.living import living_in
from tests.peers.slack import DEFAULT_EVENTS, DEFAULT_SCOPES, SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from adapters.slack import Slack
    from bot.dispatch import Dispatcher
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


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite is enough here: the core's own tests run on PostgreSQL as well."""
    return sqlite_url


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
