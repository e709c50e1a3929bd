"""Messages coming, changing and going: what Slack checks first and how it keeps them."""

from __future__ import annotations

import copy
import json
import secrets
from typing import TYPE_CHECKING, Any

from .blocks import block_problems, elements_of, too_much_text
from .errors import RefusedError
from .limits import most
from .workspace import Channel, Post, Version, Workspace

if TYPE_CHECKING:
    from .service import Act, Service

SLACKBOT = "USLACKBOT"


def decoded(value: Any, error: str) -> Any:
    """JSON that may have come as a string in a form."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as fault:
        raise RefusedError(error) from fault


def truth(value: Any) -> bool:
    return value in (True, 1, "1", "true", "True")


def check_metadata(metadata: Any) -> dict[str, Any] | None:
    if metadata in (None, ""):
        return None
    metadata = decoded(metadata, "invalid_metadata_format")
    if not isinstance(metadata, dict) or metadata.keys() != {"event_type", "event_payload"}:
        raise RefusedError("invalid_metadata_format")
    kind, payload = metadata["event_type"], metadata["event_payload"]
    if not isinstance(kind, str) or not 0 < len(kind) <= most("metadata.event_type") or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > most("metadata.json"):
        raise RefusedError("metadata_too_large")
    return metadata


def check_message(body: dict[str, Any], *, text_limit: str = "message.text") -> dict[str, Any]:
    """Refuse what Slack refuses, and give back the message with its JSON decoded."""
    text = body.get("text") or ""
    blocks = decoded(body.get("blocks") or [], "invalid_blocks_format")
    attachments = decoded(body.get("attachments") or [], "invalid_attachments")
    if not isinstance(text, str):
        raise RefusedError("invalid_arguments", messages=["[ERROR] must be a string [json-pointer:/text]"])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise RefusedError("invalid_blocks_format")
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise RefusedError("invalid_attachments")
    if not text.strip() and not blocks and not attachments:
        raise RefusedError("no_text")
    if len(text) > most(text_limit):
        raise RefusedError("msg_too_long")
    if len(attachments) > most("message.attachments"):
        raise RefusedError("too_many_attachments")
    if problems := block_problems(blocks):
        raise RefusedError("invalid_blocks", messages=problems)
    if too_much_text(blocks):
        raise RefusedError("msg_blocks_too_long")
    metadata = check_metadata(body.get("metadata"))
    return {**body, "text": text, "blocks": blocks, "attachments": attachments, "metadata": metadata}


_PICTURES = {b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"}


def check_files(service: Service, team: Workspace, blocks: list[dict[str, Any]], *, stays: bool = True) -> None:
    """Refuse pictures that Slack cannot show: none of the app's, none at all, or none yet.

    A message that does not stay cannot hold a file: said by Slack's own people in slackapi/node-slack-sdk issue 1790.
    """
    problems = []
    for number, block in enumerate(blocks):
        if block.get("type") != "image" or "slack_file" not in block:
            continue
        upload = service.uploads.get(str(block["slack_file"].get("id")), {})
        known = upload.get("team") == team.team_id and upload.get("ready_at", float("inf")) <= service.clock.now()
        if not (stays and known and any(upload["content"].startswith(begins) for begins in _PICTURES)):
            problems.append(f"[ERROR] invalid slack file [json-pointer:/blocks/{number}/slack_file]")
    if problems:
        raise RefusedError("invalid_blocks", messages=problems)


def _full_text(value: Any) -> None:
    """Spell out the defaults of text objects, as Slack does when it stores them."""
    if isinstance(value, list):
        for item in value:
            _full_text(item)
    elif isinstance(value, dict):
        if value.get("type") == "plain_text":
            value.setdefault("emoji", True)
        elif value.get("type") == "mrkdwn":
            value.setdefault("verbatim", False)
        for inner in value.values():
            _full_text(inner)


def stored(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep blocks as Slack does: with an id on everything that had none."""
    kept = copy.deepcopy(blocks)
    _full_text(kept)
    for block in kept:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in elements_of(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return kept


def version_of(service: Service, body: dict[str, Any]) -> Version:
    return Version(body["text"], stored(body["blocks"]), service.clock.now(), body.get("attachments", []))


def put(
    service: Service,
    team: Workspace,
    channel: str,
    body: dict[str, Any],
    *,
    author: str = "",
    only_for: str = "",
    cause: str = "",
) -> Post:
    """Put a checked message where people see it."""
    post = Post(
        channel,
        service.clock.stamp(),
        author or team.bot_user,
        [version_of(service, body)],
        only_for=only_for,
        metadata=body.get("metadata"),
        thread_ts=str(body.get("thread_ts") or ""),
        parse=str(body.get("parse") or "none"),
        link_names=truth(body.get("link_names")),
        mrkdwn=truth(body.get("mrkdwn", True)),
        files=body.get("files", []),
    )
    team.posts.append(post)
    service.feed.show("posted", post, team.team_id, cause)
    return post


def change(service: Service, team: Workspace, post: Post, body: dict[str, Any], cause: str = "") -> None:
    post.versions.append(version_of(service, body))
    if body.get("metadata") is not None:
        post.metadata = body["metadata"]
    service.feed.show("edited", post, team.team_id, cause)


def remove(service: Service, team: Workspace, post: Post, cause: str = "") -> None:
    post.deleted = True
    service.feed.show("deleted", post, team.team_id, cause)


def complain(service: Service, act: Act, error: str, sentence: str) -> None:
    """Tell a person, as Slack does, that the app did not answer."""
    service.troubles.append(error)
    body = {"text": sentence, "blocks": []}
    put(service, act.team, act.channel, body, author=SLACKBOT, only_for=act.user, cause=act.id)


def respond(service: Service, act: Act, body: dict[str, Any]) -> None:
    """Carry out what an app answers to an act: in its acknowledgement, or through the response URL."""
    original = act.post if act.post and not act.post.deleted else None
    if truth(body.get("delete_original")):
        if original is None:
            raise RefusedError("message_not_found")
        remove(service, act.team, original, act.id)
        return
    checked = check_message(body)
    check_files(service, act.team, checked["blocks"], stays=False)
    if truth(body.get("replace_original")) and original is not None:
        change(service, act.team, original, checked, act.id)
        return
    everyone = body.get("response_type") == "in_channel"
    if body.get("response_type") not in (None, "ephemeral", "in_channel"):
        raise RefusedError("invalid_arguments", messages=["[ERROR] invalid response_type"])
    post = put(service, act.team, act.channel, checked, only_for="" if everyone else act.user, cause=act.id)
    act.post = act.post or post


def message_json(post: Post, team: Workspace, app_id: str) -> dict[str, Any]:
    """Show a message as the Web API and the payloads do."""
    now = post.now
    shown: dict[str, Any] = {"type": "message", "user": post.author, "ts": post.ts, "text": now.text}
    shown["team"] = team.team_id
    if post.author == team.bot_user:
        shown |= {"bot_id": team.bot_id, "app_id": app_id}
    if now.blocks:
        shown["blocks"] = now.blocks
    if now.attachments:
        shown["attachments"] = now.attachments
    if post.files:
        shown["files"] = post.files
    if post.thread_ts:
        shown["thread_ts"] = post.thread_ts
    if len(post.versions) > 1 and not now.blocks:
        shown["edited"] = {"user": post.author, "ts": f"{now.at:.6f}"}
    return shown


def channel_for_posting(team: Workspace, wanted: Any, scopes: frozenset[str]) -> Channel:
    """Find where `channel` points to, if the bot may write there."""
    if not isinstance(wanted, str) or not wanted:
        raise RefusedError("channel_not_found")
    if wanted in team.users:
        if team.users[wanted].is_bot:
            raise RefusedError("cannot_dm_bot")
        channel = team.dm(wanted)
    else:
        public = {f"#{one.name}": one for one in team.channels.values() if one.kind == "channel"}
        found = team.channels.get(wanted) or public.get(wanted)
        if found is None:
            raise RefusedError("channel_not_found")
        channel = found
    if team.bot_user not in channel.members:
        if channel.kind != "channel":
            raise RefusedError("channel_not_found")
        if "chat:write.public" not in scopes:
            raise RefusedError("not_in_channel")
    if channel.is_archived:
        raise RefusedError("is_archived")
    if channel.kind == "im" and not team.messages_tab:
        raise RefusedError("messages_tab_disabled")
    return channel
