"""A day that has passed, as people name it who tell how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Tone

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("20 Nov", "2026-11-20"),
        ("Nov 20", "2026-11-20"),
        ("20.11.", "2026-11-20"),
        ("20 November", "2026-11-20"),
        ("23 Nov", "2026-11-23"),
        ("24 Nov", "2025-11-24"),
        ("29 Feb", "2024-02-29"),
        ("20 Nov 2025", "2025-11-20"),
        ("yesterday", "2026-11-22"),
        ("Friday", "2026-11-20"),
    ],
)
async def test_a_day_and_month_are_the_most_recent_such_day(house: House, said: str, day: str) -> None:
    await house.says("alice", "new Read 24 books in 2027")
    await house.says("alice", f"checkin 1 2 on: {said}")

    first, last = (await house.says("alice", "checkins 1")), await house.says("alice", f"checkin 1 2 on: {day}")

    assert first.title.startswith("1 check-in on goal 1")
    assert last.tone is Tone.good
    assert (await house.says("alice", "checkins 1")).title == first.title


@pytest.mark.parametrize("said", ["tomorrow", "in 3 days", "in a month", "20 Nov 2027", "Easter 2027"])
async def test_a_day_ahead_is_no_day_that_has_passed(house: House, said: str) -> None:
    await house.says("alice", "new Read 24 books in 2027")

    reply = await house.says("alice", f"checkin 1 2 on: {said}")

    assert reply.tone is Tone.refused
