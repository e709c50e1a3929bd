"""A check-in before a rhythm's first day is noted, and does not say that it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.house import House


async def test_a_check_in_before_the_first_day_is_noted(house: House) -> None:
    await house.says("alice", "new Call mum every Sunday")
    told = await house.reads("alice", "checkin 1")

    assert told.startswith("Noted for goal 1: Call mum every Sunday")
    assert "Its first day is Sun 29 November 2026, so this is noted and counts for none." in told


async def test_one_for_an_earlier_day_is_noted_when_the_first_has_passed(house: House) -> None:
    await house.says("alice", "new Call mum every Sunday")
    await house.passes(days=7)
    told = await house.reads("alice", "checkin 1 on: friday")

    assert told.startswith("Noted for goal 1")
    assert "Its first day is Sun 29 November 2026" in told


async def test_one_after_it_counts(house: House) -> None:
    await house.says("alice", "new Call mum every Sunday")
    await house.passes(days=8)

    assert (await house.reads("alice", "checkin 1")).startswith("Counted for goal 1")


async def test_a_habit_without_a_day_counts_at_once(house: House) -> None:
    await house.says("alice", "new Swim twice a week")

    assert (await house.reads("alice", "checkin 1")).startswith("Counted for goal 1")
