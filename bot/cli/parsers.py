"""Parsers for the values on the command line, so that what is wrong is said in our words, with an example."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot import kinds
from bot.process.roles import ProcessRole

if TYPE_CHECKING:
    from collections.abc import Callable


def whole(example: str, least: int = 1, most: int = 999_999_999) -> Callable[[str | int], int]:
    """Return what reads a whole number from `least` to `most`."""

    def read(text: str | int) -> int:
        number = kinds.whole(str(text), least, most)
        if number is None:
            raise typer.BadParameter(f"“{text}” is no number from {least:,} to {most:,}; write one like {example}")
        return number

    return read


def role(text: str) -> ProcessRole:
    """Read what a process does."""
    if text not in list(ProcessRole):
        raise typer.BadParameter(f"“{text}” is none of {', '.join(ProcessRole)}")
    return ProcessRole(text)


def zone(text: str) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise typer.BadParameter(f"I don't know the zone “{text}”; say one like Europe/Lisbon") from None


def name(text: str) -> str:
    """Read what somebody is called."""
    if not text.strip():
        raise typer.BadParameter("say who you are, for example: --as ana")
    return text.strip()
