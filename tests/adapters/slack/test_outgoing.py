"""Nudges on their way: each thing that Slack can do to one has its own outcome."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from adapters.slack import Slack
from bot.messages import Address, Button, Reply, Section
from bot.outgoing import CannotTell, NotSent, Uncertain, Undeliverable
from bot.settings import Settings
from tests.peers.slack import DEFAULT_SCOPES

if TYPE_CHECKING:
    from bot.dispatch import Dispatcher
    from tests.adapters.slack.conftest import Milepost
    from tests.peers.slack import Person, SlackPeer

NUDGE = Reply("Milestone 1.1 is due: <!channel>", (Section(buttons=(Button("Done", "milestone done 1.1"),)),))
EARLIER = datetime.now(UTC) - timedelta(hours=1)

unanswered = pytest.mark.parametrize(
    "how",
    [
        {"status": 500},
        {"status": 503, "accepted": True},
        {"reset": True, "accepted": True},
        {"body": "{broken", "accepted": True},
        {"body": "[]"},
        {"error": "fatal_error"},
        {"error": "internal_error"},
    ],
    ids=str,
)


async def test_a_nudge_arrives_as_a_direct_message_with_its_key(
    milepost: Milepost, peer: SlackPeer, alice: Person
) -> None:
    sent = await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")
    [message] = alice.dm
    [call] = peer.calls("chat.postMessage")

    assert sent == f"{message.post.channel}:{message.post.ts}"
    assert message.plain == "Milestone 1.1 is due: <!channel>"
    assert message.post.metadata == {"event_type": "milepost_nudge", "event_payload": {"key": "n-1"}}
    assert {name: call.args[name] for name in ("parse", "unfurl_links", "unfurl_media", "mrkdwn")} == {
        "parse": "none",
        "unfurl_links": False,
        "unfurl_media": False,
        "mrkdwn": False,
    }
    assert peer.live_tokens == []


async def test_a_message_in_a_channel_is_changed_in_its_place(
    milepost: Milepost, peer: SlackPeer, alice: Person
) -> None:
    """One that somebody deleted is no fault: there is nothing left to put right."""
    team = peer.channel("C_TEAM", name="team", members=[alice])
    there = Address("slack", "T_ACME", "C_TEAM")
    sent = await milepost.surface.send(there, NUDGE, "n-1")
    await milepost.surface.change(there, Reply("Reopened: <!channel>"), sent)
    await milepost.surface.change(there, Reply("Again"), "C_TEAM:1.000001")

    assert [message.plain for message in alice.messages(team)] == ["Reopened: <!channel>"]
    assert peer.live_tokens == []


async def test_a_message_to_a_channel_is_posted_there(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    """Where Milepost was invited; elsewhere the person is told why not."""
    team = peer.channel("C_TEAM", name="team", members=[alice])
    peer.channel("C_AWAY", name="away", members=[alice], bot=False)
    sent = await milepost.surface.send(Address("slack", "T_ACME", "C_TEAM"), NUDGE, "n-1")

    assert sent.startswith("C_TEAM:")
    assert [message.plain for message in alice.messages(team)] == ["Milestone 1.1 is due: <!channel>"]
    assert peer.calls("conversations.open") == []
    with pytest.raises(Undeliverable, match="not in the channel"):
        await milepost.surface.send(Address("slack", "T_ACME", "C_AWAY"), NUDGE, "n-2")
    with pytest.raises(CannotTell):
        await milepost.surface.find(Address("slack", "T_ACME", "C_TEAM"), "n-1", EARLIER)


async def test_the_conversation_is_opened_once(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    for key in ("n-1", "n-2", "n-3"):
        await milepost.surface.send(milepost.address(alice), NUDGE, key)

    assert len(peer.calls("conversations.open")) == 1


async def test_too_many_requests_is_not_sent_and_says_how_long_to_wait(
    milepost: Milepost, peer: SlackPeer, alice: Person
) -> None:
    peer.fail("chat.postMessage", status=429, retry_after=7)
    with pytest.raises(NotSent) as outcome:
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")

    assert outcome.value.retry_after == timedelta(seconds=7)
    assert len(peer.calls("chat.postMessage")) == 1


@unanswered
async def test_a_lost_answer_leaves_doubt(
    milepost: Milepost, peer: SlackPeer, alice: Person, how: dict[str, Any]
) -> None:
    peer.fail("chat.postMessage", **how)
    with pytest.raises(Uncertain):
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")

    assert len(peer.calls("chat.postMessage")) == 1


@unanswered
async def test_a_lost_answer_before_the_message_itself_leaves_none(
    milepost: Milepost, peer: SlackPeer, alice: Person, how: dict[str, Any]
) -> None:
    peer.fail("conversations.open", **how)
    with pytest.raises(NotSent):
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")


@pytest.mark.slow
async def test_no_answer_within_ten_seconds_leaves_doubt(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    peer.fail("chat.postMessage", hang=30.0, accepted=True)
    with pytest.raises(Uncertain):
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/api/", "http://slack.invalid/api/"])
async def test_slack_that_cannot_be_reached_got_nothing(dispatcher: Dispatcher, address: str) -> None:
    known: dict[str, Any] = {"slack_bot_token": "xoxb-1", "slack_signing_secret": "s", "slack_api_url": address}
    surface = Slack(Settings(_env_file=None, **known), dispatcher)
    with pytest.raises(NotSent):
        await surface.send(Address("slack", "T1", "U1"), NUDGE, "n-1")
    await surface.close()


@pytest.mark.parametrize(
    "error", ["user_not_found", "user_disabled", "cannot_dm_bot", "channel_not_found", "is_archived", "not_in_channel"]
)
async def test_what_will_never_arrive_is_undeliverable_in_words(
    milepost: Milepost, peer: SlackPeer, alice: Person, error: str
) -> None:
    peer.fail("chat.postMessage", error=error)
    with pytest.raises(Undeliverable) as outcome:
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")

    assert error not in outcome.value.reason
    assert len(outcome.value.reason.split()) > 3


async def test_people_who_left_and_bots_are_undeliverable(milepost: Milepost, peer: SlackPeer) -> None:
    gone = peer.user("U_GONE", name="Gone", deleted=True)
    robot = peer.user("U_ROBOT", name="Robot", is_bot=True)
    for person in (gone, robot):
        with pytest.raises(Undeliverable):
            await milepost.surface.send(milepost.address(person), NUDGE, "n-1")
    with pytest.raises(Undeliverable):
        await milepost.surface.send(Address("slack", "T_ACME", "U_NOBODY"), NUDGE, "n-1")


@pytest.mark.parametrize(
    "error", ["token_revoked", "invalid_auth", "account_inactive", "missing_scope", "brand_new_error"]
)
async def test_what_an_operator_can_mend_waits_and_is_not_lost(
    milepost: Milepost, peer: SlackPeer, alice: Person, error: str
) -> None:
    peer.fail("chat.postMessage", error=error)
    with pytest.raises(NotSent) as outcome:
        await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")

    assert outcome.value.retry_after is not None
    assert outcome.value.retry_after >= timedelta(minutes=10)

    await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")

    assert len(alice.dm) == 1


async def test_a_conversation_that_moved_is_opened_again(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")
    peer.fail("chat.postMessage", error="channel_not_found")
    await milepost.surface.send(milepost.address(alice), NUDGE, "n-2")

    assert len(peer.calls("conversations.open")) == 2
    assert len(alice.dm) == 2


async def test_blocks_that_slack_refuses_arrive_as_words(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    peer.fail("chat.postMessage", error="invalid_blocks")
    await milepost.surface.send(milepost.address(alice), NUDGE, "n-1")
    [message] = alice.dm

    assert "Milestone 1.1 is due" in message.plain
    assert message.live_tokens == []


async def test_a_message_that_arrived_after_all_is_found_by_its_key(
    milepost: Milepost, peer: SlackPeer, alice: Person
) -> None:
    to = milepost.address(alice)
    await milepost.surface.send(to, NUDGE, "n-0")
    peer.fail("chat.postMessage", reset=True, accepted=True)
    with pytest.raises(Uncertain):
        await milepost.surface.send(to, NUDGE, "n-1")

    assert await milepost.surface.find(to, "n-1", EARLIER) == f"{alice.dm[1].post.channel}:{alice.dm[1].post.ts}"
    assert await milepost.surface.find(to, "n-2", EARLIER) is None


@pytest.mark.parametrize("scopes", [DEFAULT_SCOPES - {"im:history"}])
async def test_where_looking_is_not_allowed_it_says_so(milepost: Milepost, alice: Person) -> None:
    to = milepost.address(alice)
    await milepost.surface.send(to, NUDGE, "n-1")

    with pytest.raises(CannotTell):
        await milepost.surface.find(to, "n-1", EARLIER)


@pytest.mark.parametrize("how", [{"status": 500}, {"reset": True}, {"body": "<html>"}, {"status": 429}], ids=str)
async def test_a_look_that_fails_is_for_later(
    milepost: Milepost, peer: SlackPeer, alice: Person, how: dict[str, Any]
) -> None:
    peer.fail("*", **how, times=9)

    with pytest.raises(NotSent):
        await milepost.surface.find(milepost.address(alice), "n-1", EARLIER)
