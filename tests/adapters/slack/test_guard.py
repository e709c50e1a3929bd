"""The door in front of Bolt: forged, old, oversized and malformed requests reach nobody."""

from __future__ import annotations

import io
import json
import time
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
import pytest
from multidict import CIMultiDict

from adapters.grace import Grace
from adapters.slack.listeners import Patience
from tests.peers.slack.requests import signed_headers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.peers.slack import Person, SlackPeer

pytestmark = [
    pytest.mark.parametrize("mode", ["http"], indirect=True),
    # Nobody reads here what an acknowledgement brings along.
    pytest.mark.parametrize("patience", [Patience(grace=Grace(0, 0))], ids=["hurried"], indirect=True),
]

FORM = "application/x-www-form-urlencoded"
SIGNATURE, TIMESTAMP = "X-Slack-Signature", "X-Slack-Request-Timestamp"


@pytest.fixture
def body(alice: Person) -> bytes:
    """A command that would set a goal."""
    asked = {"command": "/goal", "text": "new Forged", "team_id": "T_ACME", "user_id": alice.id, "trigger_id": "1.2.3"}
    return urlencode(asked).encode()


async def status(peer: SlackPeer, body: bytes, headers: Mapping[str, str]) -> int:
    answer, said = await peer.post_raw(body, dict(headers))

    assert "Traceback" not in said
    return answer


async def test_what_slack_signed_comes_in(peer: SlackPeer, body: bytes, alice: Person) -> None:
    assert await status(peer, body, peer.sign(body, content_type=FORM)) == 200
    await alice.sees("Goal 1 is set: Forged")


@pytest.mark.parametrize(
    "forgery",
    ["unsigned", "no time", "another secret", "one byte changed", "too old", "too new", "odd time", "odd signature"],
)
async def test_forged_and_old_requests_reach_nobody(peer: SlackPeer, body: bytes, alice: Person, forgery: str) -> None:
    good, now = peer.sign(body, content_type=FORM), time.time()
    sent: dict[str, tuple[bytes, dict[str, str]]] = {
        "unsigned": (body, {"Content-Type": FORM}),
        "no time": (body, {name: value for name, value in good.items() if name != TIMESTAMP}),
        "another secret": (body, signed_headers("0" * 32, body, FORM)),
        "one byte changed": (body[:-1] + b"x", good),
        "too old": (body, peer.sign(body, content_type=FORM, at=now - 302)),
        "too new": (body, peer.sign(body, content_type=FORM, at=now + 302)),
        "odd time": (body, {**good, TIMESTAMP: "1e9"}),
        "odd signature": (body, {**good, SIGNATURE: "v0=ÿ"}),
    }

    assert await status(peer, *sent[forgery]) == 401
    await alice.hears_nothing(0.1)
    assert peer.calls("users.info") == []


async def posted(peer: SlackPeer, body: IO[bytes], headers: CIMultiDict[str], **how: Any) -> int:
    """Send what the local Slack itself would not."""
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(peer.request_url, data=body, **how) as got,
    ):
        return got.status


@pytest.mark.parametrize("doubled", [SIGNATURE, TIMESTAMP])
async def test_doubled_headers_are_refused(peer: SlackPeer, body: bytes, doubled: str) -> None:
    headers = CIMultiDict(peer.sign(body, content_type=FORM))
    headers.add(doubled, headers[doubled])

    assert await posted(peer, io.BytesIO(body), headers) == 401


@pytest.mark.parametrize("chunked", [True, None])
async def test_large_bodies_are_refused(peer: SlackPeer, *, chunked: bool | None) -> None:
    large = b"text=" + b"x" * (2 * 1024 * 1024)
    headers = CIMultiDict(peer.sign(large, content_type=FORM))

    assert await posted(peer, io.BytesIO(large), headers, chunked=chunked) == 413


@pytest.mark.parametrize(
    ("malformed", "content_type"),
    [
        (b"", FORM),
        (b"", "application/json"),
        (b"\xff\xfe\xfa", FORM),
        (b"\xff\xfe\xfa", "application/json"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"null", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=", FORM),
        (b"payload=%7B", FORM),
        (b"payload=%5B%5D", FORM),
        (b"just words", FORM),
    ],
)
async def test_malformed_bodies_are_refused_signed_or_not(peer: SlackPeer, malformed: bytes, content_type: str) -> None:
    assert await status(peer, malformed, peer.sign(malformed, content_type=content_type)) == 400
    assert await status(peer, malformed, {"Content-Type": content_type}) == 401


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": "event_callback"},
        {"type": "event_callback", "event": {}},
        {"type": "event_callback", "event": {"type": "message"}},
        {"type": "event_callback", "event": {"type": "reaction_added", "user": None}},
        {"type": "event_callback", "team_id": None, "event": {"type": "app_home_opened", "tab": "home"}},
        {"type": "something_new"},
    ],
    ids=str,
)
async def test_what_slack_may_send_one_day_breaks_nothing(
    peer: SlackPeer, alice: Person, odd: dict[str, object]
) -> None:
    body = json.dumps(odd).encode()
    await status(peer, body, peer.sign(body))

    assert "No goals" in (await alice.types("/goal list")).plain


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "block_actions", "user": {"id": "U_ALICE"}, "team": None, "actions": [{"action_id": "x"}]},
        {
            "type": "view_submission",
            "user": {"id": "U_ALICE"},
            "view": {"type": "modal", "callback_id": "old", "private_metadata": "{"},
        },
        {"type": "shortcut", "user": {"id": "U_ALICE"}, "callback_id": "old", "trigger_id": "1"},
    ],
    ids=lambda odd: str(odd["type"]),
)
async def test_unknown_interactions_are_answered(peer: SlackPeer, alice: Person, odd: dict[str, object]) -> None:
    body = urlencode({"payload": json.dumps(odd)}).encode()

    assert await status(peer, body, peer.sign(body, content_type=FORM)) == 200
    await alice.next_message()


async def test_the_address_proves_itself(peer: SlackPeer) -> None:
    assert await peer.verify_url()


async def test_headers_that_switch_bolt_off_do_not_come_through(peer: SlackPeer, body: bytes, alice: Person) -> None:
    headers = peer.sign(body, content_type=FORM) | {"X-Slack-Bolt-Lazy-Only": "1"}

    assert await status(peer, body, headers) == 200
    await alice.sees("Goal 1 is set: Forged")
