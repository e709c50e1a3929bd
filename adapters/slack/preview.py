"""What Slack would be sent, for whoever wants to see that without Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.slack import limits
from adapters.slack.render import message
from bot.line.slashed import in_a_channel

if TYPE_CHECKING:
    from bot.catalogue import Commands
    from bot.messages import Reply


def preview(reply: Reply, command: str | None, commands: Commands) -> dict[str, Any]:
    """Return the body of chat.postMessage for `reply` to a `command`; None: nobody asked for it.

    The files of its pictures are called by their places, from 0 on.
    """
    shown = reply if command is None else in_a_channel(reply, commands)
    return message(shown, [str(place) for place in range(min(len(reply.charts), limits.PICTURES.most))])
