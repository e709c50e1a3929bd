"""Where an answer goes: through Slack's response URL, into a modal, or into the conversation with the bot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Request


_WORDS = ("url", "channel", "said", "seen_in", "written")
_FLAGS = ("tapped", "ephemeral", "home")
"""The fields that a modal remembers of its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked, and so where they expect the answer."""

    url: str = ""
    """Slack's response URL, which can be used for half an hour."""
    channel: str = ""
    """The conversation with the bot, if the person wrote there."""
    said: str = ""
    """The channel in which they asked, which others read; empty in a direct message."""
    seen_in: str = ""
    """The channel or direct message, with anybody, in which they asked; empty elsewhere."""
    tapped: bool = False
    """Whether a message was tapped, which a reply may replace."""
    ephemeral: bool = False
    """Whether only they see the message that was tapped."""
    note: str = ""
    """The message that told the person to wait, which the answer replaces: its timestamp, or `shown` behind a URL."""
    written: str = ""
    """The timestamp of the message that was tapped."""
    home: bool = False
    """Whether they are in the App Home, where answers are modals."""
    view: str = ""
    """The id of the open modal, if it can show the answer."""

    @property
    def is_theirs(self) -> bool:
        """Whether nobody else sees the message that was tapped."""
        return self.ephemeral or not self.said

    @property
    def tapped_at(self) -> datetime | None:
        """When the message came that was tapped, if nobody else sees it."""
        known = self.is_theirs and re.fullmatch(r"[0-9]{1,11}([.][0-9]{1,9})?", self.written)
        return datetime.fromtimestamp(float(self.written), UTC) if known else None

    def can_open(self, trigger: str) -> bool:
        """Tell whether a modal can be opened here."""
        return bool(trigger or self.view)

    def kept(self) -> dict[str, Any]:
        """Return what a modal has to remember of this place until it is submitted."""
        return {name: getattr(self, name) for name in (*_WORDS, *_FLAGS) if getattr(self, name)}


def recalled(kept: Mapping[str, Any]) -> Place:
    """Return the place that `Place.kept` wrote down."""
    return Place(**{name: kept[name] for name in (*_WORDS, *_FLAGS) if name in kept})


@dataclass(frozen=True, slots=True)
class Asked:
    """A payload as Milepost sees it: the request, and where the answer goes."""

    request: Request
    place: Place
    trigger: str = ""
    """The trigger id, which opens one modal within three seconds; empty where Slack gives none."""
