"""Lanes, batches and replicas: each nudge is in one pair of hands, and nobody holds up anybody else."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.messages import Address, Reply
from bot.models import Delivery, DeliveryState
from bot.outgoing import NotSent
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.policy import Policy
from tests.house import House, Postbox, StillClock
from tests.scheduler.one_milestone import titles, with_a_milestone


async def test_hundreds_due_for_one_are_one_message_and_hold_up_nobody(house: House) -> None:
    """However few are taken at once: who has much due counts as one, and the others are taken in the same go."""
    for goal in (1, 2):
        await house.says("alice", f"new Ship part {goal}")
        for ten in range(10):
            steps = "; ".join(f"Step {ten}{n} tomorrow" for n in range(10))
            await house.says("alice", f"milestone add {goal} {steps}")
    for name in ("bob", "carol", "dave"):
        await with_a_milestone(house, name=name, by="2026-11-24")
    house.clock.advance(timedelta(days=1))

    await house.deliverer.look()
    await house.deliverer.finish()

    assert titles(house) == ["200 things are due"]
    assert [len(titles(house, name)) for name in ("bob", "carol", "dave")] == [1, 1, 1]


async def test_who_dies_holding_a_nudge_loses_it_to_the_next(database_url: str, database: Database) -> None:
    """What was claimed before a crash comes due again when the lease ends, and is looked up before it is sent."""
    clock, postbox = StillClock(), Postbox()
    house = House(database, clock, postbox)
    await with_a_milestone(house)
    clock.advance(timedelta(seconds=5))
    postbox.troubles = [asyncio.CancelledError()]  # type: ignore[list-item]
    sending = asyncio.create_task(house.deliverer.send_due())
    await asyncio.wait([sending])

    survivor = Database(database_url)
    heir = House(survivor, clock, postbox)
    await heir.passes(seconds=29)
    early = titles(heir)
    await heir.passes(seconds=2)
    await survivor.close()

    assert early == []
    assert titles(heir) == ["Milestone 1.1 is due: Draft"]


@pytest.mark.slow
async def test_replicas_share_the_work(database_url: str, database: Database) -> None:
    clock, postbox = StillClock(), Postbox()
    house = House(database, clock, postbox)
    for n in range(40):
        await with_a_milestone(house, name=f"person {n}")
    clock.advance(timedelta(seconds=6))
    others = [Database(database_url) for _ in range(3)]

    await asyncio.gather(*(House(other, clock, postbox).deliverer.send_due() for other in (database, *others)))
    for other in others:
        await other.close()

    assert sorted(to.id for to, _, _ in postbox.messages) == sorted(f"person {n}" for n in range(40))


async def test_a_slow_lane_holds_up_no_other(database: Database) -> None:
    """One platform that asks for a pause leaves the other alone, and keeps its pause for all that is due there."""
    clock, slow, quick = StillClock(), Postbox(), Postbox()
    house = House(database, clock, slow)
    for n in range(20):
        await with_a_milestone(house, name=f"person {n}", by="in 30 minutes")
    slow.troubles = [NotSent("asked to wait", timedelta(seconds=60))] * 8
    both = Deliverer(database=database, outgoing={Lane("test"): slow, Lane("other"): quick}, clock=clock)
    clock.advance(timedelta(minutes=31))

    await both.send_due()
    tried = 8 - len(slow.troubles)

    assert slow.messages == []
    assert 1 <= tried <= 8
    assert await both.next_due() == clock.now() + timedelta(seconds=60)


class TwoWorkspaces(Postbox):
    """A platform where one workspace never answers until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = asyncio.Event()

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        if to.realm == "slow":
            await self.opened.wait()
        return await super().send(to, reply, key)


