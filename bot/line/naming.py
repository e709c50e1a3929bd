"""How to name and to type a thing that may have no number for the reader: then it goes by its words."""

from __future__ import annotations

import re

_LONGEST = 40
"""Characters of a beginning: a button's call has room for it, and for what is said of it."""
_MARKS = re.compile('["“”„]')


def in_a_list(ref: str, title: str) -> str:
    """Name something in a list: by its number, if the reader has one for it, and its words."""
    return title if ref.startswith("~") else f"{ref} {title}"


def as_typed(title: str) -> str:
    """Return what to type for something with this title: so much of it as is easily typed, in quotes if need be."""
    words = max(_MARKS.split(title), key=len).strip()
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition(" ")[0].rstrip() or words[:_LONGEST]
    return f'"{words}"' if " " in words or ":" in words else words
