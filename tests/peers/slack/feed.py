"""What happens on people's screens, in order, so that a test can wait for the next thing to be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .workspace import Post, View

What = Literal["posted", "edited", "deleted", "modal", "closed", "home"]


@dataclass(frozen=True)
class Sighting:
    """One change of what somebody sees."""

    number: int
    what: What
    thing: Post | View
    team: str
    cause: str = ""
    """The act of a person that it answers, where Slack itself knows."""


Wanted = Callable[[Sighting], bool]


class Feed:
    """Everything seen so far, and a way to wait for more."""

    def __init__(self) -> None:
        self.items: list[Sighting] = []
        self._waiting: list[asyncio.Event] = []

    def show(self, what: What, thing: Post | View, team: str, cause: str = "") -> None:
        self.items.append(Sighting(len(self.items), what, thing, team, cause))
        for waiting in self._waiting:
            waiting.set()

    async def first(self, wanted: Wanted, *, after: int, within: float) -> Sighting | None:
        """Find the first sighting from number `after` on that is wanted, waiting for it if need be."""
        news = asyncio.Event()
        self._waiting.append(news)
        try:
            async with asyncio.timeout(within):
                while True:
                    news.clear()
                    if found := next((item for item in self.items[after:] if wanted(item)), None):
                        return found
                    await news.wait()
        except TimeoutError:
            return None
        finally:
            self._waiting.remove(news)
