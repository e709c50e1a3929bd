"""Buttons of before somebody was forgotten do nothing to the goals that they set afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages import Address, Reply, Request
from bot.replies import plain
from tests.forgetting.test_taken_down import forgets

if TYPE_CHECKING:
    from datetime import datetime

    from tests.house import House

EVE = Request(who=Address("test", "W", "eve"))


async def taps(house: House, call: str, came: datetime, name: str = "eve") -> str:
    """Return what `name` reads after a tap in a message that `came` at that time."""
    asked = replace(EVE, who=Address("test", "W", name), words=call, tapped_at=came)
    answer = await house.dispatcher.answer(asked)
    assert isinstance(answer, Reply)
    return plain.text(answer)


async def test_an_old_button_does_nothing_to_a_new_goal(house: House) -> None:
    await house.says("eve", "new Water the plants", realm="W")
    before = house.clock.now()
    await house.passes(seconds=5)
    await forgets(house, "eve")
    untouched = await taps(house, "done 1", before)
    await house.says("eve", "new Apply for the grant", realm="W")
    after = house.clock.now()

    refused = await taps(house, "done 1", before)

    assert "from before I forgot you" in untouched
    assert "from before I forgot you" in refused
    assert "reached" not in await house.reads("eve", "show 1", realm="W")
    assert "Goal 1 is reached: Apply for the grant" in await taps(house, "done 1", after)


async def test_an_old_button_opens_no_form(house: House) -> None:
    await house.says("eve", "new Water the plants", realm="W")
    before = house.clock.now()
    await house.passes(seconds=5)
    await forgets(house, "eve")
    await house.says("eve", "new Apply for the grant", realm="W")
    asked = replace(EVE, words="form alter 1", tapped_at=before)
    form = house.dispatcher.opens(asked)
    assert form is not None

    answer = await house.dispatcher.filled(asked, form)

    assert isinstance(answer, Reply)
    assert "from before I forgot you" in plain.text(answer)


async def test_a_platforms_clock_that_is_late_makes_no_newcomers_button_worthless(house: House) -> None:
    await house.says("ann", "new Read 10 books", realm="W")
    await forgets(house, "ann")
    await house.passes(minutes=10)
    await house.says("eve", "new Water the plants", realm="W")

    answer = await taps(house, "done 1", house.clock.now() - timedelta(minutes=1))

    assert "Goal 1 is reached" in answer


async def test_an_old_button_makes_nobody_known(house: House) -> None:
    await house.says("eve", "new Water the plants", realm="W")
    before = house.clock.now()
    await house.passes(seconds=5)
    await forgets(house, "eve")

    await taps(house, "list", before)

    assert "know nothing about you" in await house.reads("eve", "forget me", realm="W")
