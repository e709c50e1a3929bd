"""A habit that is altered: each period is judged by what held in it, and nothing that was kept is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.checkins.versions import Version, versions
from bot.measure import Measure
from bot.models import Edit, Goal

if TYPE_CHECKING:
    from tests.house import House

A_DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)


async def each_day(house: House, days: int, words: str = "checkin 1") -> None:
    """Check in on so many days in a row; the last one is over then."""
    for _ in range(days):
        await house.says("alice", words)
        house.clock.advance(A_DAY)


@pytest.mark.parametrize(
    "altered", ["alter 1 measure: 30 minutes a day", "alter 1 Practise guitar 30 minutes every weekday"]
)
async def test_a_raised_amount_leaves_kept_what_was_kept(house: House, altered: str) -> None:
    await house.says("alice", "new Practise guitar 20 minutes every weekday")
    await each_day(house, 2, "checkin 1 20")
    told = await house.reads("alice", altered)

    assert "From today on 30 minutes a day (before: 20 minutes a day)" in told
    assert "2 days in a row" in await house.reads("alice", "streak 1")
    house.clock.advance(A_DAY)
    await house.says("alice", "checkin 1 20")
    house.clock.advance(A_DAY)
    assert "kept 2 of 4 days" in await house.reads("alice", "show 1")  # Thursday: 20 of 30 minutes, and Friday


async def test_a_lowered_amount_makes_no_missed_day_kept(house: House) -> None:
    await house.says("alice", "new Practise guitar 20 minutes a day")
    house.clock.advance(A_DAY)
    await each_day(house, 1, "checkin 1 10")
    await house.says("alice", "alter 1 measure: 10 minutes a day")
    await each_day(house, 1, "checkin 1 10")

    assert "kept 1 of 2 days" in await house.reads("alice", "show 1")


async def test_the_week_in_which_more_is_asked_for_is_kept_by_either(house: House) -> None:
    await house.says("alice", "new Run 3 times a week")
    await each_day(house, 3)
    await house.says("alice", "alter 1 measure: 5 times a week")
    house.clock.advance(A_DAY * 4)
    await each_day(house, 3)
    house.clock.advance(A_DAY * 4)
    told = await house.reads("alice", "streak 1")

    assert "✓ 3, kept" in told
    assert "✗ 3, missed" in told


async def test_what_was_put_right_on_the_day_it_was_set_never_held(house: House) -> None:
    await house.says("alice", "new Read 2 pages a day")
    told = await house.reads("alice", "alter 1 measure: 20 pages a day")
    await house.says("alice", "checkin 1 2")
    house.clock.advance(A_DAY)

    assert "From today on" not in told
    assert "Kept: 0" in await house.reads("alice", "streak 1")


async def test_an_alteration_that_was_taken_back_never_held(house: House) -> None:
    await house.says("alice", "new Practise guitar 20 minutes a day")
    await each_day(house, 1, "checkin 1 20")
    await house.says("alice", "alter 1 measure: 2 minutes a day")
    house.clock.advance(A_DAY)
    await house.says("alice", "undo")
    await each_day(house, 1, "checkin 1 5 on: yesterday")

    assert "kept 1 of 3 days" in await house.reads("alice", "show 1")


async def test_one_that_was_done_again_held(house: House) -> None:
    await house.says("alice", "new Practise guitar 20 minutes a day")
    await each_day(house, 2, "checkin 1 20")
    await house.says("alice", "alter 1 measure: 30 minutes a day")
    await house.says("alice", "undo")
    await house.says("alice", "redo")

    assert "2 days in a row" in await house.reads("alice", "streak 1")


async def test_days_stay_kept_where_weeks_are_counted_from_now_on(house: House) -> None:
    """Weeks and days that were kept are called times; the week that is running has the days done in it already."""
    await house.says("alice", "new Floss every day")
    await each_day(house, 9)
    await house.says("alice", "alter 1 measure: 5 times a week")
    house.clock.advance(A_DAY * 7)
    told = await house.reads("alice", "streak 1")

    assert "9 times in a row" in told
    assert "Missed: 0" in told
    assert "kept 9 of 9 times" in await house.reads("alice", "show 1")


async def test_a_week_that_is_broken_off_is_excused(house: House) -> None:
    await house.says("alice", "new Run twice a week")
    await each_day(house, 9)  # Mon to Tue of the second week
    await house.says("alice", "alter 1 measure: once a day")
    await each_day(house, 2)
    told = await house.reads("alice", "streak 1")

    assert "Missed: 0" in told
    assert "✓ 2, kept" in told
    assert "4 times in a row" in told


async def test_a_rhythm_goes_on_until_the_new_one_begins(house: House) -> None:
    await house.says("alice", "new Write to Ann every Monday")
    house.clock.advance(A_DAY * 7)
    await house.says("alice", "checkin 1")
    house.clock.advance(A_DAY * 7)
    await house.says("alice", "checkin 1")
    house.clock.advance(A_DAY)
    await house.says("alice", "alter 1 Write to Ann every Friday")
    house.clock.advance(A_DAY * 4)

    told = await house.reads("alice", "streak 1")

    assert "Missed: 0" in told
    assert "2 weeks in a row" in told


async def test_what_becomes_a_habit_has_missed_nothing_before(house: House) -> None:
    await house.says("alice", "new Clean the desk")
    house.clock.advance(A_DAY * 20)
    await house.says("alice", "alter 1 measure: once a day")
    house.clock.advance(A_DAY * 2)

    assert "kept 0 of 1 day" in await house.reads("alice", "show 1")


def measured(target: float) -> dict[str, Any]:
    return {"kind": "habit", "target": target, "unit": "minutes", "per": "day", "direction": "up"}


def test_versions_are_read_from_the_log() -> None:
    goal = Goal(
        id=1, person_id=1, number=1, title="Run", measure=measured(3), created_at=datetime(2026, 11, 23, 9, tzinfo=UTC)
    )
    edits = [
        (MONDAY, Edit("goal", 1, {"measure": measured(9)}, {"measure": measured(1)})),
        (MONDAY + A_DAY * 2, Edit("goal", 1, {"title": "Walk"}, {"title": "Run"})),
        (MONDAY + A_DAY * 3, Edit("goal", 1, {"measure": measured(1)}, {"measure": measured(2)})),
        (MONDAY + A_DAY * 3, Edit("goal", 1, {"measure": measured(2)}, {"measure": measured(3)})),
    ]

    assert versions(goal, edits, MONDAY) == [
        Version(MONDAY, Measure(**measured(1))),
        Version(MONDAY + A_DAY * 3, Measure(**measured(3))),
    ]


async def test_times_that_were_counted_are_no_minutes_and_the_week_they_kept_stays_kept(house: House) -> None:
    """What was said on that day before the alteration counts for the week, what is said after it for the day."""
    await house.says("alice", "new Run 3 times a week")
    house.clock.advance(7 * A_DAY)
    await house.says("alice", "checkin 1 3")
    house.clock.advance(timedelta(minutes=1))
    await house.says("alice", "alter 1 measure: 20 minutes a day")

    assert "0 of 20 minutes today" in await house.reads("alice", "show 1")
    house.clock.advance(timedelta(minutes=1))
    assert "20 of 20 minutes today" in await house.reads("alice", "checkin 1 20")
    house.clock.advance(A_DAY)
    streak = await house.reads("alice", "streak 1")
    assert "Mon 30 November 2026: ✓ 20 minutes, kept" in streak
    assert "Mon 30 November 2026: ✓ 3, kept" in streak
    assert "3 minutes" not in streak
    assert "Kept: 2" in streak


async def test_minutes_that_were_counted_since_they_took_the_place_of_times_stay_when_more_is_asked_for(
    house: House,
) -> None:
    await house.says("alice", "new Run 3 times a week")
    house.clock.advance(7 * A_DAY)
    for line in (
        "checkin 1 3",
        "alter 1 measure: 20 minutes a day",
        "checkin 1 20",
        "alter 1 measure: 30 minutes a day",
    ):
        house.clock.advance(timedelta(minutes=1))
        await house.says("alice", line)

    assert "20 of 30 minutes today" in await house.reads("alice", "show 1")


async def test_a_week_that_was_not_kept_when_it_was_broken_off_is_excused(house: House) -> None:
    await house.says("alice", "new Run 3 times a week")
    house.clock.advance(7 * A_DAY)
    await house.says("alice", "checkin 1 2")
    house.clock.advance(timedelta(minutes=1))
    await house.says("alice", "alter 1 measure: 20 minutes a day")

    streak = await house.reads("alice", "streak 1")
    assert "Missed: 0" in streak
    assert "2, excused" in streak
