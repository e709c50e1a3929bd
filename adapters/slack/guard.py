"""The guard in front of Bolt: it lets through what Slack has signed, if its size and shape are sound."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.requests import Request
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp
    from starlette.responses import Response
    from starlette.types import Message, Receive, Scope, Send

_MOST_BYTES = 1024 * 1024
_MOST_PATIENCE = 16 * _MOST_BYTES
_MOST_SECONDS = 300
_SIGNATURE, _TIMESTAMP = b"x-slack-signature", b"x-slack-request-timestamp"
_DIGITS = re.compile(rb"[0-9]{1,12}", re.ASCII)
_FOR_BOLT = (b"content-type", _SIGNATURE, _TIMESTAMP)
"""The headers that Bolt needs; others could switch parts of it off, and the signature covers none of them."""


class Guard:
    """The ASGI application at `/slack/events`: commands, interactions and events come in here."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        """Pass on to `app` what is signed with `signing_secret`."""
        self._handler = AsyncSlackRequestHandler(app)
        self._secret = signing_secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _read(receive)
        if body is None:
            response: Response = _no(413)
        else:
            response = _refusal(scope, body, self._secret, time.time()) or await self._let_in(scope, body)
        await response(scope, receive, send)

    async def _let_in(self, scope: Scope, body: bytes) -> Response:
        headers = [(name, value) for name, value in scope["headers"] if name.lower() in _FOR_BOLT]
        request = Request({**scope, "headers": headers, "query_string": b""}, _replay(body))
        return await self._handler.handle(request)


async def _read(receive: Receive) -> bytes | None:
    """Return the body; None if it is too large.

    A body that is too large is read to its end, up to a point: a sender who is cut off would not see our answer.
    """
    parts: list[bytes] = []
    size, more = 0, True
    while more and size <= _MOST_PATIENCE:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size <= _MOST_BYTES:
            parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts) if size <= _MOST_BYTES else None


def _refusal(scope: Scope, body: bytes, secret: bytes, now: float) -> PlainTextResponse | None:
    timestamp, signature = _only(scope, _TIMESTAMP), _only(scope, _SIGNATURE)
    if not timestamp or not signature or not _DIGITS.fullmatch(timestamp):
        return _no(401)
    # Computed over the raw bytes: the SDK's verifier decodes them first, and fails if they are not UTF-8.
    expected = b"v0=" + hmac.new(secret, b"v0:" + timestamp + b":" + body, hashlib.sha256).hexdigest().encode()
    if not hmac.compare_digest(expected, signature) or abs(now - int(timestamp)) > _MOST_SECONDS:
        return _no(401)
    return None if _is_sound(body, _only(scope, b"content-type") or b"") else _no(400)


def _no(status: int) -> PlainTextResponse:
    words = {400: "malformed", 401: "not signed by Slack", 413: "too large"}
    return PlainTextResponse(words[status], status, {"X-Slack-No-Retry": "1"})


def _only(scope: Scope, name: bytes) -> bytes | None:
    """Return a header that must occur exactly once: of two, Bolt might read the other one. None if it does not."""
    found = [value for key, value in scope["headers"] if key.lower() == name]
    return found[0] if len(found) == 1 else None


def _is_sound(body: bytes, content_type: bytes) -> bool:
    """Tell whether the body is what its content type says: a JSON object, or a form, whose payload is one."""
    try:
        text = body.decode()
        if content_type.split(b";")[0].strip() == b"application/json":
            return isinstance(json.loads(text), dict)
        fields = parse_qs(text, strict_parsing=True, keep_blank_values=True)
        return bool(fields) and all(isinstance(json.loads(payload), dict) for payload in fields.get("payload", []))
    except (ValueError, RecursionError):
        return False


def _replay(body: bytes) -> Receive:
    """Return a `receive` that hands out a body that was read already."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
