"""People of one workspace, T1, who show each other their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import update

from bot.messages import Address
from bot.models import Goal
from tests.house import buttons

if TYPE_CHECKING:
    from tests.house import House

GENERAL = Address("test", "T1", "C_GENERAL")


async def says(house: House, name: str, words: str, place: Address | None = None) -> str:
    """Return in words what `name` is told."""
    return await house.reads(name, words, realm="T1", place=place)


async def taps(house: House, name: str, label: str, place: Address | None = None) -> str:
    """Tap the button `label` of the last message that was delivered to `name`."""
    return await says(house, name, buttons(house.postbox.to(name)[-1])[label], place)


async def with_a_goal(house: House) -> None:
    """Ana sets a goal for a reason of her own; Ben is there, too."""
    await says(house, "ben", "help")
    await says(house, "ana", "new Ship the billing API by: 2027-03-31 why: so that I get promoted")


async def as_shown_before(house: House) -> None:
    """Have goals with a milestone that speaks of leaving be shown, as before such goals were private as wholes."""
    async with house.database.transaction() as session:
        await session.execute(update(Goal).values(leaving=False))


async def takes_part(house: House, name: str, role: str = "witness") -> None:
    """Let `name` have a part in Ana's goal 1, as both agree."""
    await says(house, "ana", f"share 1 with: {name} as: {role}")
    await house.passes(minutes=1)
    await taps(house, name, "I’m in")
