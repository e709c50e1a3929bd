"""Our drawings as the library's views: it sends them and keeps none, because taps come to us by their custom id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from adapters.discord.forms import modal

if TYPE_CHECKING:
    from adapters.discord.render import Drawn
    from bot.messages import Form


def body(drawn: Drawn) -> dict[str, Any]:
    """Return the arguments by which the library sends a message that looks like `drawn`, for one try."""
    return {"content": drawn.content, "view": Rows(drawn), "suppress_embeds": True, "files": drawn.files}


class Rows(discord.ui.View):
    """The rows of a message; a view that has stopped is not kept by the library."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__(timeout=None)
        self._drawn = list(drawn.rows)
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Return the rows in Discord's own words."""
        return self._drawn


class Blanks(discord.ui.Modal):
    """The modal of a form."""

    def __init__(self, form: Form) -> None:
        self._drawn = modal(form)
        super().__init__(title=self._drawn["title"], custom_id=self._drawn["custom_id"])
        self.stop()

    def to_dict(self) -> dict[str, Any]:
        """Return the modal in Discord's own words."""
        return self._drawn
