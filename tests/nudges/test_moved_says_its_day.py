"""A question that was moved off a day off says for which day it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import plain

if TYPE_CHECKING:
    from tests.house import House


async def test_a_question_that_was_moved_says_for_which_day_it_asks(house: House) -> None:
    await house.says("alice", "new Call mum every Sunday")
    await house.passes(days=7)

    asked = plain.text(house.postbox.to("alice")[-1])

    assert asked.startswith("How is goal 1 going? Call mum every Sunday")
    assert "For: Sun 29 November 2026" in asked


async def test_so_it_does_among_several(house: House) -> None:
    await house.says("alice", "new Call mum every Sunday")
    await house.says("alice", "new Water the plants every Saturday")
    await house.passes(days=7)

    asked = plain.text(house.postbox.to("alice")[-1])

    assert "For: Sun 29 November 2026" in asked
    assert "For: Sat 28 November 2026" in asked


async def test_a_question_on_its_own_day_does_not(house: House) -> None:
    await house.says("alice", "new Call mum every Tuesday")
    await house.passes(days=2)

    assert "For:" not in plain.text(house.postbox.to("alice")[-1])


async def test_a_week_that_merely_ends_on_a_day_off_is_not_said_to_be_moved(house: House) -> None:
    await house.says("alice", "new Swim twice a week")
    await house.passes(days=14)

    assert "For:" not in plain.text(house.postbox.to("alice")[-1])
