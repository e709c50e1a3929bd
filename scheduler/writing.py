"""The statements that write the outbox, each for many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, insert, literal, select, update
from sqlmodel import SQLModel

from bot.models import DeliveryState, NudgeState

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from scheduler.message import Message

# Tables rather than classes: SQLAlchemy then writes what it is told, and looks for no objects to keep in step.
_tables = SQLModel.metadata.tables
_nudge, _delivery, _ledger, _account = (_tables[name] for name in ("nudge", "delivery", "ledger", "account"))


async def tell(session: AsyncSession, nudges: Collection[int], at: datetime, step: str, words: str) -> None:
    """Write a step into the ledger of each nudge."""
    told = select(_nudge.c.id, literal(at, _ledger.c.at.type), literal(step), literal(words))
    await session.execute(
        insert(_ledger).from_select(["nudge_id", "at", "step", "words"], told.where(_nudge.c.id.in_(nudges)))
    )


async def leave(session: AsyncSession, nudges: Collection[int], **values: Any) -> None:
    """Change nudges that are due and not going to be sent now."""
    await session.execute(update(_nudge).where(_nudge.c.id.in_(nudges)).values(lease=None, **values))


async def intend(session: AsyncSession, messages: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    """Write down new messages that are about to be sent; return their ids by their keys."""
    made = await session.execute(insert(_delivery).returning(_delivery.c.key, _delivery.c.id), messages)
    return {row.key: row.id for row in made}


async def lease(
    session: AsyncSession, nudges: Collection[int], token: str, until: datetime, *, new: Collection[int] | None = None
) -> None:
    """Take nudges until then; each is carried by the one among the `new` messages that goes where it goes."""
    taken = update(_nudge).where(_nudge.c.id.in_(nudges)).values(lease=token, run_at=until)
    if new is not None:
        carried = and_(_delivery.c.person_id == _nudge.c.person_id, _delivery.c.channel == _nudge.c.channel)
        taken = taken.where(_delivery.c.id.in_(new), carried).values(delivery_id=_delivery.c.id)
    await session.execute(taken)


async def arrived(session: AsyncSession, receipts: Sequence[tuple[Message, str]], at: datetime) -> None:
    """Write down that messages arrived, and where; that they did is true even if a lease was lost."""
    statement = (
        update(_delivery)
        .where(_delivery.c.id == bindparam("message"))
        .values(state=DeliveryState.sent, sent_at=at, receipt=bindparam("receipt"))
    )
    connection = await session.connection()
    await connection.execute(statement, [{"message": message.id, "receipt": receipt} for message, receipt in receipts])


async def refused(session: AsyncSession, message: Message) -> None:
    """Write down that a message did not arrive."""
    await session.execute(update(_delivery).where(_delivery.c.id == message.id).values(state=DeliveryState.refused))


async def release(session: AsyncSession, nudges: Collection[int], token: str, **values: Any) -> set[int]:
    """Change the nudges that are still leased under `token`, and give them up; return which they were."""
    held = (_nudge.c.id.in_(nudges), _nudge.c.lease == token, _nudge.c.state == NudgeState.waiting)
    changed = await session.scalars(update(_nudge).where(*held).values(lease=None, **values).returning(_nudge.c.id))
    return set(changed)


async def cannot_reach(session: AsyncSession, message: Message, reason: str) -> None:
    """Mark the account that a message was for, so that the person is told at their next command."""
    theirs = (
        _account.c.platform == message.to.platform,
        _account.c.realm == message.to.realm,
        _account.c.user_id == message.to.id,
    )
    await session.execute(update(_account).where(*theirs).values(undeliverable=reason))
