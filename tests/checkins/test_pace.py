"""Where a goal should be by now, what that says of it, and when it lands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.pace import Landing, Mark, expected, lands, line, proposed, proposed_for_habit
from bot.models import Confidence

BEGIN = date(2026, 1, 1)
DAYS = st.dates(date(2025, 1, 1), date(2028, 1, 1))


def after(days: int) -> date:
    return BEGIN + timedelta(days=days)


def test_without_a_date_there_is_no_pace() -> None:
    assert line(BEGIN, [], None) == ()
    assert expected((), BEGIN) is None


@pytest.mark.parametrize(("day", "wanted"), [(-5, 0), (0, 0), (25, 25), (50, 50), (100, 100), (200, 100)])
def test_the_pace_is_straight_from_the_beginning_to_the_due_date(day: int, wanted: float) -> None:
    assert expected(line(BEGIN, [], after(100)), after(day)) == wanted


@pytest.mark.parametrize(("day", "wanted"), [(10, 10), (20, 20), (60, 55), (80, 70), (90, 85)])
def test_milestones_with_values_bend_the_line(day: int, wanted: float) -> None:
    bent = line(BEGIN, [Mark(after(80), 70), Mark(after(20), 20), Mark(after(40), 40)], after(100))

    assert expected(bent, after(day)) == pytest.approx(wanted)


def test_what_lies_before_the_beginning_or_behind_the_due_date_bends_nothing() -> None:
    assert line(BEGIN, [Mark(after(-3), 50), Mark(after(300), 70)], after(100)) == line(BEGIN, [], after(100))


def test_nothing_is_expected_of_a_milestone_before_its_day() -> None:
    steps = line(BEGIN, [Mark(after(50), 50)], after(100))

    assert [expected(steps, after(day), steps=True) for day in (49, 50, 99, 100)] == [0, 50, 50, 100]


@pytest.mark.parametrize(
    ("actual", "wanted", "says"),
    [
        (60, 60, "on track"),
        (54, 60, "on track"),
        (53, 60, "at risk"),
        (45, 60, "at risk"),
        (36, 60, "at risk"),
        (35, 60, "off track"),
        (0, 5, "on track"),
        (0, 6, "off track"),
        (99, 100, "at risk"),
        (80, 100, "off track"),
        (100, 100, "on track"),
        (130, 100, "on track"),
    ],
)
def test_the_pace_proposes_a_confidence(actual: float, wanted: float, says: str) -> None:
    assert proposed(actual, wanted) == says


@pytest.mark.parametrize(
    ("percent", "says"), [(100, "on track"), (80, "on track"), (79, "at risk"), (50, "at risk"), (49, "off track")]
)
def test_a_habit_is_judged_by_what_was_kept(percent: float, says: str) -> None:
    assert proposed_for_habit(percent) == says


def test_at_this_pace_it_lands() -> None:
    landing = lands((BEGIN, 0), (after(70), 10), 24, after(70), after(140))

    assert landing == Landing(weekly=1, on=after(168), needed=1.4)


def test_a_falling_number_lands_too() -> None:
    landing = lands((BEGIN, 800), (after(10), 700), 300, after(10))

    assert landing is not None
    assert (landing.on, landing.needed) == (after(50), None)


@pytest.mark.parametrize(
    ("last", "target"), [((BEGIN, 3), 24), ((after(5), 24), 24)], ids=["no history", "there already"]
)
def test_without_a_history_nothing_is_foretold(last: tuple[date, float], target: float) -> None:
    assert lands((BEGIN, 0), last, target, after(10)) is None


@pytest.mark.parametrize("value", [0, -4])
def test_what_does_not_move_never_lands(value: float) -> None:
    landing = lands((BEGIN, 0), (after(7), value), 24, after(7), after(14))

    assert landing is not None
    assert landing.on is None
    assert landing.needed == 24 - value


def test_silence_slows_the_pace() -> None:
    landing = lands((BEGIN, 0), (after(10), 10), 20, after(40))

    assert landing is not None
    assert landing.on == after(80)


def test_what_takes_more_than_ten_years_has_no_date() -> None:
    landing = lands((BEGIN, 0), (after(100), 1), 1_000_000, after(100))

    assert landing is not None
    assert landing.on is None


@given(marks=st.lists(st.builds(Mark, DAYS, st.floats(0, 300))), due=st.none() | DAYS, one=DAYS, other=DAYS)
def test_what_is_expected_only_rises(marks: list[Mark], due: date | None, one: date, other: date) -> None:
    pace = line(BEGIN, marks, due)
    early, late = expected(pace, min(one, other)), expected(pace, max(one, other))

    assert (early is None) == (late is None) == (not pace)
    if early is not None and late is not None:
        assert 0 <= early <= late + 1e-9 <= 100 + 1e-6


@given(wanted=st.floats(0, 100), one=st.floats(0, 200), other=st.floats(0, 200))
def test_more_progress_never_makes_it_worse(wanted: float, one: float, other: float) -> None:
    order = [Confidence.off_track, Confidence.at_risk, Confidence.on_track]
    less, more = sorted((one, other))

    assert order.index(proposed(less, wanted)) <= order.index(proposed(more, wanted))


@given(value=st.floats(-1e6, 1e6), target=st.floats(-1e6, 1e6), last=DAYS, today=DAYS)
def test_a_landing_lies_ahead(value: float, target: float, last: date, today: date) -> None:
    landing = lands((BEGIN, 0), (last, value), target, max(last, today))

    assert landing is None or landing.on is None or landing.on >= max(last, today)
