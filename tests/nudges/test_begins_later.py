"""What is done again and again from a day on is asked about and counted from that day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("read 10 pages every day from next monday", "Mon 30 November 2026"),
        ("swim every day at 7:00 from next monday", "Mon 30 November 2026"),
        ("stretch daily from 1 january", "Fri 1 January 2027"),
        ("walk 5 km every day starting 1 december", "Tue 1 December 2026"),
        ("run 3 times a week from january", "Fri 8 January 2027"),
    ],
)
async def test_a_beginning_is_no_due_date(house: House, words: str, first: str) -> None:
    """So many times a week is asked about when the first week is over."""
    told = await house.reads("alice", f"new {words}")

    assert f"is set: {words}" in told
    assert "Due: no date yet" in told
    assert f"Next check-in: {first}" in told


async def test_nothing_is_missed_before_it_begins(house: House) -> None:
    await house.says("alice", "new read 10 pages every day from next monday")
    await house.passes(days=2)

    assert "begins on Mon 30 November 2026" in await house.reads("alice", "streak 1")
    assert "Missed" not in await house.reads("alice", "streak 1")


async def test_what_comes_from_something_keeps_its_deadline(house: House) -> None:
    told = await house.reads("alice", "new read 10 pages every day from the course book by june")

    assert "Due: june (until Wed 30 June 2027)" in told
