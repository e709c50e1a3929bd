"""What a person does on Discord: uses commands, writes, reads; in the words a test would use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.peers.discord import desk
from tests.peers.discord.answers import Message, Modal, ask, raised
from tests.peers.discord.desk import Interaction
from tests.peers.discord.registry import NotOfferedError
from tests.peers.discord.stage import Stage
from tests.peers.discord.world import Account, Channel, Post


class UnansweredError(Exception):
    """The bot did not answer in time; the sentence is what the person sees."""


@dataclass(frozen=True)
class Choice:
    """One line under an option that autocompletes."""

    name: str
    value: str | int | float


@dataclass(frozen=True)
class Person:
    """Somebody in front of a Discord client."""

    account: Account
    stage: Stage

    @property
    def id(self) -> str:
        return self.account.id

    @property
    def name(self) -> str:
        return self.account.name

    @property
    def dm(self) -> Channel:
        """The DM with the bot."""
        return self.stage.world.dm(self.account)

    @property
    def dm_messages(self) -> list[Message]:
        """The DM as it stands now, from both sides, oldest first."""
        return self.messages_in(self.dm)

    def messages_in(self, place: Channel) -> list[Message]:
        """Give what this person sees in a channel: not what others got for their eyes."""
        seen = [post for post in place.posts if post.ephemeral_for in (None, self.account)]
        return [Message(post, self.stage, self.account) for post in seen]

    def sees(self, message: Message) -> Message:
        """Look at the same message as this person."""
        if message.post.ephemeral_for not in (None, self.account):
            raise NotOfferedError(f"{self.name} cannot see this message")
        return Message(message.post, self.stage, self.account)

    async def uses(
        self,
        command: str,
        values: Mapping[str, Any] | None = None,
        *,
        where: Channel | None = None,
        within: float = 10.0,
    ) -> Message | Modal:
        """Send a slash command and wait for what comes; in the DM unless said otherwise."""
        return await raised(self.stage, self._command(desk.COMMAND, command, values or {}, where, None), within)

    async def completes(
        self,
        command: str,
        values: Mapping[str, Any],
        *,
        where: Channel | None = None,
    ) -> list[Choice]:
        """Type into an option, the last one, and read what is offered."""
        interaction = self._command(desk.AUTOCOMPLETE, command, values, where, list(values)[-1])
        if not await ask(self.stage, interaction):
            raise UnansweredError("Loading options failed")
        return [Choice(choice["name"], choice["value"]) for choice in interaction.choices]

    def _command(
        self, kind: int, command: str, values: Mapping[str, Any], where: Channel | None, focused: str | None
    ) -> Interaction:
        place = where or self.dm
        members = place.guild.members if place.guild else place.recipients
        if self.account not in members:
            raise NotOfferedError(f"{self.name} is not in {place.name}")
        interaction = Interaction(kind, self.account, place, {}, self.stage.now())
        registry = self.stage.registry
        offered = registry.offered(self.account, place.guild, interaction.context)
        interaction.data = registry.filled(command, values, offered, focused=focused)
        return interaction

    async def says(self, text: str, *, where: Channel | None = None) -> Message:
        """Write a message, to the bot's DM unless said otherwise."""
        post = Post(where or self.dm, self.account, {"content": text})
        return Message(self.stage.posting.add(post), self.stage, self.account)

    async def next_message(self, *, timeout: float = 10.0) -> Message:  # noqa: ASYNC109  # reads well in tests
        """Wait for the next thing the bot wrote to this person that no test has looked at yet."""
        post = await self.stage.bell.until(self._first_unread, within=timeout, otherwise=f"{self.name} got no message")
        self.stage.posting.unread[self.account].remove(post)
        return Message(post, self.stage, self.account)

    async def reads(self, words: str, *, where: Channel | None = None, within: float = 10.0) -> Message:
        """Wait until a message there (in the DM, unless said otherwise) says these words, new or changed."""
        place = where or self.dm
        return await self.stage.bell.until(
            lambda: next((seen for seen in self.messages_in(place) if words in seen.plain), None),
            within=within,
            otherwise=f"{self.name} does not read {words!r}",
        )

    def _first_unread(self) -> Post | None:
        return next(iter(self.stage.posting.unread.get(self.account) or []), None)

    def closes_dms(self) -> None:
        """From now on the bot gets 50007."""
        self.account.dms_closed = True

    def opens_dms(self) -> None:
        """Let the bot write again."""
        self.account.dms_closed = False

    def removes_app(self) -> None:
        """Take the app off the account; without a shared server the bot then gets 50278."""
        self.account.installed = False
