"""Numbers, units and measures as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.amounts import Amount, read_amount
from bot.checkins.measuring import either_way, is_doubtful, read_measure, sound
from bot.checkins.units import amount, as_typed, same_unit
from bot.errors import Refusal
from bot.measure import Measure

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("42", Amount(42)),
        ("42 %", Amount(42, "%")),
        ("42%", Amount(42, "%")),
        ("from 40 to 42 hours", Amount(42, "hours")),
        ("+3", Amount(3, change="more")),
        ("-3", Amount(3, change="minus")),
        ("\N{MINUS SIGN}3", Amount(3, change="minus")),
        ("3 books", Amount(3, "books")),
        ("three more books", Amount(3, "books", "more")),
        ("2 fewer", Amount(2, change="less")),
        ("another 2 pages", Amount(2, "pages", "more")),
        ("12 of 24", Amount(12, out_of=24)),
        ("12/24 books", Amount(12, "books", out_of=24)),
        ("€1,200.50", Amount(1200.5, "€")),
        ("5k", Amount(5000)),
        ("3km", Amount(3, "km")),
        ("120hours", Amount(120, "hours")),
        ("now at 17", Amount(17)),
        ("=4", Amount(4)),
        ("forty-two", Amount(42)),
        ("twenty five hours", Amount(25, "hours")),
        ("two hundred five", Amount(205)),
        ("twice", Amount(2)),
        ("3 hours, was hard", Amount(3, "hours", comment="was hard")),
        ("0", Amount(0)),
    ],
)
def test_a_number_is_read_as_people_type_it(words: str, expected: Amount) -> None:
    assert read_amount(words) == expected


@pytest.mark.parametrize("words", ["", "+", "going well", "12:30", "3rd", "nan", "inf", "1e999", "9" * 40, "€", "/"])
def test_what_is_no_number_is_not_read_as_one(words: str) -> None:
    assert read_amount(words) is None


def test_the_k_of_a_goal_that_counts_in_k_is_its_unit() -> None:
    assert read_amount("45k", "k") == Amount(45)


@given(words=st.text(max_size=60))
def test_nothing_typed_breaks_the_reading_of_numbers(words: str) -> None:
    found = read_amount(words)

    assert found is None or abs(found.value) <= 1e12


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("hrs", "hours", True),
        ("h", "hours", True),
        ("percent", "%", True),
        ("book", "books", True),
        ("Books", "books", True),
        ("deals", "enterprise deals", True),
        ("boxes", "box", True),
        ("stories", "story", True),
        ("people", "persons", True),
        ("pull ups", "pull-ups", True),
        ("tests", "unit tests", True),
        ("pages", "books", False),
        ("ms", "s", False),
        ("m", "ms", False),
        ("km", "miles", False),
        ("fiction books", "non-fiction books", False),
    ],
)
def test_units_are_known_by_all_their_names(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_unit(one, other) is same
    assert same_unit(other, one) is same


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (12, "books", "12 books"),
        (1, "books", "1 book"),
        (1, "ms", "1 ms"),
        (1200, "€", "€1,200"),
        (-5, "€", "-€5"),
        (2.5, "%", "2.5 %"),
        (3, "times", "3"),
        (-0.0, None, "0"),
        (0.1 + 0.2, None, "0.3"),
    ],
)
def test_an_amount_is_said_as_people_write_it(value: float, unit: str | None, words: str) -> None:
    assert amount(value, unit) == words


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("from 120 to 40 hours", Measure("number", 120, 40, "hours", "down")),
        ("120 -> 40 hours", Measure("number", 120, 40, "hours", "down")),
        ("from -5 to 10 degrees", Measure("number", -5, 10, "degrees", "up")),
        ("from €0 to €10,000", Measure("number", 0, 10000, "€", "up")),
        ("from 0 to 100 %", Measure("number", 0, 100, "%", "up")),
        ("from 10 to 20 km a week", Measure("number", 10, 20, "km", "up", "week")),
        ("24 books", Measure("number", None, 24, "books", "up")),
        ("5000 €", Measure("number", None, 5000, "€", "up")),
        ("below 5 %", Measure("number", None, 5, "%", "down")),
        ("0 bugs", Measure("number", None, 0, "bugs", "down")),
        ("3 times a week", Measure("habit", None, 3, None, "up", "week")),
        ("twice a month", Measure("habit", None, 2, None, "up", "month")),
        ("daily", Measure("habit", None, 1, None, "up", "day")),
        ("20 pages a day", Measure("habit", None, 20, "pages", "up", "day")),
        ("at most 3 meetings a week", Measure("habit", None, 3, "meetings", "down", "week")),
        ("done", Measure("done")),
        ("milestones", Measure("done")),
    ],
)
def test_a_measure_is_read_as_people_say_it(words: str, expected: Measure) -> None:
    assert read_measure(words, NOW).measure == expected


@pytest.mark.parametrize(
    "words", ["often", "", "from a to b", "from 5 to 5", "from 5 hours to 3 km", "x" * 200, "from 1 to 1e99"]
)
def test_a_measure_that_cannot_be_counted_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_measure(words, NOW)

    assert refusal.value.hint


@pytest.mark.parametrize(
    ("words", "title", "doubtful"),
    [
        ("from 120 to 40 hours", "Cut my overtime", False),
        ("from 40 to 120 hours", "Cut my overtime", True),
        ("up from 40 to 120 hours", "Cut my overtime", False),
        ("up from 120 to 40 hours", "Overtime", True),
        ("raise from 120 to 40", "Overtime", True),
        ("from 120 to 40", "Raise the bar and cut the fat", False),
        ("from 120 to 40", "Overtime", False),
        ("24 books", "Read less", False),
    ],
)
def test_numbers_that_go_against_the_words_are_doubted(words: str, title: str, doubtful: bool) -> None:  # noqa: FBT001
    assert is_doubtful(read_measure(words, NOW), title) is doubtful


@pytest.mark.parametrize("words", ["from 120 to 40 hours", "from 10 to 20 km a week", "from 0 to 5 €"])
def test_either_way_can_be_typed_and_is_no_longer_doubted(words: str) -> None:
    measure = read_measure(words, NOW).measure

    for said, title in ((said, title) for said in either_way(measure) for title in ("Cut it", "Raise it")):
        assert not is_doubtful(read_measure(said, NOW), title)
    assert read_measure(either_way(measure)[0], NOW).measure == measure


@given(words=st.text(max_size=60))
def test_nothing_typed_breaks_the_reading_of_measures(words: str) -> None:
    try:
        found = read_measure(words, NOW)
    except Refusal as refusal:
        assert refusal.hint
    else:
        assert sound(found.measure) == found.measure


@pytest.mark.parametrize(
    ("unit", "words", "told"),
    [
        ("pull ups", "Do 10 pull-ups by March", "pull-ups"),
        ("one on ones", "Have 5 one-on-ones", "one-on-ones"),
        ("bücher", "Lies 12 Bücher", "Bücher"),
        ("books", "Read more", "books"),
        (None, "Read more", None),
    ],
)
def test_a_unit_keeps_the_hyphens_and_capitals_that_it_was_typed_with(
    unit: str | None, words: str, told: str | None
) -> None:
    assert as_typed(unit, words) == told


def test_a_measure_that_is_typed_keeps_its_hyphen() -> None:
    assert read_measure("12 pull-ups", NOW).measure.unit == "pull-ups"
