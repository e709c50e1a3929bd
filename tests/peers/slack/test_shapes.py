"""Every key that the local Slack sends is one that Slack publishes."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from . import DEFAULT_SCOPES, SlackPeer
from .tiny_bot import bot_running, client_of, exchange, refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .tiny_bot import Json


def specs() -> Path:
    """Find Slack's published samples, which are not part of this repository."""
    default = Path(__file__).resolve().parents[3] / ".." / "shared" / "specs"
    folder = Path(os.environ.get("MILEPOST_SPECS", str(default))) / "slack"
    if not folder.is_dir():
        pytest.skip(f"Slack's sample payloads are not at {folder}")
    return folder


def strangers(value: Any, sample: Any, where: str = "") -> list[str]:
    """List the keys that Slack's sample does not have; an empty sample says nothing about what is in it."""
    if isinstance(value, list) and isinstance(sample, list) and sample:
        return [one for item in value for one in strangers(item, sample[0], f"{where}[]")]
    if not isinstance(value, dict) or not isinstance(sample, dict) or not sample:
        return []
    unknown = [f"{where}.{key}" for key in value if key not in sample]
    known = [key for key in value if key in sample and key not in {"blocks", "elements"}]
    return unknown + [one for key in known for one in strangers(value[key], sample[key], f"{where}.{key}")]


def sample(folder: Path, name: str) -> Json:
    read: Json = json.loads((folder / name).read_text())
    return read


SAMPLES = {
    "block_actions": "app-backend/BlockActionPayload.json",
    "view_submission": "app-backend/ViewSubmissionPayload.json",
    "view_closed": "app-backend/ViewClosedPayload.json",
    "message_action": "app-backend/MessageShortcutPayload.json",
    "message": "events/MessagePayload.json",
    "app_home_opened": "events/AppHomeOpenedPayload.json",
    "app_mention": "events/AppMentionPayload.json",
    "app_uninstalled": "events/AppUninstalledPayload.json",
    "tokens_revoked": "events/TokensRevokedPayload.json",
    "user_change": "events/UserChangePayload.json",
}


async def test_payloads_have_the_shapes_that_slack_publishes() -> None:
    folder = specs()
    view = sample(folder, "api/views.open.json")["view"]
    events = {"message.im", "app_home_opened", "app_mention", "user_change", "tokens_revoked", "app_uninstalled"}
    scopes = DEFAULT_SCOPES | {"app_mentions:read"}
    async with SlackPeer.started(scopes=scopes, events=events) as slack, bot_running(slack, "http"):
        slack.postman.retry_after = ()
        alice = slack.user("U_ALICE", name="Alice")
        general = slack.channel("C_GENERAL", name="general", members=[alice])
        answer = await alice.types("/goal Ship it")
        await answer.choose("Tomorrow")
        form = await answer.tap("Edit").form()
        await form.submit({"Title": "Ship it"})
        await (await alice.types("/goal new").form()).close()
        await alice.uses_shortcut("make_goal", await alice.says("hello"))
        for _ in range(2):
            home = await alice.opens_home()
        await home.tap("Edit").form()
        await alice.says("@milepost hello", general).silence(within=0.05)
        await alice.moves_to("Asia/Tokyo")
        await slack.revoke_token()
        await slack.uninstall()
        await asyncio.sleep(0.1)
        sent = slack.postman.sent

    found: dict[str, list[str]] = {}
    for delivery in sent:
        payload = delivery.payload
        kind = payload.get("event", payload).get("type", "command")
        if kind == "command":
            found[kind] = strangers(payload, sample(folder, "app-backend/SlashCommandPayload.json"))
            continue
        shape = sample(folder, SAMPLES[kind])
        for part in (shape, shape.get("event", {})):
            if "view" in part:
                part["view"] = view
        found[kind] = found.get(kind, []) + strangers(payload, shape)

    assert found == {kind: [] for kind in [*SAMPLES, "command"]}


async def test_answers_have_the_shapes_that_slack_publishes() -> None:
    folder = specs()
    more = {"team:read", "files:write", "im:read", "channels:read"}
    async with SlackPeer.started(scopes=DEFAULT_SCOPES | more) as slack, bot_running(slack, "socket"):
        alice = slack.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        slack.channel("C_GENERAL", name="general", members=[alice])
        await (await alice.types("/goal new").form()).submit({"Title": "Ship it"})
        async with client_of(slack) as client:
            sent = await client.chat_postMessage(channel=alice.id, text="hi")
            place, ts = sent["channel"], sent["ts"]
            calls: list[Callable[[], Awaitable[Any]]] = [
                client.api_test,
                lambda: client.chat_postEphemeral(channel=place, user=alice.id, text="psst"),
                lambda: client.chat_getPermalink(channel=place, message_ts=ts),
                lambda: client.chat_delete(channel=place, ts=ts),
                lambda: client.conversations_info(channel=place),
                lambda: client.conversations_info(channel="C_GENERAL", include_num_members=True),
                lambda: client.users_info(user=alice.id, include_locale=True),
                client.users_list,
                client.team_info,
                lambda: client.files_upload_v2(content=b"png", filename="chart.png", channel=place),
                lambda: refusal(client.chat_getPermalink(channel=place, message_ts="1.0")),
                lambda: refusal(client.views_open(trigger_id="1.2.3", view={})),
                lambda: client.auth_revoke(test=True),
                lambda: exchange(slack, client, slack.consent(alice)),
                lambda: client.apps_uninstall(
                    client_id=slack.service.app.client_id,
                    client_secret=slack.service.app.client_secret,
                ),
            ]
            for call in calls:
                await call()

    published = {path.stem for path in (folder / "api").glob("*.json")}
    answered = {call.method for call in slack.requests}
    not_spoken = {"conversations.list", "conversations.join", "conversations.members"}
    assert published - answered == not_spoken
    for seen in slack.requests:
        if seen.method in published:
            assert strangers(seen.answer, sample(folder, f"api/{seen.method}.json")) == [], seen.method
