"""Small phrases, and the one button, that any answer may need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages import Button

if TYPE_CHECKING:
    from bot.models import Change


def many(count: int, noun: str) -> str:
    """Say how many there are: `many(1, "goal")` is “1 goal”, `many(3, "goal")` “3 goals”."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


INNER = str.maketrans("“”", "\u2018\u2019")
"""Turns quotes into those that stand within quotes."""


def quoted(words: str) -> str:
    """Put words in quotes, and in other ones what is quoted in them."""
    return f"“{words.translate(INNER)}”"


def undo_button(change: Change) -> Button:
    """Return the button that takes `change` back."""
    return Button("Undo", f"undo {change.id}")
