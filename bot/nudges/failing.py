"""Nudges that were given up: what an operator sees of them, and how they are tried again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from bot.models import Account, LedgerEntry, Nudge, NudgeState
from bot.nudges.ledger import note
from bot.storage import wakeups
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

_LATER = aliased(Nudge)
_REPLACED = (
    select(Nudge.id)
    .where(among(Nudge.id, "nudges"))
    .where(
        select(_LATER.id)
        .where(
            _LATER.subject == Nudge.subject,
            _LATER.person_id == Nudge.person_id,
            _LATER.due_at > Nudge.due_at,
            _LATER.state == NudgeState.sent,
        )
        .exists()
    )
)


@dataclass(frozen=True, slots=True)
class Failing:
    """A nudge that was given up; what it is about stays private."""

    id: int
    platform: str
    realm: str
    person: int
    """The row id of the person."""
    due_at: datetime
    reason: str

    def __str__(self) -> str:
        where = f"{self.platform} {self.realm}".strip()
        return f"{self.id}  {where}  person {self.person}  due {self.due_at:%Y-%m-%d %H:%M} UTC  {self.reason}"


async def failing(session: AsyncSession) -> Sequence[Failing]:
    """Return the nudges that are given up, the latest first."""
    last = (
        select(func.max(LedgerEntry.id))
        .where(LedgerEntry.nudge_id == Nudge.id, LedgerEntry.step == "failed")
        .correlate(Nudge)
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Nudge, LedgerEntry)
        .join(LedgerEntry, col(LedgerEntry.id) == last)
        .where(Nudge.state == NudgeState.failed)
        .order_by(col(LedgerEntry.id).desc())
    )
    return [
        Failing(nudge.id, nudge.platform, nudge.realm, nudge.person_id, nudge.due_at, entry.words)
        for nudge, entry in rows
    ]


class Retried(NamedTuple):
    """What became of nudges that were given up and are tried again, by their row ids."""

    again: Sequence[int]
    """Planned again."""
    replaced: Sequence[int]
    """Left out, as a later check-in on the same has been sent."""


async def retry(session: AsyncSession, ids: Collection[int], now: datetime) -> Retried:
    """Let those nudges of `ids` that were given up be tried again, unless a later question has been sent since.

    Their due moments stay, so they go first, and those that are too old by now are left out.
    """
    given_up = select(Nudge).where(col(Nudge.id).in_(ids), Nudge.state == NudgeState.failed)
    found = (await session.scalars(given_up.order_by(col(Nudge.id)).with_for_update())).all()
    replaced = set(await session.scalars(_REPLACED, {"nudges": [nudge.id for nudge in found]}))
    for nudge in [nudge for nudge in found if nudge.id in replaced]:
        nudge.state = NudgeState.skipped
        note(session, nudge, now, "skipped", "Left out: a later one about it was sent.")
    nudges = [nudge for nudge in found if nudge.id not in replaced]
    for nudge in nudges:
        nudge.state, nudge.run_at, nudge.attempts = NudgeState.waiting, nudge.due_at, 0
        nudge.lease, nudge.delivery_id = None, None
        note(session, nudge, now, "planned", "Planned again, by the operator.")
    theirs = select(Account).where(col(Account.person_id).in_({nudge.person_id for nudge in nudges}))
    for account in await session.scalars(theirs):
        account.undeliverable = ""
    if nudges:
        await wakeups.send(session)
    return Retried([nudge.id for nudge in nudges], sorted(replaced))
