"""What a rhythm or a count leaves out never becomes a day of it, nor a date; what it cannot leave out is pointed at."""

from __future__ import annotations

import pytest

from bot.dates import grammar
from bot.dates.when import Kind
from tests.dates.table import NOW


@pytest.mark.parametrize(
    ("text", "unkept"),
    [
        ("Call mum every Sunday but not in December", "but not in December"),
        ("Train twice a week except in August", "except in August"),
        ("Train three times a week, not in July or August", "not in July or August"),
        ("Run 3 times a week, but never on Sundays", "but never on Sundays"),
        ("Walk every day except public holidays", "except public holidays"),
        ("Run every day, except on Sundays and public holidays", "public holidays"),
        ("Run every day except Sundays and Christmas", "Christmas"),
        ("Go to the gym 4 times a week except the last week of December", "except the last week of December"),
        ("Post every Monday except on 14 December", "except on 14 December"),
        ("Water the plants every other day except Sundays", "except Sundays"),
    ],
)
def test_what_cannot_be_left_out_is_pointed_at(text: str, unkept: str) -> None:
    found = grammar.read_all(text, NOW)

    assert [text[slice(*when.unkept)] for when in found if when.unkept] == [unkept]
    assert {when.kind for when in found} <= {Kind.recurrence, Kind.quota}


@pytest.mark.parametrize(
    "text",
    [
        "Meditate twice a day, but not on Sundays",
        "Meditate every day but not on Sundays",
        "Meet every Tuesday, not Monday",
        "Eat vegetables twice a day but really",
        "Train twice a week",
    ],
)
def test_what_is_kept_is_not(text: str) -> None:
    assert [when for when in grammar.read_all(text, NOW) if when.unkept] == []


@pytest.mark.parametrize(
    ("text", "unkept"),
    [
        ("Run every day except when it rains", "except when it rains"),
        ("Run every day, unless it rains", "unless it rains"),
        ("Run 5 km every day in the park unless it rains, until June", "unless it rains"),
        ("Call mum every Sunday, but not if she is away on Fridays", "but not if she is away on Fridays"),
        ("Train three times a week except during exams", "except during exams"),
        ("Meditate every day except on holidays and when I travel", "except on holidays and when I travel"),
        ("Write every weekday except on my birthday", "except on my birthday"),
        ("Jeden Tag laufen, außer wenn es regnet", "außer wenn es regnet"),
    ],
)
def test_what_no_calendar_knows_is_pointed_at_too(text: str, unkept: str) -> None:
    found = grammar.read_all(text, NOW)

    assert [text[slice(*when.unkept)] for when in found if when.unkept] == [unkept]
    assert sum(when.kind in {Kind.recurrence, Kind.quota} for when in found) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Eat no sugar every day except fruit",
        "Read every day but not before breakfast",
        "Meditate every day, not after 10pm",
        "Run every day. Unless it rains I am outside",
        "Read every day without stopping",
    ],
)
def test_what_is_no_exception_of_the_rhythm_is_not(text: str) -> None:
    assert [when for when in grammar.read_all(text, NOW) if when.unkept] == []
