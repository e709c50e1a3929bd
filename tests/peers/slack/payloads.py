"""The payloads that Slack delivers, in their real shapes."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Any

from .api_people import user_json
from .inputs import initial_values
from .posting import message_json
from .views import view_json
from .workspace import fresh_id

if TYPE_CHECKING:
    from .service import Act, Service
    from .workspace import Post, User, View, Workspace


def command(service: Service, act: Act, line: str) -> dict[str, Any]:
    """Tell of `/goal new …`."""
    name, _, text = line.partition(" ")
    channel = act.team.channels[act.channel]
    return {
        "token": service.app.verification_token,
        "team_id": act.team.team_id,
        "team_domain": act.team.domain,
        "channel_id": channel.id,
        "channel_name": channel.shown_name,
        "user_id": act.user,
        "user_name": act.team.users[act.user].name,
        "command": name,
        "text": text,
        "api_app_id": service.app.app_id,
        "is_enterprise_install": "false",
        "response_url": service.response_url_for(act, "commands"),
        "trigger_id": service.trigger_for(act),
    }


def _interaction(service: Service, act: Act, kind: str) -> dict[str, Any]:
    user = act.team.users[act.user]
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": act.team.team_id},
        "api_app_id": service.app.app_id,
        "token": service.app.verification_token,
        "team": {"id": act.team.team_id, "domain": act.team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": service.trigger_for(act),
    }


def action(element: dict[str, Any], block_id: str, chosen: dict[str, Any], at: str) -> dict[str, Any]:
    """Make one entry of `actions`: what was pressed or chosen."""
    done = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id, "action_ts": at}
    if element["type"] == "button":
        done |= {key: element[key] for key in ("text", "value", "url", "style", "confirm") if key in element}
    else:
        done |= {key: element[key] for key in ("placeholder", "confirm") if key in element}
    return {**done, **{key: value for key, value in chosen.items() if key != "type"}}


def message_action(service: Service, act: Act, post: Post, done: dict[str, Any], values: Any) -> dict[str, Any]:
    """Tell of a button or menu in a message; an ephemeral one Slack does not send along."""
    channel = act.team.channels[post.channel]
    container = {
        "type": "message",
        "message_ts": post.ts,
        "channel_id": post.channel,
        "is_ephemeral": bool(post.only_for),
    }
    if post.thread_ts:
        container["thread_ts"] = post.thread_ts
    payload = {
        **_interaction(service, act, "block_actions"),
        "container": container,
        "channel": {"id": channel.id, "name": channel.shown_name},
        "state": {"values": values or initial_values(post.now.blocks)},
        "response_url": service.response_url_for(act, "actions"),
        "actions": [done],
    }
    if not post.only_for:
        payload["message"] = message_json(post, act.team, service.app.app_id)
        if post.metadata is not None:
            payload["message"]["metadata"] = post.metadata
    return payload


def view_action(service: Service, act: Act, view: View, done: dict[str, Any]) -> dict[str, Any]:
    """Tell of a button or menu in a modal or home."""
    return {
        **_interaction(service, act, "block_actions"),
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(view, act.team, service.app.app_id),
        "actions": [done],
    }


def submission(service: Service, act: Act, view: View) -> dict[str, Any]:
    shown = view_json(view, act.team, service.app.app_id)
    return {**_interaction(service, act, "view_submission"), "view": shown}


def closing(service: Service, act: Act, view: View, *, cleared: bool) -> dict[str, Any]:
    payload = _interaction(service, act, "view_closed")
    del payload["trigger_id"]
    return {**payload, "view": view_json(view, act.team, service.app.app_id), "is_cleared": cleared}


def shortcut(service: Service, act: Act, callback_id: str, post: Post | None) -> dict[str, Any]:
    """Tell of a shortcut from the composer, or from the menu of a message."""
    payload = _interaction(service, act, "message_action" if post else "shortcut")
    payload |= {"callback_id": callback_id, "action_ts": service.clock.stamp()}
    del payload["api_app_id"]
    if post is None:
        return payload
    channel = act.team.channels[post.channel]
    user = act.team.users[act.user]
    return {
        **payload,
        "user": {"id": user.id, "name": user.name, "team_id": act.team.team_id},
        "channel": {"id": channel.id, "name": channel.shown_name},
        "message_ts": post.ts,
        "message": message_json(post, act.team, service.app.app_id),
        "response_url": service.response_url_for(act, "actions"),
    }


def event(service: Service, team: Workspace, inner: dict[str, Any]) -> dict[str, Any]:
    """Wrap an event in the envelope of the Events API."""
    grant = {"enterprise_id": None, "team_id": team.team_id, "user_id": team.bot_user, "is_bot": True}
    return {
        "token": service.app.verification_token,
        "team_id": team.team_id,
        "api_app_id": service.app.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": fresh_id("Ev"),
        "event_time": int(service.clock.now()),
        "authorizations": [{**grant, "is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }


def message_event(team: Workspace, post: Post, kind: str) -> dict[str, Any]:
    """Tell somebody's words in a conversation with the bot, or naming it."""
    shown = {
        "client_msg_id": str(uuid.uuid4()),
        "type": kind,
        "text": post.now.text,
        "user": post.author,
        "ts": post.ts,
        "blocks": post.now.blocks,
        "team": team.team_id,
        "channel": post.channel,
        "event_ts": post.ts,
    }
    return {**shown, "channel_type": "im"} if kind == "message" else shown


def home_opened(service: Service, team: Workspace, user: User) -> dict[str, Any]:
    """Tell that somebody looked at the app's home tab."""
    shown = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": team.dm(user.id).id,
        "tab": "home",
        "event_ts": service.clock.stamp(),
    }
    known = team.homes.get(user.id)
    return {**shown, "view": view_json(known, team, service.app.app_id)} if known else shown


def user_changed(service: Service, team: Workspace, user: User) -> dict[str, Any]:
    """Tell that somebody's profile is not what it was."""
    now = service.clock.now()
    return {"type": "user_change", "user": user_json(user, team.team_id, now), "cache_ts": int(now)}
