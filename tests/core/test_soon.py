"""A length of time at the end of one's words is a moment, where it is not how long something takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one database: nothing here depends on which."""
    return sqlite_url


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("outline in 5 minutes", "outline", "10:05"),
        ("paint the wall in two hours", "paint the wall", "12:00"),
        ("Wand streichen in 2 Stunden", "Wand streichen", "12:00"),
    ],
)
async def test_of_a_milestone_it_is_when_it_is_due(house: House, typed: str, title: str, due: str) -> None:
    await house.says("alice", "new Ship it")
    told = await house.reads("alice", f"milestone add 1 {typed}")

    assert told.splitlines()[0] == f"Milestone 1.1 is added: {title}"
    assert f"Due: Mon 23 November 2026, {due} (Europe/Lisbon)" in told


async def test_beside_another_number_of_a_milestone_it_is_offered(house: House) -> None:
    await house.says("alice", "new Ship it")
    answer = await house.says("alice", "milestone add 1 Run 10 km in 50 minutes")

    assert answer.title == "Milestone 1.1 is added: Run 10 km in 50 minutes"
    assert "Mon 23 November 2026, 10:50 (Europe/Lisbon)" in buttons(answer)


async def test_of_a_goal_it_is_offered(house: House) -> None:
    answer = await house.says("alice", "new Outline the talk in 20 minutes")

    assert "Mon 23 November 2026, 10:20 (Europe/Lisbon)" in buttons(answer)


async def test_of_a_goal_with_another_quantity_it_is_not(house: House) -> None:
    assert "did you mean" not in await house.reads("alice", "new Run 10 km in 50 minutes")
