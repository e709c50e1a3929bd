"""Where two own a goal: what one says ends no promise to the other, and the newest word says how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from tests.core.test_let_know import says, shared

if TYPE_CHECKING:
    from tests.house import House

HERE = Address("test", "T1", "C1")
ON_TRACK = "checkin 1 on track"


async def asked(house: House) -> list[str]:
    """Return what ana is asked about the goal in the next week."""
    await house.passes(days=7)
    return [one.title for one in house.postbox.to("ana") if "before it is due" in one.title]


async def lives(house: House, *lines: tuple[str, str]) -> None:
    """Let each of the two say their lines, some minutes apart."""
    await shared(house, "owner")
    await says(house, "ana", "alter 1 by: 2027-03-31")
    for name, words in lines:
        await says(house, name, words)


@pytest.mark.parametrize(
    "lines",
    [
        (("ana", "stuck 1 no data"), ("ben", ON_TRACK)),
        (("ben", "stuck 1 no room"), ("ana", "stuck 1 no data"), ("ben", ON_TRACK)),
        (("ana", "stuck 1 no data"), ("ben", "stuck 1 no room"), ("ben", "checkin 1 blocker: none")),
    ],
)
async def test_a_co_owners_on_track_leaves_it_to_be_asked_of_whoever_is_stuck(
    house: House, lines: tuple[tuple[str, str], ...]
) -> None:
    await lives(house, *lines)

    assert await asked(house) == ["Goal 1, before it is due: Improve my English"]


@pytest.mark.parametrize(
    "lines",
    [
        (("ana", "stuck 1 no data"), ("ana", ON_TRACK)),
        (("ben", "stuck 1 no room"), ("ben", ON_TRACK)),
        (("ben", "stuck 1 no room"), ("ana", ON_TRACK)),
        (("ana", "stuck 1 no data"), ("ben", "stuck 1 no room"), ("ana", ON_TRACK)),
    ],
)
async def test_who_is_asked_or_was_stuck_alone_may_end_it(house: House, lines: tuple[tuple[str, str], ...]) -> None:
    await lives(house, *lines)

    assert await asked(house) == []


async def test_the_newest_word_says_how_it_stands_even_beside_an_earlier_one_of_that_day(house: House) -> None:
    await lives(house, ("ben", "checkin 1 note: begun"), ("ana", "stuck 1 no data"), ("ben", ON_TRACK))

    assert "Confidence: on track" in await says(house, "ana", "show 1")


async def test_where_the_owner_alone_is_asked_about_a_teams_goal_the_others_are_told_so(house: House) -> None:
    await house.says("ana", "new Ship it by: 2027-03-31 for: team", realm="T1", place=HERE)
    await house.says("ana", "nudges 1 to: me", realm="T1", place=HERE)

    told = await house.reads("ben", "stuck ship no test data", realm="T1", place=HERE)

    assert "I ask again" not in told
    assert "ana is asked: Thu 26 November 2026" in told
