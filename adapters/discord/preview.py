"""What Discord would be sent, for whoever wants to see that without Discord."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adapters.discord import limits
from adapters.discord.controls import bare
from adapters.discord.render import render
from adapters.discord.spelling import spelled_here
from bot.replies.pictures import Painted

if TYPE_CHECKING:
    from bot.catalogue import Commands
    from bot.messages import Reply


def preview(reply: Reply, command: str | None, commands: Commands) -> dict[str, Any]:
    """Return the body of a message for `reply` to a `command`; None: nobody asked for it.

    Its attachments are called by the places of the pictures, from 0 on, and its controls by what they call.
    """
    shown = reply if command is None else spelled_here(reply, command, commands)
    pictures = [Painted(str(place), chart.alt, b"") for place, chart in enumerate(reply.charts[: limits.FILES])]
    drawn = render(shown, pictures)
    attachments = [{"filename": one.name, "description": one.alt} for one in drawn.pictures]
    return {"content": drawn.content, "components": [bare(row) for row in drawn.rows], "attachments": attachments}
