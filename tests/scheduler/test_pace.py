"""At the platform's pace: the oldest first, what it asks for in waiting is obeyed, and hardly ever has it to ask."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event
from sqlmodel import col, func, select

from bot.models import Delivery, DeliveryState, LedgerEntry, Nudge, NudgeState
from bot.outgoing import NotSent
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.policy import Policy
from tests.house import NO_TEMPO, House, Postbox, StillClock

if TYPE_CHECKING:
    from bot.messages import Address, Reply
    from bot.storage.database import Database

PEOPLE = 45
"""More than are ever on their way at once."""
PATIENCE_SECONDS = 30


class Strict(Postbox):
    """A platform that takes so many messages in a minute, all together, and says how long to wait for the next."""

    def __init__(self, clock: StillClock, a_minute: int) -> None:
        super().__init__()
        self.clock, self.a_minute = clock, a_minute
        self.taken: list[tuple[datetime, str]] = []
        self.refused: list[datetime] = []

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        now = self.clock.now()
        if sum(at > now - timedelta(minutes=1) for at, _ in self.taken) >= self.a_minute:
            self.refused.append(now)
            raise NotSent("the platform asks me to slow down", timedelta(seconds=PATIENCE_SECONDS))
        self.taken.append((now, to.id))
        return await super().send(to, reply, key)


async def due_one_after_the_other(house: House) -> list[str]:
    """Let everybody's goal come due, a second after that of the one before, and nobody be asked yet."""
    people = [f"person{n:03}" for n in range(PEOPLE)]
    Random(1).shuffle(people)
    for number, name in enumerate(people):
        await house.says(name, f"new Ship it by: in {number + 60} seconds")
    house.clock.advance(timedelta(minutes=10))
    return people


@pytest.mark.parametrize("a_minute", [20, pytest.param(1000, marks=pytest.mark.slow)])
async def test_the_oldest_go_first_and_a_wait_is_obeyed(database: Database, a_minute: int) -> None:
    clock = StillClock()
    strict = Strict(clock, a_minute)
    house = House(database, clock, strict)
    house.deliverer = Deliverer(
        database=database,
        outgoing={Lane("test"): strict},
        clock=clock,
        policy=NO_TEMPO,
        random=Random(1),
    )
    people = await due_one_after_the_other(house)

    await house.passes(minutes=10)

    arrived = [name for _, name in strict.taken]
    places = {name: place for place, name in enumerate(people)}
    late = [place - places[name] for place, name in enumerate(arrived)]
    assert sorted(arrived) == sorted(people)
    assert max(map(abs, late)) <= 32, "nobody is overtaken by more than what is on its way at once"
    assert len(strict.refused) <= (0 if a_minute > PEOPLE else PEOPLE // 10)
    for at in strict.refused:
        tried = [one for one, _ in strict.taken if at < one < at + timedelta(seconds=PATIENCE_SECONDS)]
        assert tried == [], "while it was to wait, nothing was tried"


class PassingClock(StillClock):
    """A clock that goes with the event loop's."""

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=asyncio.get_running_loop().time())


class Brief(Postbox):
    """A platform that notes when it was spoken to, by the event loop's seconds, and refuses some of the first."""

    def __init__(self, refused: set[int]) -> None:
        super().__init__()
        self.refused, self.spoken_to = refused, list[float]()

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        self.spoken_to.append(asyncio.get_running_loop().time())
        if len(self.spoken_to) in self.refused:
            raise NotSent("the platform asks me to slow down", timedelta(seconds=0.02))
        return await super().send(to, reply, key)


async def slow_house(database: Database, postbox: Postbox, people: int, policy: Policy) -> House:
    """Let so many people's goals be due, where a platform will be slow."""
    clock = PassingClock()
    house = House(database, clock, postbox)
    house.deliverer = Deliverer(database=database, outgoing={Lane("test"): postbox}, clock=clock, policy=policy)
    for number in range(people):
        await house.says(f"person {number}", "new Ship it by: in 10 minutes")
    clock.advance(timedelta(minutes=11))
    return house


