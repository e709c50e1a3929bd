"""Where an answer goes: through Slack's response URL, into a modal, or into the person's conversation with the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Request


_WORDS = ("url", "channel", "said", "seen_in")
_FLAGS = ("tapped", "ephemeral", "home")
"""What a form remembers of its place."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked, and so where they look for the answer."""

    url: str = ""
    """Slack's response URL of what the person did, good for half an hour."""
    channel: str = ""
    """The conversation with the bot in which the person wrote."""
    said: str = ""
    """The channel in which they asked, where others read along; empty in a direct message."""
    seen_in: str = ""
    """The conversation, with whomever, in which they asked; empty where it was in none."""
    tapped: bool = False
    """A message was tapped: a reply that replaces takes its place."""
    ephemeral: bool = False
    """Only they see the message that was tapped."""
    note: str = ""
    """The message that tells the person to wait, which the answer takes the place of."""
    home: bool = False
    """The person is in the App Home, where answers are modals."""
    view: str = ""
    """The modal that the person has before them, if it can show the answer."""

    @property
    def is_theirs(self) -> bool:
        """Tell whether only the person sees the message that was tapped."""
        return self.ephemeral or not self.said

    def can_open(self, trigger: str) -> bool:
        """Tell whether a form can be put before the person here."""
        return bool(trigger or self.view)

    def kept(self) -> dict[str, Any]:
        """Return what a modal has to remember until it is sent; the modal itself is then another."""
        return {name: getattr(self, name) for name in (*_WORDS, *_FLAGS) if getattr(self, name)}


def recalled(kept: Mapping[str, Any]) -> Place:
    """Return the place that `Place.kept` wrote down."""
    return Place(**{name: kept[name] for name in (*_WORDS, *_FLAGS) if name in kept})


@dataclass(frozen=True, slots=True)
class Asked:
    """A payload as Milepost sees it: what is asked, where the answer goes, and what may open a modal."""

    request: Request
    place: Place
    trigger: str = ""
    """Opens one modal within three seconds; empty where Slack gives none."""
