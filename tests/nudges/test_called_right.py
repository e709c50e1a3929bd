"""How a check-in is called: what has no date was not due, what comes before its date is no second time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.replies import plain
from tests.house import told

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House


async def asked(house: House, *lines: str, **span: float) -> Reply:
    for line in lines:
        await house.says("gil", line)
    await house.passes(**span)
    return house.postbox.to("gil")[-1]


@pytest.mark.parametrize("said", ["later 1 tomorrow", "stuck 1 no energy"])
async def test_what_has_no_date_was_never_due(house: House, said: str) -> None:
    await asked(house, "new Study on my days off", said, days=10)

    assert len(house.postbox.to("gil")) > 1
    assert {one.title for one in house.postbox.to("gil")} == {"Goal 1, once more: Study on my days off"}
    assert "after it was due" not in await house.reads("gil", "why 1")
    assert "1 working day after I asked, and it is still open" in await house.reads("gil", "why 1")


async def test_among_others_neither(house: House) -> None:
    first = ("new Study on my days off", "later 1 tomorrow", "new Ship it by: tomorrow")

    together = await asked(house, *first, days=2)

    assert together.title == "2 things: 1 once more, 1 was due"


async def test_what_is_put_off_to_before_it_is_due_is_asked_about_early_and_for_the_first_time(house: House) -> None:
    early = await asked(
        house, "new Move", "milestone add 1 hand over keys by 4 december", "milestone later 1.1 in 2 hours", hours=3
    )
    due = await asked(house, days=11)

    assert early.title == "Milestone 1.1, before it is due: hand over keys"
    assert due.title == "Milestone 1.1 is due: hand over keys"


async def test_what_was_due_and_put_off_is_asked_about_once_more(house: House) -> None:
    again = await asked(house, "new Ship it by: today 11:00", hours=2)
    again = await asked(house, "later 1 in 1 hour", hours=2)

    assert again.title == "Goal 1, once more: Ship it"


@pytest.mark.parametrize("end", ["milestone done 1.1", "milestone drop 1.1"])
async def test_a_milestone_taken_up_again_tells_no_check_in_that_is_past(house: House, end: str) -> None:
    lines = ("new Move", "milestone add 1 hand over keys by 4 december", "milestone later 1.1 in 2 hours")
    await asked(house, *lines, hours=3)

    await house.says("gil", end)
    again = await house.says("gil", "milestone reopen 1.1")

    assert told(again)["Check-in"] == "Fri 4 December 2026, 09:00 (Europe/Lisbon)"


async def test_nor_does_one_that_is_reworded_nor_a_goal(house: House) -> None:
    lines = ("new Move by: 4 december", "milestone add 1 keys by 4 december", "milestone later 1.1 in 2 hours")
    await asked(house, *lines, "later 1 in 2 hours", hours=3)

    step = await house.says("gil", "milestone rename 1.1 hand over keys")
    await house.says("gil", "done 1")
    goal = await house.says("gil", "reopen 1")

    assert told(step)["Check-in"] == told(goal)["Check-in"] == "Fri 4 December 2026, 09:00 (Europe/Lisbon)"


async def test_asked_closely_its_first_check_in_is_the_one_before_its_date(house: House) -> None:
    for line in ("new Move", "nudges 1 close"):
        await house.says("gil", line)

    added = await house.says("gil", "milestone add 1 hand over keys by 4 december")
    await house.says("gil", "milestone done 1.1")
    again = await house.says("gil", "milestone reopen 1.1")

    first = "Fri 27 November 2026, 09:00 (Europe/Lisbon)"
    assert told(added)["Check-in"] == told(again)["Check-in"] == first
    assert "27 November 2026, 09:00" in await house.reads("gil", "why 1.1")


async def test_asked_closely_a_clock_time_has_one_before_it_too(house: House) -> None:
    for line in ("new Move", "nudges 1 close"):
        await house.says("gil", line)

    added = await house.says("gil", "milestone add 1 hand over keys by 4 december 15:00")

    assert told(added)["Check-in"] == "Fri 27 November 2026, 09:00 (Europe/Lisbon)"


async def test_the_last_question_stands_by_the_thing_that_it_is_about(house: House) -> None:
    lines = ("settings country: none", "new Cater by: 24 november", "nudges 1 gentle", "new Ship it by: 4 december")

    both = await asked(house, *lines, days=11)

    assert both.title == "2 things: 1 is due, 1 to decide on"
    by_thing = {section.text: [field.label for field in section.fields] for section in both.sections}
    assert "I ask" in by_thing["1 Cater"]
    assert "I ask" not in by_thing["2 Ship it"]
    assert plain.text(both).count("I have asked a few times.") == 1
