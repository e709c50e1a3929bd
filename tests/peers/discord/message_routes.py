"""The REST routes that read and write messages: in channels, and through an interaction's webhook."""

from typing import Any

from tests.peers.discord import limits, shapes
from tests.peers.discord.desk import Interaction
from tests.peers.discord.door import Call, Route
from tests.peers.discord.errors import Form, unknown_message
from tests.peers.discord.stage import Stage
from tests.peers.discord.world import Post


def _history(stage: Stage, call: Call) -> Any:
    channel = stage.world.readable(call.params["channel_id"])
    limit = call.query.get("limit", "50")
    form = Form()
    if not limit.isdecimal() or not 1 <= int(limit) <= limits.HISTORY_PAGE:
        form.fault(("limit",), "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    form.refuse()
    posts = [post for post in channel.posts if not post.ephemeral_for]
    return [shapes.message(post, stage.world) for post in reversed(posts[-int(limit) :])]


def _create(stage: Stage, call: Call) -> Any:
    channel = stage.world.writable(call.params["channel_id"])
    post = stage.posting.send(channel, call.body or {}, call.uploads, now=call.now)
    return shapes.message(post, stage.world)


def _edit(stage: Stage, call: Call) -> Any:
    channel = stage.world.readable(call.params["channel_id"])
    mine = (one for one in channel.posts if one.author is stage.world.bot and not one.ephemeral_for)
    post = next((one for one in mine if one.id == call.params["message_id"]), None)
    if post is None:
        raise unknown_message()
    stage.posting.change(post, stage.posting.rechecked(post, call.body or {}, call.uploads))
    return shapes.message(post, stage.world)


def _interaction(stage: Stage, call: Call) -> Interaction:
    return stage.desk.known(call.params["webhook_id"], call.params["webhook_token"], now=call.now)


def _follow_up(stage: Stage, call: Call) -> Any:
    post = stage.desk.follow_up(_interaction(stage, call), call.body or {}, call.uploads)
    return shapes.message(post, stage.world)


def _answer(stage: Stage, call: Call) -> tuple[Interaction, Post]:
    interaction = _interaction(stage, call)
    return interaction, stage.desk.written(interaction, call.params.get("message_id", "@original"))


def _read_answer(stage: Stage, call: Call) -> Any:
    return shapes.message(_answer(stage, call)[1], stage.world)


def _edit_answer(stage: Stage, call: Call) -> Any:
    interaction, post = _answer(stage, call)
    edited = stage.desk.edit(interaction, post, call.body or {}, call.uploads)
    return shapes.message(edited, stage.world)


_MESSAGES = "/channels/{channel_id}/messages"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ANSWERS = (f"{_WEBHOOK}/messages/@original", f"{_WEBHOOK}/messages/{{message_id}}")
MESSAGE_ROUTES = [
    Route("GET", _MESSAGES, _history),
    Route("POST", _MESSAGES, _create),
    Route("PATCH", f"{_MESSAGES}/{{message_id}}", _edit),
    Route("POST", _WEBHOOK, _follow_up, needs_token=False),
    *(Route("GET", path, _read_answer, needs_token=False) for path in _ANSWERS),
    *(Route("PATCH", path, _edit_answer, needs_token=False) for path in _ANSWERS),
]
