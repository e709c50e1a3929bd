"""The same person on four surfaces, so that one journey can be made on each: the real bot, over real sockets."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from adapters.discord.declarations import slashes
from adapters.slack import replies
from bot.__main__ import serve
from bot.clock import Clock
from bot.everything import all_commands
from bot.line.grammar import parse
from bot.settings import Settings
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(frozen=True)
class Seen:
    """What the person sees: words, buttons, or the blanks of a form."""

    text: str
    buttons: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    errors: str = ""
    """What is said beside the blanks."""
    thing: Any = field(default=None, compare=False)
    """The surface's own object, to tap and fill."""


class Surface(Protocol):
    """One person at one surface."""

    async def says(self, line: str) -> Seen:
        """Give a command the way one does here."""
        ...

    async def taps(self, seen: Seen, label: str) -> Seen:
        """Tap a button, and see what the message became or what came."""
        ...

    async def fills(self, seen: Seen, **values: str) -> Seen:
        """Fill a form in, by the command's argument names, and send it."""
        ...

    async def nudged(self) -> Seen:
        """Wait for a message that nobody asked for."""
        ...


@asynccontextmanager
async def running(settings: Settings, clock: Clock | None = None) -> AsyncIterator[str]:
    """Run the bot as `python -m bot run` does, by `clock` if there is one; yields where its web host is."""
    stop = asyncio.Event()
    url: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    bot = asyncio.create_task(serve(settings, clock=clock or Clock(), stop=stop, started=url.set_result))
    either: set[asyncio.Future[Any]] = {bot, url}
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield await url if url.done() else str(await bot)
    finally:
        stop.set()
        await bot


def live(message: Any) -> list[Any]:
    """Return what pings, links or renders in a message, but for the dates that Milepost itself puts there."""
    return [token for token in message.live_tokens if token.kind not in {"date", "moment"}]


async def settled(message: Any) -> Any:
    """Wait as a person does where Slack was told first that the answer takes a moment; the machine may be busy."""
    async with asyncio.timeout(20):
        while message.plain == replies.at_work().title:  # noqa: ASYNC110 - the peer tells nobody when it is changed
            await asyncio.sleep(0.05)
    return message


class OnSlack:
    """Somebody in a Slack workspace."""

    def __init__(self, peer: SlackPeer, name: str = "Alice") -> None:
        self.person = peer.user(f"U_{name.upper()}", name=name, tz="Europe/Lisbon")

    async def says(self, line: str) -> Seen:
        doing = self.person.types(f"/goal {line}")
        if line in _OPEN_FORMS:
            return self._form(await doing.form())
        return self._message(await settled(await doing))

    async def taps(self, seen: Seen, label: str) -> Seen:
        return self._message(await settled(await seen.thing.tap(label)))

    async def fills(self, seen: Seen, **values: str) -> Seen:
        labels = dict(zip(("goal", "title", "by"), seen.thing.fields, strict=False))
        doing = seen.thing.submit({labels[name]: value for name, value in values.items()})
        if any(value in _WRONG for value in values.values()):
            return Seen("", errors=" ".join((await doing.errors()).values()), thing=seen.thing)
        return self._message(await settled(await doing))

    async def nudged(self) -> Seen:
        return self._message(await self.person.next_message(within=10))

    def _message(self, message: Any) -> Seen:
        assert live(message) == []
        return Seen(message.plain, message.buttons, thing=message)

    def _form(self, screen: Any) -> Seen:
        return Seen(screen.plain, blanks=screen.fields, thing=screen)


