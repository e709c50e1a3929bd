"""The chat.* and conversations.* methods: sending, changing, finding and opening."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from .errors import RefusedError
from .limits import most
from .posting import change, channel_for_posting, check_files, check_message, message_json, put, remove, truth

if TYPE_CHECKING:
    from .asking import Answer, Ask
    from .workspace import Channel, Post

_PLACES = {"channel": "channels", "group": "groups", "im": "im"}


def post_message(ask: Ask) -> Answer:
    channel = channel_for_posting(ask.team, ask.args.get("channel"), ask.grant.scopes)
    body = check_message(ask.args)
    check_files(ask.service, ask.team, body["blocks"])
    thread = str(body.get("thread_ts") or "")
    if thread and ask.team.post_at(channel.id, thread) is None:
        raise RefusedError("thread_not_found")
    post = put(ask.service, ask.team, channel.id, body)
    return {"ok": True, "channel": channel.id, "ts": post.ts, "message": _shown(ask, post)}


def post_ephemeral(ask: Ask) -> Answer:
    channel = channel_for_posting(ask.team, ask.args.get("channel"), ask.grant.scopes)
    reader = ask.user()
    if reader.id not in channel.members:
        raise RefusedError("user_not_in_channel")
    body = check_message(ask.args)
    check_files(ask.service, ask.team, body["blocks"], stays=False)
    post = put(ask.service, ask.team, channel.id, body, only_for=reader.id)
    return {"ok": True, "message_ts": post.ts}


def update(ask: Ask) -> Answer:
    post = _own(ask, "cant_update_message")
    body = dict(ask.args)
    if not body.get("text") and body.get("blocks") is None:
        body["blocks"] = post.now.blocks
    checked = check_message(body, text_limit="update.text")
    check_files(ask.service, ask.team, checked["blocks"])
    change(ask.service, ask.team, post, checked)
    return {
        "ok": True,
        "channel": post.channel,
        "ts": post.ts,
        "text": post.now.text,
        "message": _shown(ask, post),
    }


def delete(ask: Ask) -> Answer:
    post = _own(ask, "cant_delete_message")
    remove(ask.service, ask.team, post)
    return {"ok": True, "channel": post.channel, "ts": post.ts}


def _own(ask: Ask, not_yours: str) -> Post:
    """Find a message of the bot's own; ephemeral ones cannot be had by their `ts`."""
    channel = ask.channel()
    post = ask.team.post_at(channel.id, ask.words("ts", "message_not_found"))
    if post is None or post.only_for:
        raise RefusedError("message_not_found")
    if post.author != ask.team.bot_user:
        raise RefusedError(not_yours)
    if channel.is_archived:
        raise RefusedError("is_archived")
    return post


def _shown(ask: Ask, post: Post) -> dict[str, Any]:
    return message_json(post, ask.team, ask.service.app.app_id)


def permalink(ask: Ask) -> Answer:
    channel = ask.channel()
    ts = ask.words("message_ts", "message_not_found")
    if ask.team.post_at(channel.id, ts) is None:
        raise RefusedError("message_not_found")
    link = f"https://{ask.team.domain}.slack.com/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"ok": True, "channel": channel.id, "permalink": link}


def open_conversation(ask: Ask) -> Answer:
    """Open the bot's conversation with one person."""
    if ask.args.get("channel"):
        found = ask.channel()
        if found.kind != "im":
            raise RefusedError("method_not_supported_for_channel_type")
        return {"ok": True, "no_op": True, "already_open": True, "channel": {"id": found.id}}
    users = [one for one in str(ask.args.get("users") or "").split(",") if one]
    if not users:
        raise RefusedError("users_list_not_supplied")
    known = [ask.team.users.get(one) for one in users]
    if any(user is None for user in known):
        raise RefusedError("user_not_found")
    if len(users) > 1:
        ask.need("mpim:write")
        raise RefusedError("method_not_supported_for_channel_type")
    person = ask.team.users[users[0]]
    if person.is_bot:
        raise RefusedError("cannot_dm_bot")
    if person.deleted:
        raise RefusedError("user_disabled")
    already = "D" + person.id[1:] in ask.team.channels
    channel = ask.team.dm(person.id)
    shown = _im(channel, person.id) if truth(ask.args.get("return_im")) else {"id": channel.id}
    more = {"no_op": True, "already_open": True} if already else {}
    return {"ok": True, **more, "channel": shown}


def _im(channel: Channel, user: str) -> dict[str, Any]:
    return {"id": channel.id, "is_im": True, "user": user, "is_archived": channel.is_archived}


def conversation_info(ask: Ask) -> Answer:
    channel = ask.channel()
    ask.need(f"{_PLACES[channel.kind]}:read")
    shown: dict[str, Any] = {
        "id": channel.id,
        "created": 1_700_000_000,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
    }
    if channel.kind != "im":
        shown |= {
            "name": channel.name,
            "name_normalized": channel.name,
            "is_channel": channel.kind == "channel",
            "is_group": channel.kind == "group",
            "is_private": channel.kind == "group",
            "is_mpim": False,
            "is_general": channel.name == "general",
            "is_member": ask.team.bot_user in channel.members,
            "is_shared": False,
            "is_ext_shared": False,
        }
    if truth(ask.args.get("include_num_members")):
        shown["num_members"] = len(channel.members)
    return {"ok": True, "channel": shown}


def history(ask: Ask) -> Answer:
    """List the newest messages first, with the metadata of the bot's own if asked for."""
    channel = ask.channel()
    ask.need(f"{_PLACES[channel.kind]}:history")
    if ask.team.bot_user not in channel.members:
        raise RefusedError("not_in_channel")
    inclusive = truth(ask.args.get("inclusive"))
    oldest, latest = float(ask.args.get("oldest") or 0), float(ask.args.get("latest") or "inf")
    page = min(int(ask.args.get("limit") or 100), most("history.page"))
    skip = int(str(ask.args.get("cursor") or "page-0").rpartition("-")[2])
    posts = [
        post
        for post in reversed(ask.team.posts)
        if post.channel == channel.id
        and not post.deleted
        and not post.only_for
        and (oldest < float(post.ts) < latest or (inclusive and float(post.ts) in (oldest, latest)))
    ]
    whole = truth(ask.args.get("include_all_metadata"))
    shown = [{**_shown(ask, post), **_metadata(post, whole=whole)} for post in posts[skip : skip + page]]
    answer: Answer = {"ok": True, "messages": shown, "has_more": len(posts) > skip + page, "pin_count": 0}
    if answer["has_more"]:
        answer["response_metadata"] = {"next_cursor": f"{secrets.token_hex(4)}-{skip + page}"}
    return answer


def _metadata(post: Post, *, whole: bool) -> dict[str, Any]:
    if post.metadata is None:
        return {}
    return {"metadata": post.metadata if whole else {"event_type": post.metadata["event_type"]}}
