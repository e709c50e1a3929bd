"""Tries that fail: refused, lost or in doubt, they are repeated with care and given up with a reason."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from bot.models import Nudge
from bot.outgoing import NotSent, Uncertain, Undeliverable
from bot.replies import plain
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.drawing import drawn
from tests.house import MONDAY
from tests.scheduler.one_milestone import story, titles, with_a_milestone

if TYPE_CHECKING:
    from bot.messages import Reply
    from scheduler.message import Message
    from tests.house import House


@pytest.mark.slow
async def test_a_rate_limit_is_obeyed_and_costs_no_try(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [NotSent("Slack asked to wait", timedelta(seconds=30))] * 40

    await house.passes(seconds=5 + 30 * 39)
    early = titles(house)
    await house.passes(seconds=31)

    assert early == []
    assert titles(house) == ["Milestone 1.1 is due: Draft"]
    assert "Not sent: Slack asked to wait. I try again in 30 seconds." in await story(house)


async def test_a_lost_answer_is_looked_up_and_not_sent_again(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles, house.postbox.swallow = [Uncertain("no answer came")], True

    await house.passes(minutes=5)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]
    assert "It may have arrived." in await story(house)


async def test_a_message_that_was_lost_is_sent_again_with_the_same_key(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Uncertain("no answer came"), Uncertain("no answer came")]

    await house.passes(minutes=5)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_things_in_one_lost_message_are_sent_again_together(house: House) -> None:
    """Were they tried apart, under the message's one key, the second would be taken for arrived with the first."""
    await with_a_milestone(house)
    await house.says("alice", "milestone add 1 Review by: in 40 minutes")
    house.clock.advance(timedelta(hours=3))
    house.postbox.troubles = [Uncertain("no answer came")]

    await house.passes(hours=3)

    (message,) = house.postbox.to("alice")
    assert "Draft" in plain.text(message)
    assert "Review" in plain.text(message)


async def test_a_closed_door_is_told_at_the_next_command_once(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Undeliverable("your settings do not let me write to you")]
    await house.passes(minutes=1)

    first = await house.reads("alice", "list")
    second = await house.reads("alice", "list")

    assert "I could not deliver your last check-in: your settings do not let me write to you" in first
    assert "could not deliver" not in second
    assert "Given up: your settings do not let me write to you." in await story(house)


async def test_all_that_a_closed_door_kept_out_is_told_by_name(house: House) -> None:
    await with_a_milestone(house)
    await house.says("alice", "new Call Bo in 2 minutes")
    house.postbox.troubles = [Undeliverable("your settings do not let me write to you")] * 2

    await house.passes(minutes=5)
    told = await house.reads("alice", "list")

    assert (
        "I could not deliver your last 2 check-ins: your settings do not let me write to you. They were about" in told
    )
    assert "goal 2 Call Bo, milestone 1.1 Draft, in private." in told


@pytest.mark.slow
async def test_it_is_given_up_after_many_doubts_and_says_so(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Uncertain("no answer came")] * 100

    await house.passes(days=1)

    assert titles(house) == []
    assert "Given up: no answer came, 20 times." in await story(house)


async def test_a_fault_of_an_adapter_stops_nobody_else(house: House) -> None:
    await with_a_milestone(house)
    await with_a_milestone(house, name="bob")
    house.postbox.troubles = [ZeroDivisionError("oops")]

    await house.passes(minutes=10)

    assert titles(house, "alice") == titles(house, "bob") == ["Milestone 1.1 is due: Draft"]


async def test_a_message_that_cannot_be_drawn_stops_nobody_else(house: House) -> None:
    await with_a_milestone(house)
    await with_a_milestone(house, name="bob")
    faults = [ZeroDivisionError("oops")]

    def drawn_at_the_second_try(message: Message) -> Reply:
        if faults and message.to.id == "alice":
            raise faults.pop()
        return drawn(message)

    house.deliverer = Deliverer(
        database=house.database,
        outgoing={Lane("test"): house.postbox},
        clock=house.clock,
        draw=drawn_at_the_second_try,
    )
    await house.passes(seconds=5)
    first = (titles(house, "alice"), titles(house, "bob"))
    await house.passes(minutes=1)

    assert first == ([], ["Milestone 1.1 is due: Draft"])
    assert titles(house, "alice") == ["Milestone 1.1 is due: Draft"]


async def test_what_can_never_be_drawn_is_given_up_and_said(house: House) -> None:
    await with_a_milestone(house)
    tries: list[Message] = []

    def never_drawn(message: Message) -> Reply:
        tries.append(message)
        raise ZeroDivisionError

    house.deliverer = Deliverer(
        database=house.database, outgoing={Lane("test"): house.postbox}, clock=house.clock, draw=never_drawn
    )
    await house.passes(hours=3)

    assert len(tries) == 20
    assert "I could not deliver your last check-in: something went wrong on my side" in await house.reads(
        "alice", "list"
    )


async def test_what_cannot_even_be_taken_keeps_no_time_from_passing(house: House) -> None:
    await with_a_milestone(house)
    async with house.database.transaction() as session:
        await session.execute(update(Nudge).values(occurrence="no such thing"))

    async with asyncio.timeout(10):
        await house.passes(days=300)

    assert house.clock.now() == MONDAY + timedelta(days=300)


async def test_where_nobody_can_look_one_repeat_is_all(house: House) -> None:
    """A message that arrives and whose answer is lost comes twice at most, and the ledger says so."""
    await with_a_milestone(house)
    house.postbox.troubles, house.postbox.swallow, house.postbox.blind = [Uncertain("no answer came")] * 9, True, True

    await house.passes(hours=12)
    told = await house.reads("alice", "list")

    assert len(titles(house)) == 2
    assert "it may have arrived once or twice" in await story(house)
    assert "could not deliver your last check-in" in told


async def test_a_doubt_followed_by_a_refusal_keeps_the_key(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Uncertain("no answer came"), NotSent("not connected"), NotSent("not connected")]

    await house.passes(minutes=10)

    keys = [key for _, _, key in house.postbox.messages]
    assert len(keys) == 1


@pytest.mark.slow
async def test_a_platform_that_is_away_for_days_loses_nobodys_nudge(house: House) -> None:
    await with_a_milestone(house, by="2026-11-24 12:00")
    house.postbox.troubles = [NotSent("not connected")] * 400

    await house.passes(days=2)
    early = titles(house)
    house.postbox.troubles = []
    await house.passes(hours=1)

    assert (early, titles(house)) == ([], ["Milestone 1.1 is due: Draft"])


async def test_put_off_while_a_try_is_in_doubt_is_obeyed(house: House) -> None:
    await with_a_milestone(house)
    house.postbox.troubles = [Uncertain("no answer came")]
    await house.passes(seconds=5)

    await house.says("alice", "milestone later 1.1 in 2 hours")
    await house.passes(hours=1)
    early = titles(house)
    await house.passes(hours=2)

    assert (early, titles(house)) == ([], ["Milestone 1.1, once more: Draft"])
