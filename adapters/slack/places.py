"""Where an answer goes: through Slack's response URL, into a modal, or into the person's conversation with the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Request


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked, and so where they look for the answer."""

    url: str = ""
    """Slack's response URL of what the person did, good for half an hour."""
    channel: str = ""
    """The conversation with the bot in which the person wrote."""
    tapped: bool = False
    """A message was tapped: a reply that replaces takes its place."""
    home: bool = False
    """The person is in the App Home, where answers are modals."""
    view: str = ""
    """The modal that the person has before them, if it can show the answer."""

    def can_open(self, trigger: str) -> bool:
        """Tell whether a form can be put before the person here."""
        return bool(trigger or self.view)

    def kept(self) -> dict[str, Any]:
        """Return what a modal has to remember until it is sent; the modal itself is then another."""
        kept = {"url": self.url, "channel": self.channel, "tapped": self.tapped, "home": self.home}
        return {name: value for name, value in kept.items() if value}


def recalled(kept: Mapping[str, Any]) -> Place:
    """Return the place that `Place.kept` wrote down."""
    return Place(
        url=str(kept.get("url") or ""),
        channel=str(kept.get("channel") or ""),
        tapped=bool(kept.get("tapped")),
        home=bool(kept.get("home")),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A payload as Milepost sees it: what is asked, where the answer goes, and what may open a modal."""

    request: Request
    place: Place
    trigger: str = ""
    """Opens one modal within three seconds; empty where Slack gives none."""
