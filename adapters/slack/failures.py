"""What a failed call to Slack means for its message: not sent, undeliverable, or uncertain."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.wire import NotSlackError
from bot.outgoing import NotSent, Uncertain, Undeliverable

if TYPE_CHECKING:
    from collections.abc import Mapping

FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError)
"""What a call can raise; the last two if Slack, or something in between, does not answer with a JSON object."""

_OPERATORS_TURN = timedelta(minutes=15)
"""How long to wait before another try where only an operator can mend it; nothing is lost meanwhile."""
_SOON = timedelta(seconds=30)
_TOO_MANY, _SERVER_ERROR = 429, 500

_NEVER = {
    "user_not_found": "Slack does not know this person any more",
    "user_not_visible": "Slack does not let Milepost see this person",
    "user_disabled": "this person's Slack account is switched off",
    "cannot_dm_bot": "this account is a bot, and bots cannot write to each other",
    "channel_not_found": "the conversation is gone, or Milepost is not in it",
    "is_archived": "the conversation is archived",
    "not_in_channel": "Milepost is not in the channel",
    "restricted_action": "the workspace does not let Milepost write there",
    "restricted_action_non_threadable_channel": "the workspace does not let Milepost write there",
    "restricted_action_read_only_channel": "the channel is read-only",
}
"""Refusals that no waiting mends, in words that follow a colon."""

_OPERATOR = {
    "account_inactive": "Milepost is not installed in this workspace any more",
    "token_revoked": "Slack took Milepost's token back; the operator has to install it again",
    "token_expired": "Milepost's token has expired; the operator has to install it again",
    "invalid_auth": "Slack refuses Milepost's token; the operator has to mend it",
    "not_authed": "Milepost has no token; the operator has to mend it",
    "not_allowed_token_type": "Milepost has a token of the wrong kind; the operator has to mend it",
    "missing_scope": "Milepost lacks a permission; the operator has to install it again",
    "no_permission": "Milepost lacks a permission; the operator has to install it again",
    "access_denied": "the workspace keeps Milepost out; the operator has to ask an administrator",
    "org_login_required": "the workspace is being moved to another organisation",
    "team_access_not_granted": "Milepost was not given access to this workspace",
    "team_added_to_org": "the workspace is being moved to another organisation",
    "ekm_access_denied": "the organisation has suspended access to its messages",
    "messages_tab_disabled": "the app's messages tab is off; the operator has to switch it on",
}
"""Refusals that an operator or administrator can mend."""

PERHAPS = {"fatal_error", "internal_error", "request_timeout", "service_unavailable"}
"""Faults on Slack's side after which, as it documents, the call may have taken effect."""


def outcome(error: Exception, *, in_flight: bool = True) -> NotSent | Undeliverable | Uncertain:
    """Return what `error` means for a message; if it was `in_flight` in that call, a lost answer leaves doubt."""
    if isinstance(error, SlackApiError):
        status, headers, name = answer_of(error)
        return _refusal(status, headers, name, in_flight=in_flight)
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | NotSlackError):
        return NotSent(f"Slack could not be reached ({type(error).__name__})", _SOON)
    return _lost(f"Slack's answer did not arrive ({type(error).__name__})", in_flight=in_flight)


def name_of(error: Exception) -> str:
    """Return Slack's error code for a refusal, or the type of another failure."""
    return (answer_of(error)[2] if isinstance(error, SlackApiError) else "") or type(error).__name__


def answer_of(error: SlackApiError) -> tuple[int, Mapping[str, str], str]:
    """Return the status, headers and error code: the response is the SDK's, or aiohttp's if it was no JSON."""
    answer: Any = error.response
    status: Any = getattr(answer, "status_code", None) or getattr(answer, "status", 0)
    data = getattr(answer, "data", None)
    name = data.get("error") if isinstance(data, dict) else ""
    return int(status), getattr(answer, "headers", None) or {}, str(name or "")


def _refusal(
    status: int, headers: Mapping[str, str], name: str, *, in_flight: bool
) -> NotSent | Undeliverable | Uncertain:
    if status == _TOO_MANY or name in ("ratelimited", "rate_limited"):
        return NotSent("Slack asks to go slower", _retry_after(headers))
    if status >= _SERVER_ERROR or name in PERHAPS or not name:
        return _lost(f"Slack had trouble of its own ({name or status})", in_flight=in_flight)
    if name in _NEVER:
        return Undeliverable(_NEVER[name])
    # Unknown refusals are tried again too: better late than lost.
    return NotSent(_OPERATOR.get(name, f"Slack refused the message ({name})"), _OPERATORS_TURN)


def _lost(reason: str, *, in_flight: bool) -> NotSent | Uncertain:
    return Uncertain(reason) if in_flight else NotSent(reason, _SOON)


def _retry_after(headers: Mapping[str, str]) -> timedelta:
    try:
        return timedelta(seconds=max(1, int(headers.get("Retry-After", "1"))))
    except (ValueError, OverflowError):
        return _SOON
