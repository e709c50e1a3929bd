"""A talk that only looks: for what people see while they still type, which holds up nobody and waits for nobody."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.goals.visibility import NOBODY
from bot.models import Person
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
) -> AsyncIterator[Talk]:
    """Give a talk with whoever is behind an account, in which nothing is locked nor kept.

    Whom we have not met sees what everybody may in that place.
    """
    async with database.look() as session:
        met = await accounts.find(session, who)
        me = met[0] if met else Person(id=NOBODY, created_at=now, absences=[])
        yield Talk(session=session, me=me, who=who, now=now, commands=commands, place=place, only_looks=True)
