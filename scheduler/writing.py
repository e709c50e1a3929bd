"""The statements that write the outbox, each for many rows at once.

They are built once, from tables rather than classes, and executed on the connection rather than the session: so
SQLAlchemy has nothing to work out at each use and no objects to keep in sync, which takes half the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, and_, bindparam, cast, func, insert, literal, null, or_, select, update
from sqlmodel import SQLModel

from bot.models import DeliveryState, NudgeState, TeamState
from bot.storage.array_parameters import among, looked_up
from scheduler.message import Intent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncConnection

    from scheduler.message import Message

_nudge, _delivery, _ledger, _account, _team = (
    SQLModel.metadata.tables[name] for name in ("nudge", "delivery", "ledger", "account", "team")
)
_moment = _nudge.c.due_at.type
_these = among(_nudge.c.id, "nudges")

_TELL = insert(_ledger).from_select(
    ["nudge_id", "at", "step", "words"],
    select(
        _nudge.c.id,
        bindparam("at", type_=_moment),
        bindparam("step", type_=String()),
        bindparam("words", type_=String()),
    ).where(_these),
)

# A message's key: the lease's token and the row id of its first nudge, 25 characters at most.
_key = bindparam("token", type_=String()) + cast(_nudge.c.id, String())
_first_account = (
    select(_account.c.user_id)
    .where(
        _account.c.person_id == _nudge.c.person_id,
        _account.c.platform == _nudge.c.platform,
        _account.c.realm == _nudge.c.realm,
    )
    .order_by(_account.c.id)
    .limit(1)
    .scalar_subquery()
)
_INTEND = (
    insert(_delivery)
    .from_select(
        ["key", "person_id", "platform", "realm", "channel", "user_id", "intended_at", "receipt", "state"],
        select(
            _key,
            _nudge.c.person_id,
            _nudge.c.platform,
            _nudge.c.realm,
            _nudge.c.channel,
            func.coalesce(_first_account, ""),
            bindparam("at", type_=_moment),
            literal(""),
            literal(DeliveryState.intended, _delivery.c.state.type),
        ).where(_these),
    )
    .returning(_delivery.c.key, _delivery.c.id, _delivery.c.user_id)
)

_LEASE = (
    update(_nudge)
    .where(_these)
    .values(
        lease=bindparam("token"),
        run_at=bindparam("until"),
        delivery_id=looked_up(_nudge.c.id, "carried", _nudge.c.delivery_id.type),
    )
)
_messages = among(_delivery.c.id, "messages")
_REFUSED = update(_delivery).where(_messages).values(state=DeliveryState.refused)
_ARRIVED = (
    update(_delivery)
    .where(_messages)
    .values(
        state=DeliveryState.sent,
        sent_at=bindparam("at"),
        receipt=looked_up(_delivery.c.id, "receipts", _delivery.c.receipt.type),
    )
)
_held = and_(_these, _nudge.c.lease == bindparam("token"), _nudge.c.state == NudgeState.waiting)
_RELEASE = update(_nudge).where(_held).values(lease=null()).returning(_nudge.c.id)
_SENT = _RELEASE.values(state=NudgeState.sent)


async def intend(connection: AsyncConnection, first: Sequence[int], token: str, at: datetime) -> dict[int, Intent]:
    """Write down the intent to send new messages, each known by the `first` of its nudges; return them by those."""
    made = await connection.execute(_INTEND, {"nudges": first, "token": token, "at": at})
    return {int(key.removeprefix(token)): Intent(id_, key, user_id, at) for key, id_, user_id in made.all()}


async def lease(connection: AsyncConnection, carried: Mapping[int, int], token: str, until: datetime) -> None:
    """Lease nudges `until` that moment, each `carried` by a message; both by row id."""
    await connection.execute(_LEASE, {"nudges": carried, "carried": carried, "token": token, "until": until})


async def tell(connection: AsyncConnection, nudges: Collection[int], at: datetime, step: str, words: str) -> None:
    """Write a step into the ledger of each nudge."""
    await connection.execute(_TELL, {"nudges": list(nudges), "at": at, "step": step, "words": words})


async def leave(connection: AsyncConnection, nudges: Sequence[int], **values: Any) -> None:
    """Change nudges that are due and will not be sent now."""
    await connection.execute(update(_nudge).where(_these).values(lease=None, **values), {"nudges": nudges})


async def arrived(connection: AsyncConnection, receipts: Sequence[tuple[Message, str]], at: datetime) -> None:
    """Write down that messages arrived, with the platform's receipts; that holds even if their lease was lost."""
    told = {message.intent.id: receipt for message, receipt in receipts}
    await connection.execute(_ARRIVED, {"messages": told, "receipts": told, "at": at})


async def release(connection: AsyncConnection, nudges: Sequence[int], token: str, **values: Any) -> list[int]:
    """Change those nudges that are still leased under `token`, and end the lease; return their row ids.

    Without `values` they have been sent.
    """
    statement = _RELEASE.values(**values) if values else _SENT
    released = await connection.execute(statement, {"nudges": nudges, "token": token})
    return [id_ for (id_,) in released.all()]


async def digest_told(connection: AsyncConnection, team: int, at: datetime) -> None:
    """Write down that a channel has been told what changed up to this moment; it never moves back."""
    not_yet = or_(_team.c.told_at.is_(None), _team.c.told_at < at)
    await connection.execute(update(_team).where(_team.c.id == team, not_yet).values(told_at=at))


_END_DIGEST = (
    update(_team)
    .where(_team.c.id == bindparam("team"), _team.c.state == TeamState.active)
    .values(state=TeamState.paused)
)


async def digest_ended(connection: AsyncConnection, team: int) -> None:
    """Switch off a digest that its channel does not take any more: otherwise it would fail again each time."""
    await connection.execute(_END_DIGEST, {"team": team})


async def refused(connection: AsyncConnection, messages: Sequence[Message]) -> None:
    """Write down that messages did not arrive."""
    await connection.execute(_REFUSED, {"messages": [message.intent.id for message in messages]})


async def cannot_reach(connection: AsyncConnection, message: Message, reason: str) -> None:
    """Mark an account as out of reach, so that its person is told at their next command.

    It is the account that the message was for; for a message to a channel, that of the person who chose the channel.
    """
    channel = message.nudges[0].channel
    theirs = [_account.c.platform == message.to.platform]
    if channel:
        theirs += [_account.c.person_id == message.nudges[0].person_id]
    else:
        theirs += [_account.c.realm == message.to.realm, _account.c.user_id == message.to.id]
    await connection.execute(update(_account).where(*theirs).values(undeliverable=reason))
