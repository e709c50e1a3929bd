"""How messages come to be and change: built from a body, checked, kept, and told to whoever listens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.discord import limits, shapes
from tests.peers.discord.bell import Bell
from tests.peers.discord.errors import Form, too_large
from tests.peers.discord.gateway import Gateway
from tests.peers.discord.message_rules import check_message
from tests.peers.discord.world import Account, Channel, Post, World, snowflake

_PARTS = ("content", "components", "attachments", "flags")


@dataclass(frozen=True)
class Upload:
    """A file that came along with a body."""

    name: str
    data: bytes
    content_type: str


Uploads = Mapping[int, Upload]
"""By the number in their form field, `files[0]`."""


def _check_described(attachments: list[Any], uploads: Uploads, held: Mapping[str, Any]) -> None:
    """Refuse what is said of files: too long, or of none that is there."""
    form = Form()
    for index, item in enumerate(attachments):
        here = ("attachments", index)
        form.length((*here, "description"), item.get("description"), 0, limits.FILE_DESCRIPTION)
        if str(item.get("id")) not in {*map(str, uploads), *held}:
            form.fault((*here, "id"), "ATTACHMENT_NOT_FOUND", f"Attachment data for {item.get('id')} not found.")
    form.refuse()


@dataclass(eq=False)
class Posting:
    """Writes and edits messages, and remembers nonces."""

    world: World
    gateway: Gateway
    bell: Bell
    base_url: str = ""
    nonce_memory_seconds: float = limits.NONCE_MEMORY_SECONDS
    unread: dict[Account, list[Post]] = field(default_factory=dict)
    """What the bot wrote to a person, in a DM or for their eyes only, that no test has looked at yet."""
    _nonces: dict[tuple[str, str, str], tuple[float, Post]] = field(default_factory=dict)

    def send(self, channel: Channel, payload: Mapping[str, Any], uploads: Uploads, *, now: float) -> Post:
        """Write a message as the bot, unless its enforced nonce brought one here already."""
        body = self.checked(channel, payload, uploads)
        nonce = payload.get("nonce")
        key = (channel.id, self.world.bot.id, str(nonce))
        known = self._nonces.get(key)
        if payload.get("enforce_nonce") and known and now - known[0] < self.nonce_memory_seconds:
            return known[1]
        post = self.add(Post(channel, self.world.bot, body, nonce=nonce))
        if nonce is not None:
            self._nonces[key] = (now, post)
        return post

    def checked(self, channel: Channel, payload: Mapping[str, Any], uploads: Uploads) -> dict[str, Any]:
        """Give the body of a new message, if Discord takes it."""
        attachments = self._stored(channel, payload, uploads, {})
        message = {**payload, "attachments": attachments}
        check_message(message)
        return self._body(message)

    def rechecked(self, post: Post, payload: Mapping[str, Any], uploads: Uploads) -> dict[str, Any]:
        """Give the body of a message after an edit, if Discord takes it."""
        held = {attachment["id"]: attachment for attachment in post.body.get("attachments") or []}
        if uploads or "attachments" in payload:
            held = {item["id"]: item for item in self._stored(post.channel, payload, uploads, held)}
        message = {**{part: post.body.get(part) for part in _PARTS}, **payload, "attachments": list(held.values())}
        check_message(message)
        return self._body(message)

    def _body(self, message: Mapping[str, Any]) -> dict[str, Any]:
        body = {part: message[part] for part in _PARTS if message.get(part)}
        body["content"] = (body.get("content") or "").strip()
        body["flags"] = (body.get("flags") or 0) & limits.BOT_MAY_SET
        body["components"] = shapes.numbered(body.get("components") or [])
        return body | {"allowed_mentions": message.get("allowed_mentions")}

    def _stored(
        self, channel: Channel, payload: Mapping[str, Any], uploads: Uploads, held: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        described = {str(item.get("id")): item for item in payload.get("attachments") or []}
        _check_described(payload.get("attachments") or [], uploads, held)
        stored = [dict(item) for key, item in held.items() if key in described or "attachments" not in payload]
        for number, upload in sorted(uploads.items()):
            if len(upload.data) > limits.FILE_BYTES or len(uploads) > limits.FILES:
                raise too_large()
            about = described.get(str(number), {})
            item = {
                "id": snowflake(),
                "filename": about.get("filename") or upload.name,
                "size": len(upload.data),
            }
            path = f"/attachments/{channel.id}/{item['id']}/{item['filename']}"
            self.world.files[path] = upload.data
            url = f"{self.base_url}{path}"
            item |= {"url": url, "proxy_url": url, "content_type": upload.content_type}
            stored.append(item | ({"description": about["description"]} if about.get("description") else {}))
        return stored

    def add(self, post: Post) -> Post:
        """Put a message into its channel and tell everybody who may hear."""
        post.channel.posts.append(post)
        self._tell("MESSAGE_CREATE", post)
        to_dm = post.channel.recipients if not post.channel.private else ()
        for reader in {post.ephemeral_for, *to_dm} - {None}:
            if reader and post.author is self.world.bot:
                self.unread.setdefault(reader, []).append(post)
        self.bell.ring()
        return post

    def change(self, post: Post, body: dict[str, Any]) -> None:
        """Edit a message."""
        post.becomes(body)
        self._tell("MESSAGE_UPDATE", post)
        self.bell.ring()

    def _tell(self, event: str, post: Post) -> None:
        """Let whoever listens to direct messages hear of one; what is said in servers Milepost never listens to."""
        place = post.channel
        if post.ephemeral_for or place.private or place.guild:
            return
        shape = shapes.message(post, self.world) | {"channel_type": 1}
        by_people = post.author is not self.world.bot
        self.gateway.tell(event, lambda it: shape if it & limits.DIRECT_MESSAGES else None, None, by_people=by_people)
