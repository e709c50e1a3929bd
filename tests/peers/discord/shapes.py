"""How Discord writes things down: accounts, guilds, channels, messages and the application as JSON."""

from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.component_rules import SELECTS, walk
from tests.peers.discord.markup import tokens_in
from tests.peers.discord.world import Account, Channel, Post, World

EVERYTHING = str((1 << 53) - 1)
_JOINED = "2024-01-01T00:00:00+00:00"


def user(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "username": account.name,
        "global_name": None if account.bot else account.name.title(),
        "discriminator": "0000" if account.bot else "0",
        "avatar": None,
        "bot": account.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def me(account: Account) -> dict[str, Any]:
    return user(account) | {"mfa_enabled": True, "locale": account.locale, "verified": True, "email": None}


def member(account: Account, *, permissions: str | None = None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "user": user(account),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": _JOINED,
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return plain | ({"permissions": permissions} if permissions else {})


def channel(place: Channel) -> dict[str, Any]:
    last = place.posts[-1].id if place.posts else None
    shape = {"id": place.id, "last_message_id": last, "flags": 0}
    if place.guild is None:
        kind = 3 if len(place.recipients) > 2 else 1
        return shape | {"type": kind, "recipients": [user(account) for account in place.recipients]}
    return shape | {
        "type": 0,
        "guild_id": place.guild.id,
        "name": place.name,
        "position": list(place.guild.channels.values()).index(place),
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "parent_id": None,
        "permission_overwrites": [],
    }


def picked_channel(place: Channel) -> dict[str, Any]:
    """Write a channel as it is resolved for an option or a menu: in part."""
    whole = channel(place) | {"permissions": EVERYTHING}
    return {key: whole[key] for key in ("id", "type", "name", "permissions", "parent_id")}


def message(post: Post, world: World) -> dict[str, Any]:
    """Write a message as it stands, with what Discord works out by itself: mentions and flags."""
    pinged = [t for t in tokens_in(post.body, post.body.get("allowed_mentions")) if t.pings]
    users = {t.text.strip("<@!>") for t in pinged if t.kind == "user"} & world.accounts.keys()
    flags = (post.body.get("flags") or 0) | (limits.EPHEMERAL if post.ephemeral_for else 0)
    shape = {
        "id": post.id,
        "type": 0,
        "channel_id": post.channel.id,
        "author": user(post.author),
        "content": post.body.get("content") or "",
        "embeds": [],
        "components": post.body.get("components") or [],
        "attachments": post.body.get("attachments") or [],
        "flags": flags,
        "mentions": [user(world.accounts[account_id]) for account_id in sorted(users)],
        "mention_roles": sorted({t.text.strip("<@&>") for t in pinged if t.kind == "role"}),
        "mention_everyone": any(t.kind in ("everyone", "here") for t in pinged),
        "timestamp": post.at.isoformat(),
        "edited_timestamp": post.edited_at and post.edited_at.isoformat(),
        "tts": False,
        "pinned": False,
    }
    return shape | ({} if post.nonce is None else {"nonce": post.nonce}) | post.extra


_DEFAULTS: dict[int, dict[str, Any]] = {kind: {"min_values": 1, "max_values": 1} for kind in SELECTS}


def numbered(components: list[Any]) -> list[Any]:
    """Parts with the ids and defaults that Discord fills in, in reading order."""
    taken = {part["id"] for part in walk(components) if part.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for part in walk(components):
        if not part.get("id"):
            part["id"] = next(free)
        given = {key: value for key, value in part.items() if value is not None}
        part.clear()
        part.update(_DEFAULTS.get(given["type"], {}) | given)
    return components


def application(world: World) -> dict[str, Any]:
    return {
        "id": world.application_id,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "summary": "",
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": world.public_key,
        "flags": world.application_flags,
        "flags_new": str(world.application_flags),
        "hook": True,
        "redirect_uris": [],
        "interactions_endpoint_url": world.interactions_url,
        "role_connections_verification_url": None,
        "owner": user(world.owner),
        "team": None,
        "approximate_guild_count": sum(server.bot for server in world.guilds.values()),
        "approximate_user_install_count": sum(a.installed for a in world.accounts.values() if not a.bot),
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {way: {} for way in world.install_ways},
    }
