"""What a person sees of an answer: a message to read and tap, or a modal to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.peers.discord import desk, limits, markup, shapes
from tests.peers.discord.component_rules import (
    BUTTON,
    LINK_STYLE,
    SELECTS,
    STRING_SELECT,
    walk,
)
from tests.peers.discord.desk import Interaction
from tests.peers.discord.markup import Token
from tests.peers.discord.modal_form import Field, fields, filled_in, resolved
from tests.peers.discord.registry import NotOfferedError
from tests.peers.discord.stage import Stage
from tests.peers.discord.world import Account, Post

_SILENCE = {
    desk.COMMAND: "The application did not respond",
    desk.COMPONENT: "This interaction failed",
    desk.MODAL_SUBMIT: "Something went wrong. Try again.",
}


async def ask(stage: Stage, interaction: Interaction) -> bool:
    """Put an interaction to the bot; says whether it answered in time."""
    stage.desk.put(interaction)
    left = stage.desk.answer_seconds - (stage.now() - interaction.born)
    try:
        await stage.bell.until(lambda: interaction.answer, within=max(left, 0), otherwise="no answer")
    except TimeoutError:
        return interaction.answer is not None
    return True


async def raised(stage: Stage, interaction: Interaction, within: float) -> "Message | Modal":
    """Put an interaction to the bot and wait for what the person sees of it, late answers included."""
    if not await ask(stage, interaction):
        body = {"content": _SILENCE[interaction.kind]}
        silence = Post(interaction.channel, stage.world.bot, body, ephemeral_for=interaction.person)
        return Message(silence, stage, interaction.person, failed=True)
    if interaction.modal:
        return Modal(interaction, stage)
    try:
        await stage.bell.until(interaction.outcome, within=within, otherwise="no outcome")
        post = interaction.followed[0] if interaction.followed else interaction.original
    except TimeoutError:
        post = interaction.original
    assert post is not None
    unread = stage.posting.unread.get(interaction.person, [])
    if post in unread:
        unread.remove(post)
    return Message(post, stage, interaction.person)


@dataclass(frozen=True)
class Message:
    """A message as it stands whenever it is looked at; edits show through."""

    post: Post
    stage: Stage
    reader: Account
    failed: bool = False
    """Not written by the bot, but what Discord shows in place of its answer."""

    @property
    def as_message(self) -> "Message":
        """This is one; a modal would fail here."""
        return self

    @property
    def as_modal(self) -> "Modal":
        raise AssertionError(f"a message came instead of a modal: {self.plain}")

    @property
    def id(self) -> str:
        return self.post.id

    @property
    def raw(self) -> dict[str, Any]:
        """The JSON that the API gives."""
        return shapes.message(self.post, self.stage.world)

    @property
    def content(self) -> str:
        return str(self.post.body.get("content") or "")

    @property
    def components(self) -> list[dict[str, Any]]:
        return list(walk(self.post.body.get("components") or []))

    @property
    def nonce(self) -> str | int | None:
        return self.post.nonce

    @property
    def ephemeral(self) -> bool:
        """Only this person sees it."""
        return self.post.ephemeral_for is not None

    @property
    def thinking(self) -> bool:
        """Still the placeholder of a deferred answer."""
        return bool((self.post.body.get("flags") or 0) & limits.LOADING)

    @property
    def plain(self) -> str:
        """What a person reads, top to bottom, without markup."""
        if self.thinking:
            return f"{self.post.author.name} is thinking…"
        return markup.plain(self.content, self.stage.world.name_of)

    @property
    def history(self) -> list[str]:
        """How it read before each edit, oldest first."""
        return [markup.plain(body.get("content") or "", self.stage.world.name_of) for body in self.post.earlier]

    @property
    def live_tokens(self) -> list[Token]:
        """Mentions and links that are more than letters here."""
        return markup.tokens_in(self.post.body, self.post.body.get("allowed_mentions"))

    @property
    def buttons(self) -> list[str]:
        """Labels of the buttons, in order."""
        return [button_name(part) for part in self.components if part["type"] == BUTTON]

    @property
    def menus(self) -> dict[str, list[str]]:
        """Placeholders of the menus, with the labels of their options."""
        selects = [part for part in self.components if part["type"] in SELECTS]
        return {menu_name(part): [o["label"] for o in part.get("options") or []] for part in selects}

    @property
    def files(self) -> dict[str, bytes]:
        """Attachments by name."""
        path_of = {item["filename"]: item["url"] for item in self.post.body.get("attachments") or []}
        stored = self.stage.world.files
        return {name: data for name, url in path_of.items() for at, data in stored.items() if url.endswith(at)}

    @property
    def descriptions(self) -> dict[str, str]:
        """What is said of each attachment to those who do not see it, by name."""
        return {item["filename"]: item.get("description", "") for item in self.post.body.get("attachments") or []}

    async def tap(
        self, label: str, *, which: int | None = None, by: Account | None = None, within: float = 10.0
    ) -> "Message | Modal":
        """Tap a button; `which` (from 0) tells those of one label apart, `by` is somebody else's finger."""
        found = [part for part in self.components if part["type"] == BUTTON and button_name(part) == label]
        if not found or (len(found) > 1 and which is None):
            raise NotOfferedError(f"{len(found)} buttons are called {label!r}; there are {self.buttons}")
        button = found[which or 0]
        if button.get("style") == LINK_STYLE:
            raise NotOfferedError(f"{label!r} opens {button['url']} in a browser")
        return await self._use(button, {}, by or self.reader, within)

    async def pick(self, menu: str, *labels: str, by: Account | None = None, within: float = 10.0) -> "Message | Modal":
        """Choose from the menu with this placeholder, by the labels of its options."""
        for part in self.components:
            if part["type"] == STRING_SELECT and menu_name(part) == menu:
                values = [option["value"] for option in part["options"] if option["label"] in labels]
                if len(values) != len(labels) or not part["min_values"] <= len(values) <= part["max_values"]:
                    raise NotOfferedError(f"{menu!r} offers {self.menus[menu]}, not {labels}")
                return await self._use(part, {"values": values}, by or self.reader, within)
        raise NotOfferedError(f"no menu is called {menu!r}; there are {list(self.menus)}")

    async def _use(
        self, part: Mapping[str, Any], extra: Mapping[str, Any], who: Account, within: float
    ) -> "Message | Modal":
        if part.get("disabled"):
            raise NotOfferedError("that is disabled")
        data = {"custom_id": part["custom_id"], "component_type": part["type"], "id": part["id"], **extra}
        tapped = Interaction(desk.COMPONENT, who, self.post.channel, data, self.stage.now(), message=self.post)
        return await raised(self.stage, tapped, within)


