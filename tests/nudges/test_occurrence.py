"""Which check-in or notice a nudge is: a value, and the same in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models.occurrence import Notice, Occurrence, day_asked_for

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
CLOCKS = st.tuples(st.times(), st.none() | st.sampled_from(sorted(available_timezones()))) | st.just((None, None))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
BESIDE = st.tuples(st.sampled_from(["lead", "follow"]), st.integers(1, 99)) | st.just(("question", 0))


@given(kind=st.sampled_from(["due", "later"]), on=DAYS, clock=CLOCKS, at=st.none() | MOMENTS, beside=st.none() | BESIDE)
def test_an_occurrence_is_read_from_its_words_as_it_was(
    kind: str,
    on: date,
    clock: tuple[time | None, str | None],
    at: datetime | None,
    beside: tuple[str, int] | None,
) -> None:
    one = Occurrence(kind, on, *clock, at)
    if beside is not None:
        one = one._replace(kind=beside[0], days=beside[1], beside=kind)

    assert Occurrence.read(str(one)) == one


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("due 2027-03-31", Occurrence("due", date(2027, 3, 31))),
        (
            "later 2027-03-31 00:00:00 Europe/Lisbon given 2027-03-30 09:15:00+00:00",
            Occurrence("later", date(2027, 3, 31), time(0), "Europe/Lisbon", datetime(2027, 3, 30, 9, 15, tzinfo=UTC)),
        ),
        ("follow 3 due 2027-03-31", Occurrence("follow", date(2027, 3, 31), beside="due", days=3)),
        ("question later 2027-03-31", Occurrence("question", date(2027, 3, 31), beside="later")),
        ("rhythm 2027-03-31", Occurrence("rhythm", date(2027, 3, 31))),
        ("digest 2027-03-31", Occurrence("digest", date(2027, 3, 31))),
    ],
)
def test_the_words_of_an_occurrence_stay_as_outboxes_have_them(words: str, meant: Occurrence) -> None:
    assert str(meant) == words
    assert Occurrence.read(words) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("accepted 2027-03-31T09:15:00+00:00 12", Notice("accepted", "2027-03-31T09:15:00+00:00", 12)),
        ("declined 2027-03-31T09:15:00+00:00 3", Notice("declined", "2027-03-31T09:15:00+00:00", 3)),
        ("changes 12", Notice("changes", "", 12)),
    ],
)
def test_the_words_of_a_notice_stay_as_outboxes_have_them(words: str, meant: Notice) -> None:
    assert str(meant) == words
    assert Notice.read(words) == meant


def test_what_was_put_off_is_known_by_it_and_so_is_what_follows() -> None:
    later = Occurrence("later", date(2027, 3, 31))

    assert later.of_date == "later"
    assert later._replace(kind="follow", days=3, beside="later").of_date == "later"
    assert Occurrence("follow", date(2027, 3, 31), beside="due", days=3).of_date == "due"


@pytest.mark.parametrize(
    ("words", "day"), [("rhythm 2027-03-31", date(2027, 3, 31)), ("due 2027-03-31", None), ("changes 12", None)]
)
def test_only_a_nudge_of_a_rhythm_is_for_a_day(words: str, day: date | None) -> None:
    assert day_asked_for(words) == day
