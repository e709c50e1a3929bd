"""A clock time that was typed passes the quiet hours on time; what comes late comes when they are over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from tests.house import House

LISBON = ZoneInfo("Europe/Lisbon")


def titles(house: House) -> list[str]:
    return [reply.title for reply in house.postbox.to("ann")]


async def after_an_outage(house: House, until: datetime) -> None:
    """Let time pass without anything being sent."""
    house.clock.advance(until - house.clock.now())
    await house.deliverer.send_due()


@pytest.mark.parametrize(
    ("sentence", "late"),
    [
        ("new Write a page every evening", datetime(2026, 11, 24, 0, 59, tzinfo=LISBON)),
        ("new Write a page every day at 18:00", datetime(2026, 11, 24, 0, 59, tzinfo=LISBON)),
        ("new Write a page by: 2026-11-23 22:00", datetime(2026, 11, 24, 0, 59, tzinfo=LISBON)),
    ],
)
async def test_what_an_outage_made_late_waits_for_the_end_of_the_quiet_hours(
    house: House, sentence: str, late: datetime
) -> None:
    await house.says("ann", sentence)

    await after_an_outage(house, late)
    night = titles(house)
    ahead = await house.reads("ann", "next")
    why = await house.reads("ann", "why 1")
    await house.passes(hours=6)
    early = titles(house)
    await house.passes(hours=1.1)

    assert (night, early, len(titles(house))) == ([], [], 1)
    assert "Tue 24 November 2026, 08:00" in ahead
    assert "Held: these are your quiet hours." in why


async def test_on_time_a_typed_clock_time_comes_in_the_quiet_hours(house: House) -> None:
    await house.says("ann", "new Write a page by: 2026-11-23 22:00")

    await after_an_outage(house, datetime(2026, 11, 23, 22, 20, tzinfo=LISBON))

    assert len(titles(house)) == 1


async def test_a_late_one_comes_at_once_where_no_hour_is_quiet(house: House) -> None:
    await house.says("ann", "new Write a page by: 2026-11-23 22:00")
    await house.says("ann", "settings quiet: none")

    await after_an_outage(house, datetime(2026, 11, 23, 22, tzinfo=LISBON) + timedelta(hours=3))

    assert len(titles(house)) == 1
