"""The address of a calendar reaches whoever asked for it: in private, whole, and as letters that nothing unfurls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord.words import unescaped
from bot.settings import Settings
from tests.peers.discord import DiscordPeer, Message
from tests.peers.slack import SlackPeer
from tests.surfaces import discord_settings, live, running, settled, slack_settings

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = r"https://goals\.example\.com/calendar/[0-9a-f]{64}\.ics"


def settings(folder: Path, **more: Any) -> Settings:
    url, public = f"sqlite:///{folder / 'milepost.db'}", "https://goals.example.com"
    return Settings(_env_file=None, database_url=url, port=0, public_url=public, **more)


@pytest.mark.slow
async def test_an_address_is_shown_on_slack_to_nobody_else_in_the_channel(tmp_path: Path) -> None:
    async with SlackPeer.started() as slack:
        alice = slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        general = slack.channel("C_GENERAL", name="general", members=[alice])
        async with running(settings(tmp_path, **slack_settings(slack))):
            await slack.connected()
            answer = await settled(await alice.types("/goal feed new", channel=general))

        assert len(re.findall(ADDRESS, answer.plain)) == 1
        assert answer.ephemeral
        assert live(answer) == []
        assert slack.refused == []


@pytest.mark.slow
async def test_an_address_is_shown_on_discord_to_nobody_else_in_the_channel(tmp_path: Path) -> None:
    async with DiscordPeer.started() as discord:
        alice = discord.user("alice")
        async with running(settings(tmp_path, **discord_settings(discord))):
            await discord.connected()
            await discord.commands_synced()
            server = discord.guild("Team", members=[alice])
            answer = await alice.uses("feed", {"what": "new"}, where=server.general)

        assert isinstance(answer, Message)
        assert len(re.findall(ADDRESS, unescaped(answer.content))) == 1
        assert "characters in all" not in answer.content
        assert answer.ephemeral
        assert live(answer) == []
