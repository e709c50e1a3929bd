"""The chat.* and conversations.* methods: sending, changing, finding and opening."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from .errors import RefusedError
from .limits import most
from .posting import change, channel_for_posting, check_files, check_message, message_json, put, truth

if TYPE_CHECKING:
    from .asking import Answer, Ask
    from .workspace import Post

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


def update(ask: Ask) -> Answer:
    post = _own(ask)
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


def _own(ask: Ask) -> Post:
    """Find a message of the bot's own; ephemeral ones cannot be had by their `ts`."""
    channel = ask.channel()
    post = ask.team.post_at(channel.id, ask.words("ts", "message_not_found"))
    if post is None or post.only_for:
        raise RefusedError("message_not_found")
    if post.author != ask.team.bot_user:
        raise RefusedError("cant_update_message")
    if channel.is_archived:
        raise RefusedError("is_archived")
    return post


def _shown(ask: Ask, post: Post) -> dict[str, Any]:
    return message_json(post, ask.team, ask.service.app.app_id)


def open_conversation(ask: Ask) -> Answer:
    """Open the bot's conversation with one person."""
    person = ask.user("users")
    if person.is_bot:
        raise RefusedError("cannot_dm_bot")
    if person.deleted:
        raise RefusedError("user_disabled")
    already = "D" + person.id[1:] in ask.team.channels
    channel = ask.team.dm(person.id)
    more = {"no_op": True, "already_open": True} if already else {}
    return {"ok": True, **more, "channel": {"id": channel.id}}


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
