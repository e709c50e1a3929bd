"""What is reached, told in a channel and cheered for there: one message, which changes in place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from tests.adapters.slack.test_snooze import sending
from tests.house import StillClock

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.slack.conftest import Milepost
    from tests.peers.slack import Person, SlackPeer

pytestmark = pytest.mark.parametrize("mode", ["socket"], indirect=True)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def dispatcher(database: Database, clock: StillClock) -> Dispatcher:
    return Dispatcher(database=database, commands=all_commands(), clock=clock)


async def test_it_is_told_once_counted_in_place_and_reopened_in_place(
    milepost: Milepost, peer: SlackPeer, alice: Person, clock: StillClock, database: Database
) -> None:
    bob = peer.user("U_BOB", name="Bob")
    team = peer.channel("C_TEAM", name="team", members=[alice, bob])
    deliverer = sending(milepost, database, clock)
    await alice.types("/goal new Ship the <!channel> API", team)
    await alice.types("/goal share 1 with: here", team)

    offer = await alice.types("/goal done 1", team)
    await offer.tap("Celebrate it in the channel")
    await deliverer.send_due()
    [told] = [one for one in bob.messages(team) if "reached a goal" in one.plain]
    await told.tap("👏 Cheer")
    cheered = [one.plain for one in alice.messages(team) if "reached a goal" in one.plain and not one.ephemeral]
    await alice.types("/goal undo 3", team)
    clock.advance(timedelta(minutes=1))
    await deliverer.send_due()

    assert offer.ephemeral
    assert ["👏 1 cheer" in one for one in cheered] == [True]
    assert [one.plain.partition("\n")[0] for one in bob.messages(team)] == ["Reopened: Ship the <!channel> API"]
    assert peer.live_tokens == []
