"""The methods about the app itself: its tokens, its sockets, its installation and its files."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from .errors import RefusedError
from .limits import most
from .posting import channel_for_posting, put
from .workspace import fresh_id

if TYPE_CHECKING:
    from .asking import Answer, Ask


def api_test(ask: Ask) -> Answer:
    if ask.args.get("error"):
        raise RefusedError(str(ask.args["error"]))
    return {"ok": True, "args": {key: value for key, value in ask.args.items() if key in {"error", "foo"}}}


def auth_test(ask: Ask) -> Answer:
    team = ask.team
    return {
        "ok": True,
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": team.users[team.bot_user].name,
        "team_id": team.team_id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(ask: Ask) -> Answer:
    """Hand out the address of a socket, good for one connection."""
    ticket = secrets.token_urlsafe(18)
    ask.service.links.add(ticket)
    origin = ask.service.origin.replace("http", "ws", 1)
    return {"ok": True, "url": f"{origin}/link/?ticket={ticket}&app_id={ask.service.app.app_id}"}


def revoke(ask: Ask) -> Answer:
    if str(ask.args.get("test") or "") not in {"1", "true", "True"}:
        ask.grant.error = "token_revoked"
    return {"ok": True}


def uninstall(ask: Ask) -> Answer:
    _check_client(ask)
    ask.grant.error = "account_inactive"
    return {"ok": True}


def _check_client(ask: Ask) -> None:
    if ask.args.get("client_id") != ask.service.app.client_id:
        raise RefusedError("invalid_client_id")
    if ask.args.get("client_secret") != ask.service.app.client_secret:
        raise RefusedError("bad_client_secret")


def oauth_access(ask: Ask) -> Answer:
    """Exchange the code of a consent page for a bot token."""
    _check_client(ask)
    code = ask.service.codes.pop(str(ask.args.get("code") or ""), None)
    if code is None:
        raise RefusedError("invalid_code")
    if code.redirect_uri and ask.args.get("redirect_uri") != code.redirect_uri:
        raise RefusedError("bad_redirect_uri")
    team = code.team
    return {
        "ok": True,
        "access_token": team.grant.token,
        "token_type": "bot",
        "scope": ",".join(sorted(team.grant.scopes)),
        "bot_user_id": team.bot_user,
        "app_id": ask.service.app.app_id,
        "team": {"id": team.team_id, "name": team.name},
        "enterprise": None,
        "authed_user": {"id": code.user},
        "is_enterprise_install": False,
    }


def upload_url(ask: Ask) -> Answer:
    """Promise a place for a file of this name and length."""
    name = ask.words("filename")
    try:
        length = int(ask.args.get("length") or 0)
    except ValueError:
        length = 0
    if length <= 0:
        raise RefusedError("missing_argument")
    if length > most("file.bytes"):
        raise RefusedError("file_upload_size_restricted")
    if len(str(ask.args.get("alt_txt") or "")) > most("file.alt_txt"):
        raise RefusedError("alt_txt_too_large")
    file_id = fresh_id("F")
    ask.service.uploads[file_id] = {
        "name": name,
        "length": length,
        "content": b"",
        "team": ask.team.team_id,
        "alt": ask.args.get("alt_txt", ""),
    }
    return {"ok": True, "upload_url": f"{ask.service.origin}/upload/{file_id}", "file_id": file_id}


def complete_upload(ask: Ask) -> Answer:
    """Make files of what was uploaded, and share them if a conversation is named."""
    wanted = ask.data("files")
    if not isinstance(wanted, list) or not wanted:
        raise RefusedError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    files = []
    for one in wanted:
        upload = ask.service.uploads.get(str(one.get("id"))) if isinstance(one, dict) else None
        if upload is None or len(upload["content"]) != upload["length"]:
            raise RefusedError("file_not_found")
        upload["ready_at"] = ask.service.clock.now() + ask.service.file_seconds
        shown = {"id": one["id"], "name": upload["name"], "title": one.get("title") or upload["name"]}
        files.append({**shown, "size": upload["length"], "user": ask.team.bot_user, "alt_txt": upload["alt"]})
    if ask.args.get("channel_id"):
        channel = channel_for_posting(ask.team, ask.args["channel_id"], ask.grant.scopes)
        words = str(ask.args.get("initial_comment") or "")
        body = {"text": words, "blocks": [], "files": files, "thread_ts": ask.args.get("thread_ts")}
        put(ask.service, ask.team, channel.id, body)
    return {"ok": True, "files": files}
