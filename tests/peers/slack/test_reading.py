"""What people read, what comes alive in it, and what a bot can find again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import DEFAULT_SCOPES, SlackPeer
from .tiny_bot import Json, actions, button, client_of, exchange, prose, refusal, rich, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def quiet() -> AsyncIterator[SlackPeer]:
    """Run Slack with nobody connected, for calling its methods by hand."""
    async with SlackPeer.started() as peer:
        peer.user("U_ALICE", name="Alice", tz="Europe/Lisbon")
        yield peer


async def test_live_tokens_are_told_from_harmless_words(quiet: SlackPeer) -> None:
    safe = "&lt;!channel&gt; <3 a < b > c"
    blocks: list[Json] = [
        {"type": "section", "text": words("<!channel> <@U_ALICE> @here https://x.y"), "fields": [prose(safe)]},
        rich({"type": "text", "text": "<!everyone> <@U_ALICE>"}),
    ]
    live: list[Json] = [
        {"type": "section", "text": prose("<!here|here> <!subteam^S1|@crew> <@U_ALICE> <#C1|x> <https://x.y|y>")},
        {"type": "context", "elements": [prose("@channel https://x.y"), {**prose("@here"), "verbatim": True}]},
        rich({"type": "broadcast", "range": "channel"}),
    ]
    async with client_of(quiet) as client:
        await client.chat_postMessage(channel="U_ALICE", text=safe, blocks=blocks)
        assert quiet.live_tokens == []
        await client.chat_postMessage(channel="U_ALICE", text="@here <!channel>", blocks=live)
        await client.chat_postMessage(channel="U_ALICE", text="@everyone", parse="full")

    found = [(token.kind, token.target, token.where) for token in quiet.pings]
    assert found == [
        ("broadcast", "channel", "text"),
        ("broadcast", "here", "/blocks/0/text"),
        ("usergroup", "S1", "/blocks/0/text"),
        ("user", "U_ALICE", "/blocks/0/text"),
        ("broadcast", "channel", "/blocks/1/elements/0"),
        ("broadcast", "channel", "/blocks/2/elements/0/elements/0"),
        ("broadcast", "everyone", "text"),
    ]
    assert [token.kind for token in quiet.live_tokens if not token.pings] == ["channel", "link", "link"]


async def test_a_message_reads_as_a_person_reads_it(quiet: SlackPeer) -> None:
    alice = quiet.user("U_ALICE", name="Alice")
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Draft"}]}
    blocks: list[Json] = [
        {"type": "header", "text": words("Ship *it*")},
        {"type": "section", "text": prose("*Due* <!date^1806000000^{date}|31 March> by <@U_ALICE> &amp; co")},
        {"type": "section", "fields": [prose("*Health*\nOn track"), words("*Plain*")]},
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [item] * 2}]},
        {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "A burn-up chart"},
        {"type": "context", "elements": [prose("_in 3 days_")]},
        actions(button("Done", "a")),
    ]
    async with client_of(quiet) as client:
        await client.chat_postMessage(channel="U_ALICE", text="fallback", blocks=blocks)

    assert (await alice.next_message()).plain.splitlines() == [
        "Ship *it*",
        "Due 31 March by @alice & co",
        "Health",
        "On track",
        "*Plain*",
        "• Draft",
        "• Draft",
        "A burn-up chart",
        "in 3 days",
    ]
    await alice.hears_nothing(within=0.01)


async def test_history_finds_a_message_by_its_metadata(quiet: SlackPeer) -> None:
    metadata = {"event_type": "nudge", "event_payload": {"key": "abc"}}
    async with client_of(quiet) as client:
        place = (await client.conversations_open(users="U_ALICE"))["channel"]["id"]
        for number in range(3):
            await client.chat_postMessage(channel=place, text=str(number), metadata=metadata if number == 1 else None)
        page = await client.conversations_history(channel=place, include_all_metadata=True, limit=2)
        bare = await client.conversations_history(channel=place)
        rest = await client.conversations_history(channel=place, cursor=page["response_metadata"]["next_cursor"])

    assert [(one["text"], one.get("metadata")) for one in page["messages"]] == [("2", None), ("1", metadata)]
    assert bare["messages"][1]["metadata"] == {"event_type": "nudge"}
    assert ([one["text"] for one in rest["messages"]], page["has_more"]) == (["0"], True)


async def test_files_are_uploaded_and_shared() -> None:
    async with SlackPeer.started(scopes=DEFAULT_SCOPES | {"files:write"}) as slack:
        alice = slack.user("U_ALICE", name="Alice")
        async with client_of(slack) as client:
            place = (await client.conversations_open(users=alice.id))["channel"]["id"]
            await client.files_upload_v2(content=b"png", filename="chart.png", title="Chart", channel=place)

        assert alice.dm[-1].plain == "Chart"


async def test_two_workspaces_do_not_mix(quiet: SlackPeer) -> None:
    other = quiet.workspace("T_OTHER", name="Other")
    bob = quiet.user("U_BOB", name="Bob", team=other)
    async with client_of(quiet) as here, client_of(quiet, other.grant.token) as there:
        assert (await refusal(here.users_info(user=bob.id)))["error"] == "user_not_found"
        assert (await there.auth_test())["team_id"] == "T_OTHER"
        access = await exchange(quiet, there, quiet.consent(bob))

    assert access["access_token"] == other.grant.token
    assert access["authed_user"]["id"] == bob.id
