"""Words of leaving in a goal that others read: they are refused, and what was said before stays unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

GENERAL = Address("test", "T1", "C_GENERAL")
REFUSED = "That speaks of leaving, and whoever set this goal would read it."


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    """Return in words what `name`, of the workspace T1, is told."""
    return await house.reads(name, words, realm="T1", place=place)


async def owned_together(house: House, title: str = "Improve my English") -> None:
    """Let ana set a goal, and zoe own it with her."""
    await says(house, "zoe", "help")
    await says(house, "ana", f"new {title}")
    await co_owned(house)


async def co_owned(house: House) -> None:
    """Let zoe own ana's goal 1, too."""
    await says(house, "ana", "share 1 with: zoe as: owner")
    await house.passes(minutes=1)
    await says(house, "zoe", buttons(house.postbox.to("zoe")[-1])["I’m in"])


@pytest.mark.parametrize(
    "words",
    [
        "alter 1 Hand in my notice",
        "alter 1 Improve my French because: I quit in May",
        "milestone add 1 Tell my boss that I quit",
        "milestone rename 1.1 Tell my boss that I quit",
        "milestone move 2.1 under: 1",
        "checkin 1 note: I hand in my notice in May",
        "stuck 1 I hand in my notice in May",
        "drop 1 because: I quit in May",
    ],
)
async def test_a_co_owner_is_refused_words_of_leaving_that_the_other_would_read(house: House, words: str) -> None:
    await owned_together(house)
    await says(house, "ana", "milestone add 1 Read a book")
    await says(house, "zoe", "new Tidy up")
    await says(house, "zoe", "milestone add 2 Hand in my notice")
    before = await says(house, "ana", "show 1"), await says(house, "ana", "history 1")

    refused = await says(house, "zoe", words)

    assert REFUSED in refused
    assert "between the two of us" not in refused
    assert (await says(house, "ana", "show 1"), await says(house, "ana", "history 1")) == before
    assert "Improve my English" in await says(house, "zoe", "show 1")


async def test_a_teams_goal_is_not_altered_into_one_of_leaving(house: House) -> None:
    await says(house, "ben", "help")
    await says(house, "ana", "new Close 20 bugs for: team", GENERAL)

    refused = await says(house, "ana", "alter 1 Hand in my notice", GENERAL)

    assert "That speaks of leaving, and everybody in the channel would read it." in refused
    assert "between the two of us" not in refused
    assert "Close 20 bugs" in await says(house, "ben", "show bugs", GENERAL)


async def test_of_a_goal_of_ones_own_anything_may_be_said(house: House) -> None:
    await owned_together(house)

    for words in ("milestone add 1 Hand in my notice", "checkin 1 note: I quit in May", "alter 1 Hand in my notice"):
        assert REFUSED not in await says(house, "ana", words), words
    assert "Goal 1: Hand in my notice" in await says(house, "ana", "show 1")
