"""Interactions: how they are put to the bot, and the one answer each of them takes in its time."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.discord import errors, limits, shapes
from tests.peers.discord.errors import Form
from tests.peers.discord.modal_rules import check_choices, check_modal
from tests.peers.discord.posting import Posting, Uploads
from tests.peers.discord.registry import IN_BOT_DM, IN_GUILD, IN_PRIVATE
from tests.peers.discord.world import Account, Channel, Post, World, snowflake

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
_ANSWERS = {
    COMMAND: (MESSAGE, DEFER, MODAL),
    COMPONENT: (MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (MESSAGE, DEFER),
}


@dataclass(eq=False)
class Interaction:
    """One thing that a person did, and what came of it."""

    kind: int
    person: Account
    channel: Channel
    data: dict[str, Any]
    born: float
    message: Post | None = None
    """The message that the component, or the modal's component, stands under."""
    source: "Interaction | None" = None
    """What a modal was the answer to."""
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    answer: int | None = None
    original: Post | None = None
    loading: bool = False
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] = field(default_factory=list)
    followed: list[Post] = field(default_factory=list)
    """Edits of the original and followups, as they came."""

    @property
    def context(self) -> int:
        """Where it happened: a guild, the DM with the bot, or between people."""
        if self.channel.guild:
            return IN_GUILD
        return IN_PRIVATE if self.channel.private else IN_BOT_DM

    def outcome(self) -> bool:
        """Whether what the person waits for is there."""
        if self.answer in (DEFER, DEFER_UPDATE):
            return bool(self.followed)
        return self.answer is not None


