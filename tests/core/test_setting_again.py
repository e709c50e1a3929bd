"""What is said twice, and what only looks like a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import plain

if TYPE_CHECKING:
    from tests.house import House


async def test_the_same_goal_again_is_mentioned_gently(house: House) -> None:
    await house.says("ana", "new Ship the billing API")

    again = await house.says("ana", "new ship the billing API")
    other = await house.says("ana", "new Read more about pricing")

    assert again.title == "Goal 2 is set: ship the billing API"
    assert "Goal 1 says the same. Both may stay" in plain.text(again)
    assert "says the same" not in plain.text(other)


@pytest.mark.parametrize("who", ["<@&123>", "<@123456789>", "<#123>", "@123456789"])
async def test_the_number_of_somebody_who_is_mentioned_counts_nothing(house: House, who: str) -> None:
    said = await house.reads("ana", f"new Ship the billing API with {who}")

    assert "Counted" not in said
