"""Buttons of before somebody was forgotten do nothing to what they set afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from tests.adapters.discord.conftest import message

if TYPE_CHECKING:
    from tests.adapters.discord.conftest import Stage


@pytest.mark.parametrize("in_channel", [False, True])
async def test_an_old_button_does_nothing_and_a_new_one_does(stage: Stage, *, in_channel: bool) -> None:
    stage.dispatcher = Dispatcher(database=stage.database, commands=all_commands(), clock=Clock())
    alice = stage.alice
    there = stage.peer.guild("Team", members=[alice]).general if in_channel else None
    async with stage.running():
        await stage.peer.commands_synced()
        await alice.uses("goal new", {"goal": "Water the plants"}, where=there)
        old = message(await alice.uses("goal show", {"goal": "1"}, where=there))
        question = message(await alice.uses("goal forget me", {}, where=there))
        await question.tap("Erase it all")
        await alice.uses("goal new", {"goal": "Apply for the grant"}, where=there)

        refused = message(await old.tap("Goal reached"))
        fresh = message(await alice.uses("goal show", {"goal": "1"}, where=there))
        done = message(await fresh.tap("Goal reached"))

    assert "from before I forgot you" in refused.plain
    assert "Goal 1 is reached: Apply for the grant" in done.plain
