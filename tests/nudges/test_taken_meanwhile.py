"""A nudge that is being sent while somebody else changes its cause: it stays in the hands of whoever sends it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from sqlalchemy import func, select, text
from sqlmodel import col

from bot.models import LedgerEntry, Nudge, NudgeState
from scheduler import claim, writing
from scheduler.claim import Lane
from tests.workspace import GENERAL, says, takes_part, with_a_goal

if TYPE_CHECKING:
    from bot.messages import Address
    from tests.house import House

LANE = Lane("test", "T1")
TOKEN = "0123456789ab"


async def _waits_for_a_lock(house: House) -> None:
    """Return once somebody waits for what somebody else holds."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    async with asyncio.timeout(10), house.database.look() as session:
        while not await session.scalar(waiting):  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.01)


class Meanwhile(NamedTuple):
    """What became of a nudge that was changed while somebody took it."""

    kept: bool
    """It stood as it was taken …"""
    told: int
    """… nothing more was told of it …"""
    state: NudgeState
    """… and this it was once it was settled."""


async def settled(house: House, name: str, change: str, place: Address | None = None) -> Meanwhile:
    """Take the one nudge that is due, have `name` say `change` before that is written down, and settle it as sent."""
    now = house.clock.now()
    async with house.database.transaction() as session:
        locked = await claim.lock(session, LANE, now=now, size=10)
        (taken,) = await claim.take(session, LANE, locked, now=now)
        ids = [taken.nudge.id]
        connection = await session.connection()
        intents = await writing.intend(connection, ids, TOKEN, now)
        carried = {id_: intent.id for id_, intent in intents.items()}
        await writing.lease(connection, carried, TOKEN, now + timedelta(seconds=30))
        changing = asyncio.create_task(says(house, name, change, place))
        await _waits_for_a_lock(house)
    await changing
    async with house.database.transaction() as session:
        (nudge,) = await session.scalars(select(Nudge).where(col(Nudge.id).in_(ids)))
        stands = nudge.lease, nudge.delivery_id, nudge.due_at
        told = await session.scalar(
            select(func.count()).where(col(LedgerEntry.nudge_id) == ids[0], col(LedgerEntry.at) == now)
        )
        await writing.release(await session.connection(), ids, TOKEN)
        await session.refresh(nudge)
        return Meanwhile(stands == (TOKEN, intents[ids[0]].id, taken.nudge.due_at), told or 0, nudge.state)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    "change", ["nudges 1 rhythm: every day 15:00", "pause 1"], ids=["it is moved", "it is left out"]
)
async def test_what_is_taken_while_a_co_owner_changes_its_goal_is_settled_by_whoever_took_it(
    house: House, change: str
) -> None:
    await with_a_goal(house)
    await says(house, "ana", "nudges 1 rhythm: every day 12:00")
    await takes_part(house, "ben", "owner")
    await house.passes(hours=1)
    house.clock.advance(timedelta(hours=1))

    meanwhile = await settled(house, "ben", change)

    assert meanwhile == Meanwhile(kept=True, told=0, state=NudgeState.sent)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize(
    "change", ["team every Monday 18:00", "team every Friday 15:00"], ids=["it is moved", "it is left out"]
)
async def test_a_digest_that_is_taken_while_somebody_else_changes_it_is_settled_by_whoever_took_it(
    house: House, change: str
) -> None:
    await says(house, "ana", "team every Monday 12:00", GENERAL)
    await says(house, "ben", "help")
    house.clock.advance(timedelta(hours=2))

    meanwhile = await settled(house, "ben", change, GENERAL)

    assert meanwhile == Meanwhile(kept=True, told=0, state=NudgeState.sent)
