"""What the pictures of a goal show."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.charts import card, png
from bot.charts.values import Mark, Point, Progress, Stand, Streak
from bot.checkins.pace import line
from bot.checkins.pictures import MOST, added_up, course, diary
from bot.checkins.standing import Standing
from bot.checkins.streaks import Rule, Span, calendar_periods, judge
from bot.checkins.wording import days_told
from bot.dates.workdays import Calendar
from bot.goals.progress import Figure, Tally, progress
from bot.measure import Measure
from bot.models import Checkin, Confidence, Goal, Milestone, MilestoneState

BEGUN = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def standing(measure: Measure | None, tally: Tally = Tally(), *steps: Milestone, due: date | None = None) -> Standing:  # noqa: B008 - frozen
    goal = Goal(id=1, person_id=1, number=1, title="Ship it", created_at=NOON, due_on=due)
    goal.measure = asdict(measure) if measure else None
    return Standing(
        goal=goal,
        steps=steps,
        tally=tally,
        progress=progress(goal, steps, tally),
        calendar=Calendar(ZoneInfo("America/Los_Angeles")),
        today=BEGUN + timedelta(days=10),
        begun=BEGUN,
        pace=line(BEGUN, [], due),
    )


def test_a_number_is_drawn_from_its_start_beside_its_pace() -> None:
    last = Figure(BEGUN + timedelta(days=9), NOON, 700)
    found = course(
        standing(Measure("number", 800, 300, "ms", "down"), Tally(last, last), due=BEGUN + timedelta(days=50)),
        [(BEGUN + timedelta(days=4), 750), (last.on, 720), (last.on, 700)],
    )

    assert found is not None
    assert found.picture == Progress(
        BEGUN + timedelta(days=10),
        800,
        300,
        (Point(BEGUN, 800), Point(BEGUN + timedelta(days=4), 750), Point(last.on, 700)),
        (Point(BEGUN, 800), Point(BEGUN + timedelta(days=50), 300)),
        BEGUN + timedelta(days=50),
        "ms",
        Stand.on_track,
        wanted=700,
        is_open=True,
    )
    assert png(found.picture).startswith(b"\x89PNG")
    assert "On track, on pace. Expected 20 % by now, you are at 20 %: on track" in found.alt


def test_the_words_of_a_picture_say_how_far_from_the_pace_it_is() -> None:
    """On the first day, too, when the pace calls for nothing yet."""
    last = Figure(BEGUN, NOON, 650)
    number = standing(Measure("number", 800, 300, "ms", "down"), Tally(last, last), due=BEGUN + timedelta(days=50))
    found = course(replace(number, today=BEGUN), [(BEGUN, 650)])

    assert found is not None
    assert "On track, 150 ms ahead of pace" in found.alt
    assert "On track, 150 ms ahead of pace" in card(found.picture).svg()


def test_nothing_said_and_no_date_is_no_picture() -> None:
    assert course(standing(Measure("number", None, 24, "books", "up")), []) is None
    assert course(standing(None), []) is None
    assert course(standing(Measure("habit", None, 1, None, "up", "week")), []) is None
    assert diary(standing(None)) is None


def test_milestones_are_drawn_as_their_share() -> None:
    steps = [
        Milestone(goal_id=1, number=n, title="A step", state=state, ended_at=ended, created_at=NOON)
        for n, (state, ended) in enumerate([(MilestoneState.done, NOON), (MilestoneState.open, None)], 1)
    ]
    found = course(standing(None, Tally(), *steps), [])

    assert found is not None
    assert found.picture == Progress(
        BEGUN + timedelta(days=10), 0, 100, (Point(BEGUN, 50),), unit="%", milestones=(1, 2), is_open=True
    )


def test_a_milestone_is_drawn_on_the_day_that_it_was_done_where_its_owner_is() -> None:
    late = datetime(2026, 11, 4, 1, tzinfo=UTC)  # still the 3rd in Los Angeles
    step = Milestone(goal_id=1, number=1, title="A step", state=MilestoneState.done, ended_at=late, created_at=NOON)
    found = course(standing(None, Tally(), step), [])

    assert found is not None
    assert isinstance(found.picture, Progress)
    assert found.picture.actual == (Point(date(2026, 11, 3), 100),)


def test_a_goal_with_others_on_its_road_is_drawn_where_they_all_are() -> None:
    """Its milestones are only a part of what counts, and their share would contradict the words."""
    step = Milestone(goal_id=1, number=1, title="A step", state=MilestoneState.done, ended_at=NOON, created_at=NOON)
    bare = standing(None, Tally(), step)
    found = course(replace(bare, on_the_road=1, progress=progress(bare.goal, [step], Tally(), [50])), [])

    assert found is not None
    assert found.picture == Progress(
        BEGUN + timedelta(days=10), 0, 100, (Point(bare.today, 75),), unit="%", is_open=True
    )


def test_the_picture_says_the_owner_s_own_word_as_the_text_does() -> None:
    last = Figure(BEGUN + timedelta(days=9), NOON, 20)
    by_pace = standing(Measure("number", 0, 100, "km", "up"), Tally(last, last), due=BEGUN + timedelta(days=50))
    own = replace(by_pace, last=Checkin(goal_id=1, person_id=1, confidence=Confidence.at_risk, on=last.on, at=NOON))

    assert by_pace.confidence is Confidence.on_track
    found, told = course(by_pace, [(last.on, 20)]), course(own, [(last.on, 20)])

    assert found is not None
    assert told is not None
    assert isinstance(found.picture, Progress)
    assert isinstance(told.picture, Progress)
    assert (found.picture.stand, told.picture.stand) == (Stand.on_track, Stand.at_risk)
    assert "By its owner's own word at risk." in told.alt
    assert "own word" not in found.alt


def test_thousands_of_numbers_are_thinned_and_keep_their_ends() -> None:
    said = [(BEGUN + timedelta(days=n), float(n)) for n in range(5_000)]
    found = course(standing(Measure("number", None, 9_000, None, "up")), said)

    assert found is not None
    assert isinstance(found.picture, Progress)
    assert len(found.picture.actual) == MOST
    assert (found.picture.actual[0], found.picture.actual[-1]) == (Point(*said[0]), Point(*said[-1]))


def test_a_team_is_drawn_as_it_adds_up() -> None:
    said = [(BEGUN, 5.0), (BEGUN, 7.0)]
    down = standing(Measure("number", 100, 50, None, "down")).goal

    assert added_up(standing(None).goal, said, total=20) == [(BEGUN, 13), (BEGUN, 20)]
    assert added_up(down, said, total=12) == [(BEGUN, 95), (BEGUN, 88)]


def test_a_diary_shows_what_was_done_missed_and_excused() -> None:
    today = BEGUN + timedelta(days=27)
    off = [Span(BEGUN + timedelta(days=14), BEGUN + timedelta(days=20))]
    found = judge(calendar_periods("week", BEGUN, today), {BEGUN: 1}, [Rule()], off, begin=BEGUN, today=today)
    habit = replace(standing(Measure("habit", None, 1, None, "up", "week")), periods=tuple(found), today=today)

    shown = diary(habit)

    assert shown is not None
    assert isinstance(shown.picture, Streak)
    assert shown.picture.days == ((BEGUN, Mark.done),)
    assert [mark for _, mark in shown.picture.periods] == [Mark.done, Mark.missed, Mark.excused]
    assert shown.picture.periods[1][0] == BEGUN + timedelta(days=10)
    assert png(shown.picture).startswith(b"\x89PNG")
    assert shown.alt == "None in a row now, 1 at best. Kept 1, missed 1, excused 1. Checked in for 2 Nov."


def test_a_week_s_miss_is_no_day_s_miss_and_nothing_was_before_it_began() -> None:
    """Whoever does it twice a week missed no Sunday; the weeks before it was set are not its own."""
    today = BEGUN + timedelta(days=15)
    found = judge(calendar_periods("week", BEGUN, today), {BEGUN: 1}, [Rule(2)], begin=BEGUN, today=today)
    shown = diary(replace(standing(Measure("habit", None, 2, None, "up", "week")), periods=tuple(found), today=today))

    assert shown is not None
    assert isinstance(shown.picture, Streak)
    assert Mark.missed not in dict(shown.picture.days).values()
    assert shown.picture.periods == (
        (BEGUN + timedelta(days=3), Mark.excused),
        (BEGUN + timedelta(days=10), Mark.missed),
    )
    assert shown.picture.since == BEGUN


@pytest.mark.parametrize("starts", range(7))
@pytest.mark.parametrize("per", ["week", "month"])
def test_each_period_has_its_sign_in_a_week_of_its_own(starts: int, per: str) -> None:
    """Whatever day the picture's weeks begin with, and however far the last period has come."""
    for ahead in range(62, 70):
        today = BEGUN + timedelta(days=ahead)
        counted = {BEGUN: 1.0, today: 1.0}
        found = judge(calendar_periods(per, BEGUN, today), counted, [Rule()], begin=BEGUN, today=today)
        habit = replace(standing(Measure("habit", None, 1, None, "up", per)), periods=tuple(found), today=today)

        shown = diary(replace(habit, week_starts=starts))

        assert shown is not None
        assert isinstance(shown.picture, Streak)
        weeks = [(day.toordinal() - 1 - starts) // 7 for day, _ in shown.picture.periods]
        assert len(weeks) == len(set(weeks)) == len(found)


def test_a_day_is_judged_where_it_is_the_period() -> None:
    today = BEGUN + timedelta(days=3)
    counted = {BEGUN: 2.0, BEGUN + timedelta(days=1): 1.0}
    found = judge(calendar_periods("day", BEGUN, today), counted, [Rule(2)], begin=BEGUN, today=today)
    shown = diary(replace(standing(Measure("habit", None, 2, None, "up", "day")), periods=tuple(found), today=today))

    assert shown is not None
    assert isinstance(shown.picture, Streak)
    assert [mark for _, mark in shown.picture.days] == [Mark.done, Mark.missed, Mark.missed]
    assert shown.picture.periods == ()


def test_the_days_with_a_check_in_are_told_in_words() -> None:
    days = [BEGUN, *(BEGUN + timedelta(days=n) for n in (4, 5, 6, 9))]

    assert days_told(days, BEGUN) == "Checked in for 2 Nov, 6 Nov to 8 Nov, 11 Nov"
    assert days_told([], BEGUN) == "No day with a check-in yet"
    many_days = [BEGUN + timedelta(days=2 * n) for n in range(200)]
    assert days_told(many_days, many_days[-1]).startswith("Checked in for 188 days earlier, ")
    assert len(days_told(many_days, many_days[-1])) < 250
