"""A clock time on somebody else's goal is one moment: its owner's, shown on the clock of whoever looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from tests.core.test_forms_filled import opened

if TYPE_CHECKING:
    from bot.messages import Reply
    from tests.house import House

TEAM = Address("test", "T1", "C_TEAM")
AT_TWO = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)
"""Wednesday, 14:00 in Lisbon."""
NEW_YORK, TOKYO = "America/New_York", "Asia/Tokyo"


async def ann(house: House, words: str, place: Address | None = TEAM) -> str:
    return await house.reads("ann", words, realm="T1", place=place)


async def bob(house: House, words: str, place: Address | None = TEAM, zone: str = NEW_YORK) -> str:
    return await house.reads("bob", words, realm="T1", place=place, zone=zone)


def moments(reply: Reply) -> set[datetime]:
    return {f.value for s in reply.sections for f in s.fields if isinstance(f.value, datetime)}


async def owned_together(house: House) -> None:
    await ann(house, "share 1 with: bob as: owner")
    await bob(house, "agree 1", None)


@pytest.mark.parametrize(
    "line", ["new Resolve 50 bugs by Wednesday 14:00 for: team", "new Fix bugs by Wednesday 14:00"]
)
async def test_the_channel_reads_the_owners_moment_on_each_ones_clock(house: House, line: str) -> None:
    await ann(house, line)
    if "team" not in line:
        await ann(house, "share 1 with: here")

    shown = await house.says("bob", "show bugs", realm="T1", place=TEAM, zone=NEW_YORK)

    assert moments(shown) == {AT_TWO}
    assert "Due: Wed 25 November 2026, 09:00 (America/New_York)" in await bob(house, "show bugs")
    assert "due Wed 25 November 2026, 09:00 (America/New_York)" in await bob(house, "list whose: all")
    assert "Due: Wed 25 November 2026, 23:00 (Asia/Tokyo)" in await bob(house, "show bugs", zone=TOKYO)
    assert "Due: Wed 25 November 2026, 14:00 (Europe/Lisbon)" in await ann(house, "show bugs")


async def test_a_witness_reads_the_owners_moment(house: House) -> None:
    await house.reads("dan", "new finish thesis by Wednesday 12:00", zone="Europe/Berlin")
    await house.reads("cat", "help", zone="UTC")
    await house.reads("dan", "share 1 with: cat", zone="Europe/Berlin")
    await house.passes(minutes=1)
    offer = next(b.call for s in house.postbox.to("cat")[-1].sections for b in s.buttons if b.label == "I’m in")
    await house.reads("cat", offer, zone="UTC")

    assert "Due: Wed 25 November 2026, 11:00 (UTC)" in await house.reads("cat", "show thesis", zone="UTC")


async def test_a_milestone_is_due_on_its_owners_clock_on_every_surface(house: House) -> None:
    await ann(house, "new Ship the API by Friday 18:00")
    await ann(house, "milestone add 1 Draft it by Wednesday 14:00")
    await ann(house, "share 1 with: here")

    for line in ("show API", "roadmap API"):
        assert "Wed 25 November 2026, 09:00 (America/New_York)" in await bob(house, line)
        assert "14:00 (America" not in await bob(house, line)


async def test_a_co_owner_says_times_on_a_clock_of_their_own(house: House) -> None:
    await bob(house, "help", None)
    await ann(house, "new Fix bugs by Wednesday 14:00")
    await owned_together(house)

    assert (await opened(house, "bob", "form alter 1", "T1"))["by"] == "2026-11-25 09:00"

    told = await bob(house, "alter 1 by: Wednesday 10:30", None)
    assert "Due: Wed 25 November 2026, 10:30 (America/New_York)" in told
    assert "Due: Wed 25 November 2026, 15:30 (Europe/Lisbon)" in await ann(house, "show 1", None)

    history = await bob(house, "history 1", None)
    assert "14:00 (Europe/Lisbon) → 15:30 (Europe/Lisbon)" in history

    added = await bob(house, "milestone add 1 Draft it by Tuesday 11:00", None)
    assert "Tue 24 November 2026, 11:00 (America/New_York)" in added
    assert "Tue 24 November 2026, 16:00 (Europe/Lisbon)" in await ann(house, "show 1", None)

    await bob(house, "later 1 tomorrow 9:00", None)
    assert "Tue 24 November 2026, 14:00 (Europe/Lisbon)" in await ann(house, "next", None)


async def test_a_milestone_that_goes_over_to_anothers_goal_stays_due_at_its_moment(house: House) -> None:
    await bob(house, "help", None)
    await ann(house, "new Fix bugs by Friday")
    await owned_together(house)
    await bob(house, "new Ship it by Friday", None)
    await bob(house, "milestone add 2 Draft it by Wednesday 9:00", None)

    moved = await bob(house, "milestone move 2.1 under: 1", None)

    assert "Wed 25 November 2026, 09:00 (America/New_York)" in moved
    assert "Wed 25 November 2026, 14:00 (Europe/Lisbon)" in await ann(house, "show 1", None)


async def test_overdue_and_soon_are_judged_by_the_day_it_is_where_the_goal_is(house: House) -> None:
    """On Tuesday at 20:00 in Lisbon it is Wednesday in Tokyo."""
    await ann(house, "new Fix bugs by Tuesday")
    await ann(house, "new Fix more bugs by Wednesday")
    await ann(house, "share 1 with: here")
    await ann(house, "share 2 with: here")
    house.clock.advance(timedelta(days=1, hours=10))

    assert "Nothing is overdue" in await bob(house, "list whose: all only: overdue", zone=TOKYO)
    assert "Overdue" not in await bob(house, "list whose: all", zone=TOKYO)
    today = await bob(house, "list whose: all due: 0", zone=TOKYO)
    assert "Fix bugs" in today
    assert "more bugs" not in today
    house.clock.advance(timedelta(hours=5))
    assert "ann: Fix bugs" in await bob(house, "list whose: all only: overdue", zone=NEW_YORK)


async def test_what_is_asked_again_in_private_is_due_on_its_owners_clock(house: House) -> None:
    await bob(house, "help")
    await ann(house, "new Resolve 50 bugs by Wednesday 14:00 for: team")
    await house.passes(days=2, hours=4, minutes=1)
    await bob(house, "later bugs in 1 hour")
    await house.passes(hours=2)

    asked = house.postbox.to("bob")[-1]

    assert moments(asked) == {AT_TWO}


async def test_when_a_co_owner_is_told_what_comes_next_it_is_on_a_clock_of_their_own(house: House) -> None:
    await bob(house, "help", None)
    await ann(house, "new Fix bugs by Wednesday 14:00")
    await ann(house, "nudges 1 rhythm: every Friday 10:00")
    await owned_together(house)

    told = await bob(house, "nudges 1", None)

    assert "Wed 25 November 2026, 09:00 (America/New_York)" in told
    assert "Times are in America/New_York." in told
    assert "on the clock of Europe/Lisbon" in told
