"""The links by which Milepost is added to a server or to one's own account."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

AUTHORIZE = "https://discord.com/oauth2/authorize"
PERMISSIONS = 0
"""Milepost answers commands and writes direct messages; neither takes a permission in a server."""
SERVER_SCOPES = ("bot", "applications.commands")
USER_SCOPES = ("applications.commands",)
_SERVER, _USER = 0, 1


def server_link(application_id: str) -> str:
    """Return the link that adds Milepost to a server."""
    return _link(application_id, _SERVER, SERVER_SCOPES) + f"&permissions={PERMISSIONS}"


def user_link(application_id: str) -> str:
    """Return the link that adds Milepost to one's own account, so that it works in every server and DM."""
    return _link(application_id, _USER, USER_SCOPES)


def _link(application_id: str, install: int, scopes: tuple[str, ...]) -> str:
    query = {"client_id": application_id, "integration_type": install, "scope": " ".join(scopes)}
    return f"{AUTHORIZE}?{urlencode(query)}"


def application_of(token: str) -> str:
    """Return the application's id, which is the first part of its bot token in base64; empty if it is not."""
    first = token.partition(".")[0]
    try:
        decoded = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode()
    except ValueError:
        return ""
    return decoded if decoded.isdigit() else ""
