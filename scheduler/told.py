"""What a nudge tells of another owner's changes, read as late as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.history.changed import changed_by
from bot.nudges.notices import OF_ITS_DATE, OF_ITS_PLAN

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.due import DueNudge


async def with_changes(session: AsyncSession, due: DueNudge) -> DueNudge:
    """Return what is due with the changes in words, if it tells of changes: of a date, by the one that moved it."""
    what, *_, change = due.nudge.occurrence.split()
    if due.share is None or what not in {OF_ITS_PLAN, OF_ITS_DATE}:
        return due
    since, person, zone = int(change), due.share.person_id, due.calendar.zone
    until = since if what == OF_ITS_DATE else None
    return due._replace(changed=tuple(await changed_by(session, due.goal, person, since, zone, until)))
