"""Goals in German: their dates and rhythms are understood, and none is put aside as a draft for its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("new Umzug planen bis 1. April", "Due: Thu 1 April 2027"),
        ("new Jubiläumsfeier planen by: 2027-04-01", "Due: Thu 1 April 2027"),
        ("new Dreimal pro Woche laufen", "Counted: 3 times a week"),
        ("new Jeden Tag 10 Minuten meditieren", "Counted: 10 Minuten a day"),
        ("new Täglich 500 Wörter schreiben", "Counted: 500 Wörter a day"),
    ],
)
async def test_a_goal_in_german_is_set_with_its_date_and_its_rhythm(house: House, line: str, told: str) -> None:
    reply = await house.reads("ana", line)

    assert "Goal 1 is set" in reply
    assert told in reply
    assert "draft" not in reply
    assert "It could read" not in reply


async def test_a_days_amount_of_a_german_habit_is_not_all_of_it(house: House) -> None:
    await house.says("ana", "new Jeden Tag 10 Minuten meditieren")

    reply = await house.reads("ana", "checkin 1 10")

    assert "That is all" not in reply


async def test_the_coach_says_that_it_reads_english_alone(house: House) -> None:
    await house.says("ana", "new Umzug planen bis 1. April")

    reply = await house.reads("ana", "coach 1")

    assert "I read goals closely in English alone" in reply
    assert "missing" not in reply
