"""Buttons of before somebody was forgotten do nothing to what they set afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.everything import all_commands

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.web.conftest import Playground


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    return Dispatcher(database=database, commands=all_commands(), clock=Clock())


@pytest.mark.parametrize("channel", ["", "general"])
async def test_an_old_button_does_nothing_and_a_new_one_does(playground: Playground, channel: str) -> None:
    alice = playground.page("alice", channel)
    await alice.post(words="new Water the plants")
    old = numbers(await alice.html())[-1]
    await alice.post(words="forget me")
    [erase] = re.findall("forget surely [0-9a-f]+", await alice.html())[:1]
    await alice.post(call=erase, **{"from": numbers(await alice.html())[-1]})
    await alice.post(words="new Apply for the grant")
    fresh = numbers(await alice.html())[-1]

    await alice.post(call="done 1", **{"from": old})
    refused = alice.newest
    await alice.post(call="done 1", **{"from": fresh})

    assert "from before I forgot you" in refused
    assert "Goal 1 is reached: Apply for the grant" in await alice.html()


def numbers(html: str) -> list[str]:
    """Return the numbers of the messages on a page, oldest first."""
    return re.findall(r'id="m([0-9]+)"', html)
