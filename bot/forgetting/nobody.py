"""Somebody who left: one person without an account, who stands for everybody that was forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.models import Account, Person

if TYPE_CHECKING:
    from bot.talk import Talk

SOMEBODY = "somebody who left"
"""What colleagues read in the place of a name."""

FORGOTTEN = "asked to be forgotten"
"""What the log says of them, and all that it says."""


async def somebody_who_left(talk: Talk) -> Person:
    """Return who stands for those that were forgotten; all of them are the same, so nobody can be told from others."""
    has_account = select(Account.id).where(Account.person_id == Person.id).exists()
    asked = select(Person).where(Person.name == SOMEBODY, ~has_account).order_by(col(Person.id))
    known = (await talk.session.scalars(asked)).unique().first()
    if known is None:
        known = Person(name=SOMEBODY, zone_settled=True, created_at=talk.now, absences=[])
        talk.session.add(known)
        await talk.session.flush()
    return known
