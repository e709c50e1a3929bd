"""HTTP mode: signed requests to the bot's request URL, and what counts as an answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp

from .delivery import Ack, Delivery

if TYPE_CHECKING:
    from .service import Service


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Sign the raw bytes of a request as Slack does."""
    return "v0=" + hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def signed_headers(secret: str, body: bytes, content_type: str, at: float | None = None) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    return {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }


def encoded(delivery: Delivery) -> tuple[bytes, str]:
    """Commands go as a form, interactions as a form with one field of JSON, events as JSON."""
    if delivery.kind == "slash_commands":
        return urlencode(delivery.payload).encode(), "application/x-www-form-urlencoded"
    if delivery.kind == "interactive":
        return urlencode({"payload": json.dumps(delivery.payload)}).encode(), "application/x-www-form-urlencoded"
    return json.dumps(delivery.payload).encode(), "application/json"


def _payload(body: str) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        read = json.loads(body)
    except ValueError:
        return {"text": body}
    return read if isinstance(read, dict) else {"text": body}


def _reason(delivery: Delivery) -> str:
    return "http_timeout" if delivery.reason == "timeout" else delivery.reason


class RequestUrl:
    """Posts to the URL that the app's configuration names."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        return self._session

    async def deliver(self, delivery: Delivery, within: float) -> Ack:
        """Post a payload; a timeout, a refused connection and a status other than 2xx are failures."""
        body, content_type = encoded(delivery)
        headers = signed_headers(self._service.app.signing_secret, body, content_type)
        if delivery.retry:
            headers |= {"X-Slack-Retry-Num": str(delivery.retry), "X-Slack-Retry-Reason": _reason(delivery)}
        loop = asyncio.get_running_loop()
        started = loop.time()
        patience = aiohttp.ClientTimeout(total=within)
        try:
            async with self.session().post(self.url, data=body, headers=headers, timeout=patience) as answer:
                words = await answer.text()
        except TimeoutError:
            seconds = loop.time() - started
            return Ack(ok=False, error="operation_timeout", reason="timeout", seconds=seconds)
        except aiohttp.ClientError:
            return Ack(ok=False, error="dispatch_failed", reason="connection_failed")
        seconds = loop.time() - started
        if not 200 <= answer.status < 300:
            again = answer.headers.get("X-Slack-No-Retry") != "1"
            return Ack(ok=False, error="dispatch_failed", reason="http_error", seconds=seconds, retry=again)
        return Ack(ok=True, payload=_payload(words), seconds=seconds)

    async def raw(self, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Post just these bytes with just these headers: what a forger would do."""
        async with self.session().post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
