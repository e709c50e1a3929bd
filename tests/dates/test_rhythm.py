"""Rhythms: the days they mean, at months' ends and years after they began, and how they are said."""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from random import Random

import pytest

from bot.dates.rhythm import checked, days_of, parts, period, rhythm_in_words


def days(rule: str, begin: str, after: str = "", count: int = 4) -> list[str]:
    first = date.fromisoformat(begin)
    return [str(day) for day in islice(days_of(rule, first, date.fromisoformat(after) if after else first), count)]


@pytest.mark.parametrize(
    ("rule", "begin", "expected"),
    [
        ("FREQ=MONTHLY", "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("FREQ=MONTHLY", "2027-12-30", ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-11-30", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        ("FREQ=YEARLY", "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"]),
        ("FREQ=YEARLY;BYMONTH=4", "2026-11-23", ["2027-04-30", "2028-04-30", "2029-04-30", "2030-04-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            "2027-01-05",
            ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"],
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "2027-01-02",
            ["2027-02-01", "2027-03-01", "2027-04-01", "2027-05-03"],
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-11-25", ["2026-11-30", "2026-12-14", "2026-12-28", "2027-01-11"]),
        ("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-11-25", ["2026-11-27", "2026-12-04"]),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261210T235959", "2026-11-25", ["2026-11-30", "2026-12-07"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", []),
    ],
)
def test_a_rhythm_means_these_days(rule: str, begin: str, expected: list[str]) -> None:
    assert days(rule, begin) == expected


@pytest.mark.slow
def test_seen_from_years_later_it_is_the_same_rhythm() -> None:
    """The days of any rule, looked at from any later day, are those that are counted up from its beginning."""
    dice = Random(5)
    for _ in range(100):
        freq = dice.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
        more = {
            "DAILY": [""],
            "WEEKLY": ["", ";BYDAY=TU,FR", ";BYDAY=SU,MO"],
            "MONTHLY": ["", ";BYDAY=-1FR", ";BYMONTHDAY=28,29,30,31;BYSETPOS=-1", ";BYMONTHDAY=15"],
            "YEARLY": ["", ";BYMONTH=3,9;BYMONTHDAY=1"],
        }[freq]
        rule = f"FREQ={freq};INTERVAL={dice.randint(1, 5)}{dice.choice(more)}"
        begin = date(2020, 1, 1).replace(month=dice.randint(1, 12), day=dice.randint(1, 28))
        after = date.fromordinal(begin.toordinal() + dice.randint(0, 4000))

        from_the_start = [day for day in islice(days_of(rule, begin, begin), 4500) if day >= after][:3]

        assert list(islice(days_of(rule, begin, after), 3))[: len(from_the_start)] == from_the_start, (rule, begin)


def test_days_come_in_order_and_no_earlier_than_asked() -> None:
    found = list(islice(days_of("FREQ=WEEKLY;BYDAY=MO,WE", date(2026, 1, 1), date(2030, 1, 1)), 50))

    assert found[0] >= date(2030, 1, 1)
    assert all(one < other for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9;BYMINUTE=0", "every 2 weeks on Mon at 09:00"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=17", "every week from Mon to Fri at 17:00"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month on the last Fri"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "every month on the first working day"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "every month on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "every month on day 30, or the last one there is"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "every year in February on day 29"),
        ("FREQ=WEEKLY;UNTIL=20270630T235959;BYDAY=MO", "every week on Mon until Wed 30 June 2027"),
    ],
)
def test_a_rhythm_is_said_in_words(rule: str, words: str) -> None:
    assert rhythm_in_words(rule) == words


def test_a_rule_is_taken_apart_in_its_own_order() -> None:
    assert list(parts("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE").items()) == [
        ("FREQ", "WEEKLY"),
        ("INTERVAL", "2"),
        ("BYDAY", "MO,WE"),
    ]
    assert parts("") == {}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=DAILY", "day"),
        ("FREQ=WEEKLY", "week"),
        ("FREQ=WEEKLY;BYDAY=MO", "week"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "month"),
        ("FREQ=WEEKLY;BYDAY=MO,WE", ""),
        ("FREQ=WEEKLY;INTERVAL=2", ""),
        ("FREQ=YEARLY", ""),
        ("", ""),
    ],
)
def test_a_rule_that_names_one_day_in_each_period_is_counted_by_it(rule: str, expected: str) -> None:
    assert period(rule) == expected


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "weekly",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=367",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYHOUR=9,17",
        "FREQ=WEEKLY;BYDAY=XX",
    ],
)
def test_a_rule_that_cannot_be_counted_is_no_rhythm(rule: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        checked(rule)


def test_a_rule_that_can_be_counted_stays_as_it_is() -> None:
    assert checked("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30") == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=30"
