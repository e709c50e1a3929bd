"""A goal goes by the calendar of whoever set it; a co-owner elsewhere reads and types hours of their own clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.models import Nudge, NudgeState

if TYPE_CHECKING:
    from tests.house import House

TOKYO = "Asia/Tokyo"


@pytest.fixture
async def shared(house: House) -> House:
    """Kei in Tokyo owns a goal together with Ben in Lisbon, nine hours behind; it is Monday 10:00 there, 19:00 here."""
    for line in (
        "new Ship it by: 2026-11-27",
        "milestone add 1 Draft by: Wednesday 15:00",
        "share 1 with: @ben as: owner",
    ):
        if line.startswith("share"):
            await house.says("ben", "help", realm="T1")
        await house.says("kei", line, realm="T1", zone=TOKYO)
    await house.passes(minutes=1)
    await house.says("ben", "agree 1", realm="T1")
    return house


async def reads(house: House, line: str) -> str:
    return await house.reads("ben", line, realm="T1")


async def waits_for(house: House) -> set[datetime]:
    async with house.database.transaction() as session:
        asked = select(Nudge.due_at).where(Nudge.state == NudgeState.waiting)
        return set(await session.scalars(asked))


async def test_an_hour_is_told_on_the_clock_of_whoever_reads_it(shared: House) -> None:
    shown = await reads(shared, "show 1")

    assert "1.1 Draft: Wed 25 November 2026, 06:00 (Europe/Lisbon)" in shown


async def test_the_day_on_which_somebody_else_is_asked_is_a_day_of_theirs(shared: House) -> None:
    """Kei does not work on Fridays, which Ben does."""
    await shared.says("kei", "settings days: mon-thu", realm="T1", zone=TOKYO)

    told = await reads(shared, "show 1")

    assert "kei is asked: Mon 30 November 2026" in told


async def test_a_milestone_put_off_by_a_co_owner_says_who_is_asked(shared: House) -> None:
    told = await reads(shared, "milestone later 1.1 Thursday")

    assert "kei is asked: Thu 26 November 2026" in told
    assert "Check-in" not in told


async def test_before_it_is_due_both_days_are_theirs(shared: House) -> None:
    told = await reads(shared, "milestone later 1.1 tomorrow")

    assert "kei is asked: Tue 24 November 2026" in told
    assert "And then: Wed 25 November 2026" in told
    assert "09:00" not in told


@pytest.mark.parametrize(
    "line",
    [
        "milestone later 1.1 Thursday 18:00",
        "milestone move 1.1 to: Thursday 18:00",
        "milestone add 1 Test by: Thursday 18:00",
        "alter 1 by: Thursday 18:00",
        "later 1 Thursday 18:00",
    ],
)
async def test_an_hour_that_a_co_owner_types_is_one_of_their_own_clock(shared: House, line: str) -> None:
    told = await reads(shared, line)

    assert datetime(2026, 11, 26, 18, 0, tzinfo=UTC) in await waits_for(shared)
    assert "kei is asked" in told or "Thu 26 November 2026, 18:00 (Europe/Lisbon)" in told


async def test_tapped_twice_it_stays_at_that_hour(shared: House) -> None:
    first = await reads(shared, "later 1 Thursday 18:00")
    shared.clock.advance(timedelta(seconds=1))

    assert await reads(shared, "later 1 Thursday 18:00") == first
