"""The conversation of one person with Milepost, kept in memory, and the open pages that follow it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime, tzinfo

    from bot.messages import Reply

KEPT = 300
"""How many messages of a conversation are kept."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    number: int
    """Its place in the conversation."""
    version: int
    """Grows with every change anywhere in the conversation, so that a page can ask for what it has not seen."""
    at: datetime
    """When it came to say what it says."""
    came: datetime
    """When it came."""
    said: Reply | str
    """What Milepost said, or the words of the person."""
    key: str = ""
    """The key of the nudge that it is, or of the request that it came from."""
    nudge: bool = False
    """Whether it is a nudge, and not an answer."""
    aside: bool = False
    """Whether only one person of the channel sees it."""
    command: str = ""
    """The command that it answers, if that could be read."""
    opens: bool = False
    """Whether it is the first one of its day."""


class Conversation:
    """The messages of one person, oldest first."""

    def __init__(self, zone: tzinfo = UTC) -> None:
        """Count days as in `zone`."""
        self._zone = zone
        self.epoch = secrets.token_hex(4)
        """Names this run of Milepost, as marks of an earlier run are worthless."""
        self.version = 0
        self._numbered = 0
        self._messages: dict[int, Message] = {}
        self._followers: set[asyncio.Event] = set()

    def __iter__(self) -> Iterator[Message]:
        return iter(self._messages.values())

    @property
    def mark(self) -> str:
        """The current state, for a page to remember what it has seen."""
        return self.mark_at(self.version)

    @property
    def newest(self) -> int:
        """The number of the last message."""
        return self._numbered

    def mark_at(self, version: int) -> str:
        """Return the mark of the state at `version`."""
        return f"{self.epoch}-{version}"

    def seen(self, mark: str) -> int | None:
        """Return the version that `mark` names; None if it is not one of this run."""
        epoch, _, version = mark.partition("-")
        if epoch != self.epoch or not (version.isascii() and version.isdigit()) or len(version) > 12:
            return None
        return int(version)

    def add(
        self,
        said: Reply | str,
        at: datetime,
        *,
        key: str = "",
        nudge: bool = False,
        aside: bool = False,
        command: str = "",
    ) -> Message:
        """Append what was said."""
        last = self._messages.get(self._numbered)
        opens = last is not None and self._day(last.came) != self._day(at)
        self._numbered += 1
        message = Message(self._numbered, self._next(), at, at, said, key, nudge, aside, command, opens)
        self._messages[message.number] = message
        while len(self._messages) > KEPT:
            del self._messages[next(iter(self._messages))]
        self._tell()
        return message

    def change(self, number: int, said: Reply, at: datetime, command: str = "") -> Message | None:
        """Replace what an earlier message says; None if that message is gone, or is a person's."""
        earlier = self._messages.get(number)
        if earlier is None or isinstance(earlier.said, str):
            return None
        self._messages[number] = replace(earlier, version=self._next(), at=at, said=said, nudge=False, command=command)
        self._tell()
        return self._messages[number]

    def at(self, number: int) -> Message | None:
        """Return the message of this number, if it is still kept."""
        return self._messages.get(number)

    def find(self, key: str) -> Message | None:
        """Return the message with this key, if there is one."""
        return next((m for m in self if m.key == key), None)

    def since(self, version: int) -> Sequence[Message]:
        """Return what changed after `version`, oldest change first."""
        return sorted((m for m in self if m.version > version), key=lambda m: m.version)

    def follow(self) -> asyncio.Event:
        """Return an event that is set at every change, until `leave` is called with it."""
        follower = asyncio.Event()
        self._followers.add(follower)
        return follower

    def leave(self, follower: asyncio.Event) -> None:
        """Stop setting `follower`."""
        self._followers.discard(follower)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _next(self) -> int:
        self.version += 1
        return self.version

    def _tell(self) -> None:
        for follower in self._followers:
            follower.set()
