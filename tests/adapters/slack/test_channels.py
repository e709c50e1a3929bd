"""In a channel: where something is said, who reads the answer, and who is meant."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.slack.manifest import manifest
from bot.clock import Clock
from bot.dispatch import Dispatcher
from tests.adapters.room import SLOW_SECONDS, odd_commands
from tests.adapters.slack.conftest import MODES

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.peers.slack import Person, SlackPeer
    from tests.peers.slack.workspace import Channel


pytestmark = pytest.mark.parametrize("mode", MODES, indirect=True)


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """A Milepost that can share."""
    return Dispatcher(database=database, commands=odd_commands(), clock=Clock())


@pytest.fixture
def bob(peer: SlackPeer) -> Person:
    return peer.user("U_BOB", name="Bob")


@pytest.fixture
def general(peer: SlackPeer, alice: Person, bob: Person) -> Channel:
    return peer.channel("C_GENERAL", name="general", members=[alice, bob], bot=False)


def titles(person: Person, channel: Channel) -> list[str]:
    return [message.plain.splitlines()[0] for message in person.messages(channel)]


async def test_a_request_knows_its_channel_however_it_is_made(alice: Person, general: Channel) -> None:
    """Typed, tapped, filled in; and that a direct message is none."""
    typed = await alice.types("/goal where", general)
    tapped = await typed.tap("Where")
    form = await typed.tap("Form").form()
    filled = await form.submit({form.fields[0]: "x"})

    assert {one.plain.splitlines()[0] for one in (typed, tapped, filled)} == {"Said slack/T_ACME/C_GENERAL"}
    for alone in (await alice.types("/goal where"), await alice.says("where"), await alice.dm[-1].tap("Where")):
        assert alone.plain.splitlines()[0] == "Said in private"


async def test_a_private_answer_is_for_the_person_alone(alice: Person, bob: Person, general: Channel) -> None:
    answer = await alice.types("/goal offer", general)

    assert answer.ephemeral
    assert titles(bob, general) == []


async def test_a_public_answer_stands_in_the_channel(alice: Person, bob: Person, general: Channel) -> None:
    """Though Milepost is no member of it."""
    await alice.types("/goal share", general)

    assert titles(bob, general) == ["Alice shares"]
    assert titles(alice, general) == ["Alice shares"]


async def test_a_tap_in_a_private_message_shares_and_leaves_a_short_word(
    alice: Person, bob: Person, general: Channel
) -> None:
    offered = await alice.types("/goal offer", general)
    await offered.tap("Share it")
    posted = await alice.sees("Posted.")

    assert titles(bob, general) == ["Alice shares"]
    assert titles(alice, general) == ["Posted.", "Alice shares"]
    assert posted.post is offered.post
    assert posted.buttons == ()


async def test_what_everybody_sees_is_never_replaced_by_what_is_for_one(
    alice: Person, bob: Person, general: Channel
) -> None:
    """Not even for the one who shared it; but what is for everybody may take its place."""
    await alice.types("/goal share", general)
    for person in (bob, alice):
        own = await person.messages(general)[0].tap("Mine")
        assert (own.plain, own.ephemeral) == ("Your own", True)
    await bob.messages(general)[0].tap("Ours")

    assert titles(alice, general)[0] == "Ours since Bob"
    assert len(titles(bob, general)) == 2


async def test_what_replaces_a_private_message_does_so_in_a_channel_too(alice: Person, general: Channel) -> None:
    offered = await alice.types("/goal offer", general)
    taken = await offered.tap("Take over")

    assert taken.post is offered.post
    assert taken.plain == "Your own"


async def test_a_public_answer_in_a_direct_message_is_just_the_answer(alice: Person) -> None:
    typed = await alice.types("/goal share")
    said = await alice.says("share")

    assert [typed.plain.splitlines()[0], said.plain.splitlines()[0]] == ["Alice shares", "Alice shares"]


async def test_a_public_answer_whose_url_is_closed_is_posted_where_milepost_may(
    peer: SlackPeer, alice: Person, bob: Person
) -> None:
    team = peer.channel("C_TEAM", name="team", members=[alice, bob])
    away = peer.channel("C_AWAY", name="away", members=[alice, bob], bot=False)
    peer.fail("response_url", status=404, times=2)

    await alice.types("/goal share", team).perform()
    await bob.sees("Alice shares")
    await alice.types("/goal share", away).perform()
    told = await alice.next_message()
    while told.post.channel != "D_ALICE":
        told = await alice.next_message()

    assert titles(bob, team) == ["Alice shares"]
    assert titles(bob, away) == []
    assert told.plain.startswith("Alice shares")


async def test_a_mention_finds_somebody_who_never_spoke(peer: SlackPeer, alice: Person, bob: Person) -> None:
    """By their own name and zone; Slack hands on the id because the manifest asks it to."""
    assert manifest()["features"]["slash_commands"][0]["should_escape"] is True
    assert (await alice.types("/goal greet @bob")).plain.startswith("Hello Bob, number 2")
    assert (await alice.says("greet @bob")).plain.startswith("Hello Bob, number 2")
    assert (await alice.types("/goal greet bob")).plain.startswith("Hello Bob, number 2")
    assert "Said" in (await bob.types("/goal where Ask @alice in 5 minutes")).plain
    assert "Ask @Alice in 5 minutes" in bob.messages(peer.home.dm(bob.id))[-1].plain


async def test_who_is_nobody_cannot_be_named(peer: SlackPeer, alice: Person) -> None:
    peer.user("U_GONE", name="Gone", deleted=True)

    for words in ("@milepost", "@gone"):
        assert "is an app, or has left" in (await alice.types(f"/goal greet {words}")).plain
    for words in ("@U_NOBODY", "zoe"):
        assert "I know nobody here called" in (await alice.types(f"/goal greet {words}")).plain


async def test_a_person_is_picked_in_a_form(alice: Person, bob: Person) -> None:
    form = await alice.types("/goal greet").form()
    element = form.blocks[-1]["element"]
    greeted = await form.submit({"Who": bob.id})
    again = await greeted.tap("Form").form()

    assert element["type"] == "users_select"
    assert greeted.plain.startswith("Hello Bob, number 2")
    assert again.values["Who"] is None


async def test_what_was_typed_for_a_person_is_not_lost_in_the_form(alice: Person) -> None:
    wrong = await alice.types("/goal greet somebody")
    form = await wrong.tap("Correct it").form()

    assert form.values == {"Who": "somebody"}


@pytest.mark.slow
async def test_long_work_says_so_and_then_the_answer_takes_its_place(
    peer: SlackPeer, alice: Person, general: Channel
) -> None:
    note = await alice.types("/goal slow", general).note()
    noted = note.plain
    done = await alice.sees("Done at last")
    await asyncio.sleep(0.2)

    assert noted == "One moment, I am still at it"
    assert done.post is note.post
    assert titles(alice, general) == ["✓ Done at last"]
    assert max(ack.seconds for ack in peer.postman.acks) < SLOW_SECONDS


@pytest.mark.slow
async def test_long_work_asked_for_in_a_direct_message_says_so_too(alice: Person) -> None:
    note = await alice.says("slow").note()
    noted = note.plain
    done = await alice.sees("Done at last")

    assert noted == "One moment, I am still at it"
    assert done.post is note.post
    assert len(alice.dm) == 2


async def test_a_fault_is_owned_up_to_in_private_and_the_next_command_is_answered(
    peer: SlackPeer, alice: Person, bob: Person, general: Channel
) -> None:
    fault = await alice.types("/goal crash", general)
    next_one = await alice.types("/goal where", general)

    assert "Something went wrong on my side" in fault.plain
    assert "ZeroDivisionError" not in fault.plain
    assert "Said" in next_one.plain
    assert titles(bob, general) == []
    assert peer.troubles == []