class OnDiscord:
    """Somebody in their DM with the bot on Discord."""

    def __init__(self, peer: DiscordPeer, name: str = "alice") -> None:
        self.person = peer.user(name)
        self.commands = all_commands()

    async def says(self, line: str) -> Seen:
        try:
            parsed = parse(line, self.commands)
        except Exception:  # noqa: BLE001 - what the command menu does not offer is written into the DM
            await self.person.says(line)
            return self._seen(await self.person.next_message())
        typed = slashes(self.commands).typed[parsed.command.path]
        return self._seen(await self.person.uses(typed, dict(parsed.values)))

    async def taps(self, seen: Seen, label: str) -> Seen:
        return self._seen(await seen.thing.tap(label))

    async def fills(self, seen: Seen, **values: str) -> Seen:
        labels = dict(zip(("goal", "title", "by"), seen.blanks, strict=False))
        answer = self._seen(await seen.thing.submit({labels[name]: value for name, value in values.items()}))
        if not any(value in _WRONG for value in values.values()):
            return answer
        again = self._seen(await answer.thing.tap("Correct it"))
        return Seen("", blanks=again.blanks, errors=answer.text, thing=again.thing)

    async def nudged(self) -> Seen:
        return self._seen(await self.person.next_message(timeout=10))

    def _seen(self, thing: Any) -> Seen:
        if hasattr(thing, "fields"):
            return Seen("", blanks=tuple(field.label for field in thing.fields), thing=thing)
        assert live(thing) == []
        return Seen(thing.plain, tuple(thing.buttons), thing=thing)


class OnTerminal:
    """Alice at `python -m bot chat --json`, in a process of its own."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._nudges: list[dict[str, Any]] = []

    async def says(self, line: str) -> Seen:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())
        while "nudge" in (said := await self._next()):
            self._nudges.append(said)
        return self._seen(said)

    async def taps(self, seen: Seen, label: str) -> Seen:
        return await self.says(next(b["call"] for b in seen.thing["buttons"] if b["label"] == label))

    async def fills(self, seen: Seen, **values: str) -> Seen:
        form = seen.thing["form"]
        named = " ".join(f"{name}: {value}" for name, value in values.items() if value)
        answer = await self.says(f"{form['command']} {named}")
        if any(value in _WRONG for value in values.values()):
            return Seen("", errors=answer.text, thing=seen.thing)
        return answer

    async def nudged(self) -> Seen:
        said = self._nudges.pop(0) if self._nudges else await self._next()
        assert said.get("nudge")
        return self._seen(said)

    async def _next(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), 20)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _seen(self, said: dict[str, Any]) -> Seen:
        blanks = tuple(ask["label"] for ask in said["form"]["asks"]) if said["form"] else ()
        return Seen(said["text"], tuple(b["label"] for b in said["buttons"]), blanks, thing=said)


_OPEN_FORMS = ("new", "milestone add 1")
_WRONG = ("32 May", "Atlantis")


def slack_settings(peer: SlackPeer, *, sockets: bool = True) -> dict[str, Any]:
    """Return the settings that lead to `peer`."""
    way_in = {"slack_app_token": peer.app_token} if sockets else {"slack_signing_secret": peer.signing_secret}
    return {"slack_api_url": peer.api_url, "slack_bot_token": peer.bot_token, **way_in}


def discord_settings(peer: DiscordPeer) -> dict[str, Any]:
    """Return the settings that lead to `peer`."""
    return {"discord_token": peer.token, "discord_api_url": peer.api_url, "discord_gateway_url": peer.gateway_url}


@asynccontextmanager
async def open_surface(name: str, database_url: str) -> AsyncIterator[Surface]:
    """Start the bot with the surface called `name`: `slack socket`, `slack http`, `discord` or `terminal`."""
    async with AsyncExitStack() as stack:
        common: dict[str, Any] = {"_env_file": None, "database_url": database_url, "port": 0}
        if name.startswith("slack"):
            slack = await stack.enter_async_context(SlackPeer.started())
            settings = Settings(**slack_settings(slack, sockets=name == "slack socket"), **common)
            url = await stack.enter_async_context(running(settings))
            if name == "slack socket":
                await slack.connected()
            else:
                slack.request_url = f"{url.rstrip('/')}/slack/events"
            yield OnSlack(slack)
        elif name == "discord":
            peer = await stack.enter_async_context(DiscordPeer.started())
            await stack.enter_async_context(running(Settings(**discord_settings(peer), **common)))
            await peer.connected()
            await peer.commands_synced()
            yield OnDiscord(peer)
        else:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "chat", "--as", "alice", "--zone", "Europe/Lisbon", "--json"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                env={"DATABASE_URL": database_url, "PATH": ""},
            )
            yield OnTerminal(process)
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()
