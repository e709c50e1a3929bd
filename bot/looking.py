"""A talk that only looks: for what people see while they still type, which holds up nobody and waits for nobody."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.people import accounts
from bot.talk import Talk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from bot.catalogue import Commands
    from bot.database import Database
    from bot.messages import Address


@asynccontextmanager
async def looking(
    who: Address, place: Address | None, *, database: Database, now: datetime, commands: Commands
) -> AsyncIterator[Talk | None]:
    """Give a talk with whoever is behind an account, in which nothing is locked nor kept; None if we have not met."""
    async with database.look() as session:
        met = await accounts.find(session, who)
        yield met and Talk(session=session, me=met[0], who=who, now=now, commands=commands, place=place)
