"""Forms that a surface opens by itself: of a goal in somebody's words, and by a button where none can open now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.line import spell
from bot.messages import CALL_LIMIT

if TYPE_CHECKING:
    from bot.commands import Commands
    from bot.messages import Form

NEW = "new"
"""The command that a message is made a goal with."""


def goal_of(words: str, commands: Commands) -> Form:
    """Return the form of a new goal, filled with the `words` of a message."""
    command = commands[NEW]
    return command.form({command.positional[0].name: words})


def call_of(form: Form, commands: Commands) -> str:
    """Return the line that opens `form` with what was typed, or without it where that is too long for a button."""
    command = commands.get(form.command)
    values = {ask.name: ask.value for ask in form.asks if ask.value}
    spelled = spell(command, values) if command is not None else ""
    whole = f"form {spelled}" if spelled else f"form {form.command}"
    return whole if len(whole) <= CALL_LIMIT else f"form {form.command}"
