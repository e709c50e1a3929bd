"""Nobody is asked any more what only somebody who was forgotten wanted to be asked, or offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies import plain
from tests.forgetting.test_taken_down import forgets
from tests.house import House, buttons

if TYPE_CHECKING:
    from bot.messages import Reply


async def offered(house: House, name: str) -> Reply:
    """Return the last offer that `name` got."""
    await house.passes(minutes=1)
    return next(reply for reply in reversed(house.postbox.to(name)) if "I’m in" in buttons(reply))


async def co_owned(house: House) -> None:
    """Dan and cat own a goal together."""
    await house.says("cat", "hello", realm="W")
    await house.says("dan", "new Learn Spanish by: 2027-06-30", realm="W")
    await house.says("dan", "share 1 with: cat as: owner", realm="W")
    await house.says("cat", buttons(await offered(house, "cat"))["I’m in"], realm="W")


def asked(house: House, name: str) -> list[str]:
    """Return what `name` was asked before a goal is due."""
    return [one for one in map(plain.text, house.postbox.to(name)) if "before it is due" in one]


async def test_a_co_owner_is_not_asked_about_what_was_in_the_others_way(house: House) -> None:
    await co_owned(house)
    await house.says("dan", "stuck 1 blocker: my boss", realm="W")

    await forgets(house, "dan")
    await house.passes(days=7)

    assert asked(house, "cat") == []


async def test_what_is_in_the_way_of_who_stays_is_asked_about_still(house: House) -> None:
    await co_owned(house)
    await house.says("cat", "stuck 1 blocker: the grammar", realm="W")

    await forgets(house, "dan")
    await house.passes(days=7)

    assert len(asked(house, "cat")) == 1


async def test_an_owner_is_not_asked_about_what_was_in_a_forgotten_co_owners_way(house: House) -> None:
    await co_owned(house)
    await house.says("cat", "stuck 1 blocker: the grammar", realm="W")
    before = await house.reads("dan", "next", realm="W")

    await forgets(house, "cat")

    assert "26 November" in before
    assert "26 November" not in await house.reads("dan", "next", realm="W")


async def test_an_offer_of_somebody_who_was_forgotten_is_no_longer_open(house: House) -> None:
    await house.says("fay", "hello", realm="W")
    await house.says("dan", "new Learn Spanish", realm="W")
    await house.says("dan", "share 1 with: fay", realm="W")
    offer = await offered(house, "fay")
    await forgets(house, "dan")

    answer = await house.says("fay", buttons(offer)["I’m in"], realm="W")

    assert answer.replaces
    assert plain.text(answer).startswith("That offer is no longer open")
    assert buttons(answer) == {}
