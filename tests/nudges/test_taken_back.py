"""An answer to a check-in that is taken back by a tap leaves the question, with all its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.house import buttons, choices

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House


async def answered(house: House, answer: str, *lines: str) -> Reply:
    """Set what is due tomorrow, be asked about it, and answer."""
    for line in ("new Ship it by: tomorrow", *lines):
        await house.says("kim", line)
    await house.passes(days=1)
    return await house.says("kim", answer)


ANSWERS = ["checkin 1 still on it", "nudge 1 later 1 in 1 hour", "later 1 next week", "done 1", "stuck 1 no time"]


@pytest.mark.parametrize("answer", ANSWERS)
async def test_alone_in_its_message_it_can_be_answered_again(house: House, answer: str) -> None:
    said = await answered(house, answer)

    back = await house.says("kim", buttons(said)["Undo"])

    assert back.title.startswith("Taken back: you ")
    assert "Do it again" in buttons(back)
    assert {"Done", "Still on it", "Stuck", "In an hour", "Tomorrow"} <= set(choices(back))
    assert any("Goal 1 is due: Ship it" in section.text for section in back.sections)


async def test_a_milestones_too(house: House) -> None:
    lines = ("new Move", "milestone add 1 rent van by tomorrow")
    for line in lines:
        await house.says("kim", line)
    await house.passes(days=1)
    said = await house.says("kim", "checkin 1.1 still on it")

    back = await house.says("kim", buttons(said)["Undo"])

    assert choices(back)["Done"] == "milestone done 1.1"


async def test_what_was_no_answer_asks_nothing(house: House) -> None:
    await answered(house, "checkin 1 still on it", "new Read")
    renamed = await house.says("kim", "alter 2 Read more")

    back = await house.says("kim", buttons(renamed)["Undo"])

    assert "Still on it" not in choices(back)


async def test_what_is_put_off_all_the_same_is_not_asked_now(house: House) -> None:
    said = await answered(house, "checkin 1 still on it")
    await house.says("kim", "later 1 next week")

    back = await house.says("kim", buttons(said)["Undo"])

    assert "Still on it" not in choices(back)


async def test_one_of_several_stays_in_its_message(house: House) -> None:
    said = await answered(house, "nudge 1 checkin 1 still on it", "new Read it by: tomorrow")

    back = await house.says("kim", buttons(said)["Undo"])

    assert back.title == "2 things are due"
    assert len([call for call in choices(back).values() if call.endswith("still on it")]) in {1, 2}
    assert [button.label for s in back.sections for button in s.buttons].count("Still on it") == 2
