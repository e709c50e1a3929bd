"""What is said twice, and what only looks like a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain

if TYPE_CHECKING:
    from tests.house import House


async def test_the_same_goal_again_is_mentioned_gently(house: House) -> None:
    await house.says("ana", "new Ship the billing API")

    again = await house.says("ana", "new ship the billing API")
    other = await house.says("ana", "new Read more about pricing")

    assert again.title == "Goal 2 is set: ship the billing API"
    assert "Goal 1 says the same. Both may stay" in plain.text(again)
    assert "says the same" not in plain.text(other)


async def test_the_same_milestone_again_is_mentioned_gently(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")
    await house.says("ana", "milestone add 1 Draft by: 2027-01-15")

    again = plain.text(await house.says("ana", "milestone add 1 draft by: 2027-01-15"))
    later = plain.text(await house.says("ana", "milestone add 1 Draft by: 2027-02-15"))
    several = plain.text(await house.says("ana", "milestone add 1 Review by 1 March; Draft by 15 January 2027"))

    assert "Milestone 1.2 is added" in again
    assert "1.1 says the same as 1.2. Both may stay" in again
    assert "says the same" not in later
    assert "1.1 says the same as 1.5" in several


async def test_what_was_done_before_may_be_said_again(house: House) -> None:
    await house.says("ana", "new Ship the billing API")
    await house.says("ana", "milestone add 1 Draft")
    await house.says("ana", "milestone done 1.1")

    assert "says the same" not in plain.text(await house.says("ana", "milestone add 1 Draft"))


@pytest.mark.parametrize("who", ["<@&123>", "<@123456789>", "<#123>", "@123456789"])
async def test_the_number_of_somebody_who_is_mentioned_counts_nothing(house: House, who: str) -> None:
    said = await house.reads("ana", f"new Ship the billing API with {who}")

    assert "Counted" not in said
