"""A check-in that a channel is asked, put off by one of those who read it: through the real Slack library."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from tests.adapters.slack.conftest import MODES
from tests.house import StillClock

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.slack.conftest import Milepost
    from tests.peers.slack import Person, SlackPeer

DAY = timedelta(days=1)
pytestmark = pytest.mark.parametrize("mode", MODES, indirect=True)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def dispatcher(database: Database, clock: StillClock) -> Dispatcher:
    """A Milepost whose time is ours."""
    return Dispatcher(database=database, commands=all_commands(), clock=clock)


def sending(milepost: Milepost, database: Database, clock: StillClock) -> Deliverer:
    """Return who sends what is due in the workspace."""
    outgoing = {Lane("slack", "T_ACME"): milepost.surface}
    return Deliverer(database=database, outgoing=outgoing, clock=clock, random=Random(1))


async def test_it_comes_back_to_the_one_who_tapped_and_to_nobody_else(
    milepost: Milepost, peer: SlackPeer, alice: Person, clock: StillClock, database: Database
) -> None:
    bob = peer.user("U_BOB", name="Bob")
    team = peer.channel("C_TEAM", name="team", members=[alice, bob])
    deliverer = sending(milepost, database, clock)

    async def passes(span: timedelta) -> None:
        clock.advance(span)
        await deliverer.send_due()

    await alice.types("/goal new Resolve 200 tickets by: in 3 days for: team", team)
    await passes(3 * DAY)
    (asked,) = [m for m in bob.messages(team) if "is due" in m.plain]
    told = await asked.choose("Tomorrow")
    await passes(DAY)

    assert "I'll ask you again in private: Resolve 200 tickets" in told.plain
    assert told.ephemeral
    assert "is due" in asked.plain
    again = bob.dm[-1]
    assert "The team’s goal, once more: Resolve 200 tickets" in again.plain
    answered = await again.tap("Still on it")
    assert "is still open" in answered.plain
    assert not [m for m in alice.dm if "once more" in m.plain]


async def test_who_may_not_answer_is_told_so_before_a_form_opens(
    milepost: Milepost, peer: SlackPeer, alice: Person, clock: StillClock, database: Database
) -> None:
    bob = peer.user("U_BOB", name="Bob")
    team = peer.channel("C_TEAM", name="team", members=[alice, bob])
    deliverer = sending(milepost, database, clock)
    for line in ("new Sign the contract by: in 3 days", "share 1 with: here", "nudges 1 to: here"):
        await alice.types(f"/goal {line}", team)
    clock.advance(3 * DAY)
    await deliverer.send_due()
    (asked,) = [m for m in bob.messages(team) if "is due" in m.plain]

    told = await asked.tap("Stuck")
    done = await asked.tap("Done")

    assert told.ephemeral
    assert told.plain == done.plain
    assert "“Sign the contract” is Alice’s goal: you can see it, and not change it." in told.plain
    assert "Cheer Alice on" in told.plain
