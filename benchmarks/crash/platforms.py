"""Local platforms that drop answers after accepting, and what arrived there."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.messages import Address
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer
from tests.peers.slack.workspace import DEFAULT_SCOPES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

NAMES = ("discord", "slack", "slack, no history")


@dataclass(frozen=True, slots=True)
class Platform:
    """A local platform with people on it."""

    environment: dict[str, str]
    """What Milepost is told of it."""
    address: Callable[[int], Address]
    """Where the nth person is, counted from 1."""
    arrived: Callable[[], list[int]]
    """How many messages each person got."""
    drop_an_answer: Callable[[], None]
    """Accept the next message, and cut the connection."""


@asynccontextmanager
async def started(name: str, people: int) -> AsyncIterator[Platform]:
    """Run a platform until the block ends."""
    if name == "discord":
        async with DiscordPeer.started(check_specs=False) as discord:
            yield discord_at(discord, people)
    else:
        scopes = DEFAULT_SCOPES - ({"im:history"} if "no history" in name else set())
        async with SlackPeer.started(scopes=scopes) as slack:
            yield slack_at(slack, people)


def discord_at(peer: DiscordPeer, people: int) -> Platform:
    """Return a local Discord with so many people."""
    members = [peer.user(f"person{n}") for n in range(people)]
    environment = {
        "DISCORD_TOKEN": peer.token,
        "DISCORD_API_URL": peer.api_url,
        "DISCORD_GATEWAY_URL": peer.gateway_url,
    }
    return Platform(
        environment=environment,
        address=lambda n: Address("discord", "", members[n - 1].id),
        arrived=lambda: [len(member.dm.posts) for member in members],
        drop_an_answer=lambda: (peer.drop("POST", "/channels/*/messages", accepted=True), None)[1],
    )


def slack_at(peer: SlackPeer, people: int) -> Platform:
    """Return a local Slack workspace with so many people."""
    members = [peer.user(f"U{n:05}", name=f"Person {n}") for n in range(people)]

    def arrived() -> list[int]:
        counts = dict.fromkeys((member.id for member in members), 0)
        owners = {peer.home.dm(member.id).id: member.id for member in members}
        for post in peer.home.posts:
            if post.channel in owners:
                counts[owners[post.channel]] += 1
        return list(counts.values())

    environment = {
        "SLACK_BOT_TOKEN": peer.bot_token,
        "SLACK_APP_TOKEN": peer.app_token,
        "SLACK_API_URL": peer.api_url,
    }
    return Platform(
        environment=environment,
        address=lambda n: Address("slack", peer.home.team_id, members[n - 1].id),
        arrived=arrived,
        drop_an_answer=lambda: (peer.fail("chat.postMessage", reset=True, accepted=True), None)[1],
    )
