"""Accounts and the people behind them, who are made at first contact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam
from sqlalchemy.orm import joinedload
from sqlmodel import col, func, or_, select, true

from bot.goals.visibility import MAY_BE_CHANGED, MAY_BE_SEEN
from bot.messages import Profile, clean
from bot.models import Account, Goal, Person, Share
from bot.people import zones

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Address
    from bot.talk import Talk


_SAME_NAME = 20
"""People of one name who are still a choice."""
_BEHIND = (
    select(Person, Account)
    .join(Account)
    .where(
        Account.platform == bindparam("platform"),
        Account.realm == bindparam("realm"),
        Account.user_id == bindparam("id"),
    )
    .options(joinedload(Person.absences))  # type: ignore[arg-type]
)
_LOCKED = _BEHIND.with_for_update(of=Person, key_share=True)
"""Executed at every request, so it is put together once."""


async def find(session: AsyncSession, who: Address, *, locked: bool = False) -> tuple[Person, Account] | None:
    """Return the person behind an account, if we have met; with `locked`, its row is locked until the transaction ends.

    Without it nobody waits: neither another command of theirs nor what is sent to them.
    """
    found = await session.execute(
        _LOCKED if locked else _BEHIND, {"platform": who.platform, "realm": who.realm, "id": who.id}
    )
    row = found.unique().first()
    return (row[0], row[1]) if row else None


async def any_on(session: AsyncSession, platforms: Collection[str]) -> bool:
    """Tell whether somebody of one of these platforms has ever talked to Milepost."""
    found = await session.execute(select(Account.id).where(col(Account.platform).in_(platforms)).limit(1))
    return found.first() is not None


async def meet(session: AsyncSession, who: Address, profile: Profile, now: datetime) -> tuple[Person, Account]:
    """Return the person behind an account, known from now on; what the platform knows of them is taken over.

    The person's row is locked until the transaction ends: what one person asks happens in order.
    """
    known = await find(session, who, locked=True)
    if known is None:
        person = Person(created_at=now, absences=[])
        session.add(person)
        await session.flush()
        account = Account(person_id=person.id, platform=who.platform, realm=who.realm, user_id=who.id)
        session.add(account)
    else:
        person, account = known
    told: dict[str, Any] = {"name": clean(profile.name) or person.name, "locale": profile.locale or person.locale}
    if profile.zone in zones.every() and not person.zone_chosen:
        told |= {"zone": profile.zone, "zone_settled": True}
    for name, value in told.items():
        # Mostly it is what we know; said again, SQLAlchemy would look through the person for changes.
        if getattr(person, name) != value:
            setattr(person, name, value)
    return person, account


def beside(who: Address, user_id: str) -> Address:
    """Return the account `user_id` where `who` is; at a terminal everybody is a realm of their own."""
    return replace(who, realm=user_id if who.realm == who.id else who.realm, id=user_id)


async def called(session: AsyncSession, who: Address, ids: Iterable[str]) -> Mapping[str, Profile]:
    """Return what those of `ids` are called whom we have met where `who` is, by how they are mentioned."""
    there = [beside(who, user_id) for user_id in ids]
    rows = await session.execute(
        select(Account.user_id, Person.name)
        .join(Person)
        .where(
            Account.platform == who.platform,
            col(Account.realm).in_({one.realm for one in there}),
            col(Account.user_id).in_({one.id for one in there}),
        )
    )
    return {f"@{user_id}": Profile(name=name) for user_id, name in rows}


async def named(talk: Talk, words: str, *, in_part: bool = False) -> Sequence[tuple[Person, str]]:
    """Return the people of the asker's workspace whose name begins with the words `words`, and their ids there.

    With `in_part`, the last of the words need not be whole: somebody is still typing.

    Where accounts belong to no workspace, as on Discord, that would be people of anywhere: there it is those whose
    goals the asker sees, and those who have a part in a goal of theirs.
    """
    name, typed = func.lower(Person.name), words.lower()
    begins = name.startswith(typed if in_part else f"{typed} ", autoescape=True)
    rows = await talk.session.execute(
        select(Person, Account.user_id)
        .join(Account)
        .where(
            Account.platform == talk.who.platform,
            Account.realm == talk.who.realm,
            or_(name == typed, begins),
            true() if talk.who.realm else _KNOWN,
        )
        .order_by(Person.name)
        .limit(_SAME_NAME),
        talk.viewer.blanks,
    )
    return list({person.id: (person, user_id) for person, user_id in rows}.values())


_KNOWN = or_(
    col(Person.id).in_(select(Goal.person_id).where(MAY_BE_SEEN)),
    col(Person.id).in_(select(Share.person_id).join(Goal).where(MAY_BE_CHANGED)),
)
"""Those whose names the asker reads anyway."""
