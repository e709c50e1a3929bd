"""Streaks: kept, missed, excused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.checkins.inactivity import inactive_spans
from bot.checkins.streaks import Outcome, Rule, Span, Streak, between, calendar_periods, judge, streak
from bot.models import Edit, Goal, GoalState

MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))


def on(day: int) -> date:
    """Return the day so many days after the first Monday."""
    return MONDAY + timedelta(days=day)


def weeks(counted: dict[int, float], today: int, needed: float = 1, *aside: Span, begin: int = 0) -> str:
    """Return the outcomes of the weeks up to `today`, a letter each."""
    spans = calendar_periods("week", on(begin), on(today))
    found = judge(
        spans, {on(day): n for day, n in counted.items()}, [Rule(needed)], aside, begin=on(begin), today=on(today)
    )
    return "".join(period.outcome[0] for period in found)


@pytest.mark.parametrize(
    ("per", "begin", "end", "first", "count"),
    [
        ("day", date(2026, 2, 27), date(2026, 3, 1), date(2026, 2, 27), 3),
        ("week", date(2026, 11, 4), date(2026, 11, 9), date(2026, 11, 2), 2),
        ("month", date(2026, 1, 31), date(2026, 3, 1), date(2026, 1, 1), 3),
        ("quarter", date(2026, 2, 1), date(2026, 7, 1), date(2026, 1, 1), 3),
        ("year", date(2024, 2, 29), date(2026, 1, 1), date(2024, 1, 1), 3),
    ],
)
def test_periods_are_whole_and_hold_both_ends(per: str, begin: date, end: date, first: date, count: int) -> None:
    found = list(calendar_periods(per, begin, end))

    assert (found[0].first, len(found)) == (first, count)
    assert found[-1].first <= end <= found[-1].last


def test_a_week_begins_when_the_person_says_it_does() -> None:
    (week,) = calendar_periods("week", date(2026, 11, 4), date(2026, 11, 4), week_start=6)

    assert week == Span(date(2026, 11, 1), date(2026, 11, 7))


@pytest.mark.parametrize(
    ("counted", "today", "needed", "outcomes"),
    [
        ({}, 0, 1, "r"),
        ({0: 1}, 0, 1, "k"),
        ({0: 1, 3: 1, 5: 1}, 6, 3, "k"),
        ({0: 2}, 6, 3, "r"),
        ({0: 2}, 7, 3, "er"),
        ({7: 2}, 14, 3, "emr"),
        ({0: 1, 14: 1}, 20, 1, "kmk"),
        ({6: 1, 7: 1}, 13, 1, "kk"),
        ({0: 2.5}, 6, 2.5, "k"),
    ],
)
def test_a_week_is_kept_missed_or_running(counted: dict[int, float], today: int, needed: float, outcomes: str) -> None:
    assert weeks(counted, today, needed) == outcomes


def test_the_week_in_which_a_goal_is_set_is_kept_or_excused() -> None:
    assert weeks({}, 8, 1, begin=2) == weeks({}, 8, 1, begin=0) == "er"
    assert weeks({3: 1}, 8, 1, begin=2) == weeks({3: 1}, 8, 1, begin=0) == "kr"
    assert weeks({}, 5, 1, begin=2) == weeks({}, 0, 1, begin=0) == "r"


@pytest.mark.parametrize(
    ("off", "outcomes"),
    [
        (Span(on(7), on(13)), "ker"),
        (Span(on(7), on(10)), "ker"),
        (Span(on(7), on(9)), "kmr"),
        (Span(on(-30), on(300)), "kee"),
    ],
)
def test_time_off_on_half_of_the_days_excuses(off: Span, outcomes: str) -> None:
    assert weeks({0: 1}, 15, 1, off) == outcomes


def test_days_off_that_overlap_count_once() -> None:
    assert weeks({0: 1}, 15, 1, Span(on(7), on(8)), Span(on(8), on(9))) == "kmr"


def test_what_was_kept_in_time_off_is_kept() -> None:
    assert weeks({0: 1, 8: 1}, 15, 1, Span(on(7), on(13))) == "kkr"


@pytest.mark.parametrize(("counted", "outcomes"), [({}, "kr"), ({0: 2}, "kr"), ({0: 3}, "er"), ({7: 3}, "km")], ids=str)
def test_a_limit_is_kept_unless_more_was_counted(counted: dict[int, float], outcomes: str) -> None:
    found = judge(
        calendar_periods("week", MONDAY, on(8)),
        {on(day): n for day, n in counted.items()},
        [Rule(2, at_most=True)],
        begin=MONDAY,
        today=on(8),
    )

    assert "".join(period.outcome[0] for period in found) == outcomes


def test_a_rhythm_is_kept_between_one_occurrence_and_the_next() -> None:
    spans = between([on(0), on(2), on(7), on(9)], on(8))
    found = judge(spans, {on(1): 1, on(8): 1}, [Rule()], begin=on(0), today=on(8))

    assert spans == [Span(on(0), on(1)), Span(on(2), on(6)), Span(on(7), on(8))]
    assert [period.outcome for period in found] == [Outcome.kept, Outcome.missed, Outcome.kept]


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ("", Streak(0, 0, 0, 0, 0)),
        ("kkk", Streak(3, 3, 3, 0, 0)),
        ("kkkmk", Streak(1, 3, 4, 1, 0)),
        ("kkek", Streak(3, 3, 3, 0, 1)),
        ("kkr", Streak(2, 2, 2, 0, 0)),
        ("kkm", Streak(0, 2, 2, 1, 0)),
        ("kkme", Streak(0, 2, 2, 1, 1)),
    ],
)
def test_excuses_and_the_running_week_break_no_streak(outcomes: str, expected: Streak) -> None:
    by_letter = {outcome[0]: outcome for outcome in Outcome}
    sample = judge([Span(MONDAY, MONDAY)], {}, [Rule()], begin=MONDAY, today=MONDAY)[0]

    assert streak(type(sample)(sample.span, 0, by_letter[letter]) for letter in outcomes) == expected


@given(
    counted=st.dictionaries(DAYS, st.integers(1, 3)),
    per=st.sampled_from(["day", "week", "month", "quarter", "year"]),
    needed=st.integers(1, 4),
    off=st.lists(st.tuples(DAYS, st.integers(0, 40))),
    begin=DAYS,
    today=DAYS,
    week_start=st.integers(0, 6),
)
def test_every_day_lies_in_one_period_and_excuses_only_help(  # noqa: PLR0917 - the parts of one case
    counted: dict[date, int],
    per: str,
    needed: int,
    off: list[tuple[date, int]],
    begin: date,
    today: date,
    week_start: int,
) -> None:
    begin, today = sorted((begin, today))
    spans = list(calendar_periods(per, begin, today, week_start))
    aside = [Span(first, first + timedelta(days=days)) for first, days in off]
    bare = streak(judge(spans, counted, [Rule(needed)], begin=begin, today=today))
    kind = streak(judge(spans, counted, [Rule(needed)], aside, begin=begin, today=today))

    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(spans))
    assert spans[0].first <= begin
    assert today <= spans[-1].last
    assert kind.kept == bare.kept
    assert kind.missed <= bare.missed
    assert kind.longest >= bare.longest >= bare.current
    assert kind.kept + kind.missed + kind.excused <= len(spans)


def edit(before: dict[str, Any], after: dict[str, Any]) -> Edit:
    return Edit("goal", 1, before, after)


@pytest.mark.parametrize(
    ("edits", "state", "spans"),
    [
        ([], GoalState.active, []),
        ([(5, edit({"state": "active"}, {"state": "paused"}))], GoalState.paused, [(5, 20)]),
        (
            [
                (5, edit({"state": "active"}, {"state": "paused"})),
                (9, edit({"state": "paused"}, {"state": "active"})),
            ],
            GoalState.active,
            [(5, 9)],
        ),
        ([(3, edit({"state": "draft"}, {"state": "active"}))], GoalState.active, [(0, 3)]),
        (
            [
                (2, edit({"title": "a"}, {"title": "b"})),
                (5, edit({"archived_at": None}, {"archived_at": "2026-11-07T09:00:00Z"})),
                (8, edit({"archived_at": "2026-11-07T09:00:00Z"}, {"archived_at": None})),
            ],
            GoalState.active,
            [(5, 8)],
        ),
    ],
    ids=["never", "still paused", "paused and resumed", "a draft first", "archived"],
)
def test_pauses_are_read_from_the_log(
    edits: list[tuple[int, Edit]], state: GoalState, spans: list[tuple[int, int]]
) -> None:
    late = datetime(2026, 11, 3, 1, tzinfo=UTC)  # still the 2nd where its owner is
    goal = Goal(id=1, person_id=1, number=1, title="Run", state=state, created_at=late)
    found = inactive_spans(goal, [(on(day), what) for day, what in edits], on(0), on(20))

    assert found == [Span(on(first), on(last)) for first, last in spans]