async def serve(house: House, messages: int) -> None:
    """Look again and again, as soon as there is something to do, until so many messages went out."""
    async with asyncio.timeout(60):
        while len(house.postbox.messages) < messages:
            await house.deliverer.look()
            await asyncio.sleep(0.01)
    await house.deliverer.finish()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("people", "lease", "gap"), [(PEOPLE, 1.6, 0.05), (20, 1.5, 0.1), (8, 1.0, 0.3)], ids=["many", "some", "few"]
)
async def test_at_a_slow_tempo_no_more_is_taken_than_has_its_turn_in_time(
    database: Database, people: int, lease: float, gap: float
) -> None:
    """Else each batch would be given back unsent, and its turns be lost to all who wait."""
    slow = Policy(
        lease=timedelta(seconds=lease), first_gap=timedelta(seconds=gap), easing=1.0, fast=timedelta(minutes=1)
    )
    house = await slow_house(database, Postbox(), people, slow)
    house.postbox.troubles.append(NotSent("the platform asks me to slow down", timedelta(seconds=0.2)))

    await serve(house, people)

    assert len(house.postbox.messages) == people
    async with database.transaction() as session:
        given_back = select(col(LedgerEntry.words)).where(col(LedgerEntry.words).contains("took too long"))
        assert (await session.execute(given_back)).all() == []


@pytest.mark.slow
async def test_who_waits_through_a_pause_goes_on_at_the_slower_tempo(database: Database) -> None:
    """However short the pause was: else the platform would be asked again as quickly as it just refused.

    The second refusal shows its limit: two were taken since the first. The gap is the time that it took for each, and
    a twentieth more (docs/decisions/0022). Turns come late on a busy machine, and never early.
    """
    slow = Policy(first_gap=timedelta(seconds=0.2), easing=1.0)
    house = await slow_house(database, platform := Brief(refused={1, 4}), 14, slow)

    await serve(house, 14)

    refused, _, _, *after = platform.spoken_to
    shown = (after[0] - refused) / 2
    gap = (after[-1] - after[0]) / (len(after) - 1)
    assert gap / shown > 1.05 - 0.03, "less would be the limit itself, or the first gap"


class Watched(Postbox):
    """A platform that looks how many messages are on their way: sent perhaps, and not yet written down as such."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database, self.under_way = database, list[int]()

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        intended = select(func.count()).where(Delivery.state == DeliveryState.intended)
        async with self.database.look() as session:
            self.under_way.append(await session.scalar(intended) or 0)
        return await super().send(to, reply, key)


async def test_what_was_sent_does_not_wait_behind_all_who_take(database: Database) -> None:
    """With many workspaces its lease might end before it was written down."""
    workspaces = 24
    clock, platform = StillClock(), Watched(database)
    house = House(database, clock, platform)
    in_turn = Policy(batches=1)
    house.deliverer = Deliverer(database=database, outgoing={Lane("test"): platform}, clock=clock, policy=in_turn)
    for number in range(workspaces):
        await house.says("somebody", "new Ship it by: in 10 minutes", realm=f"T{number}")
    clock.advance(timedelta(minutes=11))

    await house.deliverer.send_due()

    assert len(platform.messages) == workspaces
    assert max(platform.under_way) < workspaces / 3


async def test_what_a_pause_keeps_back_is_given_back_together(database: Database) -> None:
    """However much was in hand: else the event loop would stand still for as long as each takes by itself."""
    clock, platform, said = StillClock(), Postbox(), list[str]()
    house = House(database, clock, platform)
    policy = Policy(smallest_batch=PEOPLE, senders=1)
    house.deliverer = Deliverer(database=database, outgoing={Lane("test"): platform}, clock=clock, policy=policy)
    await due_one_after_the_other(house)
    platform.troubles.append(NotSent("the platform asks me to slow down", timedelta(seconds=PATIENCE_SECONDS)))
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda _connection, _cursor, words, *_: said.append(words)
    )

    await house.deliverer.look()
    await house.deliverer.finish()

    assert platform.messages == []
    assert sum(words.startswith(("INSERT", "UPDATE")) for words in said) < PEOPLE / 2
    async with database.transaction() as session:
        told = select(col(LedgerEntry.words)).where(LedgerEntry.step == "retrying")
        words = list(await session.scalars(told))
        waiting = select(Nudge).where(Nudge.state == NudgeState.waiting)
        nudges = list(await session.scalars(waiting))
    kept = "Not sent: the platform asked others on this way to wait. I try again in 30 seconds."
    assert sorted(words) == [
        *[kept] * (PEOPLE - 1),
        "Not sent: the platform asks me to slow down. I try again in 30 seconds.",
    ]
    assert {nudge.run_at for nudge in nudges if nudge.delivery_id is None} == {
        clock.now() + timedelta(seconds=PATIENCE_SECONDS)
    }
