"""A rough date is called by words that mean the same on any later day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, update

from bot.dates import grammar
from bot.dates.rough import bound, lasting
from bot.models import Goal

if TYPE_CHECKING:
    from tests.house import House

FRIDAY = datetime(2026, 12, 4, 15, 0, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("said", "lasts"),
    [
        ("next month", "January 2027"),
        ("mid next month", "mid-January 2027"),
        ("this quarter", "Q4 2026"),
        ("next quarter", "Q1 2027"),
        ("next year", "2027"),
        ("early next year", "early 2027"),
        ("the first half of next year", "H1 2027"),
        ("next summer", "summer 2027"),
        ("this winter", "winter 2026"),
        ("in the new year", "January 2027"),
        ("early in the new year", "early January 2027"),
        ("next week", "the week of 7 December 2026"),
        ("nächsten Monat", "January 2027"),
        ("Mitte nächsten Monats", "mid-January 2027"),
        ("nächstes Quartal", "Q1 2027"),
        ("nächstes Jahr", "2027"),
        ("le mois prochain", "January 2027"),
        ("el próximo mes", "January 2027"),
    ],
)
def test_relative_words_become_what_they_mean(said: str, lasts: str) -> None:
    meant = grammar.read(said, FRIDAY)
    assert type(meant.value) is date

    assert lasting(said, meant.value) == lasts
    for days in (0, 10, 20):
        later = FRIDAY + timedelta(days=days)
        read = grammar.read(lasts, later)
        assert (read.value, read.approximate) == (meant.value, True) or later.date() > meant.value


@pytest.mark.parametrize(
    "said",
    [
        "Q3",
        "mid-June",
        "2027",
        "H1",
        "summer",
        "early 2027",
        "January 2027",
        "second half of 2027",
        "FY27",
        "Mitte Juni",
    ],
)
def test_words_that_last_stay_as_they_were_said(said: str) -> None:
    meant = grammar.read(said, FRIDAY).value
    assert type(meant) is date

    assert lasting(said, meant) == said


def test_where_no_words_last_the_day_itself_is_said() -> None:
    assert not lasting("this weekend", date(2026, 12, 6))


async def test_a_rough_date_reads_well_as_long_as_it_stands(house: House) -> None:
    said = await house.reads("ana", "new Learn Rust by: next month")
    await house.passes(days=30)

    listed = [await house.reads("ana", words) for words in ("list", "show 1", "history 1", "export as: markdown")]

    assert "Due: December 2026 (until Thu 31 December 2026)" in said
    assert "December 2026 (until" in listed[1]
    assert [text for text in listed if "next month" in text] == []


async def test_a_row_that_was_written_before_reads_well_too(house: House) -> None:
    await house.says("ana", "new Learn Rust by: 2026-12-31")
    async with house.database.transaction() as session:
        await session.execute(update(Goal).where(col(Goal.number) == 1).values(due_said="next month"))
    await house.passes(days=30)

    listed = [await house.reads("ana", words) for words in ("list", "show 1", "export as: markdown")]
    form = await house.asks("ana", "form alter 1")

    assert "December 2026 (until Thu 31 December 2026)" in listed[1]
    assert [text for text in [*listed, str(form)] if "next month" in text] == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("next year", "the end of 2027"),
        ("June", "the end of June 2027"),
        ("summer", "the end of summer 2027"),
        ("next week", "the end of the week of 7 December 2026"),
        ("mid-June", "mid-June 2027"),
        ("early next year", "early 2027"),
        ("late summer", "late summer 2027"),
    ],
)
def test_a_period_is_told_by_its_end_and_a_part_of_one_as_it_is(said: str, told: str) -> None:
    """By 2027 would be over before it begins."""
    meant = grammar.read(said, FRIDAY)
    assert type(meant.value) is date

    assert bound(lasting(said, meant.value), meant.value) == told
