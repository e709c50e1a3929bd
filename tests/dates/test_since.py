"""The day from which on something is told, as people name it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.dates.since import begun
from bot.dates.when import Locale

if TYPE_CHECKING:
    from tests.house import House

DECEMBER = datetime(2026, 12, 3, 10, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("last week", date(2026, 11, 23)),
        ("this month", date(2026, 12, 1)),
        ("last month", date(2026, 11, 1)),
        ("november", date(2026, 11, 1)),
        ("january", date(2026, 1, 1)),
        ("spring", date(2026, 3, 1)),
        ("winter", date(2026, 12, 1)),
        ("Q4", date(2026, 10, 1)),
        ("Q1", date(2026, 1, 1)),
        ("H1", date(2026, 1, 1)),
        ("this year", date(2026, 1, 1)),
        ("last year", date(2025, 1, 1)),
        ("2026", date(2026, 1, 1)),
        ("november 2025", date(2025, 11, 1)),
    ],
)
def test_a_range_is_told_from_its_first_day_on_the_latest_that_has_begun(said: str, day: date) -> None:
    assert begun(said, DECEMBER, Locale()) == day


@pytest.mark.parametrize(
    "said", ["next week", "next month", "next quarter", "next summer", "next year", "2027", "Q1 2027"]
)
def test_a_range_ahead_has_not_begun(said: str) -> None:
    assert begun(said, DECEMBER, Locale()) is None


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("november", "Reached since 1 November 2026"),
        ("this year", "Reached since 1 January 2026"),
        ("yesterday", "Reached since 22 November 2026"),
        ("20 Nov", "Reached since 20 November 2026"),
        ("friday", "Reached since 20 November 2026"),
        ("next month", "I find no past day in “next month”."),
    ],
)
async def test_what_was_reached_is_told_since_the_beginning(house: House, said: str, title: str) -> None:
    await house.says("fay", "new Fly 10 hours")
    await house.says("fay", "done 1")

    assert (await house.says("fay", f"brag since: {said}")).title == title