@dataclass(frozen=True)
class Modal:
    """A window with blanks; it can be submitted more than once, as after an error or by an impatient hand."""

    interaction: Interaction
    stage: Stage

    @property
    def as_message(self) -> Message:
        raise AssertionError(f"a modal came instead of a message: {self.title}")

    @property
    def as_modal(self) -> "Modal":
        """This is one; a message would fail here."""
        return self

    @property
    def _sent(self) -> dict[str, Any]:
        assert self.interaction.modal is not None
        return self.interaction.modal

    @property
    def title(self) -> str:
        return str(self._sent["title"])

    @property
    def custom_id(self) -> str:
        return str(self._sent["custom_id"])

    @property
    def fields(self) -> list[Field]:
        """The blanks, in order."""
        return fields(self._sent["components"])

    async def submit(self, values: Mapping[str, Any] | None = None, *, within: float = 10.0) -> "Message | Modal":
        """Fill in by label, send, and wait for what follows; blanks left alone keep what stood in them.

        In a menu of people or channels, the value is the person or the channel.
        """
        given = dict(values or {})
        unknown = given.keys() - {field.label for field in self.fields}
        if unknown:
            raise NotOfferedError(f"no blank is called {sorted(unknown)}; there are {self.fields}")
        components = shapes.numbered(self._sent["components"])
        parts = [filled_in(part, given) for part in components]
        source = self.interaction
        submitted = Interaction(
            desk.MODAL_SUBMIT,
            source.person,
            source.channel,
            {"custom_id": self.custom_id, "components": parts}
            | ({"resolved": found} if (found := resolved(parts, self.stage.world)) else {}),
            self.stage.now(),
            message=source.message,
            source=source,
        )
        return await raised(self.stage, submitted, within)


def button_name(button: Mapping[str, Any]) -> str:
    """Say what stands on a button: its emoji, if any, and its label."""
    return " ".join(filter(None, [(button.get("emoji") or {}).get("name"), button.get("label")]))


def menu_name(select: Mapping[str, Any]) -> str:
    """Say what stands on a menu before something is chosen."""
    return str(select.get("placeholder") or select["custom_id"])
