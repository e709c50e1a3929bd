"""Who is asking: an account's person, made at first contact."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from sqlmodel import select

from bot.messages import clean
from bot.models import Account, Person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Address, Profile


@cache
def _zones() -> frozenset[str]:
    """Return all zones that there are; looking them up walks through the disk."""
    return frozenset(available_timezones())


async def find(session: AsyncSession, who: Address) -> tuple[Person, Account] | None:
    """Return the person behind an account, if we have met."""
    found = await session.execute(
        select(Person, Account)
        .join(Account)
        .where(Account.platform == who.platform, Account.realm == who.realm, Account.user_id == who.id)
        .with_for_update(of=Person, key_share=True)
    )
    row = found.first()
    return (row[0], row[1]) if row else None


async def meet(session: AsyncSession, who: Address, profile: Profile, now: datetime) -> tuple[Person, Account]:
    """Return the person behind an account, known from now on; what the platform knows of them is taken over.

    The person's row is locked until the transaction ends: what one person asks happens in order.
    """
    known = await find(session, who)
    if known is None:
        person = Person(created_at=now, absences=[])
        session.add(person)
        await session.flush()
        account = Account(person_id=person.id, platform=who.platform, realm=who.realm, user_id=who.id)
        session.add(account)
    else:
        person, account = known
    person.name = clean(profile.name) or person.name
    person.locale = profile.locale or person.locale
    if profile.zone in _zones() and not person.zone_chosen:
        person.zone, person.zone_settled = profile.zone, True
    return person, account
