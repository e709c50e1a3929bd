"""How wide words are in the font of the pictures, and what of them it can show."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import TypeAlias

FONT = Path(__file__).parent / "font"
FAMILY = "Milepost Sans"
FILES = (FONT / "regular.otf", FONT / "semibold.otf")
Weights: TypeAlias = "dict[str, dict[str, int]]"

_MORE = "…"


@cache
def _widths() -> Weights:
    """Return how wide each letter is, in thousandths of the size, by weight; written when the font was cut."""
    widths: Weights = json.loads((FONT / "widths.json").read_text())
    return widths


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how much room `words` take on one line; kerning, which only makes them narrower, is left out."""
    known = _widths()["semibold" if bold else "regular"]
    return sum(known.get(letter, 1000) for letter in words) * size / 1000


def shown(words: str) -> str:
    """Return `words` on one line if the font has every letter of them, else nothing: a gap would mislead."""
    line = " ".join(unicodedata.normalize("NFC", words).split())
    return line if all(letter in _widths()["regular"] for letter in line) else ""


def legible(words: str) -> str:
    """Return what a name says without its emoji, if the font has every letter of that; else nothing."""
    known = _widths()["regular"]
    kept = "".join(c for c in words if c in known or c.isspace() or not _is_emoji(c))
    line = shown(kept)
    return line if any(c.isalnum() for c in line) else ""


def _is_emoji(character: str) -> bool:
    """Tell whether it stands in a name for its look alone: emoji with their joints, shades and variants."""
    return character in "\ufe0e\ufe0f" or unicodedata.category(character) in ("So", "Sk", "Cf", "Me", "Cn", "Co")


def fitted(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return what can be shown of `words` in `room`, shortened with an ellipsis."""
    line = shown(words)
    if width(line, size, bold=bold) <= room:
        return line
    while line and width(line + _MORE, size, bold=bold) > room:
        line = line[:-1]
    return line.rstrip() + _MORE if line else ""
