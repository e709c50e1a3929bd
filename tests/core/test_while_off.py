"""Whoever is off is told when a check-in really comes, and why not before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages import Address
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

GENERAL = Address("test", "T1", "C_GENERAL")
BACK = "Check-in, as you are off: Mon 18 January 2027, 09:00"


@pytest.mark.parametrize("due", ["in 8 seconds", "tomorrow 17:00", "today"])
async def test_a_due_moment_in_a_time_off_says_when_it_is_asked_about_and_why(house: House, due: str) -> None:
    await house.says("bob", "away 2026-11-23 to 2027-01-15")

    set_ = await house.reads("bob", f"new Tidy the wiki by: {due}")
    shown = await house.reads("bob", "show 1")
    ahead = await house.reads("bob", "next")
    await house.passes(days=55)
    early = house.postbox.to("bob")
    await house.passes(days=1)

    assert BACK in set_
    assert BACK in shown
    assert "Mon 18 January 2027, 09:00" in ahead
    assert (early, len(house.postbox.to("bob"))) == ([], 1)


async def test_a_milestone_and_what_is_put_off_say_so_too(house: House) -> None:
    await house.says("bob", "new Tidy the wiki")
    await house.says("bob", "away 2026-11-23 to 2027-01-15")

    added = await house.reads("bob", "milestone add 1 Sort the pages by: tomorrow 17:00")
    later = await house.reads("bob", "milestone later 1.1 tomorrow 18:00")

    assert BACK in added
    assert BACK in later


async def test_at_its_due_moment_nothing_need_be_said_of_the_check_in(house: House) -> None:
    await house.says("bob", "away 2026-12-01 to 2027-01-15")

    assert "Check-in" not in await house.reads("bob", "new Tidy the wiki by: tomorrow 17:00")


async def test_that_somebody_is_off_is_not_told_to_others(house: House) -> None:
    for name in ("ben", "bob"):
        await house.says(name, "help", realm="T1")
    await house.says("bob", "away 2026-11-23 to 2027-01-15", realm="T1")
    await house.says("bob", "new Tidy the wiki by: tomorrow 17:00", realm="T1")
    await house.says("bob", "share 1 with: ben as: owner", realm="T1")
    await house.passes(minutes=1)
    await house.says("ben", buttons(house.postbox.to("ben")[-1])["I’m in"], realm="T1")

    shown = await house.reads("ben", "show 1", realm="T1")

    assert "off" not in shown
    assert "18 January" not in shown


async def test_whoever_waits_for_an_answer_is_not_told_how_long_the_other_is_off(house: House) -> None:
    for name in ("ben", "bob"):
        await house.says(name, "help", realm="T1")
    await house.says("bob", "away 2026-11-23 to 2027-01-15", realm="T1")
    await house.says("ben", "new Tidy the wiki", realm="T1")

    asked = await house.reads("ben", "share 1 with: bob", realm="T1")
    await house.passes(days=60)

    assert "bob gets it: as soon as they can be asked" in asked
    assert "January" not in asked
    assert "asks you to be a witness" in house.postbox.to("bob")[0].title
