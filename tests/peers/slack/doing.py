"""Something that a person does: await it for the message that answers, or ask it for the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import SilenceError
from .message import words_of_post
from .workspace import Post, View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from .feed import Sighting
    from .message import Message
    from .person import Person
    from .screen import Screen


@dataclass(frozen=True)
class Doing:
    """One act, begun when it is awaited, and the answers that count as its own."""

    person: Person
    what: str
    """The act in words, for when nobody answers."""
    perform: Callable[[], Awaitable[None]]
    answers: Callable[[Sighting], bool]

    def __await__(self) -> Generator[Any, None, Message]:
        return self.message().__await__()

    async def message(self) -> Message:
        """Do it, and wait for the message that answers: a new one, a changed one, or one taken away.

        A note that the answer takes a while is not yet the answer: a slow machine may put one before any.
        """
        found = await self._first(lambda seen: isinstance(seen.thing, Post) and not self._bides(seen.thing), "message")
        return self.person.message_of(found)

    async def note(self) -> Message:
        """Do it, and wait for the note that the answer takes a while."""
        found = await self._first(lambda seen: isinstance(seen.thing, Post) and self._bides(seen.thing), "note")
        return self.person.message_of(found)

    async def form(self) -> Screen:
        """Do it, and wait for the modal that answers: a new one, or the same one changed."""
        found = await self._first(lambda seen: seen.what == "modal", "modal")
        return self.person.screen_of(found)

    async def home(self) -> Screen:
        """Do it, and wait for the home tab to be drawn."""
        found = await self._first(lambda seen: seen.what == "home", "home tab")
        return self.person.screen_of(found)

    async def errors(self) -> dict[str, str]:
        """Do it, and read what the form complains of, by the label of the field."""
        return (await self.form()).errors

    async def closed(self) -> None:
        """Do it, and see the modal go."""
        await self._first(lambda seen: seen.what == "closed", "closing of the modal")

    async def silence(self, within: float = 0.3) -> None:
        """Do it, and make sure that nothing answers."""
        seen = await self._wait(lambda seen: seen.what != "closed", within)
        if seen is not None:
            raise AssertionError(f"{self.what} was answered: {self._told(seen)}")

    async def _wait(self, kind: Callable[[Sighting], bool], within: float) -> Sighting | None:
        feed = self.person.service.feed
        after = len(feed.items)
        await self.perform()
        return await feed.first(lambda seen: kind(seen) and self.answers(seen), after=after, within=within)

    async def _first(self, kind: Callable[[Sighting], bool], wanted: str) -> Sighting:
        feed = self.person.service.feed
        after = len(feed.items)
        found = await self._wait(kind, self.person.patience)
        if found is not None:
            return found
        news = (item for item in feed.items[after:] if self.answers(item) or self.person.is_news(item))
        seen = [self._told(item) for item in news]
        said = f"; what came was {' and '.join(seen)}" if seen else ""
        last = [f"{call.method} {call.error}".strip() for call in self.person.calls()[-3:]]
        raise SilenceError(f"No {wanted} answered when {self.what}{said}. The bot's last calls: {last}.")

    def _bides(self, post: Post) -> bool:
        return words_of_post(post, self.person.team) == self.person.note

    def _told(self, seen: Sighting) -> str:
        if isinstance(seen.thing, View):
            return f"{seen.what} {self.person.screen_of(seen).plain!r}"
        return f"{seen.what} {words_of_post(seen.thing, self.person.team)!r}"
