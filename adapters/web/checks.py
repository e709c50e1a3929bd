"""What can be looked at of the web server: whether it can listen, or who does, and what of it is on."""

from __future__ import annotations

import asyncio
import errno
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from adapters.web.host import doors, listening
from bot.doctor.examining import Check, known
from bot.doctor.finding import off, well, wrong
from bot.settings import leads_here, url_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from adapters.web.host import Door
    from bot.doctor.finding import Finding
    from bot.settings import Settings

PORT, METRICS_PORT, PLAYGROUND, CALENDARS = "Port", "Metrics port", "Playground", "Calendars"
_SECONDS = 3


def checks(settings: Settings) -> list[Check]:
    """Return what is looked at of the web server."""
    ports = Check(PORT, partial(_ports, doors(settings)), "Check HOST and PORT, METRICS_HOST and METRICS_PORT")
    calendars = Check(CALENDARS, partial(_calendars, settings), "Check PUBLIC_URL")
    return [ports, known(_playground(settings)), calendars]


def _about(door: Door) -> str:
    return METRICS_PORT if door.prefix else PORT


async def _ports(wanted: Sequence[Door]) -> list[Finding]:
    """Listen at all doors together for a moment, as one process does."""
    with ExitStack() as held:
        return [await _port(door, wanted[:at], held) for at, door in enumerate(wanted)]


async def _port(door: Door, before: Sequence[Door], held: ExitStack) -> Finding:
    """Listen beside the doors `before`; where somebody does already, ask whether it is Milepost, and how it is."""
    try:
        held.enter_context(await listening(door.host, door.port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            mend = f"Set {door.prefix}HOST=127.0.0.1, and {door.prefix}PORT from 1024 on"
            return wrong(_about(door), f"{door} cannot be listened on: {error.strerror or error}", mend)
        if (own := next((other for other in before if other.port == door.port), None)) is not None:
            told = f"{door} is what {own.prefix}HOST and {own.prefix}PORT name, too"
            return wrong(_about(door), told, f"Set {door.prefix}PORT={_next(door.port)}")
        return await _who(url_of(door.host, door.port), door)
    return well(_about(door), f"{door} is free" if door.port else "Any that is free")


def _next(port: int) -> int:
    return port % 65535 + 1


async def _who(url: str, door: Door) -> Finding:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as http,
            http.get(f"{url}/readyz", allow_redirects=False) as answer,
        ):
            told = await answer.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        told = None
    if not isinstance(told, dict) or "milepost" not in told:
        mend = f"Stop that program, or set {door.prefix}PORT={_next(door.port)}"
        return wrong(_about(door), f"{door} is taken by another program", mend)
    if told["milepost"] == "ready":
        return well(_about(door), f"Milepost itself runs at {door}, and is ready")
    broken = "; ".join(f"{one['about']}: {one['told']}" for one in told["findings"] if one["standing"] == "wrong")
    return wrong(
        _about(door), f"Milepost itself runs at {door}, and is not ready: {broken}", "Mend that first, or read its log"
    )


def _playground(settings: Settings) -> Finding:
    if settings.playground:
        open_to_all = f"It has no passwords, and HOST={settings.host} opens it to the whole network"
        return well(PLAYGROUND, "On", "" if settings.is_for_this_machine else open_to_all)
    if settings.slack or settings.discord:
        return off(PLAYGROUND, "Off")
    mend = "Set WEB=true, or the tokens of Slack or Discord: .env.example"
    return wrong(PLAYGROUND, "Off, and so are Slack and Discord: nothing is switched on", mend)


async def _calendars(settings: Settings) -> list[Finding]:
    mend = "For people's calendars to read what is due: set PUBLIC_URL, like PUBLIC_URL=https://goals.example.com"
    if not settings.public_url:
        here = well(CALENDARS, "On for this machine alone", mend)
        return [here if settings.reached_at else off(CALENDARS, "Off", mend)]
    address = urlsplit(settings.public_url)
    host = address.hostname or ""
    if leads_here(host):
        return [well(CALENDARS, f"On at {settings.public_url}, for this machine alone", mend)]
    consider = f"This machine knows no {host}: check the name in PUBLIC_URL"
    if await _is_known(host):
        unread = "Whoever is on the way reads along: put a proxy before it that speaks https, and set it in PUBLIC_URL"
        consider = unread if address.scheme == "http" else ""
    return [well(CALENDARS, f"On at {settings.public_url}", consider)]


async def _is_known(host: str) -> bool:
    """Tell whether this machine finds a host by its name; elsewhere it may have others, so that alone is not wrong."""
    try:
        async with asyncio.timeout(_SECONDS):
            return bool(await asyncio.get_running_loop().getaddrinfo(host, None))
    except (OSError, UnicodeError, TimeoutError):
        return False
