"""An hour can mean the other half of the day, but not one that nobody means."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.dates.due import Due
from bot.dates.halves import as_meant
from bot.dates.locales import locale_of

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "hour", "minute", "by_24_hours", "offered"),
    [
        ("friday 9:00", 9, 0, False, True),
        ("friday 9:00", 9, 0, True, False),
        ("friday 9.30", 9, 30, True, False),
        ("friday at 9", 9, 0, True, True),
        ("friday at 10", 10, 0, False, False),
        ("tomorrow 11:00", 11, 0, False, False),
    ],
)
def test_an_evening_is_offered_unless_nobody_means_it(
    typed: str, hour: int, minute: int, *, by_24_hours: bool, offered: bool
) -> None:
    ahead = [Due(DAY, time(hour, minute)), Due(DAY, time(hour + 12, minute))]

    assert as_meant(ahead, typed, by_24_hours=by_24_hours) == (ahead if offered else ahead[:1])


def test_what_is_read_as_the_afternoon_keeps_its_morning() -> None:
    ahead = [Due(DAY, time(14, 30)), Due(DAY, time(2, 30))]

    assert as_meant(ahead, "friday at 2:30", by_24_hours=True) == ahead


def test_an_evening_is_kept_where_its_morning_has_passed() -> None:
    assert as_meant([Due(DAY, time(23))], "today 11:00", by_24_hours=True) == [Due(DAY, time(23))]


def test_another_day_is_no_half_of_this_one() -> None:
    ahead = [Due(DAY, time(9)), Due(date(2026, 12, 4), time(9))]

    assert as_meant(ahead, "friday 9:00", by_24_hours=True) == ahead


@pytest.mark.parametrize(
    ("tag", "country", "zone", "by_24_hours"),
    [
        ("de-DE", "", "Europe/Berlin", True),
        ("en-US", "", "America/New_York", False),
        ("en-US", "", "Europe/Lisbon", True),
        ("en-GB", "US", "Europe/London", False),
        ("", "", "Europe/Lisbon", False),
    ],
)
def test_who_writes_24_hours_is_known_by_where_they_live(
    tag: str, country: str, zone: str, *, by_24_hours: bool
) -> None:
    assert locale_of(tag, range(5), country, zone).by_24_hours is by_24_hours
