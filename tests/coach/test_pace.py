"""The pace that is needed against one's own, and the day it lands on: a hint, and honest where nothing is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coach.pace import Pace, hint, pace

TODAY = date(2027, 3, 1)
BEGAN = date(2027, 1, 4)


def on(days: int) -> date:
    return BEGAN + timedelta(days=days)


def test_at_ones_own_pace_it_lands_on_a_day() -> None:
    """Half of 24 books in 56 days: the other half takes 56 days more."""
    found = pace([(TODAY, 12)], start=0, target=24, due=date(2027, 6, 30), today=TODAY, began=BEGAN)

    assert found.own == pytest.approx(12 / 56)
    assert found.lands == TODAY + timedelta(days=56)
    assert found.needed == pytest.approx(12 / 121)
    assert hint(found, "books") == (
        "It takes 0.69 books a week from here. "
        "Yours so far is 1.5 a week; at your pace it lands on Mon 26 April 2027, 65 days before it is due."
    )


def test_what_goes_down_lands_too() -> None:
    found = pace([(on(0), 800), (on(50), 700)], start=800, target=300, due=date(2027, 4, 1), today=TODAY)

    assert found.own == -2
    assert found.lands == on(250)
    assert "163 days after it is due" in hint(found, "ms")


def test_without_a_history_it_says_so() -> None:
    never = pace([], start=0, target=24, due=date(2027, 6, 30), today=TODAY)
    once = pace([(TODAY, 3)], start=None, target=24, due=None, today=TODAY)

    assert (never.own, never.lands, once.own, once.lands) == (None, None, None, None)
    assert "no pace of yours to compare yet" in hint(never)
    assert hint(once).startswith("There is no pace of yours")


def test_what_moves_away_or_stands_still_does_not_land() -> None:
    away = pace([(on(0), 5), (on(9), 3)], start=0, target=24, due=date(2027, 6, 30), today=TODAY)
    still = pace([(on(0), 5), (on(9), 5)], start=0, target=24, due=None, today=TODAY)

    assert away.lands is still.lands is None
    assert "does not get there" in hint(away)
    assert hint(still) == "At your pace it does not get there yet."


def test_what_is_reached_needs_no_hint() -> None:
    found = pace([(on(0), 1), (on(9), 25)], start=0, target=24, due=TODAY, today=TODAY)

    assert found.reached
    assert found.needed is None
    assert hint(found) == ""


def test_a_date_that_is_past_asks_for_no_pace_but_still_lands() -> None:
    found = pace([(on(0), 0), (on(50), 10)], start=0, target=20, due=on(40), today=TODAY)

    assert found.needed is None
    assert found.lands == on(100)
    assert hint(found) == "At your pace it lands on Wed 14 April 2027, 60 days after it is due."


def test_of_several_values_on_one_day_the_last_counts_and_the_future_does_not() -> None:
    values = [(on(10), 9), (on(10), 4), (TODAY + timedelta(days=1), 24), (on(0), 2)]

    found = pace(values, start=None, target=24, due=None, today=TODAY)

    assert found.own == pytest.approx(0.2)
    assert not found.reached


def test_what_should_have_landed_already_lands_today_at_the_earliest() -> None:
    """The last value is three weeks old, and by its pace the goal was reached since."""
    found = pace([(on(0), 0), (on(10), 20)], start=0, target=24, due=None, today=TODAY)

    assert found.lands == TODAY


values = st.lists(st.tuples(st.integers(0, 400).map(on), st.floats(-1e6, 1e6)), max_size=8)


@given(values, st.none() | st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.none() | st.integers(0, 900).map(on))
def test_whatever_the_numbers_it_lands_in_a_lifetime_or_not_at_all(
    history: list[tuple[date, float]], start: float | None, target: float, due: date | None
) -> None:
    """No division by nothing, no date beyond the calendar, and a sentence for a person in any case."""
    found = pace(history, start=start, target=target, due=due, today=TODAY, began=BEGAN)

    assert isinstance(found, Pace)
    assert found.lands is None or TODAY <= found.lands <= TODAY + timedelta(days=101 * 365)
    assert found.reached or hint(found).endswith((".", "days."))
