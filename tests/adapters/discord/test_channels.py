"""In a server's channel: where something is said, who reads the answer, and who is meant."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from adapters.discord.declarations import slashes
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.line.grammar import parse
from tests.adapters.discord.conftest import Stage, message, modal
from tests.adapters.room import SLOW_SECONDS, odd_commands

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.discord import Person
    from tests.peers.discord.world import Channel


@pytest.fixture
async def odd(stage: Stage) -> AsyncIterator[Stage]:
    """A Milepost that can share."""
    stage.dispatcher = Dispatcher(database=stage.database, commands=odd_commands(), clock=Clock())
    async with stage.running():
        await stage.peer.commands_synced()
        yield stage


@pytest.fixture
def bob(odd: Stage) -> Person:
    return odd.peer.user("bob")


@pytest.fixture
def general(odd: Stage, bob: Person) -> Channel:
    return odd.peer.guild("Team", members=[odd.alice, bob]).general


def titles(person: Person, where: Channel) -> list[str]:
    return [seen.plain.splitlines()[0] for seen in person.messages_in(where)]


async def test_a_request_knows_its_channel_however_it_is_made(odd: Stage, general: Channel) -> None:
    """Typed, tapped, filled in; and that a direct message is none."""
    typed = message(await odd.alice.uses("goal where", where=general))
    tapped = message(await typed.tap("Where"))
    form = modal(await typed.tap("Form"))
    filled = message(await form.submit({"Words": "x"}))
    here = message(await odd.alice.uses("goal where"))
    await odd.alice.says("where")
    said = await odd.alice.next_message()

    assert general.guild is not None
    there = f"Said discord/{general.guild.id}/{general.id}"
    assert {one.plain.splitlines()[0] for one in (typed, tapped, filled)} == {there}
    assert {one.plain.splitlines()[0] for one in (here, said)} == {"Said in private"}


async def test_what_is_offered_depends_on_the_channel(odd: Stage, general: Channel) -> None:
    """An option that completes knows where it is filled in."""
    await odd.alice.uses("goal pick", {"spot": "x"}, where=general)
    there = await odd.alice.completes("goal pick", {"spot": ""}, where=general)
    here = await odd.alice.completes("goal pick", {"spot": ""})

    assert [[choice.value for choice in offered] for offered in (there, here)] == [[general.id], ["private"]]


async def test_a_public_answer_stands_in_the_channel(odd: Stage, bob: Person, general: Channel) -> None:
    own = message(await odd.alice.uses("goal share", where=general))
    await bob.reads("Alice shares", where=general)

    assert (own.plain, own.ephemeral) == ("Posted.", True)
    assert titles(bob, general) == ["Alice shares"]
    assert "time zone" not in bob.messages_in(general)[0].plain


async def test_a_tap_in_a_private_message_shares_and_leaves_a_short_word(
    odd: Stage, bob: Person, general: Channel
) -> None:
    offered = message(await odd.alice.uses("goal offer", where=general))
    await offered.tap("Share it")
    await bob.reads("Alice shares", where=general)
    await odd.alice.reads("Posted.", where=general)

    assert titles(bob, general) == ["Alice shares"]
    assert (offered.plain, offered.buttons) == ("Posted.", [])


async def test_what_everybody_sees_is_never_replaced_by_what_is_for_one(
    odd: Stage, bob: Person, general: Channel
) -> None:
    """Not even for the one who shared it; but what is for everybody may take its place."""
    await odd.alice.uses("goal share", where=general)
    await bob.reads("Alice shares", where=general)
    for person in (bob, odd.alice):
        shared = next(seen for seen in person.messages_in(general) if not seen.ephemeral)
        own = message(await shared.tap("Mine"))
        assert (own.plain.splitlines()[0], own.ephemeral) == ("Your own", True)
    await next(seen for seen in bob.messages_in(general) if not seen.ephemeral).tap("Ours")

    assert titles(bob, general) == ["Ours since Bob", "Your own"]


async def test_what_replaces_a_private_message_does_so_in_a_channel_too(odd: Stage, general: Channel) -> None:
    offered = message(await odd.alice.uses("goal offer", where=general))
    taken = message(await offered.tap("Take over"))

    assert (taken.id, taken.plain) == (offered.id, "Your own")


async def test_a_public_answer_in_a_direct_message_is_just_the_answer(odd: Stage) -> None:
    typed = message(await odd.alice.uses("goal share"))
    await odd.alice.says("share")
    said = await odd.alice.next_message()

    assert [typed.plain.splitlines()[0], said.plain.splitlines()[0]] == ["Alice shares", "Alice shares"]


async def test_a_mention_finds_somebody_who_never_spoke(odd: Stage, bob: Person, general: Channel) -> None:
    """Picked from Discord's list in a command or a form, or written."""
    await odd.alice.uses("goal where", where=general)
    picked = message(await odd.alice.uses("goal greet", {"who": bob}, where=general))
    form = modal(await picked.tap("Form"))
    filled = message(await form.submit({"Who": bob}))
    await odd.alice.says(f"greet <@{bob.id}>")
    written = await odd.alice.next_message()

    assert {one.plain for one in (picked, filled, written)} == {"Hello Bob, number 2"}


