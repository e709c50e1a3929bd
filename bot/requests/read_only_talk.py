"""A talk that only reads, for suggestions and forms: it takes no lock and waits for none."""

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
    from bot.messages import Request
    from bot.storage.database import Database


@asynccontextmanager
async def read_only_talk(
    request: Request, *, database: Database, now: datetime, commands: Commands
) -> AsyncIterator[Talk]:
    """Open a talk with whoever makes a request, in which nothing is locked or saved.

    Somebody we have not met sees what everybody in that place may see.
    """
    async with database.look() as session:
        met = await accounts.find(session, request.who)
        me = met[0] if met else Person(id=NOBODY, created_at=now, absences=[])
        yield Talk(
            session=session,
            me=me,
            who=request.who,
            now=now,
            commands=commands,
            place=request.place,
            tapped_at=request.tapped_at,
            only_looks=True,
        )
