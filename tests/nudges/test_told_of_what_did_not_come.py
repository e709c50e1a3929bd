"""Whoever asks, or was to be asked, hears what is so: of a check-in that is another's, and of one that never came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from bot.outgoing import Undeliverable

if TYPE_CHECKING:
    from tests.house import House

TEAM = Address("test", "T1", "team")


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    return await house.reads(name, words, realm="T1", place=place)


async def test_why_tells_others_that_its_owner_is_asked_in_private(house: House) -> None:
    await says(house, "bob", "new Hire two engineers by: in 30 days")
    await says(house, "bob", "share 1 with: here", TEAM)

    told = await says(house, "gil", "why hire", TEAM)

    assert told.startswith("bob alone is asked about “Hire two engineers”, in private")
    assert "planned" not in told
    assert "no date" not in told


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["new Ship it"], "It has no date. Give it one, and the check-in comes then."),
        (["new Ship it", "pause 1"], "Nothing is asked about it: the goal was paused."),
        (["new Ship it", "nudges 1 off"], "Nothing is asked about it: its check-ins were switched off."),
    ],
)
async def test_why_tells_its_owner_why_none_is_planned(house: House, lines: list[str], why: str) -> None:
    for line in lines:
        await says(house, "bob", line)

    assert why in await says(house, "bob", "why 1")


async def test_what_did_not_come_in_private_is_named(house: House) -> None:
    await says(house, "bob", "new Ship it by: tomorrow")
    house.postbox.troubles = [Undeliverable("your settings do not let me write to you")]
    await house.passes(days=1)

    told = await says(house, "bob", "list")

    assert "your last check-in: your settings do not let me write to you. It was about goal 1 Ship it, in pr" in told


async def test_what_did_not_come_in_a_channel_says_how_to_be_asked_in_private(house: House) -> None:
    await says(house, "bob", "new Ship it by: tomorrow")
    await says(house, "bob", "share 1 with: here", TEAM)
    await says(house, "bob", "nudges 1 to: here", TEAM)
    house.postbox.troubles = [Undeliverable("the conversation is archived")]
    await house.passes(days=1)

    told = await says(house, "bob", "list")

    assert "the conversation is archived. It was about goal 1 Ship it, in its channel." in told
    assert "To be asked in private, type: nudges 1 to: me" in told
    assert "I ask about goal 1" in await says(house, "bob", "nudges 1 to: me")


async def test_who_shows_a_goal_reads_that_others_see_whether_it_is_stuck_and_never_by_what(house: House) -> None:
    await says(house, "lea", "new Read 30 books")

    told = await says(house, "lea", "share 1 with: here", TEAM)

    assert "how far it is, how sure you are, whether it is stuck (never by what), and its milestones." in told
