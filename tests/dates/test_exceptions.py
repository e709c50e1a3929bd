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
