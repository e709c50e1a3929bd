"""Milepost's core on a clock that stands still, with a postbox where a platform would be."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.dates.wording import in_words
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.messages import Address, Form, Profile, Reply, Request
from bot.metrics.events import uncounted
from bot.outgoing import CannotTell
from bot.replies import plain
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer
from scheduler.passing import pass_until
from scheduler.policy import Policy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.messages import Answer, Button
    from bot.metrics.events import Count

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""A Monday morning in Lisbon, where it is 10:00 too."""


NO_TEMPO = Policy(first_gap=timedelta(0))
"""Where time stands still, a platform that refused one is obeyed, but no real seconds go by between two messages."""


class StillClock(Clock):
    """A clock that moves only when it is moved."""

    def __init__(self, start: datetime = MONDAY) -> None:
        super().__init__()
        self._start = start

    def now(self) -> datetime:
        return self._start + self._ahead

    def set_back(self, by: timedelta) -> None:
        """Show an earlier time, as a machine's clock that was put right."""
        self._start -= by


@dataclass
class Postbox:
    """A platform that takes everything, unless it was told what to raise next."""

    messages: list[tuple[Address, Reply, str]] = field(default_factory=list)
    changed: list[tuple[Address, Reply, str]] = field(default_factory=list)
    """What took the place of messages, by their ids."""
    troubles: list[Exception] = field(default_factory=list)
    """Raised by the next sends, one each."""
    swallow: bool = False
    """With troubles: the message arrives all the same, only the answer is lost."""
    blind: bool = False
    """Nobody can look up here what arrived."""

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble is None or self.swallow:
            self.messages.append((to, reply, key))
        if trouble is not None:
            raise trouble
        return str(len(self.messages))

    async def change(self, to: Address, reply: Reply, receipt: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.changed.append((to, reply, receipt))

    async def find(self, to: Address, key: str, since: datetime) -> str | None:
        del since
        if self.blind:
            raise CannotTell
        found = [n for n, (who, _, k) in enumerate(self.messages, 1) if (who, k) == (to, key)]
        return str(found[0]) if found else None

    def to(self, name: str) -> list[Reply]:
        return [reply for address, reply, _ in self.messages if address.id == name]


class House:
    """One Milepost and the people who talk with it."""

    def __init__(
        self, database: Database, clock: StillClock, postbox: Postbox, *, count: Count = uncounted, **more: Any
    ) -> None:
        """Have what happens told to `count`; `more` as for the dispatcher."""
        self.database = database
        self.clock = clock
        self.postbox = postbox
        self.dispatcher = Dispatcher(
            database=database,
            commands=all_commands(),
            clock=clock,
            reached_at="https://goals.example.com",
            count=count,
            **more,
        )
        self.deliverer = Deliverer(
            database=database,
            outgoing={Lane("test"): postbox},
            clock=clock,
            policy=NO_TEMPO,
            random=Random(1),
            count=count,
        )

    async def asks(
        self,
        name: str,
        words: str = "",
        *,
        command: str = "",
        values: dict[str, str] | None = None,
        key: str = "",
        realm: str = "",
        zone: str = "Europe/Lisbon",
        place: Address | None = None,
    ) -> Answer | None:
        """Return what `name` gets for a line, or for a filled form."""
        return await self.dispatcher.answer(
            Request(
                who=Address("test", realm, name),
                words=words,
                command=command,
                values=values or {},
                from_form=bool(command),
                key=key,
                profile=Profile(name=name, zone=zone),
                place=place,
            )
        )

    async def says(self, name: str, words: str, **more: Any) -> Reply:
        """Return the reply that `name` gets for a line; `more` as for `asks`."""
        answer = await self.asks(name, words, **more)
        assert isinstance(answer, Reply), answer
        return answer

    async def reads(self, name: str, words: str, **more: Any) -> str:
        """Return what `name` reads after a line."""
        return plain.text(await self.says(name, words, **more))

    async def gets_form(self, name: str, words: str) -> Form:
        """Return the form that a line opens."""
        answer = await self.asks(name, words)
        assert isinstance(answer, Form), answer
        return answer

    async def passes(self, **span: float) -> None:
        """Let time pass, as `timedelta` counts it, and send what comes due on the way, each at its moment."""
        await pass_until(self.clock.now() + timedelta(**span), self.clock, self.deliverer)


@asynccontextmanager
async def house_at(url: str) -> AsyncIterator[House]:
    """Give a house on the database at `url`, which has its tables."""
    database = Database(url)
    try:
        yield House(database, StillClock(), Postbox())
    finally:
        await database.close()


def buttons(reply: Reply) -> dict[str, str]:
    """Return what the buttons of a reply carry, by their labels."""
    return {button.label: button.call for section in reply.sections for button in section.buttons}


def tappable(reply: Reply) -> list[Button]:
    """Return all that can be tapped in a reply: its buttons, then what its menus offer."""
    offered = [option for section in reply.sections if section.menu for option in section.menu.options]
    return [*(button for section in reply.sections for button in section.buttons), *offered]


def choices(reply: Reply) -> dict[str, str]:
    """Return what can be tapped in a reply, by its labels."""
    return {button.label: button.call for button in tappable(reply)}


def menus(reply: Reply) -> dict[str, dict[str, str]]:
    """Return what the menus of a reply offer, by their own labels."""
    found = [section.menu for section in reply.sections if section.menu]
    return {menu.label: {option.label: option.call for option in menu.options} for menu in found}


def told(reply: Reply) -> dict[str, str]:
    """Return the fields of a reply in words, by their labels."""
    return {field.label: in_words(field.value) for section in reply.sections for field in section.fields}
