"""Three people at once on one platform: the real adapters over real sockets, and all that each of them was sent."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Protocol

from adapters.discord.declarations import slashes
from adapters.terminal import Terminal
from bot.errors import Refusal
from bot.everything import all_commands
from bot.line.grammar import parse
from tests.adapters.discord.conftest import Stage
from tests.adapters.slack.living import living_in
from tests.peers.discord import DiscordPeer, NotOfferedError, Person, pointed_at
from tests.peers.slack import DEFAULT_SCOPES, SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from datetime import datetime

    from bot.dispatch import Dispatcher
    from bot.messages import Address, Reply
    from bot.outgoing import Outgoing

SCOPES = DEFAULT_SCOPES | {"files:write"}
NAMES = ("ana", "ben", "eve")


class Crowd(Protocol):
    """Ana, ben and eve on one platform: the real adapter, over real sockets."""

    surface: Outgoing
    platform: str

    async def says(self, name: str, line: str, *, aloud: bool) -> None:
        """Let somebody type a line, in a channel if `aloud`, and wait for the answer."""
        ...

    def heard(self) -> Iterator[tuple[str, str]]:
        """Yield every payload that was sent, with each of its readers."""
        ...


class OnSlack:
    """Three people in one Slack workspace, and their channel."""

    platform = "slack"

    def __init__(self, peer: SlackPeer, surface: Outgoing) -> None:
        self.surface = surface
        self._people = {name: peer.user(f"U_{name.upper()}", name=name, tz="Europe/Lisbon") for name in NAMES}
        self._names = {person.id: name for name, person in self._people.items()}
        self._team = peer.home
        self._general = peer.channel("C_GENERAL", name="general", members=self._people.values())

    async def says(self, name: str, line: str, *, aloud: bool) -> None:
        person = self._people[name]
        feed, doing = person.service.feed, person.types(f"/goal {line}", self._general if aloud else None)
        before = len(feed.items)
        await doing.perform()
        # A picture comes as a message by itself.
        assert await feed.first(lambda seen: doing.answers(seen) or person.is_news(seen), after=before, within=10), line

    def heard(self) -> Iterator[tuple[str, str]]:
        for post in self._team.posts:
            readers = [post.only_for] if post.only_for else sorted(self._team.channels[post.channel].members)
            words = json.dumps([[v.text, v.blocks] for v in post.versions] + [list(map(str, post.files))])
            yield from ((self._names[one], words) for one in readers if one in self._names)
        for user, views in self._team.modals.items():
            yield from ((self._names[user], json.dumps(view.body)) for view in views)


class OnDiscord:
    """Three people on one Discord server, and in their DMs."""

    platform = "discord"

    def __init__(self, peer: DiscordPeer, surface: Outgoing) -> None:
        self.surface = surface
        self._people = {name: peer.user(name) for name in NAMES}
        self._world = peer.stage.world
        self._general = peer.guild("Acme", members=self._people.values()).general
        self._typed = slashes(all_commands()).typed

    async def says(self, name: str, line: str, *, aloud: bool) -> None:
        person = self._people[name]
        try:
            parsed = parse(line, all_commands())
            path, values = self._typed[parsed.command.path], dict(parsed.values)
        except (Refusal, KeyError):
            await self._writes(person, line)
            return
        try:
            await person.uses(path, values, where=self._general if aloud else None)
        except NotOfferedError:
            await self._writes(person, line)

    async def _writes(self, person: Person, line: str) -> None:
        """Write into the DM what the command menu does not offer."""
        await person.says(line)
        await person.next_message()

    def heard(self) -> Iterator[tuple[str, str]]:
        for room in (*self._world.channels.values(), *self._world.rooms()):
            for post in room.posts:
                members = room.guild.members if room.guild else room.recipients
                readers = [post.ephemeral_for] if post.ephemeral_for else [one for one in members if not one.bot]
                if post.author.bot:
                    yield from ((one.name, json.dumps([post.body, *post.earlier])) for one in readers)


class OnTerminals:
    """Three people at terminals of one Milepost, with a channel between them."""

    platform = "terminal"

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._said: list[tuple[str, str]] = []
        self._aloud = False
        self._people = {name: self._terminal(name, dispatcher) for name in NAMES}
        self.surface = self

    def _terminal(self, name: str, dispatcher: Dispatcher) -> Terminal:
        def show(text: str) -> None:
            public = self._aloud and not json.loads(text)["private"]
            self._said.extend((one, text) for one in (NAMES if public else (name,)))

        return Terminal(dispatcher=dispatcher, person=name, zone="Europe/Lisbon", show=show, as_json=True)

    async def says(self, name: str, line: str, *, aloud: bool) -> None:
        self._aloud = aloud
        await self._people[name].hear(line, "general" if aloud else "")
        self._aloud = False

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        return await self._people[to.id].send(to, reply, key)

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        return await self._people[to.id].find(to, key, since)

    def heard(self) -> Iterator[tuple[str, str]]:
        yield from self._said


@asynccontextmanager
async def crowd(platform: str, dispatcher: Dispatcher) -> AsyncIterator[Any]:
    """Connect Milepost to a platform with three people on it."""
    if platform == "terminal":
        yield OnTerminals(dispatcher)
    elif platform == "slack":
        async with SlackPeer.started(scopes=SCOPES) as slack, living_in(slack, dispatcher, "socket") as surface:
            yield OnSlack(slack, surface)
    else:
        async with DiscordPeer.started() as discord:
            with pointed_at(discord):
                stage = Stage(discord, dispatcher, dispatcher._database, discord.user("alice"))
                async with stage.running() as running:
                    await discord.commands_synced()
                    yield OnDiscord(discord, running)