@dataclass(eq=False)
class Desk:
    """Every interaction so far, by its token."""

    world: World
    posting: Posting
    answer_seconds: float = limits.ANSWER_SECONDS
    token_seconds: float = limits.TOKEN_SECONDS
    way_seconds: float = 0.0
    """How long an interaction is on its way to the bot."""
    interactions: dict[str, Interaction] = field(default_factory=dict)

    def put(self, interaction: Interaction) -> None:
        """Hand an interaction to the bot."""
        self.interactions[interaction.token] = interaction
        payload = self.payload(interaction)
        guild = interaction.channel.guild

        def arrive() -> None:
            self.posting.gateway.tell(
                "INTERACTION_CREATE", lambda _intents: payload, guild.id if guild else None, by_people=True
            )

        asyncio.get_running_loop().call_later(self.way_seconds, arrive) if self.way_seconds else arrive()

    def owners(self, person: Account, channel: Channel) -> dict[str, str]:
        """Whose installation allows this: the guild's, the person's, or both."""
        owners = {}
        if channel.guild and channel.guild.bot:
            owners["0"] = channel.guild.id
        elif not channel.guild and not channel.private and self.world.mutual_guild(person):
            owners["0"] = "0"
        if person.installed:
            owners["1"] = person.id
        return owners

    def payload(self, it: Interaction) -> dict[str, Any]:
        """Write an interaction as the gateway delivers it."""
        place = shapes.channel(it.channel)
        payload: dict[str, Any] = {
            "id": it.id,
            "application_id": self.world.application_id,
            "type": it.kind,
            "token": it.token,
            "version": 1,
            "data": it.data,
            "channel_id": it.channel.id,
            "context": it.context,
            "locale": it.person.locale,
            "app_permissions": shapes.EVERYTHING,
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self.owners(it.person, it.channel),
            "attachment_size_limit": limits.FILE_BYTES,
        }
        if guild := it.channel.guild:
            payload |= {
                "channel": place | {"permissions": shapes.EVERYTHING},
                "guild_id": guild.id,
                "guild_locale": guild.locale,
                "guild": {"id": guild.id, "locale": guild.locale, "features": []},
                "member": shapes.member(it.person, permissions=shapes.EVERYTHING),
            }
        else:
            # In the DM with the bot, Discord leaves the recipients out.
            hidden = ("recipients",) if it.context == IN_BOT_DM else ()
            payload["channel"] = {key: value for key, value in place.items() if key not in hidden}
            payload["user"] = shapes.user(it.person)
        if it.message:
            payload["message"] = shapes.message(it.message, self.world)
        return payload

    def acknowledge(
        self, interaction_id: str, token: str, body: Mapping[str, Any], uploads: Uploads, *, now: float
    ) -> dict[str, Any]:
        """Take the first answer; there is no second, and none after three seconds."""
        it = self.interactions.get(token)
        if it is None or it.id != interaction_id:
            raise errors.unknown_interaction()
        if it.answer is not None:
            raise errors.already_acknowledged()
        if now - it.born > self.answer_seconds:
            raise errors.unknown_interaction()
        allowed = _ANSWERS[it.kind]
        if it.kind == MODAL_SUBMIT and it.message:
            allowed = (*allowed, DEFER_UPDATE, UPDATE)
        form = Form()
        form.choice(("type",), body.get("type"), allowed)
        form.refuse()
        self._accept(it, body["type"], body.get("data") or {}, uploads)
        it.answer = body["type"]
        self.posting.bell.ring()
        return self._receipt(it)

    def _accept(self, it: Interaction, kind: int, data: Mapping[str, Any], uploads: Uploads) -> None:
        if kind == MESSAGE:
            it.original = self._write(it, self.posting.checked(it.channel, data, uploads), data)
        elif kind == DEFER:
            it.original = self._write(it, {"content": "", "flags": limits.LOADING}, data)
            it.loading = True
        elif kind == UPDATE:
            assert it.message is not None
            self.posting.change(it.message, self.posting.rechecked(it.message, data, uploads))
            it.original = it.message
        elif kind == DEFER_UPDATE:
            it.original = it.message
        elif kind == CHOICES:
            check_choices(data)
            it.choices = data["choices"]
        elif kind == MODAL:
            check_modal(data)
            it.modal = dict(data)

    def _write(self, it: Interaction, body: dict[str, Any], data: Mapping[str, Any]) -> Post:
        reader = it.person if (data.get("flags") or 0) & limits.EPHEMERAL else None
        extra: dict[str, Any] = {
            "webhook_id": self.world.application_id,
            "application_id": self.world.application_id,
            "interaction_metadata": self._metadata(it),
            "type": 20 if it.kind == COMMAND and not it.answer else 0,
        }
        return self.posting.add(Post(it.channel, self.world.bot, body, extra=extra, ephemeral_for=reader))

    def _metadata(self, it: Interaction) -> dict[str, Any]:
        metadata: dict[str, Any] = {
            "id": it.id,
            "type": it.kind,
            "user": shapes.user(it.person),
            "authorizing_integration_owners": self.owners(it.person, it.channel),
        }
        if it.kind == COMMAND:
            metadata |= {"name": it.data["name"], "command_type": 1}
        elif it.kind == MODAL_SUBMIT and it.source:
            metadata["triggering_interaction_metadata"] = self._metadata(it.source)
        elif it.message:
            metadata["interacted_message_id"] = it.message.id
        return metadata

    def _receipt(self, it: Interaction) -> dict[str, Any]:
        receipt: dict[str, Any] = {"interaction": {"id": it.id, "type": it.kind}}
        if it.original:
            ephemeral = it.original.ephemeral_for is not None
            receipt["interaction"] |= {
                "response_message_id": it.original.id,
                "response_message_loading": it.loading,
                "response_message_ephemeral": ephemeral,
            }
        if it.original and it.answer in (MESSAGE, UPDATE):
            receipt["resource"] = {"type": it.answer, "message": shapes.message(it.original, self.world)}
        return receipt

    def known(self, application_id: str, token: str, *, now: float) -> Interaction:
        """Find an answered interaction whose token is still good for followups."""
        it = self.interactions.get(token)
        if it is None or application_id != self.world.application_id or it.answer is None:
            raise errors.unknown_webhook()
        if now - it.born > self.token_seconds:
            raise errors.invalid_webhook_token()
        return it

    def follow_up(self, it: Interaction, payload: Mapping[str, Any], uploads: Uploads) -> Post:
        """Write again; the first time after a deferred answer this becomes that answer."""
        if it.loading and it.original:
            return self.edit(it, it.original, payload, uploads)
        post = self._write(it, self.posting.checked(it.channel, payload, uploads), payload)
        it.followed.append(post)
        self.posting.bell.ring()
        return post

    def written(self, it: Interaction, message_id: str) -> Post:
        """Find the original answer, or one of the followups."""
        mine = [*([it.original] if it.original else []), *it.followed]
        for post in mine:
            if message_id in ("@original", post.id):
                return post
        raise errors.unknown_message()

    def edit(self, it: Interaction, post: Post, payload: Mapping[str, Any], uploads: Uploads) -> Post:
        """Change what was answered; a deferred answer is no longer loading after that."""
        body = self.posting.rechecked(post, payload, uploads)
        it.loading = it.loading and post is not it.original
        it.followed.append(post)
        self.posting.change(post, body)
        return post
