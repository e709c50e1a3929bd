"""Nudges on Discord: once, whatever happens on the way, and with a reason when they cannot arrive."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages import Address, Button, Reply, Section, Tone
from bot.outgoing import NotSent, Uncertain, Undeliverable
from tests.adapters.discord.conftest import Stage, message

if TYPE_CHECKING:
    from adapters.discord import Discord
    from tests.peers.discord import Person

NUDGE = Reply(
    "Milestone 1.1 is due: Draft the schema",
    (Section("How does it stand?", buttons=(Button("Done", "milestone done 1.1"),)),),
    tone=Tone.attention,
)
KEY = "0123456789abcdef01234567"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def at(person: Person) -> Address:
    return Address("discord", "", person.id)


async def test_a_nudge_arrives_with_its_key_and_its_buttons(stage: Stage, milepost: Discord) -> None:
    """And the receipt says where."""
    receipt = await milepost.send(at(stage.alice), NUDGE, KEY)

    nudge = await stage.alice.next_message()
    assert receipt == f"{stage.alice.dm.id}:{nudge.id}"
    assert nudge.nonce == KEY
    assert nudge.plain == "🔔 Milestone 1.1 is due: Draft the schema\nHow does it stand?"
    assert nudge.buttons == ["Done"]


async def test_a_message_to_a_channel_is_posted_there(stage: Stage, milepost: Discord) -> None:
    """Once for each key; where Milepost may not write, the person is told why not."""
    server = stage.peer.guild("Team", members=[stage.alice])
    closed = server.channel("closed")
    closed.bot_may_write = False
    there = Address("discord", server.id, server.general.id)
    receipts = [await milepost.send(there, NUDGE, KEY) for _ in range(2)]

    assert len(set(receipts)) == 1
    assert receipts[0].startswith(f"{server.general.id}:")
    assert await milepost.find(there, KEY, LONG_AGO) == receipts[0]
    assert len(stage.alice.messages_in(server.general)) == 1
    with pytest.raises(Undeliverable, match="may not write in that channel"):
        await milepost.send(Address("discord", server.id, closed.id), NUDGE, KEY)


async def test_a_message_in_a_channel_is_changed_in_its_place(stage: Stage, milepost: Discord) -> None:
    """One that somebody deleted is no fault: there is nothing left to put right."""
    server = stage.peer.guild("Team", members=[stage.alice])
    there = Address("discord", server.id, server.general.id)
    receipt = await milepost.send(there, NUDGE, KEY)
    await milepost.change(there, Reply("Reopened: Draft the schema"), receipt)
    await milepost.change(there, Reply("Again"), f"{server.general.id}:987654321")

    [changed] = stage.alice.messages_in(server.general)
    assert changed.plain == "Reopened: Draft the schema"
    assert changed.buttons == []


async def test_a_channel_that_is_gone_gets_nothing_and_that_is_said(stage: Stage, milepost: Discord) -> None:
    """It never comes back: to try again for a week would only hide it."""
    server = stage.peer.guild("Team", members=[stage.alice])

    with pytest.raises(Undeliverable, match="gone"):
        await milepost.send(Address("discord", server.id, "987654321"), NUDGE, KEY)


async def test_a_nudge_is_answered_with_one_tap(stage: Stage, milepost: Discord) -> None:
    """The nudge itself becomes the answer; a second tap changes nothing."""
    await stage.alice.uses("goal new", {"goal": "Ship it"})
    await stage.alice.uses("goal milestone add", {"goal": "1", "title": "Draft the schema"})
    await milepost.send(at(stage.alice), NUDGE, KEY)
    nudge = await stage.alice.next_message()
    button = dict(nudge.components[1])

    done = message(await nudge.tap("Done"))
    read = done.plain
    nudge.post.body = nudge.post.earlier[0]
    again = message(await nudge.tap("Done"))

    assert button["custom_id"] == "milestone done 1.1"
    assert done.id == nudge.id
    assert "Milestone 1.1 is done" in read
    assert "is done" in again.plain


async def test_the_same_key_is_the_same_message(stage: Stage, milepost: Discord) -> None:
    """However often it is tried."""
    first = await milepost.send(at(stage.alice), NUDGE, KEY)
    second = await milepost.send(at(stage.alice), NUDGE, KEY)

    assert first == second
    assert len(stage.alice.dm_messages) == 1


async def test_an_error_after_the_message_was_taken_makes_no_second_one(stage: Stage, milepost: Discord) -> None:
    """The library tries again by itself, with the key."""
    stage.peer.fail("POST", "/channels/*/messages", status=500, accepted=True)

    await milepost.send(at(stage.alice), NUDGE, KEY)

    assert len(stage.alice.dm_messages) == 1


async def test_a_lost_answer_is_uncertain_and_the_message_is_found(stage: Stage, milepost: Discord) -> None:
    """By its key, also when Discord has forgotten the nonce."""
    stage.peer.drop("POST", "/channels/*/messages", accepted=True)

    with pytest.raises(Uncertain):
        await milepost.send(at(stage.alice), NUDGE, KEY)
    [nudge] = stage.alice.dm_messages
    nudge.post.nonce = None
    found = await milepost.find(at(stage.alice), KEY, LONG_AGO)
    other = await milepost.find(at(stage.alice), "another key", LONG_AGO)

    assert found == f"{stage.alice.dm.id}:{nudge.id}"
    assert other is None


async def test_a_garbled_answer_is_uncertain(stage: Stage, milepost: Discord) -> None:
    """Half an answer says nothing about the message."""
    stage.peer.garble("POST", "/channels/*/messages")

    with pytest.raises(Uncertain):
        await milepost.send(at(stage.alice), NUDGE, KEY)


async def test_no_answer_at_all_is_uncertain(stage: Stage) -> None:
    """A hanging Discord does not hold up the others for long."""
    stage.peer.hang("POST", "/channels/*/messages", seconds=1.5)

    async with stage.running(timeout_seconds=0.5) as milepost:
        with pytest.raises(Uncertain):
            await milepost.send(at(stage.alice), NUDGE, KEY)


async def test_what_fails_before_the_message_leaves_is_certain(stage: Stage) -> None:
    """Then it can simply be tried again."""
    stage.peer.hang("POST", "/users/@me/channels", seconds=1.5)

    async with stage.running(timeout_seconds=0.5) as milepost:
        with pytest.raises(NotSent):
            await milepost.send(at(stage.alice), NUDGE, KEY)


async def test_a_pause_that_discord_asks_for_is_kept(stage: Stage, milepost: Discord) -> None:
    """A short one by the library, a long one by the outbox."""
    stage.peer.fail("POST", "/channels/*/messages", retry_after=0.3)
    await milepost.send(at(stage.alice), NUDGE, KEY)
    stage.peer.fail("POST", "/channels/*/messages", retry_after=90)

    with pytest.raises(NotSent) as limited:
        await milepost.send(at(stage.alice), NUDGE, "another key")

    assert limited.value.retry_after == timedelta(seconds=90)
    assert len(stage.alice.dm_messages) == 1


async def test_closed_dms_are_a_reason_in_words(stage: Stage, milepost: Discord) -> None:
    """It is said to the person at their next command."""
    stage.alice.closes_dms()

    with pytest.raises(Undeliverable, match="Discord settings"):
        await milepost.send(at(stage.alice), NUDGE, KEY)
    stage.alice.opens_dms()
    stage.alice.removes_app()
    with pytest.raises(Undeliverable, match="no server"):
        await milepost.send(at(stage.alice), NUDGE, KEY)


@pytest.mark.parametrize("nobody", ["1", "not a number"])
async def test_nobody_gets_nothing(milepost: Discord, nobody: str) -> None:
    """An unknown account is no reason to try again."""
    with pytest.raises(Undeliverable):
        await milepost.send(Address("discord", "", nobody), NUDGE, KEY)
    with pytest.raises((NotSent, Undeliverable)):
        await milepost.find(Address("discord", "", nobody), KEY, LONG_AGO)


async def test_without_a_connection_nothing_is_sent(stage: Stage) -> None:
    """Milepost that is not logged in says so, and the nudge waits."""
    milepost = stage.milepost()

    with pytest.raises(NotSent):
        await milepost.send(at(stage.alice), NUDGE, KEY)
    with pytest.raises(NotSent):
        await milepost.find(at(stage.alice), KEY, LONG_AGO)


async def test_many_nudges_keep_discords_pace(stage: Stage, milepost: Discord) -> None:
    """Twenty-five a second, so that commands get through beside them."""
    people = [stage.peer.user(f"person{n}") for n in range(30)]

    for person in people:
        await milepost.send(at(person), NUDGE, KEY)

    times = [call.at for call in stage.peer.calls("POST", "/channels/*/messages")]
    assert times[-1] - times[0] >= 29 / 25 - 0.05
    assert stage.peer.too_many_requests == 0


@pytest.mark.slow
async def test_opening_many_conversations_keeps_discords_pace_too(stage: Stage, milepost: Discord) -> None:
    """Each is a request beside the message; together they stay under fifty a second, with room for commands."""
    people = [stage.peer.user(f"person{n}") for n in range(45)]

    await asyncio.gather(*(milepost.send(at(person), NUDGE, f"{n}") for n, person in enumerate(people)))

    ours = sorted(
        call.at
        for pattern in ("/channels/*/messages", "/users/@me/channels")
        for call in stage.peer.calls("POST", pattern)
    )
    most = max(sum(start <= one < start + 1 for one in ours) for start in ours)
    assert stage.peer.too_many_requests == 0
    assert most < 50
