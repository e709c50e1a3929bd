"""News for open pages: changes of a conversation as Server-Sent Events, which a page can resume."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.web.markup import joined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from adapters.web.conversation import Conversation, Message
    from adapters.web.markup import Markup
    from adapters.web.people import Person

Draw: TypeAlias = "Callable[[Message, Person], Markup]"
"""Draws a message for whoever reads it."""

STREAMS = 5
"""How many pages are live at once: a browser opens six connections to a host, and one must stay free for requests."""
_HEARTBEAT_SECONDS = 15
_AGAIN_MS = 1_000


def as_json(
    conversation: Conversation, person: Person, mark: str, draw: Draw, form: Markup | None = None
) -> dict[str, Any]:
    """Return what a page that has seen `mark` needs to be up to date, and the form to show, if there is one."""
    version = conversation.seen(mark)
    if version is None:
        return whole(conversation, person, draw) | {"form": form}
    return {
        "mark": conversation.mark,
        "messages": [_one(message, person, draw) for message in conversation.since(version)],
        "form": form,
    }


def whole(conversation: Conversation, person: Person, draw: Draw) -> dict[str, Any]:
    """Return the whole conversation, for a page that saw an earlier run of Milepost."""
    return {"mark": conversation.mark, "log": joined(*(draw(m, person) for m in conversation))}


def _one(message: Message, person: Person, draw: Draw) -> dict[str, Any]:
    return {"number": message.number, "version": message.version, "html": draw(message, person)}


class Streams:
    """The live pages of everybody; if there are too many, the one that has been live longest is paused."""

    def __init__(self, draw: Draw, time: Callable[[Person], dict[str, Any] | None]) -> None:
        """Send what `draw` makes of messages, and the `time` whenever somebody moved the clock; None: nobody can."""
        self._draw = draw
        self._time = time
        self._moves = 0
        self._live: dict[asyncio.Event, None] = {}
        """The event that wakes each live page, in the order in which they became live."""
        self._closed = False

    def __len__(self) -> int:
        return len(self._live)

    def close(self) -> None:
        """End all streams, and any that begins later; pages reconnect by themselves when Milepost is back."""
        self._closed = True
        for news in list(self._live):
            self._end(news)

    async def follow(self, conversation: Conversation, person: Person, mark: str) -> AsyncIterator[str]:
        """Yield what changed since `mark`, and then every change until the page is closed, as Server-Sent Events."""
        while len(self._live) >= STREAMS:
            self._end(next(iter(self._live)))
        news = conversation.follow()
        self._live[news] = None
        try:
            yield f"retry: {_AGAIN_MS}\n\n"
            seen, told = conversation.seen(mark), -1
            if seen is None:
                seen = conversation.version
                yield _event("whole", conversation.mark, whole(conversation, person, self._draw))
            while news in self._live and not self._closed:
                news.clear()
                for message in conversation.since(seen):
                    seen = message.version
                    yield _event("message", conversation.mark_at(seen), _one(message, person, self._draw))
                if told != self._moves and (now := self._time(person)) is not None:
                    yield _event("clock", conversation.mark_at(seen), now)
                told = self._moves
                try:
                    async with asyncio.timeout(_HEARTBEAT_SECONDS):
                        await news.wait()
                except TimeoutError:
                    yield ": still here\n\n"
            if not self._closed:
                yield _event("rest", conversation.mark_at(seen), {})
        finally:
            conversation.leave(news)
            self._live.pop(news, None)

    def tell_time(self) -> None:
        """Have every page told what time it has become."""
        self._moves += 1
        for news in self._live:
            news.set()

    def _end(self, news: asyncio.Event) -> None:
        self._live.pop(news, None)
        news.set()


def _event(name: str, mark: str, data: dict[str, Any]) -> str:
    """Write one event; JSON keeps every line break inside it."""
    return f"id: {mark}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