async def test_who_is_nobody_cannot_be_named(odd: Stage, bob: Person, general: Channel) -> None:
    """A bot, an id that nobody has, a name that could be anybody's in another server."""
    await bob.uses("goal where", where=general)
    told = []
    bot = message(await odd.alice.uses("goal greet", {"who": odd.peer.stage.world.bot}, where=general)).plain
    for words in ("@123456789012345678", "Bob"):
        await odd.alice.says(f"greet {words}")
        told.append((await odd.alice.next_message()).plain)

    assert "is an app, or has left" in bot
    assert all("I know nobody here called" in words for words in told)


async def test_a_mention_among_other_words_reads_as_a_name(odd: Stage, bob: Person, general: Channel) -> None:
    await bob.uses("goal where", where=general)

    said = message(await odd.alice.uses("goal where", {"words": f"Ask <@{bob.id}> & <@!{bob.id}>"}, where=general))

    assert "Ask @Bob & @Bob" in said.plain.replace("\u200b", "")
    assert said.live_tokens == []


async def test_a_member_is_found_by_a_mention_in_a_text(odd: Stage, bob: Person, general: Channel) -> None:
    """Whoever never spoke and is in this server; nobody else, wherever they are."""
    stranger = odd.peer.user("stranger")
    elsewhere = odd.peer.guild("Elsewhere", members=[odd.alice], bot=False).general
    meant = f"<@{bob.id}> and <@{stranger.id}>"

    there = message(await odd.alice.uses("goal where", {"words": meant}, where=general))
    other = message(await odd.alice.uses("goal where", {"words": meant}, where=elsewhere))

    assert f"@Bob and @{stranger.id}" in there.plain.replace("\u200b", "")
    assert f"@{bob.id} and @{stranger.id}" in other.plain.replace("\u200b", "")


@pytest.mark.slow
async def test_long_work_says_so_and_then_the_answer_takes_its_place(odd: Stage, general: Channel) -> None:
    asking = asyncio.create_task(odd.alice.uses("goal slow", where=general))
    await asyncio.sleep(SLOW_SECONDS / 2)
    meanwhile = [seen.thinking for seen in odd.alice.messages_in(general)]
    done = message(await asking)
    await asyncio.sleep(0.2)

    assert meanwhile == [True]
    assert "Done at last" in done.plain
    assert len(odd.alice.messages_in(general)) == 1


async def test_a_fault_is_owned_up_to_in_private_and_the_next_command_is_answered(
    odd: Stage, bob: Person, general: Channel
) -> None:
    fault = message(await odd.alice.uses("goal crash", where=general))
    next_one = message(await odd.alice.uses("goal where", where=general))

    assert "Something went wrong on my side" in fault.plain
    assert "ZeroDivisionError" not in fault.plain
    assert "Said" in next_one.plain
    assert titles(bob, general) == []


FOR_EVERYBODY = frozenset({"post"})
"""Commands whose answer is meant for the channel."""


@pytest.mark.slow
async def test_personal_answers_are_private_whatever_the_command(live: Stage) -> None:
    """Every command there is, in a channel: nobody else sees the answer."""
    bob = live.peer.user("bob")
    general = live.peer.guild("Team", members=[live.alice, bob]).general
    await live.alice.uses("goal new", {"goal": "Ship it by Friday"})
    await live.alice.uses("goal milestone add", {"goal": "1", "title": "Draft the schema"})

    for one in (c for c in live.dispatcher.commands if c.path not in FOR_EVERYBODY):
        values = dict(parse(one.examples[0], live.dispatcher.commands).values)
        seen = await live.alice.uses(slashes(live.dispatcher.commands).typed[one.path], values, where=general)
        assert message(seen).ephemeral, one.path

    assert titles(bob, general) == []