async def test_a_workspace_that_hangs_holds_up_no_other_even_what_is_due_later(database: Database) -> None:
    clock, platform = StillClock(), TwoWorkspaces()
    house = House(database, clock, platform)
    for n in range(12):
        await house.says(f"slow {n}", "new Ship it by: in 1 hour", realm="slow")
    for n in range(3):
        await house.says(f"quick {n}", f"new Ship it by: in {n + 1} hours", realm="quick")
    deliverer = Deliverer(database=database, outgoing={Lane("test"): platform}, clock=clock)

    for n in range(3):
        clock.advance(timedelta(hours=1))
        await deliverer.look()
        async with asyncio.timeout(10):
            while not platform.to(f"quick {n}"):  # noqa: ASYNC110 - nothing tells when
                await asyncio.sleep(0.01)
    before = len(platform.messages)
    platform.opened.set()
    await deliverer.finish()

    assert before == 3


async def test_what_waited_too_long_in_its_batch_is_left_to_the_next(house: House) -> None:
    """Its lease would end while it is being sent, and somebody else would send it, too."""
    for n in range(3):
        await with_a_milestone(house, name=f"person {n}")

    class Slow(Postbox):
        async def send(self, to: Address, reply: Reply, key: str) -> str:
            house.clock.advance(timedelta(seconds=20))
            return await super().send(to, reply, key)

    slow = Slow()
    one_hand = Policy(smallest_batch=4, senders=1)
    deliverer = Deliverer(database=house.database, outgoing={Lane("test"): slow}, clock=house.clock, policy=one_hand)
    house.clock.advance(timedelta(seconds=6))
    await deliverer.send_due()
    first = len(slow.messages)
    house.clock.advance(timedelta(seconds=10))
    for _ in range(4):
        await deliverer.send_due()
        house.clock.advance(timedelta(seconds=10))

    assert first == 1
    assert sorted(to.id for to, _, _ in slow.messages) == ["person 0", "person 1", "person 2"]


async def in_hand(house: House, people: int, *, blind: bool) -> int:
    """Send to so many people; return how many messages were at most under way, with nothing known of them yet."""
    for n in range(people):
        await with_a_milestone(house, name=f"person {n}")
    most = 0

    class Watched(Postbox):
        async def send(self, to: Address, reply: Reply, key: str) -> str:
            nonlocal most
            async with house.database.transaction() as session:
                unknown = select(func.count()).select_from(Delivery).where(Delivery.state == DeliveryState.intended)
                most = max(most, (await session.execute(unknown)).scalar_one())
            return await super().send(to, reply, key)

    platform = Watched(blind=blind)
    eager = Policy(fast=timedelta(minutes=1))
    deliverer = Deliverer(database=house.database, outgoing={Lane("test"): platform}, clock=house.clock, policy=eager)
    house.clock.advance(timedelta(seconds=6))
    await deliverer.send_due()
    assert len(platform.messages) == people
    return most


@pytest.mark.slow
async def test_where_nobody_can_look_few_are_under_way_at_once(house: House) -> None:
    """What is under way when the process dies would be repeated there, so it stays as little as promised."""
    policy = Policy()

    assert await in_hand(house, 40, blind=True) <= policy.smallest_batch * policy.batches


@pytest.mark.slow
async def test_where_repeats_are_noticed_batches_grow(house: House) -> None:
    assert await in_hand(house, 120, blind=False) > Policy().smallest_batch * Policy().batches


async def test_a_channel_hears_one_thing_a_second_and_direct_messages_wait_for_nobody(house: House) -> None:
    support = Address("test", "T1", "C_SUPPORT")
    for name in ("ana", "ben", "cleo", "dan"):
        await house.asks(name, "new Resolve 200 tickets by: today 17:00 for: team", realm="T1", place=support)
        await house.asks(name, "new Read 24 books by: today 17:00", realm="T1")
    await house.passes(hours=6, minutes=59, seconds=59)
    assert not house.postbox.messages

    heard = [(len(house.postbox.to("C_SUPPORT")), len(house.postbox.to("dan")))]
    for _ in range(5):
        await house.passes(seconds=1)
        heard.append((len(house.postbox.to("C_SUPPORT")), len(house.postbox.to("dan"))))

    assert heard == [(0, 0), (1, 1), (2, 1), (3, 1), (4, 1), (4, 1)]
