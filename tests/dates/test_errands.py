"""A few things are sent in an hour, and so many of them an hour is a pace; a short month's stop ends no sentence."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.dates import grammar
from bot.dates.when import NOTHING, Kind
from tests.dates.table import NOW

TEN = datetime(2026, 12, 15, 10)


@pytest.mark.parametrize("text", ["Send 3 notes in an hour", "Pay two bills in an hour", "Water 5 plants in 2 hours"])
def test_a_few_things_are_done_by_then(text: str) -> None:
    when = grammar.read(text, NOW)

    assert when.kind is Kind.datetime
    assert text[slice(*when.span or ())].startswith("in ")


@pytest.mark.parametrize(
    "text",
    [
        "Answer tickets in 4 hours",
        "Answer 3 tickets in 4 hours",
        "Send 50 emails in an hour",
        "Walk 5 km in an hour",
        "Walk 10 miles in 3 hours",
        "Print 10 pages in an hour",
        "Send invoices in an hour",
    ],
)
def test_how_much_is_done_in_that_time_is_no_date(text: str) -> None:
    assert grammar.read(text, NOW) == NOTHING


def test_what_is_done_every_day_is_not_due_in_an_hour() -> None:
    assert [when.kind for when in grammar.read_all("Send 2 notes in an hour every day", NOW)] == [Kind.recurrence]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Meet the investors on 15 Dec. at 10 a.m.", "15 Dec. at 10 a.m."),
        ("Meet them on Tue 15 Dec. 10:00", "Tue 15 Dec. 10:00"),
        ("Termin am 15. Dez. um 10 Uhr", "15. Dez. um 10 Uhr"),
    ],
)
def test_the_hour_behind_a_short_month_is_of_that_day(text: str, said: str) -> None:
    when = grammar.read(text, NOW)

    assert when.value == TEN
    assert text[slice(*when.span or ())] == said


def test_a_stop_that_ends_what_is_said_parts_it() -> None:
    found = grammar.read_all("Ship by 15 Dec. Then call Bob at 10:30", NOW)

    assert found[0].value == date(2026, 12, 15)
