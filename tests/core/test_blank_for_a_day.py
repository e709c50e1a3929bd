"""A blank that the coach leaves for a day takes a day, and no other word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.goals.blanks import filled_in

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize("day", ["soon", "4", "the time I am ready", "then"])
async def test_what_is_no_day_is_named_and_changes_nothing(house: House, day: str) -> None:
    await house.says("ana", "new Sell my bike")

    reply = await house.says("ana", f"alter 1 to: Sell my bike by {day}")

    assert reply.title == f"I find no date in “{day}”."
    assert (await house.reads("ana", "show 1")).splitlines()[0] == "Goal 1: Sell my bike"


async def test_a_number_there_is_no_count(house: House) -> None:
    await house.says("ana", "new Learn Dutch")

    reply = await house.says("ana", "alter 1 to: Learn Dutch well enough to order chips by 4")

    assert reply.title == "I find no date in “4”."


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Sell my bike by March", "Sell my bike"),
        ("Sell my bike by auction by: none", "Sell my bike by auction"),
        ("Sell my bike and my car", "Sell my bike and my car"),
        ("Sell my bike by soon by: 1 March", "Sell my bike by soon"),
    ],
)
async def test_a_day_and_other_words_are_taken(house: House, said: str, title: str) -> None:
    await house.says("ana", "new Sell my bike")

    await house.says("ana", f"alter 1 to: {said}")

    assert (await house.reads("ana", "show 1")).splitlines()[0] == f"Goal 1: {title}"


@pytest.mark.parametrize(
    ("wording", "said", "day"),
    [
        ("Learn Dutch well enough to ___ by ___", "Learn Dutch well enough to get there by bike by soon", "soon"),
        ("Sell my bike by ___.", "Sell my bike by soon.", "soon"),
        ("Train ___ every ___", "Train legs every now and then", ""),
        ("Sell my bike by ___", "Sell my car by soon", ""),
        ("Cut it from ___ to ___", "Cut it from 3 to 4", ""),
    ],
)
def test_only_the_blank_for_a_day_is_looked_at(wording: str, said: str, day: str) -> None:
    assert filled_in([wording], said) == day
