"""What is stuck is asked about soon, and told to the others, until its owner says that it is on track."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address

if TYPE_CHECKING:
    from tests.house import House

HERE = Address("test", "W", "C1")


@pytest.mark.parametrize("solved", ["checkin 1 on track note: solved, we have data", "checkin 1 blocker: none"])
async def test_what_is_solved_by_now_is_not_asked_about_as_stuck(house: House, solved: str) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31")
    assert "I ask again: Thu 26 November 2026" in await house.reads("ana", "stuck 1 no test data yet")
    await house.says("ana", "checkin 1 note: asked the vendor")
    await house.passes(hours=1)
    await house.says("ana", solved)

    await house.passes(days=14)

    assert house.postbox.to("ana") == []
    assert "Mon 1 February 2027" in await house.reads("ana", "next")


async def test_on_track_said_on_a_later_day_ends_it_too(house: House) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31")
    await house.says("ana", "stuck 1 no test data yet")
    await house.passes(days=1)
    await house.says("ana", "checkin 1 confidence: on track note: solved, we have data")

    await house.passes(days=14)

    assert house.postbox.to("ana") == []


async def test_that_it_is_solved_is_taken_back_with_its_undo(house: House) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31")
    await house.says("ana", "stuck 1 no test data yet")
    await house.says("ana", "checkin 1 on track")
    await house.says("ana", "undo")

    await house.passes(days=4)

    assert len(house.postbox.to("ana")) == 1
    assert "no test data yet" in await house.reads("ana", "show 1")


@pytest.mark.parametrize("said", ["checkin 1 note: still waiting", "checkin 1 still on it", "checkin 1 off track"])
async def test_what_does_not_say_that_it_is_solved_leaves_it_to_be_asked_about(house: House, said: str) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31")
    await house.says("ana", "stuck 1 no test data yet")
    await house.passes(days=1)
    await house.says("ana", said)

    await house.passes(days=4)

    assert len(house.postbox.to("ana")) == 1


async def test_what_was_put_off_by_hand_is_asked_whatever_was_said(house: House) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31")
    await house.says("ana", "later 1 in 3 days")
    await house.says("ana", "checkin 1 on track")

    await house.passes(days=4)

    assert len(house.postbox.to("ana")) == 1


async def test_on_track_on_the_same_day_ends_what_the_channel_is_told_of_being_stuck(house: House) -> None:
    await house.says("ana", "new Ship the mobile app by: 2027-01-31", place=HERE, realm="W")
    await house.says("ana", "share 1 with: here", place=HERE, realm="W")
    await house.says("ana", "team every Friday 15:00", place=HERE, realm="W")
    await house.passes(minutes=1)
    await house.says("ana", "stuck 1 no test data yet", place=HERE, realm="W")
    stuck = await house.reads("ana", "team preview", place=HERE, realm="W")

    answer = await house.reads("ana", "checkin 1 confidence: on track note: going well", place=HERE, realm="W")

    assert "stuck" in stuck
    assert "no test data" not in answer
    assert "stuck" not in await house.reads("ana", "team preview", place=HERE, realm="W")
