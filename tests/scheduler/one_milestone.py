"""One goal with one milestone, and what is heard of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.house import House


async def with_a_milestone(house: House, by: str = "in 5 seconds", name: str = "alice") -> None:
    await house.says(name, "new Ship it by: 2027-03-31")
    await house.says(name, f"milestone add 1 Draft by: {by}")


def titles(house: House, name: str = "alice") -> list[str]:
    return [reply.title for reply in house.postbox.to(name)]


async def story(house: House, name: str = "alice") -> str:
    return await house.reads(name, "why 1.1")
