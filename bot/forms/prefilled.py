"""Forms with something filled in: that of a new goal made of a message, and the call that opens any form later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.kinds import deadline_said
from bot.line.grammar import LENGTH_LIMIT, spell
from bot.messages import CALL_LIMIT

if TYPE_CHECKING:
    from datetime import datetime

    from bot.catalogue import Commands
    from bot.messages import Form


def goal_of(words: str, commands: Commands, *, by: str = "") -> Form:
    """Return the form of a new goal with the `words` of a message, and with its due date `by` if that is apart."""
    command = commands["new"]
    return command.form({command.positional[0].name: words, **({"by": by} if by else {})})


def date_beyond(title: str, whole: str, now: datetime) -> str:
    """Return the date that a message names as its deadline where its `title` had no room for it; empty if none."""
    if title == whole or deadline_said(title.rpartition(" ")[0], now):  # the last word may be cut
        return ""
    return deadline_said(whole[:LENGTH_LIMIT], now)


def call_of(form: Form, commands: Commands) -> str:
    """Return the line that opens `form` with what was typed, or without it where that is too long for a button."""
    command = commands.get(form.command)
    values = {ask.name: ask.value for ask in form.asks if ask.value}
    spelled = spell(command, values) if command is not None else ""
    whole = f"form {spelled}" if spelled else f"form {form.command}"
    return whole if len(whole) <= CALL_LIMIT else f"form {form.command}"
