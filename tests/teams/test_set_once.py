"""A channel's digest: its weekdays are everybody's, and who sets nothing new posts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import plain
from tests.teams.test_digest import in_channel

if TYPE_CHECKING:
    from tests.house import House


async def test_weekdays_of_a_channel_are_monday_to_friday_whoever_types_them(house: House) -> None:
    await house.says("ann", "settings days: mon-thu", realm="W")

    told = plain.text(await in_channel(house, "ann", "team every weekday 10:00"))

    assert "from Mon to Fri at 10:00" in told


async def test_what_is_set_already_is_posted_to_nobody(house: House) -> None:
    first = await in_channel(house, "ann", "team every Friday 15:00")
    shown = await in_channel(house, "ann", "team show: reached, at risk")
    again = await in_channel(house, "bob", "team show: reached, at risk")
    same = await in_channel(house, "bob", "team every Friday 15:00")
    other = await in_channel(house, "bob", "team every Friday 16:00")

    assert [reply.private for reply in (first, shown, again, same, other)] == [False, False, True, True, False]
