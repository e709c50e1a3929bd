"""The local Slack itself: an unmodified slack-bolt app lives with it, over its socket and over HTTP."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.peers.slack import DEFAULT_SCOPES, NotThereError, SilenceError, SlackPeer
from tests.peers.slack.delivery import Ack, Delivery
from tests.peers.slack.tiny_bot import bot_running, client_of, refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.peers.slack import Person


@pytest.fixture(params=["socket", "http"])
async def slack(request: pytest.FixtureRequest) -> AsyncIterator[SlackPeer]:
    """Run Slack with the tiny bot connected, once each way."""
    async with SlackPeer.started() as peer, bot_running(peer, request.param):
        yield peer


@pytest.fixture
def alice(slack: SlackPeer) -> Person:
    return slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")


async def test_a_command_is_answered_privately_and_a_tap_replaces_the_answer(
    slack: SlackPeer,
    alice: Person,
) -> None:
    answer = await alice.types("/goal Ship it")

    assert (answer.plain, answer.buttons, answer.ephemeral) == ("Ship it", ("Done", "Edit"), True)

    done = await answer.tap("Done")

    assert (done.plain, done.buttons) == ("Done.", ())
    assert done.post is answer.post
    assert [edit.text for edit in answer.edits] == ["Ship it"]
    assert slack.refused == []


async def test_a_menu_is_chosen_by_its_words(alice: Person) -> None:
    answer = await alice.types("/goal Ship it")

    assert answer.choices == ("Tomorrow", "Next week")
    assert (await answer.choose("Next week")).plain == "Moved by 7 days."


async def test_a_form_shows_its_error_beside_the_field_and_then_goes_through(alice: Person) -> None:
    form = await alice.types("/goal new").form()

    assert (form.title, form.fields, form.required) == ("New goal", ("Title", "Note", "By"), ("Title",))
    assert await form.submit({"Title": ""}).errors() == {"Title": "Please complete this required field."}
    assert await form.submit({"Title": "x"}).errors() == {"Title": "Too short to mean anything."}
    assert form.is_open

    answer = await form.submit({"Title": "Ship it", "By": "2027-03-31"})

    assert (answer.plain, answer.ephemeral, form.is_open) == ("Ship it is set.", False, False)
    assert alice.dm[-1].plain == "Ship it is set."


async def test_a_form_opens_from_a_button_pushes_another_and_closes(slack: SlackPeer, alice: Person) -> None:
    form = await (await alice.types("/goal Ship it")).tap("Edit").form()
    second = await form.submit({"Title": "more"}).form()

    assert second.fields == ("Why",)
    assert second.view.previous == form.view.id
    await second.close(everything=True)
    assert alice.modal is None
    assert slack.troubles == []


async def test_errors_for_a_block_that_is_not_there_are_a_shrug_to_the_person(
    slack: SlackPeer,
    alice: Person,
) -> None:
    form = await alice.types("/goal new").form()
    again = await form.submit({"Title": "wrong"}).form()

    assert again.trouble.startswith("We had some trouble")
    assert "nowhere" in slack.troubles[0]


async def test_words_reach_the_bot_escaped_and_are_answered(slack: SlackPeer, alice: Person) -> None:
    answer = await alice.says("me & @milepost <3 https://example.org")

    sent = slack.postman.sent[-1].payload["event"]["text"]
    assert sent == f"me &amp; <@{slack.home.bot_user}> &lt;3 <https://example.org>"
    assert answer.plain == "You said me & @milepost <3 https://example.org"
    assert [message.from_bot for message in alice.dm] == [False, True]


async def test_words_stay_unheard_without_the_scope() -> None:
    async with SlackPeer.started(scopes=DEFAULT_SCOPES - {"im:history"}) as slack, bot_running(slack, "socket"):
        alice = slack.user("U_ALICE", name="Alice")

        await alice.says("hello").silence(within=0.2)
        assert slack.postman.sent == []


async def test_the_home_tab_is_drawn_when_it_is_opened(alice: Person) -> None:
    home = await alice.opens_home()

    assert (home.plain, home.buttons) == ("Your goals", ("Done", "Edit"))
    assert (await home.tap("Edit").form()).fields == ("Title", "Note", "By")


async def test_a_shortcut_carries_the_message_it_was_used_on(slack: SlackPeer, alice: Person) -> None:
    said = await alice.says("learn to sail")

    assert (await alice.uses_shortcut("make_goal", said)).plain == "A goal of 'You said learn to sail'."
    assert slack.postman.sent[-1].payload["type"] == "message_action"


async def test_reaching_for_what_is_not_on_the_screen_is_an_error_of_the_test(alice: Person) -> None:
    answer = await alice.types("/goal Ship it")
    form = await alice.types("/goal new").form()

    with pytest.raises(NotThereError, match="Dome"):
        answer.tap("Dome")
    with pytest.raises(NotThereError, match="Titel"):
        form.submit({"Titel": "x"})
    alice.patience = 0.1
    with pytest.raises(SilenceError, match="what came was modal"):
        await alice.types("/goal new")


async def test_a_button_that_is_gone_can_still_be_tapped_from_an_old_screen(alice: Person) -> None:
    answer = await alice.types("/goal Ship it")
    first, second = await asyncio.gather(answer.tap("Done").message(), answer.tap("Done").message())
    third = await answer.tap("Done", stale=True)

    assert first.post is second.post is third.post


async def test_a_late_acknowledgement_of_a_command_is_told_to_the_person(slack: SlackPeer, alice: Person) -> None:
    slack.postman.ack_within = 0.1
    answer = await alice.types("/goal slowly")

    assert answer.plain == '/goal failed with the error "operation_timeout"'
    assert slack.troubles == ["operation_timeout"]
    assert len(slack.postman.sent) == 1


async def test_an_event_that_is_not_acknowledged_comes_again(slack: SlackPeer, alice: Person) -> None:
    slack.postman.ack_within = 0.05
    slack.postman.retry_after = (0.0, 0.01, 0.01)
    slack.postman.way = Deaf()
    await alice.says("slowly").silence(within=0.15)

    reasons = [(delivery.retry, delivery.reason) for delivery in slack.postman.sent]
    assert reasons == [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")]
    assert len({delivery.payload["event_id"] for delivery in slack.postman.sent}) == 1


class Deaf:
    """A way to the bot on which nothing is ever acknowledged."""

    async def deliver(self, delivery: Delivery, within: float) -> Ack:
        assert within < 3
        assert delivery.kind == "events_api"
        return Ack(ok=False, error="operation_timeout", reason="timeout")


async def test_retries_carry_their_number_on_the_wire(slack: SlackPeer, alice: Person) -> None:
    await alice.says("hello")
    ack = await slack.redeliver()

    assert ack.ok
    reason = "http_timeout" if slack.request_url else "timeout"
    assert (await alice.next_message()).plain == f"You said hello again (1, {reason})"


async def test_without_a_connection_a_command_fails_at_once() -> None:
    async with SlackPeer.started() as slack:
        bob = slack.user("U_BOB", name="Bob")

        assert (await bob.types("/goal list")).plain == '/goal failed with the error "dispatch_failed"'


async def test_sockets_are_single_use_and_refreshed_and_cut() -> None:
    async with SlackPeer.started() as slack, bot_running(slack, "socket", ping_seconds=0.2):
        alice = slack.user("U_ALICE", name="Alice")
        await slack.ask_to_reconnect()
        await slack.connected(sockets=2)

        assert (await alice.types("/goal once")).plain == "once"

        slack.drop_sockets()
        await slack.connected(sockets=3)

        assert (await alice.types("/goal again")).plain == "again"
        async with client_of(slack, slack.app_token) as client, aiohttp.ClientSession() as session:
            link = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            async with session.ws_connect(link, autoping=False) as socket:
                assert (await socket.receive_json())["type"] == "hello"
                await socket.ping(b"sdk-ping-pong:1")
                assert (await socket.receive()).type == aiohttp.WSMsgType.PONG
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(link)


async def test_http_requests_are_signed_and_forgeries_can_be_made() -> None:
    async with SlackPeer.started() as slack, bot_running(slack, "http"):
        body = json.dumps({"type": "event_callback", "event": {"type": "app_home_opened"}}).encode()
        good = slack.sign(body)

        assert await slack.verify_url()
        assert (await slack.post_raw(body, {**good, "X-Slack-Signature": "v0=00"}))[0] == 401
        assert (await slack.post_raw(body + b" ", good))[0] == 401
        assert (await slack.post_raw(body, slack.sign(body, at=1_000_000_000)))[0] == 401


async def test_a_revoked_token_is_announced_and_refused(slack: SlackPeer) -> None:
    await slack.revoke_token()

    async with client_of(slack) as client:
        assert (await refusal(client.auth_test()))["error"] == "token_revoked"
    assert slack.postman.sent == [] or slack.postman.sent[-1].payload["event"]["type"] == "tokens_revoked"
