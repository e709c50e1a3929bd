"""What a notice tells of another owner's changes, read as late as can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.history.changed import changed_by
from bot.models.occurrence import Notice
from bot.nudges.notices import OF_THE_GOAL

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.due import DueNudge


async def with_changes(session: AsyncSession, due: DueNudge) -> DueNudge:
    """Return what is due with the changes that it tells of, if it does."""
    if due.share is None or due.nudge.kind != OF_THE_GOAL:
        return due
    since = Notice.read(due.nudge.occurrence).change
    return due._replace(changed=await changed_by(session, due.goal, due.share.person_id, since, due.calendar.zone))
