"""Wall time and the working week; the written policy for gap and fold."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.dates.due import Due
from bot.dates.workdays import Calendar, instant

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    ("zone", "wall", "utc"),
    [
        ("Europe/Lisbon", datetime(2026, 7, 1, 9), datetime(2026, 7, 1, 8)),
        ("Europe/Lisbon", datetime(2027, 3, 28, 1, 30), datetime(2027, 3, 28, 1, 0)),
        ("Europe/Lisbon", datetime(2026, 10, 25, 1, 30), datetime(2026, 10, 25, 0, 30)),
        ("Europe/Lisbon", datetime(2026, 10, 25, 1, 30, fold=1), datetime(2026, 10, 25, 1, 30)),
        ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 10), datetime(2026, 10, 3, 15, 30)),
        ("Pacific/Apia", datetime(2011, 12, 30, 12), datetime(2011, 12, 30, 10)),
    ],
    ids=["summer", "gap", "fold, the first", "fold, the second", "half an hour", "a day that never was"],
)
def test_wall_time_becomes_an_instant(zone: str, wall: datetime, utc: datetime) -> None:
    assert instant(wall, ZoneInfo(zone)) == utc.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 24), 24), (date(2026, 11, 28), 30), (date(2026, 11, 29), 30)],
    ids=["a working day", "Saturday", "Sunday"],
)
def test_a_bare_date_means_the_start_of_work_on_a_working_day(day: date, expected: int) -> None:
    check_in = Due(day).check_in(Calendar(LISBON), datetime(2026, 11, 1, tzinfo=UTC))

    assert check_in == datetime(2026, 11, expected, 9, tzinfo=LISBON)


def test_given_on_the_day_itself_it_is_asked_about_an_hour_later() -> None:
    given = datetime(2026, 11, 24, 15, 30, tzinfo=UTC)

    assert Due(date(2026, 11, 24)).check_in(Calendar(LISBON), given) == datetime(2026, 11, 24, 16, 30, tzinfo=UTC)


def test_a_clock_time_is_honoured_as_typed_even_in_quiet_hours() -> None:
    due = Due(date(2026, 11, 28), time(23, 15))

    assert due.check_in(Calendar(LISBON), datetime(2026, 11, 1, tzinfo=UTC)) == datetime(
        2026, 11, 28, 23, 15, tzinfo=LISBON
    )


def test_an_exact_moment_stays_where_it_is_when_its_owner_moves() -> None:
    moment = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)

    assert Due.exactly(moment).moment(Calendar(ZoneInfo("Asia/Tokyo"))) == moment


def test_a_start_of_work_in_the_quiet_hours_waits_for_their_end() -> None:
    calendar = Calendar(LISBON, work_start=time(6), quiet_from=time(22), quiet_to=time(7, 30))

    assert calendar.start_of_work(date(2026, 11, 24)) == datetime(2026, 11, 24, 7, 30, tzinfo=LISBON)


@pytest.mark.parametrize(("at", "quiet"), [(time(23), True), (time(3), True), (time(8), False), (time(12), False)])
def test_quiet_hours_may_span_midnight(at: time, quiet: bool) -> None:  # noqa: FBT001
    assert Calendar(LISBON).is_quiet(at) is quiet


def test_equal_times_mean_no_quiet_hours() -> None:
    assert not Calendar(LISBON, quiet_from=time(0), quiet_to=time(0)).is_quiet(time(3))
