"""Of an amount a day, a check-in offers what is left of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.replies import plain

if TYPE_CHECKING:
    from bot.messages import Button, Reply
    from tests.house import House

WALK = ("new Walk 30 minutes a day", "nudges 1 rhythm: every day 17:00")


async def says(house: House, *lines: str) -> Reply:
    return [await house.says("ana", line) for line in lines][-1]


def first(reply: Reply) -> Button:
    return next(button for section in reply.sections for button in section.buttons)


@pytest.mark.parametrize(
    ("said", "label", "call", "fact"),
    [
        ([], "30 minutes", "checkin 1 30", ""),
        (["checkin 1 20 on: yesterday"], "30 minutes", "checkin 1 30", ""),
        (["checkin 1 10"], "20 minutes", "checkin 1 20", "Today so far: 10 of 30 minutes"),
        (["checkin 1 10", "checkin 1 12.5"], "7.5 minutes", "checkin 1 7.5", "Today so far: 22.5 of 30 minutes"),
    ],
)
async def test_what_is_left_of_the_day_is_offered(
    house: House, said: list[str], label: str, call: str, fact: str
) -> None:
    await says(house, *WALK, *said)

    await house.passes(hours=8)
    [asked] = house.postbox.to("ana")

    assert (first(asked).label, first(asked).call.replace("nudge 1 ", "")) == (label, call)
    assert fact in plain.text(asked)
    assert ("Today so far" in plain.text(asked)) == bool(fact)


async def test_tapped_twice_it_counts_once(house: House) -> None:
    await says(house, *WALK, "checkin 1 10")
    await house.passes(hours=8)
    [asked] = house.postbox.to("ana")

    for _ in range(2):
        told = plain.text(await says(house, first(asked).call))

    assert "30 of 30 minutes today" in told


async def test_among_several_things_it_is_what_is_left_too(house: House) -> None:
    await says(house, *WALK, "new Ship it", "nudges 2 rhythm: every day 17:00", "checkin 1 10")
    await house.passes(hours=8)
    [asked] = house.postbox.to("ana")

    again = await says(house, "nudge 1 later 2 tomorrow", "asked 1 1")

    assert "nudge 1 checkin 1 20" in [button.call for section in asked.sections for button in section.buttons]
    assert first(again).label == "20 minutes"


async def test_an_amount_a_week_is_offered_whole(house: House) -> None:
    """It asks once in it, as it begins anew."""
    await says(house, "new Run 20 km a week", "checkin 1 5")

    await house.passes(days=8)

    assert first(house.postbox.to("ana")[0]).label == "20 km"


async def test_the_day_is_that_of_whoever_is_asked(house: House) -> None:
    house.clock.advance(timedelta(hours=12.5))  # 22:30 in Lisbon, 11:30 of the next day in Auckland
    for line in ("new Walk 30 minutes a day", "nudges 1 rhythm: every day 17:00", "checkin 1 10"):
        await house.says("kiri", line, zone="Pacific/Auckland")

    await house.passes(hours=7)

    assert first(house.postbox.to("kiri")[0]).label == "20 minutes"
