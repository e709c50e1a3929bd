"""Which days a habit is judged by: those of its own rhythm, and of those before it was set only what was said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.charts.values import Mark, Streak
from bot.goals.progress import Tally, period_of, progress
from bot.measure import Measure
from bot.models import Goal
from bot.replies import plain

if TYPE_CHECKING:
    from tests.house import House

A_DAY = timedelta(days=1)
WALK = "new Walk 30 minutes every weekday but Friday"


async def drawn(house: House, words: str) -> Streak:
    """Return the picture of a habit."""
    reply = await house.says("alice", words)
    (chart,) = (section.chart for section in reply.sections if section.chart)
    assert isinstance(chart.picture, Streak)
    return chart.picture


async def test_an_amount_is_judged_on_the_weekdays_of_its_rhythm_alone(house: House) -> None:
    await house.says("alice", WALK)
    for day in range(4):
        await house.says("alice", "checkin 1 30")
        house.clock.advance(A_DAY * (1 if day < 3 else 4))  # Mon to Thu, and on to the next Monday

    told = await house.reads("alice", "streak 1")
    marks = dict((await drawn(house, "chart 1")).days)

    assert "4 days in a row" in told
    assert "Missed: 0" in told
    assert not {"Fri", "Sat", "Sun"} & {line.strip("•- ")[:3] for line in told.splitlines()}
    assert date(2026, 11, 28) not in marks
    assert "kept 4 of 4 days" in await house.reads("alice", "show 1")
    assert "kept 4 of 4 days" in await house.reads("alice", "list")


async def test_a_day_of_the_rhythm_that_went_by_is_still_missed(house: House) -> None:
    await house.says("alice", WALK)
    await house.says("alice", "checkin 1 30")
    house.clock.advance(A_DAY * 2)

    assert "kept 1 of 2 days, 0 of 30 minutes today" in await house.reads("alice", "show 1")


async def test_a_free_day_has_nothing_of_the_habit_running(house: House) -> None:
    await house.says("alice", WALK)
    house.clock.advance(A_DAY * 3)
    await house.says("alice", "checkin 1 30")
    house.clock.advance(A_DAY)

    assert "kept 1 of 3 days, 33 %" in await house.reads("alice", "show 1")
    assert "Friday is none of its days" in await house.reads("alice", "checkin 1 10")
    assert "none of its days" not in await house.reads("alice", "checkin 1 10 on: yesterday")


async def test_an_amount_a_day_that_is_asked_about_on_mondays_is_still_one_a_day(house: House) -> None:
    """A rhythm of one day a week says when to ask: it makes no daily habit a weekly one."""
    await house.says("alice", "new Walk 30 minutes a day")
    await house.says("alice", "nudges 1 rhythm: every Monday 9:00")
    await house.says("alice", "checkin 1 30")
    house.clock.advance(A_DAY * 3)

    assert "kept 1 of 3 days" in await house.reads("alice", "show 1")


async def test_a_habit_of_no_calendar_s_period_is_counted_by_its_rhythm(house: House) -> None:
    await house.says("alice", "new Run 5 km every other day")
    reply = await house.says("alice", "checkin 1 3")

    assert "3 of 5 km this time" in plain.text(reply)
    house.clock.advance(A_DAY)
    assert "kept 1 of 1 time" in plain.text(await house.says("alice", "checkin 1 2"))
    house.clock.advance(A_DAY * 3)
    assert "kept 1 of 2 times" in await house.reads("alice", "show 1")
    for words in ("show 1", "list", "streak 1", "chart 1"):
        assert "this None" not in await house.reads("alice", words)


@pytest.mark.parametrize("rule", ["", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=MO,TH"])
@pytest.mark.parametrize("target", [1, 3])
def test_no_habit_is_counted_by_none(rule: str, target: float) -> None:
    goal = Goal(id=1, person_id=1, number=1, title="Water", rhythm=rule, created_at=datetime(2026, 11, 23, tzinfo=UTC))
    goal.measure = {"kind": "habit", "target": target, "unit": "days" if target > 1 else None}

    assert period_of(goal) == ("time" if rule else "week")
    assert "None" not in progress(goal, [], Tally(kept=1, running=0)).words
    assert Measure(**goal.measure).per is None


async def test_an_unfinished_day_is_begun_and_not_done(house: House) -> None:
    await house.says("alice", "new Walk 40 minutes a day")
    await house.says("alice", "checkin 1 30")
    today = house.clock.now().date()

    assert dict((await drawn(house, "chart 1")).days) == {today: Mark.begun}
    await house.says("alice", "checkin 1 10")
    assert dict((await drawn(house, "chart 1")).days) == {today: Mark.done}


async def test_days_before_a_habit_was_set_count_only_if_something_was_said(house: House) -> None:
    await house.says("alice", "new Walk 30 minutes a day")
    await house.says("alice", "checkin 1 30 on: 2026-11-17")
    await house.says("alice", "checkin 1 10 on: 2026-11-19")

    told = await house.reads("alice", "streak 1")

    assert "Kept: 1" in told
    assert "Missed: 0" in told
    assert "10 minutes, excused" in told
    assert "18 November" not in told


async def test_weeks_before_a_habit_was_set_are_no_misses(house: House) -> None:
    await house.says("alice", "new Run 2 times a week")
    await house.says("alice", "checkin 1 2 on: 2026-10-28")

    assert "kept 1 of 1 week" in await house.reads("alice", "show 1")


async def test_what_a_rhythm_asks_for_is_no_miss_before_it_was_set(house: House) -> None:
    await house.says("alice", "new Call my mentor every Monday")
    async with house.database.transaction() as session:
        goal = (await session.scalars(select(Goal))).one()
        goal.rhythm_from = date(2026, 10, 26)
    await house.says("alice", "checkin 1 on: 2026-11-02")

    told = await house.reads("alice", "streak 1")

    assert "Kept: 1" in told
    assert "Missed: 0" in told


async def test_every_three_days_is_once_in_three_days(house: House) -> None:
    await house.says("alice", "new Water the plants every 3 days")

    assert "None" not in await house.reads("alice", "show 1")
    assert "kept 1 of 1 time, 100 %" in await house.reads("alice", "checkin 1")
    house.clock.advance(A_DAY * 3)
    await house.says("alice", "checkin 1")
    house.clock.advance(A_DAY * 6)
    assert "kept 2 of 3 times" in await house.reads("alice", "show 1")


async def test_what_was_done_on_a_free_day_is_drawn_and_told_and_counts_for_no_day(house: House) -> None:
    await house.says("alice", WALK)
    for words in ("checkin 1 30", "checkin 1 30 on: yesterday", "checkin 1 0"):
        await house.says("alice", words)
    house.clock.advance(A_DAY * 4)
    await house.says("alice", "checkin 1 10")

    picture = await drawn(house, "chart 1")
    told = await house.reads("alice", "streak 1")

    assert dict(picture.days)[date(2026, 11, 27)] is Mark.done
    assert dict(picture.days)[date(2026, 11, 22)] is Mark.done
    assert "27 Nov" in told
    assert "kept 0 of 3 days" in await house.reads("alice", "show 1")
