"""How messages come to be and change: built from a body, checked, kept, and told to whoever listens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.discord import limits, shapes
from tests.peers.discord.bell import Bell
from tests.peers.discord.errors import Form, too_large
from tests.peers.discord.gateway import Gateway
from tests.peers.discord.media import resolve
from tests.peers.discord.message_rules import check_message
from tests.peers.discord.world import Account, Channel, Post, World, snowflake

_PARTS = ("content", "embeds", "components", "attachments", "flags", "sticker_ids", "poll")


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
    """Writes, edits and deletes messages, and remembers nonces."""

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
        extra: dict[str, Any] = {}
        if reference := payload.get("message_reference"):
            extra = {"type": 19, "message_reference": {"type": 0, "channel_id": channel.id, **reference}}
        post = self.add(Post(channel, self.world.bot, body, extra=extra, nonce=nonce))
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
        sticky = (post.body.get("flags") or 0) & limits.IS_COMPONENTS_V2
        message = {**{part: post.body.get(part) for part in _PARTS}, **payload}
        message |= {"attachments": list(held.values()), "flags": (message.get("flags") or 0) | sticky}
        check_message(message)
        return self._body(message)

    def _body(self, message: Mapping[str, Any]) -> dict[str, Any]:
        body = {part: message[part] for part in _PARTS if message.get(part)}
        body["content"] = (body.get("content") or "").strip()
        body["flags"] = (body.get("flags") or 0) & limits.BOT_MAY_SET
        body["components"] = shapes.numbered(body.get("components") or [])
        resolve(body, body.get("attachments") or [])
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

    def delete(self, post: Post) -> None:
        """Take a message away."""
        post.deleted = True
        gone = {"id": post.id, "channel_id": post.channel.id} | self._guild_id(post)
        self._tell("MESSAGE_DELETE", post, gone)
        self.bell.ring()

    def _guild_id(self, post: Post) -> dict[str, Any]:
        return {"guild_id": post.channel.guild.id} if post.channel.guild else {}

    def _tell(self, event: str, post: Post, data: dict[str, Any] | None = None) -> None:
        place = post.channel
        out_of_sight = place.private or place.hidden_from_bot or (place.guild and not place.guild.bot)
        if post.ephemeral_for or out_of_sight:
            return
        shape = data or shapes.message(post, self.world) | self._guild_id(post)
        if place.guild and data is None:
            shape["member"] = {k: v for k, v in shapes.member(post.author).items() if k != "user"}
        if data is None:
            shape["channel_type"] = 0 if place.guild else 1
        needed = limits.GUILD_MESSAGES if place.guild else limits.DIRECT_MESSAGES
        bot = self.world.bot
        legible = not place.guild or post.author is bot or f"<@{bot.id}>" in shape.get("content", "")
        blank = {"content": "", "embeds": [], "components": [], "attachments": []} if data is None else {}

        def telling(intents: int) -> dict[str, Any] | None:
            if not intents & needed:
                return None
            return shape if legible or intents & limits.MESSAGE_CONTENT else shape | blank

        guild_id = place.guild.id if place.guild else None
        self.gateway.tell(event, telling, guild_id, by_people=post.author is not bot)
