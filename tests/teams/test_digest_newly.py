"""What a channel hears though nobody said it: a goal that it may see now, and a day that has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Address
from bot.replies import plain

if TYPE_CHECKING:
    from tests.house import House

CHANNEL, ELSEWHERE = Address("test", "W", "C1"), Address("test", "W", "C2")


async def here(house: House, name: str, words: str, place: Address | None = CHANNEL) -> str:
    return await house.reads(name, words, realm="W", place=place)


async def with_a_digest(house: House) -> None:
    """Ann has two goals of long ago, and the channel hears every Friday at 15:00 in Lisbon."""
    await here(house, "ann", "new Ship the billing API by: 2027-03-31", None)
    await here(house, "ann", "new Write the manual by: 2027-03-31", None)
    await house.passes(days=1)
    await here(house, "ann", "team every Friday 15:00")
    await house.passes(days=4)


def told(house: House) -> str:
    return "\n".join(plain.text(reply) for to, reply, _ in house.postbox.messages if to.id == "C1")


async def test_a_goal_that_becomes_the_teams_or_is_shown_here_is_news(house: House) -> None:
    await with_a_digest(house)
    nothing = await here(house, "ann", "team preview")

    await here(house, "ann", "share 1 with: team")
    await here(house, "ann", "share 2 with: here")
    preview = await here(house, "ann", "team preview")
    await house.passes(days=7)
    again = await here(house, "ann", "team preview")

    assert "Nothing changed" in nothing
    assert "Team: Ship the billing API" in preview
    assert "ann: Write the manual" in preview
    assert "Nothing changed" in again


async def test_a_goal_that_was_shown_here_and_becomes_the_teams_says_so(house: House) -> None:
    await with_a_digest(house)
    await here(house, "ann", "share 1 with: here")
    await house.passes(days=7)

    await here(house, "ann", "share 1 with: team")

    assert "Team: Ship the billing API: the team’s own now" in await here(house, "ann", "team preview")


async def test_what_is_shown_elsewhere_or_no_more_is_no_news_nor_a_move_before_that(
    house: House,
) -> None:
    await with_a_digest(house)
    await here(house, "ann", "share 2 with: here", ELSEWHERE)
    await here(house, "ann", "share 1 with: here")
    await here(house, "ann", "undo")
    taken_back = await here(house, "ann", "team preview")
    await here(house, "ann", "alter 1 by: 2027-04-30")
    await here(house, "ann", "share 1 with: here")

    shown = await here(house, "ann", "team preview")

    assert "Nothing changed" in taken_back
    assert "Ship the billing API" in shown
    assert "→" not in shown


async def test_what_came_to_be_overdue_is_told_once(house: House) -> None:
    await with_a_digest(house)
    await here(house, "ann", "share 1 with: team")
    await here(house, "ann", "milestone add 1 Draft the schema by: 2026-12-02")
    await house.passes(days=3)
    before = await here(house, "ann", "team preview")
    await house.passes(days=4, hours=6)
    friday = told(house)
    after = await here(house, "ann", "team preview")

    assert "overdue" not in before
    assert "“Draft the schema” overdue since Wed 2 December 2026" in friday
    assert "Nothing changed" in after


async def test_of_one_who_is_off_nothing_is_told_as_missing_but_the_teams_own(house: House) -> None:
    await with_a_digest(house)
    await here(house, "ann", "share 1 with: team")
    await here(house, "ann", "share 2 with: here")
    await here(house, "ann", "milestone add 1 Draft the schema by: 2026-12-01")
    await here(house, "ann", "milestone add 2 Draft the chapters by: 2026-12-01")
    await here(house, "ann", "away 2026-11-30 to 2026-12-18")
    await house.passes(days=5)

    preview = told(house) + await here(house, "ann", "team preview")

    assert "“Draft the schema” overdue" in preview
    assert "Draft the chapters" not in preview
    assert "ann: back on Mon 21 December 2026" in preview
