"""A person's whole way with Milepost in Slack, by Socket Mode and over HTTP."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.messages import Button, Reply, Section
from tests.adapters.slack.ways import both_ways, hurried, stalled
from tests.peers.slack import payloads
from tests.peers.slack.delivery import Delivery

if TYPE_CHECKING:
    from bot.storage.database import Database
    from tests.adapters.slack.conftest import Milepost
    from tests.peers.slack import Person, SlackPeer


IN_TIME = 2.0
"""Seconds in which an acknowledgement must come on a busy machine; Slack gives up after three."""


@both_ways
async def test_a_command_is_answered_to_the_person_alone(peer: SlackPeer, alice: Person) -> None:
    answer = await alice.types("/goal new Ship the billing API by: 2027-03-31")

    assert "Goal 1 is set: Ship the billing API" in answer.plain
    assert answer.ephemeral
    assert peer.refused == []
    assert peer.troubles == []


FOR_EVERYBODY = frozenset({"post"})
"""Commands whose answer is meant for the channel."""


async def test_personal_answers_are_private_whatever_the_command(
    peer: SlackPeer, alice: Person, milepost: Milepost
) -> None:
    """Every command there is, in a channel: nobody else sees the answer."""
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])
    await alice.types("/goal new Ship it by Friday", general)
    await alice.types("/goal milestone add 1 Draft the schema", general)

    for one in (c for c in milepost.dispatcher.commands if c.path not in FOR_EVERYBODY):
        assert (await alice.types(f"/goal {one.examples[0]}", general)).ephemeral, one.path

    assert bob.messages(general) == []


@both_ways
async def test_a_goal_of_a_channels_team_is_added_to_by_everybody_there(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    support = peer.channel("C_SUPPORT", name="support", members=[alice, bob])
    refused = await alice.types("/goal new Resolve 200 tickets by: 2031-03-31 for: team")
    told = await alice.types("/goal new Resolve 200 tickets by: 2031-03-31 for: team", support)
    await told.tap("Tell the channel").perform()
    posted = await bob.sees("Team: Resolve 200 tickets")

    form = await posted.tap("Check in").form()
    added = await form.submit({"What you add": "12"})

    assert "I don’t see which team you mean" in refused.plain
    assert added.ephemeral
    assert "12 tickets more" in added.plain
    assert "What each has added" in added.plain
    assert "Team: Resolve 200 tickets" in (await bob.types("/goal list", support)).plain


@both_ways
async def test_a_goal_goes_all_the_way_from_set_to_done_to_undone(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship the billing API by: 2027-03-31")
    await alice.types("/goal milestone add 1 Draft the schema by: in 3 days")
    goals = await alice.types("/goal list")
    shown = await goals.choose("1 Ship the billing API")
    done = await shown.tap("Done: 1.1")

    assert "Milestone 1.1 is done: Draft the schema" in done.plain
    assert done.post is shown.post

    undone = await done.tap("Undo")

    assert "Taken back" in undone.plain
    assert undone.post is shown.post
    assert peer.refused == []


@both_ways
async def test_unknown_words_get_the_nearest_command(alice: Person) -> None:
    answer = await alice.types("/goal mileston ad 1 x")

    assert answer.plain.startswith("✕ I don't know")


@both_ways
async def test_a_redelivered_command_takes_effect_once(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship it")
    await peer.redeliver()
    await peer.redeliver()
    await alice.hears_nothing()

    assert "1 goal" in (await alice.types("/goal list")).plain.splitlines()[0]


async def test_a_second_tap_is_harmless(alice: Person) -> None:
    await alice.types("/goal new Ship it")
    shown = await alice.types("/goal show 1")
    first = await shown.tap("Goal reached")
    again = await shown.tap("Goal reached", stale=True)

    assert "Goal 1 is reached: Ship it" in first.plain
    assert again.plain == first.plain


async def test_the_zone_comes_from_the_profile_and_follows_it(peer: SlackPeer, alice: Person) -> None:
    assert "Europe/Lisbon" in (await alice.types("/goal settings")).plain

    await alice.moves_to("Pacific/Auckland")
    async with asyncio.timeout(5):
        while "Pacific/Auckland" not in (await alice.types("/goal settings")).plain:  # noqa: ASYNC110 - nothing tells when it was noticed
            await asyncio.sleep(0.05)

    assert len(peer.calls("users.info")) == 1


async def test_without_a_profile_milepost_goes_on_and_asks_for_the_zone(peer: SlackPeer, alice: Person) -> None:
    peer.fail("users.info", error="missing_scope", times=100)
    answer = await alice.types("/goal new Ship it")

    assert "Goal 1 is set" in answer.plain
    assert "Set my time zone" in answer.buttons


@pytest.mark.slow
async def test_a_slow_profile_holds_up_no_acknowledgement(peer: SlackPeer, alice: Person) -> None:
    peer.fail("users.info", hang=30.0)
    await alice.types("/goal new Ship it")

    assert "Goal 1 is set" in (await alice.sees("Goal 1 is set")).plain
    assert max(ack.seconds for ack in peer.postman.acks) < IN_TIME


async def test_an_app_that_is_named_for_a_part_is_called_by_its_name(alice: Person) -> None:
    await alice.types("/goal new Ship it")
    answer = await alice.types("/goal share 1 with: @milepost")

    assert "“Milepost” is an app" in answer.plain
    assert "Name a person, for example: @ben" in answer.plain


async def test_an_unknown_button_is_answered_with_help(alice: Person, milepost: Milepost) -> None:
    odd = Reply("An old message", (Section(buttons=(Button("Odd", "frobnicate everything"),)),))
    await milepost.surface.send(milepost.address(alice), odd, "k1")
    answer = await alice.dm[-1].tap("Odd")

    assert "I don't know" in answer.plain


async def test_a_nudge_replaced_by_its_tap_stays_where_it_was(alice: Person, milepost: Milepost) -> None:
    await alice.types("/goal new Ship it")
    nudge = Reply("Goal 1 is due: Ship it", (Section(buttons=(Button("Done", "done 1", "primary"),)),))
    await milepost.surface.send(milepost.address(alice), nudge, "k1")
    done = await alice.dm[-1].tap("Done")

    assert "Goal 1 is reached: Ship it" in done.plain
    assert (done.ephemeral, len(done.edits)) == (False, 1)


@hurried
async def test_a_closed_response_url_is_answered_by_direct_message(peer: SlackPeer, alice: Person) -> None:
    peer.fail("response_url", status=404)
    general = peer.channel("C_GENERAL", name="general", members=[alice])
    await alice.types("/goal new Ship it", general).perform()
    answer = await alice.sees("Goal 1 is set: Ship it")

    assert answer.post.channel == "D_ALICE"


@hurried
async def test_a_response_url_elsewhere_is_never_called(peer: SlackPeer, alice: Person) -> None:
    visits: list[object] = []
    trap = await asyncio.start_server(lambda *visit: visits.append(visit), "127.0.0.1", 0)
    async with trap:
        body = payloads.command(
            peer.service, peer.service.act(peer.home, alice.id, peer.home.dm(alice.id).id), "/goal new Ship it"
        )
        body["response_url"] = f"http://127.0.0.1:{trap.sockets[0].getsockname()[1]}/commands/T1/x"
        await peer.postman.send(Delivery("slash_commands", body))
        answer = await alice.sees("Goal 1 is set: Ship it")

    assert visits == []
    assert not answer.ephemeral


@both_ways
async def test_fifty_commands_at_once_are_all_acknowledged_quickly(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship it")
    await asyncio.gather(*(alice.types("/goal list").perform() for _ in range(50)))

    assert all(ack.ok for ack in peer.postman.acks)
    assert max(ack.seconds for ack in peer.postman.acks) < IN_TIME


@both_ways
async def test_nobody_is_pinged_by_what_people_type(peer: SlackPeer, alice: Person) -> None:
    for words in ("<!channel>", "@everyone <@U_ALICE>", "<https://evil.example|nice> https://evil.example", "*b*"):
        await alice.types(f"/goal new {words}")
        await alice.says(f"new {words}")
    await alice.types("/goal list")

    assert [token for token in peer.live_tokens if token.kind != "date"] == []


async def test_someone_elses_goal_number_is_not_found(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal new Ship it")
    bob = peer.user("U_BOB", name="Bob")

    assert "Ship it" not in (await bob.types("/goal show 1")).plain


async def test_a_dropped_socket_comes_back(peer: SlackPeer, alice: Person) -> None:
    await peer.ask_to_reconnect()
    await peer.connected(sockets=2)

    assert "No goals" in (await alice.types("/goal list")).plain


async def test_ten_thousand_characters_get_a_clear_answer(alice: Person) -> None:
    answer = await alice.types("/goal new " + "x" * 10_000)

    assert answer.plain.startswith("✕ That is 10,0")


async def test_a_stalled_database_holds_up_no_acknowledgement(
    peer: SlackPeer, alice: Person, database: Database
) -> None:
    async with stalled(database):
        await asyncio.gather(*(alice.types("/goal list").perform() for _ in range(50)))

    assert max(ack.seconds for ack in peer.postman.acks) < IN_TIME


async def test_somebody_who_never_spoke_is_picked_to_be_asked(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    await alice.types("/goal new Ship the billing API")
    shown = await alice.types("/goal share 1")

    form = await shown.tap("Ask somebody").form()
    asked = await form.submit({"With whom": bob.id})

    assert form.required == ("Goal", "With whom")
    assert "I ask Bob to be a witness of goal 1" in asked.plain
