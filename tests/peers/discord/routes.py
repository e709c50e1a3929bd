"""The REST routes that are not about messages, under the names of Discord's description."""

from typing import Any

from tests.peers.discord import errors, shapes
from tests.peers.discord.door import Call, Route
from tests.peers.discord.message_routes import MESSAGE_ROUTES
from tests.peers.discord.stage import Stage


def _me(stage: Stage, _call: Call) -> Any:
    return shapes.me(stage.world.bot)


def _application(stage: Stage, _call: Call) -> Any:
    return shapes.application(stage.world)


def _gateway_for_bots(stage: Stage, _call: Call) -> Any:
    left = 1000 - len(stage.gateway.identifies)
    limit = {"total": 1000, "remaining": left, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": stage.gateway.url, "shards": stage.gateway.shards_required, "session_start_limit": limit}


def _own_application(stage: Stage, call: Call) -> None:
    """Refuse to tell of another application's commands."""
    if call.params["application_id"] != stage.world.application_id:
        raise errors.not_your_application()


def _commands(stage: Stage, call: Call) -> Any:
    _own_application(stage, call)
    return stage.registry.commands


def _overwrite_commands(stage: Stage, call: Call) -> Any:
    _own_application(stage, call)
    answer = stage.registry.overwrite(call.body or [])
    stage.bell.ring()
    return answer


def _member(stage: Stage, call: Call) -> Any:
    guild = stage.world.guilds.get(call.params["guild_id"])
    if guild is None or not guild.bot:
        raise errors.missing_access()
    account = stage.world.account(call.params["user_id"])
    if account not in guild.members and account is not stage.world.bot:
        raise errors.unknown_member()
    return shapes.member(account)


def _open_dm(stage: Stage, call: Call) -> Any:
    recipient = stage.world.accounts.get(str((call.body or {}).get("recipient_id")))
    if recipient is None or recipient.bot:
        raise errors.invalid_recipients()
    return shapes.channel(stage.world.dm(recipient))


def _acknowledge(stage: Stage, call: Call) -> Any:
    receipt = stage.desk.acknowledge(
        call.params["interaction_id"],
        call.params["interaction_token"],
        call.body or {},
        call.uploads,
        now=call.now,
    )
    return receipt if call.query.get("with_response") in ("1", "true") else None


_COMMANDS = "/applications/{application_id}/commands"
ROUTES = [
    Route("GET", "/users/@me", _me),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", _member),
    Route("POST", "/users/@me/channels", _open_dm),
    Route("GET", "/oauth2/applications/@me", _application),
    Route("GET", "/applications/@me", _application),
    Route("GET", "/gateway/bot", _gateway_for_bots),
    Route("GET", _COMMANDS, _commands),
    Route("PUT", _COMMANDS, _overwrite_commands),
    Route(
        "POST",
        "/interactions/{interaction_id}/{interaction_token}/callback",
        _acknowledge,
        needs_token=False,
    ),
    *MESSAGE_ROUTES,
]
