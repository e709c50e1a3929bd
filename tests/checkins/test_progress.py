"""How far a goal has come: one table for each rule of docs/progress.md, and what holds for all of them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.progress import Figure, Tally, progress, way
from bot.measure import Measure
from bot.models import Goal, GoalState, Milestone, MilestoneState

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


def goal(measure: Measure | None = None, **more: Any) -> Goal:
    row = Goal(id=1, person_id=1, number=1, title="Ship it", created_at=NOON, **more)
    row.measure = asdict(measure) if measure else None
    return row


def step(state: str = "open", value: float | None = None, ended: datetime | None = None) -> Milestone:
    return Milestone(
        goal_id=1, number=1, title="A step", state=MilestoneState(state), value=value, ended_at=ended, created_at=NOON
    )


def said(*values: float, at: datetime = NOON) -> Tally:
    days = [Figure(date(2026, 11, 23) + timedelta(days=n), at, value) for n, value in enumerate(values)]
    return Tally(first=days[0], last=days[-1], total=sum(values)) if days else Tally()


def number(start: float | None, target: float, unit: str | None = None) -> Measure:
    return Measure("number", start, target, unit, "down" if start is not None and target < start else "up")


@pytest.mark.parametrize(
    ("begin", "target", "at", "expected"),
    [
        (0, 24, 12, 50),
        (0, 24, 0, 0),
        (0, 24, 24, 100),
        (0, 24, 31.2, 130),
        (0, 24, -3, 0),
        (800, 300, 550, 50),
        (800, 300, 900, 0),
        (800, 300, 200, 120),
        (-10, 10, 0, 50),
        (5, 5, 5, 100),
        (5, 5, 4, 0),
    ],
)
def test_a_number_is_as_far_as_it_has_moved(begin: float, target: float, at: float, expected: float) -> None:
    assert way(Measure("number", begin, target), begin, at) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("measure", "tally", "percent", "words"),
    [
        (number(None, 24, "books"), said(), 0, "no number yet, 0 %"),
        (number(None, 24, "books"), said(12), 50, "12 of 24 books, 50 %"),
        (number(None, 5000, "€"), said(1250), 25, "€1,250 of €5,000, 25 %"),
        (number(800, 300, "ms"), said(550), 50, "at 550 ms (from 800 to 300 ms), 50 %"),
        (number(None, 24, "books"), said(23.99), 99, "23.99 of 24 books, 99 %"),
        (Measure("number", None, 300, "ms", "down"), said(800, 550), 50, "at 550 ms (from 800 to 300 ms), 50 %"),
        (Measure("number", None, 300, "ms", "down"), said(250), 100, "at 250 ms (to 300 ms), 100 %"),
        (Measure("number", None, 75, "kg"), said(82), 0, "at 82 kg (from 82 to 75 kg), 0 %"),
        (Measure("number", None, 75, "kg"), said(82, 75), 100, "at 75 kg (from 82 to 75 kg), 100 %"),
        (Measure("number", None, 75, "kg"), said(70, 72), 40, "at 72 kg (from 70 to 75 kg), 40 %"),
        (Measure("habit", None, 3, None, "up", "week"), Tally(kept=5, missed=1), 83, "kept 5 of 6 weeks, 83 %"),
        (Measure("habit", None, 3, None, "up", "week"), Tally(), 0, "the first week is not over yet, 0 %"),
        (
            Measure("habit", None, 3, None, "up", "week"),
            Tally(kept=1, running=2),
            100,
            "kept 1 of 1 week, 2 of 3 this week, 100 %",
        ),
        (Measure("done"), Tally(), 0, ""),
        (None, Tally(), 0, ""),
    ],
)
def test_each_measure_has_its_rule(measure: Measure | None, tally: Tally, percent: int, words: str) -> None:
    found = progress(goal(measure), [], tally)

    assert (found.percent, found.words) == (percent, words)


def test_dropped_milestones_do_not_count() -> None:
    found = progress(goal(), [step("done"), step(), step("dropped")])

    assert (found.percent, found.words) == (50, "1 of 2 milestones done, 50 %")


def test_two_of_three_is_not_yet_a_hundred_however_it_is_rounded() -> None:
    steps = [step("done")] * 199 + [step()]

    assert progress(goal(), steps).percent == 99


def test_an_achieved_goal_is_at_a_hundred_at_least() -> None:
    reached = goal(number(None, 24), state=GoalState.achieved, ended_at=NOON)

    assert [progress(reached, [], said(n)).percent for n in (3, 24, 31.2)] == [100, 100, 130]
    assert progress(goal(state=GoalState.achieved, ended_at=NOON), []).words == "reached, 100 %"


def test_milestones_count_until_the_first_number_is_said() -> None:
    steps = [step("done"), step()]

    assert progress(goal(number(None, 24)), steps).percent == 50
    assert progress(goal(number(None, 24)), steps, said(6)).percent == 25


@pytest.mark.parametrize(
    ("checked", "done_after", "percent"),
    [
        (None, timedelta(0), 50),  # nothing said: the milestone speaks
        (6, timedelta(hours=1), 50),  # done after the check-in: it moves the number on
        (6, timedelta(hours=-1), 25),  # the check-in came later and says otherwise
        (18, timedelta(hours=1), 75),  # never back
    ],
)
def test_a_milestone_with_a_value_moves_the_number_on(
    checked: float | None, done_after: timedelta, percent: int
) -> None:
    steps = [step("done", 12, NOON + done_after), step("open", 18)]
    tally = said() if checked is None else said(checked)

    assert progress(goal(number(None, 24)), steps, tally).percent == percent


def test_a_milestone_below_moves_a_falling_number_down() -> None:
    steps = [step("done", 400, NOON + timedelta(hours=1))]

    assert progress(goal(number(800, 300)), steps, said(700)).percent == 80


def test_a_team_adds_up() -> None:
    team = goal(number(None, 50, "customers"), team=True)

    assert progress(team, [], said(20, 15, -1)).words == "34 of 50 customers, 68 %"


def test_a_team_adds_up_towards_a_falling_target() -> None:
    team = goal(number(120, 40, "hours"), team=True)

    assert progress(team, [], said(20, 20)).percent == 50


def test_a_road_is_the_mean_of_its_goals_and_milestones() -> None:
    found = progress(goal(), [step("done"), step()], road=[130, 50])

    assert found.percent == round((100 + 50 + 100 + 0) / 4)
    assert found.words == "2 goals on its road, 1 of 2 milestones done, 62 %"


def test_a_road_that_is_done_so_far_does_not_sound_finished() -> None:
    found = progress(goal(), [step("done")], road=[100])

    assert found.words == "2 of 2 steps on its road done"
    assert found.percent == 99


def test_what_is_reached_without_any_number_has_no_percent() -> None:
    team = goal(number(None, 200, "tickets"), team=True, state=GoalState.achieved)

    assert progress(team, [], said()).words == "no number yet, reached"


def test_a_number_of_its_own_goes_before_the_road() -> None:
    assert progress(goal(number(None, 24)), [], said(12), road=[100]).percent == 50


@given(begin=NUMBERS, target=NUMBERS, one=NUMBERS, other=NUMBERS)
def test_who_is_nearer_the_target_is_never_behind(begin: float, target: float, one: float, other: float) -> None:
    low, high = sorted((one, other), reverse=target < begin)
    measure = Measure("number", begin, target)

    assert 0 <= way(measure, begin, low) <= way(measure, begin, high)


@given(states=st.lists(st.sampled_from(["open", "done", "dropped"])), road=st.lists(st.integers(0, 300)))
def test_a_share_lies_between_nothing_and_all(states: list[str], road: list[int]) -> None:
    found = progress(goal(), [step(state) for state in states], road=road)

    assert 0 <= found.percent <= 100
    assert found.is_reached == (not road and bool(found.all) and found.done == found.all)


@given(states=st.lists(st.sampled_from(["open", "done", "dropped"])), road=st.lists(st.integers(0, 300)))
def test_what_is_reached_is_all_there(states: list[str], road: list[int]) -> None:
    found = progress(goal(state=GoalState.achieved), [step(state) for state in states], road=road)

    assert found.percent == 100


@given(values=st.lists(NUMBERS, min_size=1), start=st.none() | NUMBERS, target=NUMBERS)
def test_any_numbers_make_a_progress(values: list[float], start: float | None, target: float) -> None:
    found = progress(goal(number(start, target)), [], said(*values))

    assert found.percent >= 0
    assert found.words.endswith(f"{found.percent} %")
