"""The conversation as Slack and Discord would show it, drawn from what each of them would be sent.

Why from that, and from nothing else: docs/decisions/0028.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from adapters.web.looks import discord, slack
from adapters.web.looks.post import Place, ours, own

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adapters.web.markup import Markup
    from bot.catalogue import Commands
    from bot.messages import Reply

__all__ = ["NAMES", "Place", "Preview", "message"]

NAMES = {"slack": "Slack", "discord": "Discord"}
"""The platforms that are drawn, by their names in paths."""
_BODIES: Mapping[str, Callable[[Mapping[str, Any], Place], Markup]] = {"slack": slack.body, "discord": discord.body}


class Preview(Protocol):
    """Says what a platform would be sent."""

    def __call__(self, reply: Reply, command: str | None, commands: Commands) -> Mapping[str, Any]:
        """Return the body of a message for `reply` to a `command`, as JSON has it; None: nobody asked for it."""
        ...


def message(place: Place, preview: Preview, commands: Commands) -> Markup:
    """Return one message as the platform shows it that has this `preview`."""
    shown = place.shown
    if isinstance(shown.said, str):
        return own(place, shown.said)
    sent = preview(shown.said, None if shown.nudge else shown.command, commands)
    return ours(place, shown.said, _BODIES[place.person.look](sent, place))
