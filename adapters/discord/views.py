"""What we draw, in the shape in which the library sends it and then forgets it: taps come to us by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from adapters.discord.forms import modal

if TYPE_CHECKING:
    from adapters.discord.render import Drawn
    from bot.messages import Form


class Rows(discord.ui.View):
    """The rows of a message. A view that has stopped is one that the library does not keep."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__(timeout=None)
        self._drawn = list(drawn.rows)
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Return the rows in Discord's own words."""
        return self._drawn


class Blanks(discord.ui.Modal):
    """The window of a form."""

    def __init__(self, form: Form) -> None:
        self._drawn = modal(form)
        super().__init__(title=self._drawn["title"], custom_id=self._drawn["custom_id"])
        self.stop()

    def to_dict(self) -> dict[str, Any]:
        """Return the modal in Discord's own words."""
        return self._drawn
