"""What holds for any text at all: no fault, spans inside it, the same answer twice, and in time."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import grammar
from bot.dates.when import NOTHING, Kind, Locale, When
from tests.dates.table import NOW, rows

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = sorted({word for row in rows("phrases.json") for word in row.text.split()})
SENTENCES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=60).map(" ".join)
TEXTS = st.one_of(st.text(max_size=4000), SENTENCES, st.text("0123456789./-:, apmthx'", max_size=200))
LOCALES = st.builds(
    Locale,
    order=st.sampled_from(["DMY", "MDY", "YMD"]),
    week_start=st.integers(0, 6),
    working_days=st.frozensets(st.integers(0, 6)),
)
MOMENTS = st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1), timezones=st.sampled_from([UTC, NOW.tzinfo]))
CRAFTED = [
    *("1/1 ", "may ", "every ", "5 may ", "in 3 days ", "a.a.a.", "1.1.1.", "!?", "end of ", "3 weeks from ", "a a a "),
    *("two days before ", "every first Monday of every ", "monday and ", "mon,", "half past ", "wxyzabcd ", "2027 "),
    *(
        "May Street ",
        "calle 2 de Mayo ",
        "nex week ",
        "June's first ",
        "Sunday Bloody ",
        "May-",
        "every Friday in ",
        "Q3 x ",
    ),
    *("the day after ", "1 and 1 day and ", "5 things a ", "12345678 ", "christmas ", "(", "l'", "tommorw ", "\n"),
    *("sat ", "3 days ", "fri x 3 ", "9:30 x fri ", "12/27-12/30 ", "1. "),
]


def _in_place(when: When, text: str) -> bool:
    spans = [span for span in (when.span, when.cut) if span is not None]
    return all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(text=TEXTS, now=MOMENTS, locale=LOCALES)
def test_any_text_is_read_without_a_fault(text: str, now: datetime, locale: Locale) -> None:
    """Whatever is typed, the answer is sound: spans lie inside the text, rules parse, one answer is in the other."""
    one, every = grammar.read(text, now, locale), grammar.read_all(text, now, locale)

    assert one == grammar.read(text, now, locale)
    assert (one == NOTHING) == (not every)
    for when in (one, *every):
        assert _in_place(when, text)
        assert (when.kind is Kind.none) == (when.span is None)
        assert (when.value is None) == (when.kind in {Kind.none, Kind.invalid})
        assert 0 <= when.confidence <= 1
        assert grammar.to_json(when, now.tzinfo)["kind"] == when.kind.value
        for reading in (when, *when.alternatives):
            if reading.kind is Kind.recurrence:
                rrulestr(str(reading.value), dtstart=datetime(2027, 1, 1))


@given(text=SENTENCES)
@settings(max_examples=100, deadline=None)
def test_expressions_stand_in_order_and_apart(text: str) -> None:
    """The spans of `read_all` never overlap."""
    spans = [when.span for when in grammar.read_all(text, NOW) if when.span]

    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def _milliseconds(read: Callable[[], object]) -> float:
    """Return the best of some tries by the CPU's clock, so that what else the machine does is not measured."""
    times = []
    for _ in range(5):
        start = time.thread_time()
        read()
        times.append(time.thread_time() - start)
    return 1000 * min(times)


@pytest.mark.parametrize("piece", CRAFTED)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """Eight times the text takes at most some twelve times as long."""
    short, long = ((piece * size)[:size] for size in (4000, 32000))

    assert _milliseconds(lambda: grammar.read(long, NOW)) < 12 * _milliseconds(lambda: grammar.read(short, NOW)) + 2


def test_the_clock_change_is_counted_in_hours_that_pass() -> None:
    """In the night of 1 November 2026, 90 minutes after half past midnight it is 1:00 for the second time."""
    new_york = ZoneInfo("America/New_York")
    now = datetime(2026, 11, 1, 0, 30, tzinfo=new_york)
    when = grammar.read("in 90 minutes", now)

    assert when.exact
    assert when.value == datetime(2026, 11, 1, 1, 0, fold=1)
    assert isinstance(when.value, datetime)
    assert when.value.fold == 1


def test_the_cut_takes_the_preposition_and_leaves_a_title() -> None:
    """What a title loses with its date."""
    titles = []
    for text in (
        "Ship the API by Friday",
        "By Friday, ship the API",
        "Ship the API (due 5 May)",
        "Ship by 5 May the API",
    ):
        cut = grammar.read(text, NOW).cut
        titles.append(text[: cut[0]] + text[cut[1] :] if cut else text)

    assert titles == ["Ship the API", "ship the API", "Ship the API", "Ship the API"]


def test_a_sentence_can_hold_a_rhythm_and_a_deadline() -> None:
    """`read_all` gives both, in order."""
    kinds = [when.kind for when in grammar.read_all("Run three times a week until June", NOW)]

    assert kinds == [Kind.quota, Kind.date]
