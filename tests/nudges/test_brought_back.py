"""An undo brings back the check-ins that the change which it takes back had dropped, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.outgoing import Uncertain

if TYPE_CHECKING:
    from tests.house import House

REOPENED = {
    "a goal": ("new Ship it by: tomorrow", "done 1", "reopen 1"),
    "a milestone": ("new Ship it", "milestone add 1 Draft by: tomorrow", "milestone done 1.1", "milestone reopen 1.1"),
}
"""What was done before it was asked about, and is taken up again later, by what it is."""


async def says(house: House, *lines: str) -> None:
    for line in lines:
        await house.says("ana", line)


async def came(house: House, minutes: float = 1) -> list[str]:
    """Let a little time pass and return the titles of all that came so far."""
    await house.passes(minutes=minutes)
    return [reply.title for reply in house.postbox.to("ana")]


async def at_ten_to_nine(house: House, *lines: str) -> None:
    """Say some lines on Monday, and wait for the minutes before what is due on Tuesday is asked about."""
    await says(house, *lines)
    await house.passes(hours=22, minutes=50)


async def is_taken_up_again(house: House, what: str) -> None:
    *before, reopened = REOPENED[what]
    await says(house, *before)
    await house.passes(days=1, hours=6)
    await says(house, reopened)


@pytest.mark.parametrize("what", REOPENED)
@pytest.mark.parametrize(
    "lines",
    [
        ("checkin 1 note: x", "undo"),
        ("checkin 1 note: x", "undo", "redo"),
        ("alter 1 title: Ship all of it", "undo"),
        ("undo", "redo"),
    ],
    ids=", ".join,
)
async def test_what_was_dropped_before_stays_in_the_past(house: House, what: str, lines: tuple[str, ...]) -> None:
    await is_taken_up_again(house, what)

    await says(house, *lines)

    assert await came(house) == []


@pytest.mark.parametrize("what", REOPENED)
async def test_what_comes_next_after_it_is_neither_dropped_nor_doubled(house: House, what: str) -> None:
    await is_taken_up_again(house, what)
    await says(house, "checkin 1 note: x", "undo", "redo", "undo")

    titles = await came(house, minutes=24 * 60)

    assert len(titles) == 1
    assert "another check-in comes before it" not in await house.reads("ana", "why 1")


async def test_what_was_asked_and_answered_since_does_not_come_for_an_earlier_day(house: House) -> None:
    await is_taken_up_again(house, "a goal")
    asked = await came(house, minutes=24 * 60)
    await says(house, "checkin 1 still on it", "undo")

    assert (asked, await came(house)) == (["Goal 1 was due: Ship it"], asked)


async def test_what_was_dropped_by_an_older_change_comes_back_with_its_undo_alone(house: House) -> None:
    await at_ten_to_nine(house, "new Ship it by: tomorrow")
    await says(house, "pause 1")
    await house.passes(minutes=20)
    await says(house, "resume 1", "checkin 1 note: x")
    await says(house, "undo")
    unasked = await came(house)
    await says(house, "undo", "undo")

    assert (unasked, await came(house)) == ([], ["Goal 1 is due: Ship it"])


@pytest.mark.parametrize("lines", [["undo"], ["undo", "redo", "undo"]], ids=", ".join)
@pytest.mark.parametrize(
    ("before", "done", "title"),
    [
        (["new Ship it by: tomorrow"], "done 1", "Goal 1 is due: Ship it"),
        (["new Ship it", "milestone add 1 Draft by: tomorrow"], "milestone done 1.1", "Milestone 1.1 is due: Draft"),
        (["new Ship it by: tomorrow"], "later 1 next week", "Goal 1 is due: Ship it"),
        (["new Read every day"], "pause 1", "How is goal 1 going? Read every day"),
    ],
    ids=["a goal", "a milestone", "put off", "a rhythm"],
)
async def test_what_would_have_come_in_the_minutes_between_comes(
    house: House, before: list[str], done: str, title: str, lines: list[str]
) -> None:
    await at_ten_to_nine(house, *before)
    await says(house, done)
    await house.passes(minutes=55)

    await says(house, *lines)

    assert await came(house) == [title]


async def test_what_is_still_ahead_comes_back_however_late_the_undo(house: House) -> None:
    await says(house, "new Ship it by: 2026-12-01", "done 1")
    await house.passes(days=4)

    await says(house, "undo")

    assert await came(house, minutes=4 * 24 * 60) == ["Goal 1 is due: Ship it"]


async def test_of_what_passed_long_ago_the_next_one_comes(house: House) -> None:
    await says(house, "new Ship it by: tomorrow", "done 1")
    await house.passes(days=1, hours=6)

    await says(house, "undo")
    at_once = await came(house)

    assert (at_once, await came(house, minutes=24 * 60)) == ([], ["Goal 1 was due: Ship it"])


async def test_what_was_held_through_the_night_is_held_again(house: House) -> None:
    await says(house, "new Ship it by: tomorrow")
    house.clock.advance(timedelta(days=1, hours=12))
    held = await came(house)
    await says(house, "done 1")
    await house.passes(hours=3)

    await says(house, "undo")
    at_night = await came(house)
    titles = await came(house, minutes=7 * 60 + 30)

    assert (held, at_night, titles) == ([], [], ["Goal 1 is due: Ship it"])


async def test_what_another_undo_dropped_again_comes_back_too(house: House) -> None:
    await at_ten_to_nine(house, "new Ship it by: tomorrow")
    await says(house, "done 1", "reopen 1", "undo")
    await house.passes(minutes=20)

    await says(house, "redo")

    assert await came(house) == ["Goal 1 is due: Ship it"]


async def test_what_a_time_off_dropped_comes_back_with_its_undo(house: House) -> None:
    await at_ten_to_nine(house, "new Read every day")
    await says(house, "away today")
    await house.passes(minutes=20)

    await says(house, "undo")

    assert await came(house) == ["How is goal 1 going? Read every day"]


async def test_what_whoever_sends_dropped_a_little_after_the_change_comes_back(house: House) -> None:
    """A try was under way when it was marked done: whether it arrived was found out only then."""
    await says(house, "new Ship it by: tomorrow")
    house.postbox.troubles = [Uncertain("no answer came")]
    await house.passes(hours=23)
    await says(house, "done 1")
    await house.passes(minutes=20)
    dropped = await house.reads("ana", "why 1")

    await says(house, "undo")

    assert "Dropped: the goal was reached." in dropped
    assert await came(house) == ["Goal 1 is due: Ship it"]
