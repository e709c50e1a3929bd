"""News for open pages: what changed in a conversation, as Server-Sent Events that a page can take up again."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from adapters.web import render
from adapters.web.markup import joined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.web.conversation import Conversation, Message
    from adapters.web.markup import Markup
    from adapters.web.people import Person

STREAMS = 5
"""Pages that are live at once. A browser opens six connections to one host, and one must stay free to ask with."""
_HEARTBEAT_SECONDS = 15
_AGAIN_MS = 1_000


def as_json(conversation: Conversation, person: Person, mark: str, form: Markup | None = None) -> dict[str, Any]:
    """Return what a page that has seen `mark` needs to be up to date, and the form to show, if any."""
    version = conversation.seen(mark)
    if version is None:
        return whole(conversation, person) | {"form": form}
    return {
        "mark": conversation.mark,
        "messages": [_one(message, person) for message in conversation.since(version)],
        "form": form,
    }


def whole(conversation: Conversation, person: Person) -> dict[str, Any]:
    """Return the conversation anew, for a page that knows another one: Milepost was started again since."""
    return {"mark": conversation.mark, "log": joined(*(render.message(m, person) for m in conversation))}


def _one(message: Message, person: Person) -> dict[str, Any]:
    return {"number": message.number, "version": message.version, "html": render.message(message, person)}


class Streams:
    """The open pages of everybody; when there are too many, the one that is live for longest rests."""

    def __init__(self) -> None:
        self._live: dict[asyncio.Event, None] = {}
        """What wakes each live page, the oldest first."""
        self._closed = False

    def __len__(self) -> int:
        return len(self._live)

    def close(self) -> None:
        """End every stream, now and from now on; pages come back by themselves when Milepost does."""
        self._closed = True
        for news in list(self._live):
            self._end(news)

    async def follow(self, conversation: Conversation, person: Person, mark: str) -> AsyncIterator[str]:
        """Yield what changed since `mark`, then every change, until the page is closed."""
        while len(self._live) >= STREAMS:
            self._end(next(iter(self._live)))
        news = conversation.follow()
        self._live[news] = None
        try:
            yield f"retry: {_AGAIN_MS}\n\n"
            seen = conversation.seen(mark)
            if seen is None:
                seen = conversation.version
                yield _event("whole", conversation.mark, whole(conversation, person))
            while news in self._live and not self._closed:
                news.clear()
                for message in conversation.since(seen):
                    seen = message.version
                    yield _event("message", conversation.mark_at(seen), _one(message, person))
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

    def _end(self, news: asyncio.Event) -> None:
        self._live.pop(news, None)
        news.set()


def _event(name: str, mark: str, data: dict[str, Any]) -> str:
    """Write one event; JSON keeps every line break inside it."""
    return f"id: {mark}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
