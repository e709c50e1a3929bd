"""The Slack app as a manifest: paste it at api.slack.com/apps, and the app is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MAKE_GOAL = "make_goal"
PATH = "/slack/events"

SCOPES = {
    "commands": "to answer /goal and the shortcut on messages",
    "chat:write": "to send check-ins and answers",
    "im:write": "to open the conversation in which check-ins arrive",
    "users:read": "to know each person's time zone, so that nine o'clock is theirs, and the names of those who are "
    "mentioned",
}
"""The scopes that Milepost needs, and why."""

OPTIONAL_SCOPES = {
    "files:write": "to upload the pictures of goals, and the exported files, that people ask for; it reads no files",
    "im:history": "to read what people write in their own conversation with Milepost, so that they can talk to it "
    "without /goal, and to find out after a broken connection whether a check-in had arrived",
}
"""Scopes that can be refused: everything else still works."""

EVENTS = ("app_home_opened", "message.im", "user_change")


def is_public(url: str) -> bool:
    """Tell whether `url` is an https address, as Slack needs it."""
    return url.startswith("https://") and len(url) > len("https://")


def manifest(url: str = "", *, socket_mode: bool = True) -> dict[str, Any]:
    """Return the manifest; `url` is Milepost's public address, without which HTTP mode raises ValueError."""
    if not socket_mode and not is_public(url):
        raise ValueError("without Socket Mode, Slack needs Milepost's public https address")
    where = {} if socket_mode else {"request_url": url.rstrip("/") + PATH}
    return {
        "display_information": {
            "name": "Milepost",
            "description": "Set goals with milestones, and get a check-in when each comes due.",
            "background_color": "#1f4e4a",
        },
        "features": _features(where),
        "oauth_config": {"scopes": {"bot": sorted(SCOPES | OPTIONAL_SCOPES), "bot_optional": sorted(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {**where, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(where: Mapping[str, str]) -> dict[str, Any]:
    """Return what people can use; without Socket Mode, `where` has the address for slash commands."""
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": "Milepost", "always_online": True},
        "shortcuts": [
            {
                "name": "Make this a goal",
                "type": "message",
                "callback_id": MAKE_GOAL,
                "description": "Set a goal with the words of this message",
            }
        ],
        "slash_commands": [
            {
                "command": "/goal",
                "description": "Set goals and milestones, and get check-ins",
                "usage_hint": "new Ship the billing API by: 2027-03-31",
                "should_escape": True,
                **({"url": where["request_url"]} if where else {}),
            }
        ],
    }
