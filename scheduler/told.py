"""What a nudge tells of another owner's changes, read as late as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.history.changed import changed_by
from bot.nudges.notices import OF_ITS_PLAN

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.due import DueNudge


async def with_changes(session: AsyncSession, due: DueNudge) -> DueNudge:
    """Return what is due with the changes in words, if it tells of changes."""
    what, _, since = due.nudge.occurrence.partition(" ")
    if due.share is None or what != OF_ITS_PLAN:
        return due
    told = await changed_by(session, due.goal, due.share.person_id, int(since), due.calendar.zone)
    return due._replace(changed=tuple(told))
