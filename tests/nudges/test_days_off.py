"""Days off: times off, public holidays and weekends hold, move or leave out check-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain
from tests.nudges.ann import says, titles

if TYPE_CHECKING:
    from tests.house import House


async def test_a_time_off_holds_what_is_due_and_nothing_is_lost(house: House) -> None:
    await says(house, "new Ship it by: 2026-12-01 15:00", "away 2026-11-30 to 2026-12-20")

    await house.passes(days=27)
    away = titles(house)
    await house.passes(days=1)

    assert (away, titles(house)) == ([], ["Goal 1 is due: Ship it"])
    assert "Held: you are off." in await says(house, "why 1")


async def test_coming_back_early_asks_at_once(house: House) -> None:
    await says(house, "new Ship it by: 2026-12-01 15:00", "away 2026-11-30 to 2026-12-20")
    await house.passes(days=9, hours=2)

    await says(house, "back")
    await house.passes(minutes=1)

    assert titles(house) == ["Goal 1 is due: Ship it"]


async def test_times_off_are_listed_and_taken_back(house: House) -> None:
    await says(house, "away 2026-12-21 to 2027-01-06")
    listed = await house.says("ann", "away")

    taken_back = await says(house, listed.sections[0].buttons[0].call)

    assert "Mon 21 December 2026 to Wed 6 January 2027" in plain.text(listed)
    assert "none planned" in taken_back
    assert "No time off is planned" in await says(house, "away")


@pytest.mark.parametrize("days", ["2027-12-20 to 2028-01-10", "yesterday", "whenever", "2026-02-30"])
async def test_days_that_cannot_be_taken_off_are_refused(house: House, days: str) -> None:
    assert (await house.says("ann", f"away {days}")).tone == "refused"


@pytest.mark.parametrize(("roll", "expected"), [("after", "Mon 28 December"), ("before", "Thu 24 December")])
async def test_a_public_holiday_moves_a_check_in(house: House, roll: str, expected: str) -> None:
    await says(house, f"settings country: DE-BY roll: {roll}", "new Ship it by: 2026-12-25")

    assert f"1 Ship it (moved from Friday): {expected} 2026, 09:00" in await says(house, "next")


async def test_a_rhythm_on_a_day_off_says_that_it_was_moved(house: House) -> None:
    """Where somebody named the day; a week that merely ends on a Sunday is not said to be moved."""
    named = await says(house, "new Call mom every Sunday", "next")
    counted = await says(house, "drop 1", "new Swim twice a week", "next")

    assert "1 Call mom every Sunday (moved from Sunday): Mon 30 November 2026, 09:00" in named
    assert "moved from" not in counted


async def test_a_rhythm_may_leave_its_days_off_out(house: House) -> None:
    await says(house, "settings country: DE-BY roll: skip", "new Ship it", "nudges 1 rhythm: every Friday 9:00")

    assert "25 December" not in await says(house, "next")


async def test_a_rhythm_that_has_only_days_off_is_silent(house: House) -> None:
    await says(house, "settings days: tue roll: skip", "new Ship it", "nudges 1 rhythm: every Monday")

    assert "No check-in is planned" in await says(house, "next")


@pytest.mark.parametrize("typed", ["new Ship it", "new Ship it by: 2027-03-31"])
async def test_what_is_put_off_to_a_day_off_says_why_it_comes_later(house: House, typed: str) -> None:
    why = "Not on Sun 29 November 2026: no working day of yours."

    assert why in await says(house, typed, "later 1 Sunday")
    assert why not in await says(house, "later 1 Sunday 10:00")
    assert why not in await says(house, "later 1 tomorrow")


async def test_a_rhythm_set_in_a_time_off_is_not_asked_for_the_hour_that_was_over_then(house: House) -> None:
    await says(house, "away today to friday")

    assert "Next check-in: Mon 25 January 2027" in await says(house, "new give 2 talks every other month")
    assert "Next check-in, moved from Tuesday: Mon 30 November 2026" in await says(house, "new run every Tuesday")
    assert "Next check-in, moved from Monday: Mon 30 November 2026" in await says(house, "new sing monthly at 17:00")
