"""Honest clocks: a daily check-in comes exactly once for each local date, in every zone, through every clock change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.dates.workdays import Calendar
from bot.models import Goal
from bot.models.occurrence import Occurrence
from bot.nudges import planner

if TYPE_CHECKING:
    from bot.nudges.planned import Planned

YEARS = range(2024, 2031)
EVERY_DAY = frozenset(range(7))
MINUTE = timedelta(minutes=1)


def zones() -> list[str]:
    return sorted(name for name in available_timezones() if name not in ("localtime", "Factory"))


def changes(zone: ZoneInfo) -> Iterator[datetime]:
    """Return the moments, to the minute, at which the clocks of `zone` change."""
    moment, end = datetime(YEARS[0], 1, 1, tzinfo=UTC), datetime(YEARS[-1] + 1, 1, 1, tzinfo=UTC)
    offset = moment.astimezone(zone).utcoffset()
    while moment < end:
        following = moment + timedelta(days=1)
        if (now := following.astimezone(zone).utcoffset()) != offset:
            low, high = moment, following
            while high - low > MINUTE:
                middle = low + (high - low) / 2
                low, high = (middle, high) if middle.astimezone(zone).utcoffset() == offset else (low, middle)
            yield high.replace(second=0, microsecond=0)
            offset = now
        moment = following


def first_at_or_after(wall: datetime, zone: ZoneInfo, near: datetime) -> datetime:
    """Return the first minute at which clocks show `wall` or later, by looking at them minute by minute."""
    moment = near - timedelta(hours=30)
    while moment.astimezone(zone).replace(tzinfo=None) < wall - timedelta(hours=4):
        moment += timedelta(hours=1)
    while moment.astimezone(zone).replace(tzinfo=None) < wall:
        moment += MINUTE
    return moment


def asked(zone: str, rule: str, since: datetime, days: int, begin: date) -> list[Planned]:
    goal = Goal(id=1, person_id=1, number=1, title="x", rhythm=rule, rhythm_from=begin, created_at=since)
    calendar = Calendar(ZoneInfo(zone), quiet_from=time(0), quiet_to=time(0), work_days=EVERY_DAY)
    tracks = list(planner.tracks(goal, [], calendar, since))
    end = since + timedelta(days=days)
    return [one for track in tracks for one in takewhile(lambda one: one.at <= end, track)]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_change_of_every_zone() -> None:
    cases = gaps = folds = halves = 0
    for name in zones():
        zone = ZoneInfo(name)
        for change in changes(zone):
            before, after = (change - MINUTE).astimezone(zone), change.astimezone(zone)
            step = (after.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())
            gaps, folds, halves = (
                gaps + (step > timedelta(0)),
                folds + (step < timedelta(0)),
                halves + bool(step.seconds % 3600),
            )
            # Inside what is skipped or comes twice, and at its edges.
            edge = (before + MINUTE).replace(tzinfo=None) if step > timedelta(0) else after.replace(tzinfo=None)
            for wall in {edge, edge + abs(step) / 2, edge + abs(step)}:
                cases += 1
                rule = f"FREQ=DAILY;BYHOUR={wall.hour};BYMINUTE={wall.minute}"
                came = asked(name, rule, change - timedelta(days=2), 4, wall.date() - timedelta(days=5))

                days = [one.occurrence.on for one in came]
                assert days == sorted(set(days))
                assert len(days) >= 3
                there = next(one.at for one in came if one.occurrence == Occurrence("rhythm", wall.date()))
                assert there == first_at_or_after(wall, zone, change), (name, wall)
                for one in came:
                    local = one.at.astimezone(zone)
                    assert local.date() == one.occurrence.on or local.date() == wall.date() + timedelta(days=1)
                    assert local.time() == wall.time() or local.date() in (wall.date(), wall.date() + timedelta(days=1))
    print(f"{cases} cases, {gaps} gaps, {folds} folds, {halves} of them of no whole hour")  # noqa: T201

    assert cases >= 5_000
    assert halves > 0


@pytest.mark.slow
def test_every_zone_for_a_year_at_the_start_of_work() -> None:
    for name in zones():
        since = datetime(2026, 11, 20, tzinfo=UTC)

        came = asked(name, "FREQ=DAILY", since, 366, date(2026, 11, 1))

        locals_ = [one.at.astimezone(ZoneInfo(name)) for one in came]
        assert {local.time() for local in locals_} == {time(9)}
        assert len({local.date() for local in locals_}) == len(locals_) >= 365


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", ["01-31", "02-28", "03-31", "04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", ["01-30", "02-28", "03-30", "04-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1", ["01-29", "02-28", "03-29", "04-29"]),
    ],
)
def test_the_29th_to_the_31st(rule: str, expected: list[str]) -> None:
    came = asked("Europe/Lisbon", rule, datetime(2027, 1, 1, tzinfo=UTC), 120, date(2027, 1, 1))

    assert [f"{one.at:%m-%d}" for one in came] == expected
