"""What can be asked of Slack: whether it takes the tokens, which scopes it granted, and what time it is there."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError
from yarl import URL

from adapters.reach import unreached, way
from adapters.slack.failures import FAILURES, PERHAPS, answer_of
from adapters.slack.manifest import OPTIONAL_SCOPES, PATH, SCOPES
from adapters.slack.wire import Wire
from bot.doctor.examining import Check, known
from bot.doctor.finding import off, well, wrong
from bot.doctor.machine import clock as compared
from bot.process.shell import shell_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.clock import Clock
    from bot.doctor.finding import Finding
    from bot.settings import Settings

BOT, APP, SECRET = "Slack bot token", "Slack app token", "Slack signing secret"
_APPS = "at api.slack.com/apps"
_BASIC = f"“Basic Information” of your app {_APPS}"
_AGAIN = f"“OAuth & Permissions” of your app {_APPS}"
_COPY = {
    BOT: f"Copy the Bot User OAuth Token into SLACK_BOT_TOKEN once more: {_AGAIN}",
    APP: f"Copy an app-level token with connections:write into SLACK_APP_TOKEN: {_BASIC}",
}
_INSTALL = f"Install the app to the workspace again, and copy its new token into SLACK_BOT_TOKEN: {_AGAIN}"
_REFUSALS = {
    "invalid_auth": "Slack does not know this token",
    "not_authed": "Slack does not know this token",
    "not_allowed_token_type": "Slack wants a token of another kind here",
    "token_revoked": "Slack took this token back",
    "token_expired": "This token has expired",
    "account_inactive": "The app is not installed in the workspace any more",
    "missing_scope": "This token lacks the scope connections:write",
}
_INSTALLED_NO_MORE = ("token_revoked", "token_expired", "account_inactive")
_TOO_MANY, _TROUBLE = 429, 500
_SECONDS = 3
"""For a question that may stay without an answer, while there is still time to tell of the others."""


def checks(settings: Settings, clock: Clock) -> list[Check]:
    """Return what is looked at of Slack."""
    if settings.slack_bot_token is None:
        return [known(off("Slack", "Off", f"To connect it: {shell_line('manifest slack')}, then set SLACK_BOT_TOKEN"))]
    url = settings.slack_api_url
    nearer = way(URL(url).host or url, "SLACK_API_URL")
    bot, app = settings.slack_bot_token.get_secret_value(), settings.slack_app_token
    known_app = app_of(app.get_secret_value()) if app is not None else ""
    found = [Check(BOT, partial(_bot_token, url, bot, known_app, clock), nearer)]
    if app is not None:
        found.append(Check(APP, partial(_app_token, url, app.get_secret_value()), nearer))
    if settings.slack_signing_secret is not None:
        found.append(known(_signing_secret(settings.slack_signing_secret.get_secret_value())))
    return found


async def _bot_token(url: str, token: str, app: str, clock: Clock) -> list[Finding]:
    """Ask whose token it is; the headers of the answer tell the scopes and the time."""
    wire = Wire(url, token)
    try:
        me, headers = await wire.ask("auth.test")
        same = await _same_app(wire, str(me.get("bot_id")), app)
    except FAILURES as error:
        seen = answer_of(error)[1] if isinstance(error, SlackApiError) else {}
        return [_failed(BOT, url, error), *_clock(seen, clock)]
    finally:
        await wire.close()
    told = well(BOT, f"{me.get('user')} in {me.get('team')}, {me.get('url')}")
    return [told, *same, scopes(headers.get("x-oauth-scopes", "")), *_clock(headers, clock)]


async def _same_app(wire: Wire, bot_id: str, app: str) -> list[Finding]:
    """Return whether the bot is of the `app` whose sockets we hear, as far as Slack tells."""
    try:
        async with asyncio.timeout(_SECONDS):
            bot = (await wire.read("bots.info", bot=bot_id)).get("bot") if app else None
    except FAILURES:
        return []
    theirs = bot.get("app_id") if isinstance(bot, dict) else None
    if not theirs or theirs == app:
        return []
    told = f"SLACK_BOT_TOKEN is of the app {theirs}, and SLACK_APP_TOKEN of another one, {app}"
    return [wrong("Slack app", told, f"Copy both from the same app {_APPS}, and delete the other app")]


def app_of(token: str) -> str:
    """Return the id of the app that an app-level token has in it; empty if it has none."""
    found = re.match(r"xapp-\d+-(A[0-9A-Z]+)-", token)
    return found[1] if found else ""


async def _app_token(url: str, token: str) -> list[Finding]:
    """Ask for the address of a socket, which is not opened: Slack would send a part of what people do there."""
    wire = Wire(url, token)
    try:
        await wire.ask("apps.connections.open")
    except FAILURES as error:
        return [_failed(APP, url, error)]
    finally:
        await wire.close()
    return [well(APP, "Slack opens a socket for it: Socket Mode works")]


def scopes(granted: str) -> Finding:
    """Return how the scopes that are `granted`, with commas between them, are to those that Milepost asks for."""
    about, have = "Slack scopes", {scope.strip() for scope in granted.split(",") if scope.strip()}
    if not have:
        return off(about, "Slack did not tell them")
    missing, without = SCOPES.keys() - have, OPTIONAL_SCOPES.keys() - have
    needless = have - SCOPES.keys() - OPTIONAL_SCOPES.keys()
    if missing:
        reasons = "; ".join(f"{scope} ({SCOPES[scope]})" for scope in sorted(missing))
        mend = f"Add {_listed(missing)} and reinstall the app: {_AGAIN}"
        return wrong(about, f"Missing: {reasons}", mend)
    consider = [f"{scope} would allow Milepost {OPTIONAL_SCOPES[scope]}" for scope in sorted(without)]
    if needless:
        consider.append(f"Milepost needs no {_listed(needless)}: remove it, {_AGAIN}")
    return well(about, _listed(have), ". ".join(consider))


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))


def _clock(headers: Mapping[str, str], clock: Clock) -> list[Finding]:
    date = headers.get("Date", "")
    return [compared("Slack clock", "Slack", date, clock.now())] if date else []


def _signing_secret(secret: str) -> Finding:
    told = f"HTTP mode is on at {PATH}; whether Slack reaches it is seen from outside only"
    usual = re.fullmatch(r"[0-9a-f]{32}", secret)
    looks = f"It has not the usual 32 letters of 0-9 and a-f; compare it with {_BASIC}"
    return well(SECRET, told, "" if usual else looks)


def _failed(about: str, url: str, error: Exception) -> Finding:
    """Return what a call that failed means for a token."""
    if not isinstance(error, SlackApiError):
        return unreached(about, url, "SLACK_API_URL", error)
    status, _, name = answer_of(error)
    if name in _REFUSALS:
        mend = _INSTALL if about == BOT and name in _INSTALLED_NO_MORE else _COPY[about]
        return wrong(about, f"{_REFUSALS[name]} ({name})", mend)
    if status == _TOO_MANY or name in ("ratelimited", "rate_limited"):
        return wrong(about, "Slack asks to go slower", "Ask again in a minute")
    if not name and status < _TROUBLE:
        return unreached(about, url, "SLACK_API_URL", error)
    if status >= _TROUBLE or name in PERHAPS:
        return wrong(about, f"Slack has trouble of its own ({name or status})", "Ask again later: slack-status.com")
    return wrong(about, f"Slack refuses it: {name}", f"Look at what {name} means for your app {_APPS}")
