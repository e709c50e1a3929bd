"""The life of a nudge: planned, sent once, and explained, on both databases."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import func, select

from bot import plain
from bot.database import Database
from bot.messages import Address, Form, Reply, Tone
from bot.models import Delivery, DeliveryState
from bot.outgoing import NotSent, Uncertain, Undeliverable
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.drawing import drawn
from scheduler.policy import Policy
from tests.house import House, Postbox, StillClock, buttons, tappable

if TYPE_CHECKING:
    from scheduler.message import Message


async def with_a_milestone(house: House, by: str = "in 5 seconds", name: str = "alice") -> None:
    await house.says(name, "new Ship it by: 2027-03-31")
    await house.says(name, f"milestone add 1 Draft by: {by}")


def titles(house: House, name: str = "alice") -> list[str]:
    return [reply.title for reply in house.postbox.to(name)]


async def story(house: House, name: str = "alice") -> str:
    return await house.reads(name, "why 1.1")


async def test_a_nudge_comes_when_its_milestone_is_due_and_not_before(house: House) -> None:
    await with_a_milestone(house)

    await house.passes(seconds=4)
    early = titles(house)
    await house.passes(seconds=1)

    assert early == []
    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_what_stays_open_is_followed_up_further_and_further_apart_and_then_left_in_peace(house: House) -> None:
    await with_a_milestone(house)

    await house.passes(days=60)

    assert titles(house) == [
        "Milestone 1.1 is due: Draft",
        "Milestone 1.1 was due: Draft",
        "Milestone 1.1 was due: Draft",
        "Milestone 1.1 was due: Draft",
        "What is to become of milestone 1.1? Draft",
    ]
    assert "7 working days after it was due" in await story(house)


async def test_done_moved_and_dropped_stay_silent(house: House) -> None:
    await with_a_milestone(house)
    await house.says("alice", "milestone add 1 Test by: in 5 seconds")
    await house.says("alice", "milestone done 1.1")
    await house.says("alice", "milestone drop 1.2")

    await house.passes(days=2)

    assert titles(house) == []
    assert "Dropped: the milestone was marked done." in await story(house)


async def test_ending_a_goal_stops_all_its_nudges(house: House) -> None:
    await with_a_milestone(house)

    await house.says("alice", "drop 1")
    await house.passes(days=200)

    assert titles(house) == []


async def test_undoing_done_brings_the_nudge_back(house: House) -> None:
    await with_a_milestone(house, by="in 3 days")
    await house.says("alice", "milestone done 1.1")

    await house.says("alice", "undo")
    await house.passes(days=3)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_later_puts_off_the_check_in_and_leaves_the_date(house: House) -> None:
    await with_a_milestone(house, by="2026-11-25 12:00")

    reply = await house.says("alice", "milestone later 1.1 2026-11-27 15:00")
    await house.passes(days=3)
    early = titles(house)
    await house.passes(days=3)

    assert "Due: Wed 25 November 2026, 12:00" in plain.text(reply)
    assert early == []
    assert titles(house) == ["Milestone 1.1, once more: Draft"]


async def test_what_is_due_together_comes_in_one_message(house: House) -> None:
    await house.says("alice", "new Ship it")
    for n in range(30):
        await house.says("alice", f"milestone add 1 Step {n} by: 2026-11-24")

    await house.passes(days=1)

    assert titles(house) == ["30 things are due"]


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


async def test_what_next_shows_is_what_is_sent(house: House) -> None:
    await with_a_milestone(house, by="2026-11-28")

    shown = await house.reads("alice", "next")
    await house.passes(days=6, hours=22, minutes=59)
    early = titles(house)
    await house.passes(minutes=1)

    assert "1.1 Draft (moved from Saturday): Mon 30 November 2026, 09:00 (Europe/Lisbon)" in shown
    assert (early, titles(house)) == ([], ["Milestone 1.1 is due: Draft"])


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
    await house.passes(seconds=10)
    first = (titles(house, "alice"), titles(house, "bob"))
    await house.passes(minutes=1)

    assert first == ([], ["Milestone 1.1 is due: Draft"])
    assert titles(house, "alice") == ["Milestone 1.1 is due: Draft"]


async def test_after_a_week_of_downtime_what_is_too_old_is_left_out_and_the_ledger_says_so(house: House) -> None:
    await with_a_milestone(house)

    house.clock.advance(timedelta(days=8))
    await house.deliverer.send_due()

    assert titles(house) == ["Milestone 1.1 was due: Draft"]
    assert "it is more than 7 days late" in await story(house)


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


async def test_the_answer_to_a_nudge_is_part_of_its_story(house: House) -> None:
    await with_a_milestone(house)
    await house.passes(seconds=5)
    nudge = house.postbox.to("alice")[0]
    done = nudge.sections[0].buttons[0]

    reply = await house.says("alice", done.call)

    assert (done.label, reply.tone, reply.replaces) == ("Done", Tone.good, True)
    assert "Answered: you marked milestone 1.1 done." in await story(house)


async def test_every_button_of_a_nudge_works(house: House) -> None:
    await with_a_milestone(house)
    await house.passes(seconds=5)

    forms: list[Form] = []
    for button in tappable(house.postbox.to("alice")[0]):
        answer = await house.asks("alice", button.call)
        if isinstance(answer, Form):
            forms.append(answer)
            continue
        assert isinstance(answer, Reply)
        assert answer.tone is not Tone.refused, button
        await house.says("alice", "undo")

    assert [form.asks[0].value for form in forms] == ["1.1"] * 3, "Stuck, Pick a time and Alter"


async def test_one_answer_in_a_message_about_several_things_keeps_the_rest(house: House) -> None:
    await house.says("alice", "new Ship it")
    for title in ("Draft", "Test", "Ship"):
        await house.says("alice", f"milestone add 1 {title} by: 2026-11-24")
    await house.passes(days=1)
    second = house.postbox.to("alice")[0].sections[1]

    answered = await house.says("alice", second.buttons[0].call)
    undone = await house.says("alice", buttons(answered)["Undo"])

    assert answered.replaces
    assert [button.label for button in answered.sections[1].buttons] == ["Undo"]
    assert "Milestone 1.2 is done: Test" in plain.text(answered)
    assert all(section.buttons for section in undone.sections[:3])


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


async def test_a_bare_date_is_held_through_quiet_hours_after_downtime(house: House) -> None:
    await with_a_milestone(house, by="2026-11-24")

    house.clock.advance(timedelta(days=1, hours=12))
    await house.deliverer.send_due()
    night = titles(house)
    await house.passes(hours=10)

    assert (night, titles(house)) == ([], ["Milestone 1.1 is due: Draft"])
    assert "Held: these are your quiet hours." in await story(house)


async def test_undoing_done_after_the_due_moment_asks_again(house: House) -> None:
    await with_a_milestone(house)
    await house.says("alice", "milestone done 1.1")
    await house.passes(minutes=1)

    await house.says("alice", "undo")
    await house.passes(minutes=1)

    assert titles(house) == ["Milestone 1.1 is due: Draft"]


async def test_what_was_put_off_and_comes_due_again_has_its_buttons(house: House) -> None:
    await house.says("alice", "new Ship it")
    for title in ("Draft", "Test"):
        await house.says("alice", f"milestone add 1 {title} by: 2026-11-24")
    for ref in ("1.1", "1.2"):
        await house.says("alice", f"milestone later {ref} 2026-11-26")

    await house.passes(days=4)

    assert [len(section.buttons) for section in house.postbox.to("alice")[0].sections[:2]] == [5, 5]


async def test_a_put_off_check_in_moves_with_its_owner(house: House) -> None:
    await with_a_milestone(house, by="2026-11-24 12:00")
    await house.says("alice", "milestone later 1.1 2026-11-26")

    moved = await house.reads("alice", "next", zone="Asia/Tokyo")

    assert "1.1 Draft: Thu 26 November 2026, 09:00 (Asia/Tokyo)" in moved


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
    one_hand = Policy(few=4, hands=1)
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
    eager = Policy(quick=timedelta(minutes=1))
    deliverer = Deliverer(database=house.database, outgoing={Lane("test"): platform}, clock=house.clock, policy=eager)
    house.clock.advance(timedelta(seconds=6))
    await deliverer.send_due()
    assert len(platform.messages) == people
    return most


@pytest.mark.slow
async def test_where_nobody_can_look_few_are_under_way_at_once(house: House) -> None:
    """What is under way when the process dies would be repeated there, so it stays as little as promised."""
    policy = Policy()

    assert await in_hand(house, 40, blind=True) <= policy.few * policy.batches


@pytest.mark.slow
async def test_where_repeats_are_noticed_batches_grow(house: House) -> None:
    assert await in_hand(house, 120, blind=False) > Policy().few * Policy().batches


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
