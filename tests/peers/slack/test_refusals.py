"""Calls that Slack refuses, and calls that go wrong on the way."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from . import DEFAULT_SCOPES, SlackPeer
from .tiny_bot import FORM, bot_running, client_of, goal, modal, prose, refusal, text_input

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from . import Person
    from .tiny_bot import Json


@pytest.fixture
async def slack() -> AsyncIterator[SlackPeer]:
    """Run Slack with the tiny bot connected."""
    async with SlackPeer.started() as peer, bot_running(peer, "socket"):
        yield peer


@pytest.fixture
def alice(slack: SlackPeer) -> Person:
    return slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")


@pytest.fixture
async def quiet() -> AsyncIterator[SlackPeer]:
    """Run Slack with nobody connected, for calling its methods by hand."""
    async with SlackPeer.started() as peer:
        peer.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        yield peer


async def test_tokens_and_scopes_are_checked(quiet: SlackPeer) -> None:
    async with client_of(quiet) as client:
        assert (await refusal(client.team_info())) == {
            "ok": False,
            "error": "missing_scope",
            "needed": "team:read",
            "provided": ",".join(sorted(DEFAULT_SCOPES)),
        }
        assert (await refusal(client.api_call("chat.shout")))["error"] == "unknown_method"
        assert (await refusal(client.apps_connections_open(app_token=quiet.bot_token)))["error"] == (
            "not_allowed_token_type"
        )
    async with client_of(quiet, "xoxb-nobody") as client:
        assert (await refusal(client.auth_test()))["error"] == "invalid_auth"
    async with client_of(quiet, "") as client:
        assert (await refusal(client.auth_test()))["error"] == "not_authed"


async def test_places_and_people_are_checked(quiet: SlackPeer) -> None:
    alice, gone = (quiet.user(one, name=one[2:]) for one in ("U_ALICE", "U_GONE"))
    gone.user.deleted = True
    quiet.user("U_ROBOT", name="Robot", is_bot=True)
    quiet.channel("C_OPEN", name="open", members=[alice], bot=False)
    quiet.channel("G_SECRET", name="secret", members=[alice], kind="group", bot=False)
    quiet.archive(quiet.channel("C_OLD", name="old", members=[alice]))
    expected = {
        "C_NOWHERE": "channel_not_found",
        "U_NOBODY": "channel_not_found",
        "C_OPEN": "not_in_channel",
        "G_SECRET": "channel_not_found",
        "C_OLD": "is_archived",
        "U_ROBOT": "cannot_dm_bot",
    }
    async with client_of(quiet) as client:
        found = {
            place: (await refusal(client.chat_postMessage(channel=place, text="hi")))["error"] for place in expected
        }
        assert found == expected
        assert (await refusal(client.users_info(user="U_NOBODY")))["error"] == "user_not_found"
        assert (await refusal(client.conversations_open(users="U_GONE")))["error"] == "user_disabled"
        stranger = client.chat_postEphemeral(channel="C_OLD", user="U_GONE", text="hi")
        assert (await refusal(stranger))["error"] == "is_archived"


async def test_only_the_bots_own_lasting_messages_can_be_changed(quiet: SlackPeer) -> None:
    alice = quiet.user("U_ALICE", name="Alice")
    await alice.says("mine").silence(within=0.01)
    mine = alice.dm[0].post
    async with client_of(quiet) as client:
        whisper = await client.chat_postEphemeral(channel=mine.channel, user=alice.id, text="psst")
        sent = await client.chat_postMessage(channel=alice.id, text="one", blocks=goal("one"))
        place, ts = sent["channel"], sent["ts"]

        hers = await refusal(client.chat_update(channel=place, ts=mine.ts, text="ours"))
        whispered = await refusal(client.chat_update(channel=place, ts=whisper["message_ts"], text="PSST"))
        long = await refusal(client.chat_update(channel=place, ts=ts, text="x" * 4001))
        await client.chat_update(channel=place, ts=ts, text="two")

        assert [one["error"] for one in (hers, whispered, long)] == [
            "cant_update_message",
            "message_not_found",
            "msg_too_long",
        ]
        assert (alice.dm[-1].plain, alice.dm[-1].buttons) == ("two", ())
        await client.chat_delete(channel=place, ts=ts)
        assert [message.plain for message in alice.dm] == ["mine", "psst"]


async def test_bad_messages_are_refused_by_the_wire(quiet: SlackPeer) -> None:
    long = [{"type": "section", "text": prose("x" * 2900)}] * 4
    tries: dict[str, Json] = {
        "no_text": {"text": " "},
        "msg_too_long": {"text": "x" * 40_001},
        "invalid_blocks": {"text": "x", "blocks": [{"type": "section"}]},
        "msg_blocks_too_long": {"text": "x", "blocks": long},
        "invalid_blocks_format": {"text": "x", "blocks": "[{"},
        "invalid_metadata_format": {"text": "x", "metadata": {"event_type": "x"}},
        "invalid_metadata_schema": {"text": "x", "metadata": {"event_type": "x", "event_payload": 1}},
        "thread_not_found": {"text": "x", "thread_ts": "1.000000"},
    }
    async with client_of(quiet) as client:
        for error, body in tries.items():
            answer = await refusal(client.api_call("chat.postMessage", json={"channel": "U_ALICE", **body}))
            assert answer["error"] == error
        form = {"channel": "U_ALICE", "blocks": json.dumps([{"type": "section"}])}
        answer = await refusal(client.api_call("chat.postMessage", data=form))

    pointer = "[ERROR] missing required field: text [json-pointer:/blocks/0]"
    assert answer["response_metadata"] == {"messages": [pointer]}
    assert quiet.home.posts == []


async def test_triggers_are_good_for_three_seconds_and_once(slack: SlackPeer, alice: Person) -> None:
    await alice.types("/goal Ship it")
    trigger = slack.postman.sent[-1].payload["trigger_id"]
    await alice.types("/goal Ship more")
    other = slack.postman.sent[-1].payload["trigger_id"]
    async with client_of(slack) as client:
        await client.views_open(trigger_id=trigger, view=FORM)
        spent = await refusal(client.views_open(trigger_id=trigger, view=FORM))
        slack.service.clock.advance(3.1)
        late = await refusal(client.views_open(trigger_id=other, view=FORM))
        wrong = await refusal(client.views_open(trigger_id="1.2.3", view=FORM))
        bad = await refusal(client.views_open(trigger_id="1.2.3", view={"type": "modal"}))

    errors = [one["error"] for one in (spent, late, wrong, bad)]
    assert errors == ["exchanged_trigger_id", "expired_trigger_id", "invalid_trigger_id", "invalid_arguments"]


async def test_views_change_by_hash_and_stack_three_deep(slack: SlackPeer, alice: Person) -> None:
    form = await alice.types("/goal new").form()
    async with client_of(slack) as client:
        old = form.view.hash
        await client.views_update(view_id=form.view.id, hash=old, view=modal(text_input("New", "n")))
        stale = await refusal(client.views_update(view_id=form.view.id, hash=old, view=FORM))
        unknown = await refusal(client.views_update(view_id="V_NONE", view=FORM))
        for _ in range(2):
            await alice.types("/goal trigger")
            await client.views_push(trigger_id=slack.postman.sent[-1].payload["trigger_id"], view=modal())
        await alice.types("/goal trigger")
        trigger = slack.postman.sent[-1].payload["trigger_id"]
        deep = await refusal(client.views_push(trigger_id=trigger, view=modal()))

    assert form.fields == ("New",)
    assert [one["error"] for one in (stale, unknown, deep)] == ["hash_conflict", "not_found", "push_limit_reached"]


async def test_response_urls_are_good_for_five_uses_and_thirty_minutes(slack: SlackPeer, alice: Person) -> None:
    answer = await alice.types("/goal Ship it")
    url = slack.postman.sent[-1].payload["response_url"]
    async with aiohttp.ClientSession() as session:

        async def post(body: Json) -> tuple[int, str]:
            async with session.post(url, json=body) as reply:
                return reply.status, (await reply.json()).get("error", "")

        assert await post({"text": "everybody", "response_type": "in_channel"}) == (200, "")
        assert await post({"text": "x", "blocks": [{"type": "section"}]}) == (400, "invalid_blocks")
        assert await post({"text": "changed", "replace_original": True}) == (200, "")
        assert answer.plain == "changed"
        assert await post({"delete_original": True}) == (200, "")
        assert [(message.plain, message.ephemeral) for message in alice.dm] == [("everybody", False)]
        assert await post({"text": "five"}) == (200, "")
        assert await post({"text": "six"}) == (404, "used_url")
        await alice.types("/goal Ship more")
        url = slack.postman.sent[-1].payload["response_url"]
        slack.service.clock.advance(1801)
        assert await post({"text": "late"}) == (404, "expired_url")


async def test_faults_happen_as_ordered_and_then_stop(quiet: SlackPeer) -> None:
    async with client_of(quiet) as client:

        async def send() -> Any:
            return await client.chat_postMessage(channel="U_ALICE", text="hi")

        quiet.fail("chat.postMessage", status=429, retry_after=7)
        with pytest.raises(SlackApiError) as caught:
            await send()
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
        quiet.fail("chat.postMessage", error="fatal_error", times=2)
        assert [(await refusal(send()))["error"] for _ in range(2)] == ["fatal_error"] * 2
        for how in ({"status": 500}, {"body": '{"ok": tr'}):
            quiet.fail("chat.postMessage", **how)
            with pytest.raises(SlackApiError):
                await send()
        assert quiet.home.posts == []
        await send()

    assert (quiet.too_many_requests, len(quiet.calls("chat.postMessage")), len(quiet.home.posts)) == (1, 6, 1)
    assert all("authorization" not in call.headers for call in quiet.requests)


async def test_an_answer_can_get_lost_before_or_after_the_call_took_effect(quiet: SlackPeer) -> None:
    async with client_of(quiet) as client:

        async def send() -> Any:
            return await client.chat_postMessage(channel="U_ALICE", text="hi")

        quiet.fail("chat.postMessage", reset=True)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await send()
        assert quiet.home.posts == []
        quiet.fail("chat.postMessage", reset=True, accepted=True)
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await send()
        quiet.fail("*", hang=30, accepted=True, only={"channel": "U_ALICE"})
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send(), 0.1)
        quiet.fail("chat.postMessage", status=500, accepted=True)
        with pytest.raises(SlackApiError):
            await send()

    assert len(quiet.home.posts) == 3


async def test_messages_faster_than_the_pace_are_turned_away(quiet: SlackPeer) -> None:
    quiet.limit_rate(per_second=1, burst=2)
    async with client_of(quiet) as client:
        for _ in range(2):
            await client.chat_postMessage(channel="U_ALICE", text="hi")
        answer = await refusal(client.chat_postMessage(channel="U_ALICE", text="hi"))

    assert (answer["error"], quiet.too_many_requests) == ("ratelimited", 1)
