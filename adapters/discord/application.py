"""How an application has to be set up for Milepost, read from what Discord tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.doctor.finding import well, wrong
from bot.process.shell import shell_line
from bot.replies.wording import many

if TYPE_CHECKING:
    from bot.doctor.finding import Finding
    from bot.process.shards import Shards

_PORTAL = "your application at discord.com/developers/applications"
_PRIVILEGED = {
    "Presence Intent": 1 << 12 | 1 << 13,
    "Server Members Intent": 1 << 14 | 1 << 15,
    "Message Content Intent": 1 << 18 | 1 << 19,
}
"""The intents that an application is allowed in particular, as the Bot page calls them, and their flags."""
_WAYS = {"0": "Guild Install", "1": "User Install"}
_FEW = 50
"""So few sessions left are soon used up by something that starts again and again."""


def application(told: dict[str, Any]) -> Finding:
    """Return whether what people do there comes to Milepost, and whether it can be added in both ways."""
    about, name = "Discord application", f"{told.get('name')}"
    elsewhere = told.get("interactions_endpoint_url")
    if elsewhere:
        return wrong(
            about,
            f"Discord sends the commands of {name} to {elsewhere}, and none to Milepost",
            f"Empty Interactions Endpoint URL on the General Information page of {_PORTAL}",
        )
    servers, people = told.get("approximate_guild_count") or 0, told.get("approximate_user_install_count") or 0
    consider = []
    ways = told.get("integration_types_config")
    if isinstance(ways, dict) and (without := [way for key, way in _WAYS.items() if key not in ways]):
        consider.append(f"{' and '.join(without)} is off; it is on the Installation page of {_PORTAL}")
    if not servers and not people:
        consider.append(f"Nobody has added it yet. For the links: {shell_line('manifest discord')}")
    return well(about, f"{name}, in {many(servers, 'server')} and {many(people, 'account')}", ". ".join(consider))


def intents(told: dict[str, Any]) -> Finding:
    """Return which privileged intents are on; Milepost needs none."""
    flags = int(told.get("flags") or 0)
    on = [name for name, bits in _PRIVILEGED.items() if flags & bits]
    if not on:
        return well("Discord intents", "No privileged one, and none is needed")
    switch = f"Milepost needs none of them: switch them off on the Bot page of {_PORTAL}"
    return well("Discord intents", f"On: {', '.join(on)}", switch)


def sessions(told: dict[str, Any], shards: Shards | None) -> Finding:
    """Return how often the connection may still begin anew, and in how many parts Discord would have it."""
    about, limit = "Discord sessions", told.get("session_start_limit") or {}
    left, hours = int(limit.get("remaining", 0)), int(limit.get("reset_after", 0)) / 3_600_000
    has, wants = shards.count if shards else 1, int(told.get("shards") or 1)
    found = f"{left:,} of {int(limit.get('total', 0)):,} starts left"
    again = "Something starts Milepost again and again: stop it and read its log"
    if not left:
        return wrong(about, f"{found}; there are new ones in {hours:.1f} hours", again)
    consider = [again] if left < _FEW else []
    if wants > has:
        consider.append(f"Discord would have {wants} shards: DISCORD_SHARDS=0-{wants - 1}/{wants}")
    return well(about, found, ". ".join(consider))
