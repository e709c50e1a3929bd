"""At the platform's pace: the oldest first, what it asks for in waiting is obeyed, and hardly ever has it to ask."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlmodel import col, select

from bot.models import LedgerEntry
from bot.outgoing import NotSent
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.policy import Policy
from tests.house import NO_TEMPO, House, Postbox, StillClock

if TYPE_CHECKING:
    from bot.database import Database
    from bot.messages import Address, Reply

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


@pytest.mark.parametrize("a_minute", [20, 1000])
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


@pytest.mark.parametrize(
    ("lease", "gap", "people"),
    [
        pytest.param(1.6, 0.05, 45, id="many-in-a-lease"),
        pytest.param(1.0, 0.3, 8, id="few-in-a-lease"),
    ],
)
async def test_at_a_slow_tempo_no_more_is_taken_than_has_its_turn_in_time(
    database: Database, lease: float, gap: float, people: int
) -> None:
    """Else each batch would be given back unsent, and its turns be lost to all who wait."""
    slow = Policy(
        lease=timedelta(seconds=lease), first_gap=timedelta(seconds=gap), easing=1.0, quick=timedelta(minutes=1)
    )
    clock, postbox = PassingClock(), Postbox()
    house = House(database, clock, postbox)
    house.deliverer = Deliverer(database=database, outgoing={Lane("test"): postbox}, clock=clock, policy=slow)
    for number in range(people):
        await house.says(f"person {number}", "new Ship it by: in 10 minutes")
    clock.advance(timedelta(minutes=11))
    postbox.troubles.append(NotSent("the platform asks me to slow down", timedelta(seconds=0.2)))

    await house.deliverer.send_due()
    await asyncio.sleep(0.3)
    await house.deliverer.send_due()

    assert len(postbox.messages) == people
    async with database.transaction() as session:
        given_back = select(col(LedgerEntry.words)).where(col(LedgerEntry.words).contains("took too long"))
        assert (await session.execute(given_back)).all() == []
