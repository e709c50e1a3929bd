"""With its check-ins switched off, no answer about a goal promises one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
async def house(house: House) -> House:
    """Una has a goal with a milestone, and wants to hear nothing of it."""
    await house.says("una", "new Choose a school for Mia by 20 January")
    await house.says("una", "milestone add 1 Visit two by 8 January")
    await house.says("una", "nudges 1 off")
    return house


@pytest.mark.parametrize(
    "line",
    [
        "show 1",
        "milestone add 1 Ask Ben by 9 January",
        "milestone move 1.1 to: 9 January",
        "alter 1 by: 25 January",
    ],
)
async def test_what_is_told_of_it_says_that_they_are_off(house: House, line: str) -> None:
    told = await house.reads("una", line)

    assert "Check-ins: switched off" in told
    assert "Check-in:" not in told


async def test_several_new_milestones_say_so_too(house: House) -> None:
    told = await house.reads("una", "milestone add 1 Ask Ben by 9 January; decide by 12 January")

    assert "The check-ins of goal 1 are switched off, so I'll not ask." in told


@pytest.mark.parametrize("line", ["later 1 tomorrow", "milestone later 1.1 tomorrow"])
async def test_there_is_nothing_to_put_off(house: House, line: str) -> None:
    told = await house.reads("una", line)
    await house.passes(days=2)

    assert "The check-ins of goal 1 are switched off, so there is none to put off." in told
    assert "nudges 1 standard" in told
    assert house.postbox.to("una") == []


async def test_what_it_says_to_type_has_them_again(house: House) -> None:
    await house.says("una", "nudges 1 standard")

    told = await house.reads("una", "show 1")

    assert "Check-in: Wed 20 January 2027, 09:00 (Europe/Lisbon)" in told
