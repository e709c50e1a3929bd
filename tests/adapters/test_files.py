"""A file reaches the one who asked for it, on every platform, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exporting import kinds
from bot.settings import Settings
from tests.peers.discord import DiscordPeer, Message
from tests.peers.slack import DEFAULT_SCOPES, SlackPeer
from tests.surfaces import discord_settings, running, settled, slack_settings

if TYPE_CHECKING:
    from pathlib import Path


def settings(folder: Path, **more: Any) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{folder / 'milepost.db'}", port=0, **more)


async def test_on_slack_it_is_put_into_the_direct_messages(tmp_path: Path) -> None:
    async with SlackPeer.started(scopes=DEFAULT_SCOPES | {"files:write"}) as slack:
        alice = slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        general = slack.channel("C_GENERAL", name="general", members=[alice])
        async with running(settings(tmp_path, **slack_settings(slack))):
            await slack.connected()
            await settled(await alice.types("/goal new Read 24 books in 2027"))
            answer = await settled(await alice.types("/goal export as: csv", channel=general))

        assert answer.ephemeral
        assert "The file is in our direct messages." in answer.plain
        assert any("goals.csv" in message.plain for message in alice.dm)
        assert slack.refused == []


async def test_where_the_answer_stays_it_says_what_the_file_is_before_the_file(tmp_path: Path) -> None:
    async with SlackPeer.started(scopes=DEFAULT_SCOPES | {"files:write"}) as slack:
        alice = slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        async with running(settings(tmp_path, **slack_settings(slack))):
            await slack.connected()
            await settled(await alice.types("/goal new Read 24 books in 2027"))
            await settled(await alice.says("export as: csv"))
            await alice.sees("goals.csv")

        said = [message.plain for message in alice.dm]
        file = next(place for place, words in enumerate(said) if "goals.csv" in words)
        assert file == len(said) - 1
        assert "direct messages" not in " ".join(said)
        assert slack.refused == []


async def test_on_discord_it_comes_with_the_private_answer(tmp_path: Path) -> None:
    async with DiscordPeer.started() as discord:
        alice = discord.user("alice")
        async with running(settings(tmp_path, **discord_settings(discord))):
            await discord.connected()
            await discord.commands_synced()
            await alice.uses("goal new", {"goal": "Read 24 books in 2027"})
            server = discord.guild("Team", members=[alice])
            answer = await alice.uses("milepost export", {"as": "json"}, where=server.general)

        assert isinstance(answer, Message)
        assert answer.ephemeral
        read = kinds.read(answer.files["goals.json"].decode())
        assert [goal.title for goal in read.goals] == ["Read 24 books"]
