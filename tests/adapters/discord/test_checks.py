"""What Discord is asked when something is wrong: the token, the application, the sessions left and the gateway."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.application import sessions
from adapters.discord.checks import checks
from bot.clock import Clock
from bot.doctor.examining import examine
from bot.doctor.finding import Standing
from bot.process.shards import Shards
from bot.settings import Settings
from tests.peers.discord import DiscordPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.doctor.finding import Finding

WELL, WRONG = Standing.well, Standing.wrong


@pytest.fixture
async def peer() -> AsyncIterator[DiscordPeer]:
    """A Discord with one server that Milepost is in."""
    async with DiscordPeer.started() as peer:
        peer.guild("Acme")
        yield peer
        assert peer.faults_in_answers == []


async def found(
    peer: DiscordPeer, *, clock: Clock | None = None, seconds: float = 5, **more: Any
) -> dict[str, Finding]:
    """Look at a Discord, and return the findings by what they are about."""
    ours = {"discord_token": peer.token, "discord_api_url": peer.api_url, "discord_gateway_url": peer.gateway_url}
    settings = Settings(_env_file=None, **ours | more)
    findings = await examine(checks(settings, clock or Clock()), seconds)
    assert not any(peer.token in f"{one}" for one in findings)
    return {one.about: one for one in findings}


async def test_a_discord_that_is_well_tells_who_we_are_there_and_no_session_begins(peer: DiscordPeer) -> None:
    told = await found(peer)

    assert {about: (one.standing, one.mend) for about, one in told.items()} == dict.fromkeys(
        [f"Discord {what}" for what in ("token", "application", "intents", "sessions", "clock", "gateway")], (WELL, "")
    )
    assert told["Discord token"].told == "It belongs to Milepost"
    assert told["Discord application"].told == "Milepost, in 1 server and 1 account"
    assert told["Discord sessions"].told == "1,000 of 1,000 starts left"
    assert peer.gateway.identifies == []


async def test_a_token_that_discord_does_not_know_is_told_once_and_the_gateway_by_itself(peer: DiscordPeer) -> None:
    told = await found(peer, discord_token="made.up.token")

    assert {about for about, one in told.items() if one.standing is WRONG} == {"Discord token"}
    assert told["Discord token"].mend.endswith("into DISCORD_TOKEN")
    assert "Discord application" not in told
    assert told["Discord gateway"].standing is WELL


async def test_an_application_that_is_set_up_otherwise_is_told_with_the_page_to_mend_it(peer: DiscordPeer) -> None:
    world = peer.stage.world
    world.application_flags, world.install_ways = 1 << 15 | 1 << 18, ("0",)
    first = await found(peer)
    world.interactions_url = "https://elsewhere.example/hook"
    then = await found(peer)

    assert first["Discord intents"].told == "On: Server Members Intent, Message Content Intent"
    assert "switch them off on the Bot page" in first["Discord intents"].mend
    assert first["Discord application"].standing is WELL
    assert first["Discord application"].mend.startswith("User Install is off")
    assert then["Discord application"].standing is WRONG
    assert "https://elsewhere.example/hook" in then["Discord application"].told
    assert "Empty Interactions Endpoint URL" in then["Discord application"].mend


async def test_hosts_that_hang_or_are_something_else_are_findings(peer: DiscordPeer) -> None:
    peer.hang("GET", "/users/@me", seconds=3)
    hung = await found(peer, seconds=0.3)
    peer.garble("GET", "/applications/@me")
    peer.fail("GET", "/gateway/bot", status=502)
    broken = await found(peer, discord_gateway_url=peer.api_url.replace("http", "ws"))

    assert hung["Discord token"].told == "No answer within 0.3 seconds"
    assert "DISCORD_API_URL" in hung["Discord token"].mend
    assert hung["Discord gateway"].standing is WELL
    assert broken["Discord application"].standing is WRONG
    assert broken["Discord sessions"].told == "Discord has trouble of its own (502)"
    assert broken["Discord gateway"].told == "What answers at 127.0.0.1 is something else"
    assert "DISCORD_GATEWAY_URL" in broken["Discord gateway"].mend


async def test_a_slow_answer_is_not_taken_for_a_clock_that_goes_wrong(peer: DiscordPeer) -> None:
    clock = Clock()
    peer.hang("GET", "/gateway/bot", seconds=0.4)
    asyncio.get_running_loop().call_later(0.2, clock.advance, timedelta(minutes=1))
    told = await found(peer, clock=clock)

    assert told["Discord sessions"].standing is WELL
    assert told["Discord clock"].standing is WELL


def test_few_sessions_and_few_shards_are_said() -> None:
    def told(remaining: int, shards: int) -> dict[str, Any]:
        return {
            "shards": shards,
            "session_start_limit": {"total": 1000, "remaining": remaining, "reset_after": 7_200_000},
        }

    assert sessions(told(0, 1), None).standing is WRONG
    assert sessions(told(0, 1), None).told == "0 of 1,000 starts left; there are new ones in 2.0 hours"
    assert "again and again" in sessions(told(20, 1), None).mend
    assert sessions(told(900, 4), None).mend == "Discord would have 4 shards: DISCORD_SHARDS=0-3/4"
    assert sessions(told(900, 4), Shards.read("0/4")).mend == ""


async def test_without_a_token_discord_is_off() -> None:
    told = await examine(checks(Settings(_env_file=None), Clock()))

    assert [(one.about, one.standing) for one in told] == [("Discord", Standing.off)]
    assert "manifest discord" in told[0].mend
