"""The only way out to Slack: HTTP sessions that reach Slack's own hosts and no others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any
from urllib.request import getproxies

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters.calls import traced
from bot.metrics.events import uncounted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.client_middlewares import ClientHandlerType

    from bot.metrics.events import Count

_SECONDS = 10
_CONNECT_SECONDS = 5
_SLACK = ("slack.com", "slack-gov.com")
_HOOKS = tuple(f"hooks.{host}" for host in _SLACK)


class NotSlackError(aiohttp.ClientError):
    """A request to a host that is not Slack's was stopped."""


class Wire:
    """The client of the Web API and its session, opened at first use."""

    def __init__(self, api_url: str, token: str, count: Count = uncounted) -> None:
        """Prepare to call the Web API at `api_url`, telling failures to `count`; nothing is opened yet."""
        self._trace = traced("slack", count)
        self._api = URL(api_url)
        self._session: aiohttp.ClientSession | None = None
        self.client = AsyncWebClient(
            token=token,
            base_url=api_url,
            timeout=_SECONDS,
            # The outbox decides about sending again: it knows what that would double.
            retry_handlers=[],
            logger=sdk_logger(),
        )
        # The SDK takes a proxy from the environment but ignores NO_PROXY; the session observes both.
        self.client.proxy = None

    def open(self) -> None:
        """Open the session for calls, if it is not open."""
        if self._session is None or self._session.closed:
            self._session = self.session(aiohttp.ClientTimeout(total=_SECONDS, connect=_CONNECT_SECONDS))
            self.client.session = self._session

    def session(self, timeout: aiohttp.ClientTimeout) -> aiohttp.ClientSession:
        """Return a new session that refuses every host but Slack's, redirects included."""

        async def only_slack(request: aiohttp.ClientRequest, go_on: ClientHandlerType) -> aiohttp.ClientResponse:
            if not self.reaches(request.url):
                raise NotSlackError(f"{request.url.host} is not Slack")
            return await go_on(request)

        # With `trust_env`, aiohttp looks for a proxy and for a password in ~/.netrc at each call.
        return aiohttp.ClientSession(
            timeout=timeout,
            trust_env=bool(getproxies()),
            middlewares=(only_slack,),
            trace_configs=[self._trace],
        )

    async def close(self) -> None:
        """Close the session for calls."""
        if self._session is not None:
            await self._session.close()

    def reaches(self, url: URL) -> bool:
        """Tell whether `url` is on a host of Slack's, or on the one in the setting SLACK_API_URL."""
        host = url.host or ""
        slacks_own = any(host == known or host.endswith(f".{known}") for known in _SLACK)
        return (slacks_own and url.scheme in ("https", "wss")) or self._is_api_host(url)

    def trusts(self, response_url: str) -> bool:
        """Tell whether an answer may be posted to `response_url`, which came with a payload."""
        try:
            url = URL(response_url)
        except ValueError:
            return False
        return (url.scheme == "https" and url.host in _HOOKS and url.port == 443) or self._is_api_host(url)

    def _is_api_host(self, url: URL) -> bool:
        secure = url.scheme in ("https", "wss")
        known = url.scheme in ("http", "https", "ws", "wss")
        same = (url.host, url.port) == (self._api.host, self._api.port)
        return known and same and secure == (self._api.scheme == "https")

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method that changes something, and return its answer; raises `failures.FAILURES`."""
        self.open()
        answer = await self.client.api_call(method, json=arguments)
        return answer.data if isinstance(answer.data, dict) else {}

    async def read(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call a method that only reads, which takes no JSON, and return its answer; raises `failures.FAILURES`."""
        self.open()
        answer = await self.client.api_call(method, http_verb="GET", params=arguments)
        return answer.data if isinstance(answer.data, dict) else {}

    async def ask(self, method: str) -> tuple[dict[str, Any], Mapping[str, str]]:
        """Call a method without arguments, and return its answer with the headers; raises `failures.FAILURES`."""
        self.open()
        answer = await self.client.api_call(method, json={})
        return (answer.data if isinstance(answer.data, dict) else {}), answer.headers

    async def upload(self, upload_url: str, content: bytes) -> None:
        """Post the bytes of a file to the address that Slack gave for it; raises `failures.FAILURES`."""
        self.open()
        session = self.client.session
        if session is None or not self.reaches(URL(upload_url)):
            raise NotSlackError("the address for an upload is not Slack's")
        headers = {"Content-Type": "application/octet-stream"}
        async with session.post(upload_url, data=content, headers=headers, allow_redirects=False) as answer:
            answer.raise_for_status()

    async def respond(self, response_url: str, body: dict[str, Any]) -> bool:
        """Post to a response URL; False if Slack did not take it, or it is not Slack's."""
        self.open()
        session = self.client.session
        if session is None or not self.trusts(response_url):
            return False
        async with session.post(response_url, json=body, allow_redirects=False) as answer:
            return answer.status == 200


def sdk_logger() -> logging.Logger:
    """Return the logger for Slack's libraries; never below INFO, where they would log payloads with people's words."""
    logger = logging.getLogger("adapters.slack.sdk")
    logger.setLevel(max(logging.INFO, logging.getLogger().getEffectiveLevel()))
    return logger
