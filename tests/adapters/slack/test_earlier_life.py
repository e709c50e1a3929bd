"""Buttons and forms of before somebody was forgotten do nothing to what they set afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.everything import all_commands

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.peers.slack import Person, SlackPeer

pytestmark = pytest.mark.parametrize("mode", ["socket"], indirect=True)


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(database=database, commands=all_commands(), clock=Clock())


@pytest.mark.parametrize("in_channel", [False, True])
async def test_an_old_button_does_nothing_and_a_new_one_does(
    peer: SlackPeer, alice: Person, *, in_channel: bool
) -> None:
    place = peer.channel("C_TEAM", name="team", members=[alice]) if in_channel else None
    await alice.types("/goal new Water the plants", place)
    old = await alice.types("/goal show 1", place)
    question = await alice.types("/goal forget me", place)
    await question.tap("Erase it all")
    await alice.types("/goal new Apply for the grant", place)

    refused = await old.tap("Goal reached")
    fresh = await alice.types("/goal show 1", place)
    done = await fresh.tap("Goal reached")

    assert "from before I forgot you" in refused.plain
    assert "Goal 1 is reached: Apply for the grant" in done.plain
