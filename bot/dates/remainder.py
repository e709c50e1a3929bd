"""What of a date's or a rhythm's words was not understood: it is named, never dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dates.when import When

_WORD = re.compile(r"\w[\w'’:]*")
_SAYS_NOTHING = frozenset(
    [
        "a",
        "again",
        "ask",
        "at",
        "before",
        "by",
        "date",
        "day",
        "deadline",
        "due",
        "exactly",
        "for",
        "from",
        "in",
        "is",
        "it",
        "latest",
        "let's",
        "maybe",
        "me",
        "move",
        "no",
        "not",
        "of",
        "on",
        "or",
        "perhaps",
        "please",
        "post",
        "remind",
        "sharp",
        "so",
        "some",
        "sometime",
        "than",
        "then",
        "the",
        "this",
        "time",
        "till",
        "to",
        "until",
        "ab",
        "als",
        "am",
        "an",
        "bis",
        "bitte",
        "den",
        "der",
        "die",
        "am",
        "im",
        "oder",
        "spätestens",
        "um",
        "vor",
        "zum",
        "au",
        "avant",
        "de",
        "des",
        "du",
        "el",
        "en",
        "es",
        "jusqu'au",
        "la",
        "le",
        "les",
        "los",
        "para",
        "por",
        "pour",
        "qu'au",
        "si",
        "s'il",
        "ou",
        "vous",
        "plaît",
    ]
)
"""Words beside a date that change nothing about it."""


def remainder(text: str, when: When) -> str:
    """Return the words of `text` that say something and are no part of what was understood as `when`."""
    heard = [reading.cut or reading.span for reading in (when, *when.alternatives)]
    spans = [span for span in heard if span is not None]
    rest = "".join(" " if any(start <= i < end for start, end in spans) else c for i, c in enumerate(text))
    words = list(_WORD.finditer(rest))
    if not any(word[0].casefold().strip(":") not in _SAYS_NOTHING for word in words):
        return ""
    return " ".join(word[0] for word in words)


def understood(text: str, when: When) -> str:
    """Return the words of `text` that were understood as `when`."""
    return text[slice(*(when.span or (0, len(text))))].strip(" ,;")
