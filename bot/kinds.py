"""The plainest things that can be typed: words and whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Refusal

if TYPE_CHECKING:
    from bot.talk import Talk


async def _read_words(text: str, _talk: Talk) -> str:
    return text


async def _read_number(text: str, _talk: Talk) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise Refusal(f"“{text[:30]}” is not a number.", "Write a whole number, for example 2.")
    return int(text)


Words: TypeAlias = Annotated[str, Kind("", "some words", "billing", read=_read_words)]
Number: TypeAlias = Annotated[int, Kind("", "a whole number", "2", read=_read_number)]
