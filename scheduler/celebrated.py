"""What is celebrated, read as late as can be: by then it may have been taken back, or more may have cheered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.celebrations import celebrating, replies, telling
from bot.models import Delivery, DeliveryState, Nudge, Person

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.due import DueCelebration


async def with_words(session: AsyncSession, due: DueCelebration) -> DueCelebration:
    """Return what is due with what it says: to the channel how it stands, to the owner who cheered since last time.

    What is new to the channel is not told once it is over.
    """
    if due.celebration is None:
        return due._replace(reply=replies.shown_no_more())
    if due.nudge.channel:
        is_new = due.nudge.kind == telling.TOLD and due.earlier is None
        if is_new and not await celebrating.stands(session, due.celebration):
            return due
        return due._replace(reply=await celebrating.in_channel(session, due.celebration))
    owner = await session.get_one(Person, due.nudge.person_id)
    since = await telling.thanked_at(session, owner)
    return due._replace(reply=await celebrating.cheers_of(session, owner, since))


async def posted(session: AsyncSession, due: DueCelebration) -> Delivery | None:
    """Return the message in the channel that is to be changed; None if there is none."""
    if due.nudge.kind != telling.CHANGED:
        return None
    asked = (
        select(Delivery)
        .join(Nudge, col(Nudge.delivery_id) == Delivery.id)
        .where(
            Nudge.celebration_id == due.nudge.celebration_id,
            Nudge.subject == due.nudge.subject,
            Delivery.state == DeliveryState.sent,
        )
        .order_by(col(Delivery.id).desc())
    )
    return (await session.scalars(asked.limit(1))).first()
