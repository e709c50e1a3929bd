"""What can be asked of Discord: whose token it is, how the application is set up, and whether the gateway answers."""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp
from yarl import URL

from adapters.discord.application import application, intents, sessions
from adapters.reach import unreached, way
from bot.doctor.examining import Check, known
from bot.doctor.finding import off, well, wrong
from bot.doctor.machine import clock as compared
from bot.process.shell import shell_line

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.settings import Settings

    _Answer = tuple[dict[str, Any], Mapping[str, str]]
    """What Discord told, with the headers."""

TOKEN, APPLICATION, SESSIONS, GATEWAY = "Discord token", "Discord application", "Discord sessions", "Discord gateway"
_SECONDS = 7
"""For each answer; two of them wait for each other."""
_HELLO = 10
_AGENT = "DiscordBot (https://discord.com/developers/applications, 1)"
"""Discord turns away whoever does not begin so."""
_RESET = "Reset the token on the Bot page of your application at discord.com/developers/applications, and copy it"
_FAILURES = (aiohttp.ClientError, TimeoutError, OSError, ValueError)


class Refused(Exception):  # noqa: N818 - it is an answer
    """Discord answered with a status that is no success."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


def checks(settings: Settings, clock: Clock) -> list[Check]:
    """Return what is looked at of Discord."""
    if settings.discord_token is None:
        return [
            known(off("Discord", "Off", f"To connect it: {shell_line('manifest discord')}, then set DISCORD_TOKEN"))
        ]
    api, gateway = settings.discord_api_url, settings.discord_gateway_url
    return [
        Check(TOKEN, partial(_bot, settings, clock), way(URL(api).host or api, "DISCORD_API_URL")),
        Check(GATEWAY, partial(_gateway, gateway), way(URL(gateway).host or gateway, "DISCORD_GATEWAY_URL")),
    ]


async def _bot(settings: Settings, clock: Clock) -> list[Finding]:
    """Ask whose token it is, and if Discord takes it, of the application and of the sessions that are left."""
    token, api = settings.discord_token, settings.discord_api_url.rstrip("/")
    headers = {"Authorization": f"Bot {token.get_secret_value() if token else ''}", "User-Agent": _AGENT}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS), headers=headers) as http:
        ask = partial(_asked, http, api)
        try:
            me, seen = await ask("/users/@me")
        except (Refused, *_FAILURES) as error:
            seen = error.headers if isinstance(error, Refused) else {}
            return [_failed(TOKEN, api, error), *_clock(seen, clock)]
        time = _clock(seen, clock)
        told, left = await asyncio.gather(
            _told(APPLICATION, api, ask("/applications/@me"), lambda found: [application(found), intents(found)]),
            _told(SESSIONS, api, ask("/gateway/bot"), lambda found: [sessions(found, settings.discord_shards)]),
        )
    return [well(TOKEN, f"It belongs to {me.get('username')}"), *told, *left, *time]


async def _asked(http: aiohttp.ClientSession, api: str, path: str) -> _Answer:
    """Return what Discord answers, with the headers; raises Refused, or one of `_FAILURES`."""
    async with http.get(api + path, allow_redirects=False) as answer:
        if answer.status != HTTPStatus.OK:
            raise Refused(answer.status, answer.headers)
        found = await answer.json()
        if not isinstance(found, dict):
            raise ValueError("not Discord")  # noqa: TRY004 - as any other answer that is no JSON
        return found, answer.headers


async def _told(
    about: str, api: str, asking: Awaitable[_Answer], tell: Callable[[dict[str, Any]], list[Finding]]
) -> list[Finding]:
    """Return what an answer tells, or why there is none."""
    try:
        found, _ = await asking
    except (Refused, *_FAILURES) as error:
        return [_failed(about, api, error)]
    return tell(found)


async def _gateway(url: str) -> list[Finding]:
    """Open the gateway and hear its greeting; no session begins, as their number is limited."""
    try:
        async with (
            aiohttp.ClientSession(headers={"User-Agent": _AGENT}) as http,
            asyncio.timeout(_SECONDS),
            http.ws_connect(URL(url) % {"v": "10", "encoding": "json"}) as socket,
        ):
            greeting = await socket.receive_json()
    except (*_FAILURES, TypeError) as error:
        return [unreached(GATEWAY, url, "DISCORD_GATEWAY_URL", error)]
    if not isinstance(greeting, dict) or greeting.get("op") != _HELLO:
        return [unreached(GATEWAY, url, "DISCORD_GATEWAY_URL", ValueError("no greeting"))]
    return [well(GATEWAY, f"{URL(url).host} greets")]


def _clock(headers: Mapping[str, str], clock: Clock) -> list[Finding]:
    date = headers.get("Date", "")
    return [compared("Discord clock", "Discord", date, clock.now())] if date else []


def _failed(about: str, api: str, error: Exception) -> Finding:
    """Return what a question that failed means."""
    if not isinstance(error, Refused):
        return unreached(about, api, "DISCORD_API_URL", error)
    if error.status == HTTPStatus.UNAUTHORIZED:
        return wrong(about, "Discord does not know this token", f"{_RESET} into DISCORD_TOKEN")
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return wrong(about, "Discord asks to go slower", "Ask again in a minute")
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return wrong(about, f"Discord has trouble of its own ({error.status})", "Ask again later: discordstatus.com")
    return wrong(about, f"Discord answered {error.status}", "Check DISCORD_API_URL: https://discord.com/api/v10")
