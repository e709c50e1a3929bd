"""What a nudge tells of another owner's changes, read as late as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.history.changed import changed_by
from bot.models.occurrence import Notice
from bot.nudges.notices import OF_ITS_DATE, OF_ITS_PLAN

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.due import DueNudge


async def with_changes(session: AsyncSession, due: DueNudge) -> DueNudge:
    """Return what is due with the changes in words, if it tells of changes: of a date, by the one that moved it."""
    if due.share is None or due.nudge.kind not in {OF_ITS_PLAN, OF_ITS_DATE}:
        return due
    since, person, zone = Notice.read(due.nudge.occurrence).change, due.share.person_id, due.calendar.zone
    until = since if due.nudge.kind == OF_ITS_DATE else None
    return due._replace(changed=tuple(await changed_by(session, due.goal, person, since, zone, until)))
