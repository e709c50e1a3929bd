"""What is reached, told in a channel and cheered for there: one message, which changes in place."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.adapters.discord.conftest import message
from tests.house import StillClock

if TYPE_CHECKING:
    from tests.adapters.discord.conftest import Stage


async def test_it_is_told_once_counted_in_place_and_reopened_in_place(stage: Stage) -> None:
    clock = StillClock()
    stage.dispatcher = Dispatcher(database=stage.database, commands=all_commands(), clock=clock)
    bob = stage.peer.user("bob")
    general = stage.peer.guild("Team", members=[stage.alice, bob]).general
    async with stage.running() as surface:
        await stage.peer.commands_synced()
        outgoing = {Lane("discord"): surface}
        deliverer = Deliverer(database=stage.database, outgoing=outgoing, clock=clock, random=Random(1))
        await stage.alice.uses("goal new", {"goal": "Ship the @everyone API"}, where=general)
        await stage.alice.uses("milepost share", {"goal": "1", "with": "here"}, where=general)
        offer = message(await stage.alice.uses("goal done", {"goal": "1"}, where=general))
        await offer.tap("Celebrate it in the channel")
        await deliverer.send_due()
        told = await bob.reads("has reached a goal", where=general)
        await told.tap("👏 Cheer")
        cheered = await stage.alice.reads("👏 1 cheer", where=general)
        await stage.alice.says("undo 3")
        clock.advance(timedelta(minutes=1))
        await stage.alice.reads("Taken back")
        await deliverer.send_due()
        reopened = await bob.reads("Reopened", where=general)

    assert {told.id, cheered.id} == {reopened.id}
    assert len([one for one in bob.messages_in(general) if "API" in one.plain]) == 1
