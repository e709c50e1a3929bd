"""Shortening text: counted as JavaScript counts, as platforms do, and never cut between a letter and its marks."""

from __future__ import annotations

import re
import unicodedata

MORE = "…"
_JOINER = "\u200d"


def length(text: str) -> int:
    """Count characters as JavaScript does, where most emoji are two: the cautious way to keep to a limit."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """Shorten `text` to `most` characters, with an ellipsis."""
    if length(text) <= most:
        return text
    room, end = most - length(MORE), 0
    for letter in text:
        room -= length(letter)
        if room < 0:
            break
        end += 1
    return text[: unbroken(text, end)].rstrip() + MORE


def unbroken(text: str, end: int) -> int:
    """Move the cut at `end` back to where it separates no letter from its marks, and no emoji from its parts."""
    while 0 < end < len(text) and (_belongs(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return end


def _belongs(letter: str) -> bool:
    """Tell whether a character belongs to the one before it."""
    is_mark = unicodedata.category(letter).startswith("M")
    return is_mark or letter == _JOINER or "\U0001f3fb" <= letter <= "\U0001f3ff"


_CLAUSE = re.compile(r"[;,:]|\. | \(")
_LOOSE = frozenset({
    "a", "an", "the", "and", "or", "of", "to", "for", "in", "into", "on", "at", "by", "with", "from", "as", "its",
    "your", "another", "before", "after", "what", "when", "where", "which", "who", "how", "that", "not", "is", "are",
})  # fmt: skip
"""Words that a title must not end with."""


def headline(text: str, most: int) -> str:
    """Shorten a sentence to a title of whole words from its first clause; empty if not even one word fits."""
    words = _CLAUSE.split(text, maxsplit=1)[0].rstrip(".").split()
    while words and (length(" ".join(words)) > most or words[-1].casefold() in _LOOSE):
        words.pop()
    return " ".join(words)
