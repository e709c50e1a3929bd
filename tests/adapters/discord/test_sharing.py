"""What a person shares with a channel: everybody reads it, and nobody's tap changes it for the others."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.clock import Clock
from bot.commands import Commands, command
from bot.dispatch import Dispatcher
from bot.messages import Button, Reply, Section
from bot.talk import Talk
from tests.adapters.discord.conftest import Stage, message

BUTTON = (Section("Shared words", buttons=(Button("Mine", "mine"),)),)


@command("share", examples=["share"])
async def share(_talk: Talk) -> Reply:
    """Say something to everybody."""
    return Reply("Alice shares", BUTTON, private=False)


@command("mine", examples=["mine"])
async def mine(_talk: Talk) -> Reply:
    """Say something that takes the place of the message."""
    return Reply("Your own", replaces=True)


@pytest.fixture
async def sharing(stage: Stage) -> Stage:
    """A Milepost that can share."""
    room: Any = SimpleNamespace(share=share, mine=mine)
    stage.dispatcher = Dispatcher(database=stage.database, commands=Commands(room), clock=Clock())
    return stage


async def test_a_shared_reply_is_a_message_for_all_and_stays_as_it_is(sharing: Stage) -> None:
    """Who taps on somebody else's message gets an answer of their own."""
    bob = sharing.peer.user("bob")
    server = sharing.peer.guild("Team", members=[sharing.alice, bob])
    async with sharing.running():
        await sharing.peer.commands_synced()
        own = message(await sharing.alice.uses("goal share", where=server.general))
        await asyncio.sleep(0.2)
        shared = bob.messages_in(server.general)[-1]
        theirs = message(await shared.tap("Mine"))

    assert own.ephemeral
    assert "Shared words" in shared.plain
    assert not shared.ephemeral
    assert theirs.ephemeral
    assert theirs.plain.startswith("Your own")
