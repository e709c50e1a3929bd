"""Marks of what the blanks of a form showed: they go out with it and come back, so that only what was altered counts.

What others changed while the form was open is so left alone, and the bot remembers no form.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import blake2s
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.commands import Command

LENGTH = 5
"""Characters of one mark: a thousand million of them, and room for every argument in Discord's 100 characters."""
_NONE = "-" * LENGTH


def marks_of(command: Command, stands: Mapping[str, str]) -> str:
    """Return a mark for each argument of `command`: of what stands there, or that nothing does; empty if all do not."""
    marks = [_mark(stands[p.name]) if stands.get(p.name) else _NONE for p in command.parameters]
    return "".join(marks) if any(mark != _NONE for mark in marks) else ""


def altered(command: Command, values: Mapping[str, str], marks: str) -> dict[str, str]:
    """Return `values` without what was sent as it was shown; what must be given stays."""
    shown = {p.name: marks[LENGTH * n : LENGTH * (n + 1)] for n, p in enumerate(command.parameters) if not p.required}
    return {name: value for name, value in values.items() if not value or _mark(value) != shown.get(name)}


def _mark(value: str) -> str:
    return urlsafe_b64encode(blake2s(value.strip().encode(), digest_size=4).digest()).decode()[:LENGTH]
