"""What can be looked at of the web server: whether it can listen, or who does, and what of it is on."""

from __future__ import annotations

import errno
from functools import partial
from typing import TYPE_CHECKING

import aiohttp

from adapters.web.host import listening
from bot.doctor.examining import Check, known
from bot.doctor.finding import off, well, wrong
from bot.settings import url_of

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.settings import Settings

PORT, PLAYGROUND, CALENDARS = "Port", "Playground", "Calendars"
_SECONDS = 3


def checks(settings: Settings) -> list[Check]:
    """Return what is looked at of the web server."""
    mend = "Check HOST and PORT"
    port = Check(PORT, partial(_port, settings.host, settings.port), mend)
    return [port, known(_playground(settings)), known(_calendars(settings))]


async def _port(host: str, port: int) -> list[Finding]:
    """Listen for a moment; where somebody does already, ask whether it is Milepost, and how it is."""
    where = f"{host} port {port}"
    try:
        (await listening(host, port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            reason = error.strerror or error
            return [
                wrong(PORT, f"{where} cannot be listened on: {reason}", "Set HOST=127.0.0.1, and PORT from 1024 on")
            ]
        return [await _who(url_of(host, port), where)]
    return [well(PORT, f"{where} is free" if port else "Any that is free")]


async def _who(url: str, where: str) -> Finding:
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as http,
            http.get(f"{url}/readyz", allow_redirects=False) as answer,
        ):
            told = await answer.json()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        told = None
    if not isinstance(told, dict) or "milepost" not in told:
        return wrong(PORT, f"{where} is taken by another program", "Stop that program, or set PORT=8081")
    if told["milepost"] == "ready":
        return well(PORT, f"Milepost itself runs at {where}, and is ready")
    broken = "; ".join(f"{one['about']}: {one['told']}" for one in told["findings"] if one["standing"] == "wrong")
    return wrong(
        PORT, f"Milepost itself runs at {where}, and is not ready: {broken}", "Mend that first, or read its log"
    )


def _playground(settings: Settings) -> Finding:
    if settings.playground:
        open_to_all = f"It has no passwords, and HOST={settings.host} opens it to the whole network"
        return well(PLAYGROUND, "On", "" if settings.is_for_this_machine else open_to_all)
    if settings.slack or settings.discord:
        return off(PLAYGROUND, "Off")
    mend = "Set WEB=true, or the tokens of Slack or Discord: .env.example"
    return wrong(PLAYGROUND, "Off, and so are Slack and Discord: nothing is switched on", mend)


def _calendars(settings: Settings) -> Finding:
    mend = "For people's calendars to read what is due: set PUBLIC_URL, like PUBLIC_URL=https://goals.example.com"
    if settings.public_url:
        return well(CALENDARS, f"On at {settings.public_url}")
    return well(CALENDARS, "On for this machine alone", mend) if settings.reached_at else off(CALENDARS, "Off", mend)
