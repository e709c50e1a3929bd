"""Since when a channel may see a goal, read from the log of changes: nothing from before that is told there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from bot.models import Audience, Change
from bot.models.change import altering

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Address
    from bot.models import Goal

_SHOWN = ("audience", "platform", "realm", "channel", "leaving")
"""The columns that decide who may see a goal."""
_ALTERED = altering("audience", "channel", "leaving")


async def shown_since(
    session: AsyncSession, place: Address, goals: Mapping[int, Goal], after: datetime
) -> Mapping[int, datetime]:
    """Return when each of `goals`, by row id, became visible in the channel `place`; only those since `after`."""
    asked = select(Change).where(col(Change.goal_id).in_(goals), col(Change.at) > after, _ALTERED)
    said: dict[int, dict[str, Any]] = {
        id_: {name: getattr(goal, name) for name in _SHOWN} for id_, goal in goals.items()
    }
    found: dict[int, datetime] = {}
    for change in await session.scalars(asked.order_by(col(Change.id).desc())):
        for edit in change.edits:
            if edit.table != "goal" or edit.row not in said or edit.row in found or edit.is_new:
                continue
            said[edit.row] |= {name: value for name, value in edit.was.items() if name in _SHOWN}
            if not _is_shown(said[edit.row], place):
                found[edit.row] = change.at
    return found


def _is_shown(said: Mapping[str, Any], place: Address) -> bool:
    if said["leaving"] or (said["platform"], said["realm"]) != (place.platform, place.realm):
        return False
    audience: Audience = said["audience"]
    return audience == Audience.workspace or (audience == Audience.channel and said["channel"] == place.id)
