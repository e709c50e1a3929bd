"""Direct messages in Slack: a person's own words there are commands, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.adapters.slack.ways import both_ways
from tests.peers.slack import DEFAULT_SCOPES, payloads
from tests.surfaces import settled

if TYPE_CHECKING:
    from tests.peers.slack import Person, SlackPeer


@both_ways
async def test_a_direct_message_is_a_command(alice: Person) -> None:
    answer = await settled(await alice.says("new Ship “A & B” <today> by: 2027-03-31"))

    assert "Goal 1 is set: Ship “A & B” <today>" in answer.plain
    assert not answer.ephemeral


@both_ways
async def test_words_after_the_coachs_question_are_its_answer(alice: Person) -> None:
    await settled(await alice.says("new Learn Italian"))

    answer = await settled(await alice.says("so I can talk to my mother-in-law"))

    assert "Goal 1 is changed: Learn Italian well enough to talk to my mother-in-law" in answer.plain


async def test_a_direct_message_delivered_twice_is_answered_once(peer: SlackPeer, alice: Person) -> None:
    await alice.says("new Ship it")
    await peer.redeliver()

    await alice.hears_nothing()


@pytest.mark.parametrize(
    "odd", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}, {"text": ""}]
)
async def test_what_is_not_a_persons_own_fresh_words_is_left_alone(
    peer: SlackPeer, alice: Person, odd: dict[str, str]
) -> None:
    said = {
        "type": "message",
        "channel": "D_ALICE",
        "channel_type": "im",
        "user": alice.id,
        "text": "list",
        "ts": "1.0",
    }
    peer.postman.post(payloads.event(peer.service, peer.home, said | odd))

    await alice.hears_nothing()


@pytest.mark.parametrize("scopes", [DEFAULT_SCOPES, DEFAULT_SCOPES - {"im:history"}])
async def test_what_is_told_to_be_typed_can_be_typed_where_direct_messages_are_not_read(alice: Person) -> None:
    answer = await settled(await alice.types("/goal done 99"))

    assert "Type /goal list to see your goals." in answer.plain
