"""What is stuck is asked about again soon, and the answer says when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Reply
from bot.replies import plain
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

FAR = "new Ship it by: 2027-03-31"


def again(reply: Reply) -> str:
    """Return when it is asked again, as an answer says it."""
    found = [one.value for s in reply.sections for one in s.fields if one.label == "I ask again"]
    return f"{found[0]:%a %d %b %H:%M}" if found and isinstance(found[0], datetime) else ""


async def says(house: House, *lines: str) -> Reply:
    return [await house.says("ana", line) for line in lines][-1]


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        ([FAR], "Thu 26 Nov 09:00"),
        ([FAR, "nudges 1 close"], "Wed 25 Nov 09:00"),
        ([FAR, "nudges 1 gentle"], "Mon 30 Nov 09:00"),
        ([FAR, "nudges 1 off"], ""),
        (["new Ship it"], "Thu 26 Nov 09:00"),
        ([FAR, "away 2026-11-25 to 2026-11-29"], "Tue 01 Dec 09:00"),
        (["new Ship it by: tomorrow"], "Tue 24 Nov 09:00"),
        ([FAR, "nudges 1 rhythm: every Wednesday 15:00"], "Wed 25 Nov 15:00"),
        ([FAR, "later 1 2026-12-14"], "Mon 14 Dec 09:00"),
    ],
)
async def test_it_is_asked_about_again_in_a_few_working_days(house: House, lines: list[str], when: str) -> None:
    """Said on a Monday; what comes sooner anyway, or was put off, stays as it is."""
    told = await says(house, *lines, "stuck 1 no test data yet")

    assert again(told) == when


async def test_it_comes_then_and_once(house: House) -> None:
    await says(house, FAR, "stuck 1 no test data yet")

    await house.passes(days=30)

    [asked] = house.postbox.to("ana")
    assert asked.title == "Goal 1, before it is due: Ship it"
    assert "Wed 31 March 2027" in await house.reads("ana", "next")


async def test_a_milestone_is_asked_about_by_itself_and_a_blocker_is_the_same(house: House) -> None:
    await says(house, FAR, "milestone add 1 Draft by: 2027-02-26")

    told = await says(house, "checkin 1.1 blocker: no test data yet")
    await house.passes(days=4)

    assert again(told) == "Thu 26 Nov 09:00"
    assert [one.title for one in house.postbox.to("ana")] == ["Milestone 1.1, before it is due: Draft"]


async def test_said_once_more_it_is_not_put_off(house: House) -> None:
    await says(house, FAR, "stuck 1 no test data yet")
    await house.passes(days=2)

    assert again(await says(house, "stuck 1 still none")) == "Thu 26 Nov 09:00"


async def test_an_undo_takes_that_back_too_and_the_history_tells_it(house: House) -> None:
    stuck = await says(house, FAR, "stuck 1 no test data yet")
    history = await house.reads("ana", "history 1")

    await says(house, buttons(stuck)["Undo"])
    await house.passes(days=30)

    assert "asked again: Thu 26 November 2026" in history
    assert house.postbox.to("ana") == []


async def test_a_blocker_of_another_day_asks_for_nothing(house: House) -> None:
    told = await says(house, FAR, "checkin 1 blocker: no test data on: 2026-11-20")

    assert again(told) == "Wed 31 Mar 09:00"


async def test_a_channel_goes_on_as_before(house: House) -> None:
    place = Address("test", "T1", "C1")
    await house.says("ana", "new Ship it by: 2027-03-31 for: team", realm="T1", place=place)

    told = await house.says("ben", "stuck ship no test data", realm="T1", place=place)

    assert again(told) == "Wed 31 Mar 09:00"
    assert "no test data" in plain.text(told)


async def test_a_stuck_milestone_offers_its_own_date_and_words(house: House) -> None:
    await says(house, FAR, "milestone add 1 draft by tomorrow")
    goal, step = await says(house, "stuck 1 no text"), await says(house, "stuck 1.1 no text")

    assert buttons(goal)["Move the date"] == "form alter 1 by: ___"
    assert buttons(step)["Move its date"] == "form milestone move 1.1 to: ___"
    assert buttons(step)["Make it smaller"] == "form milestone rename 1.1"
