"""Harmless changes of a goal's text, that must not change how it is read."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def typos(text: str, *, seed: int, shortest: int = 5) -> Iterator[str]:
    """Yield the text with one slip in one word, for each of its longer words in turn."""
    chance = random.Random(f"{seed} {text}")
    for found in _WORD.finditer(text):
        word = found.group()
        if len(word) < shortest:
            continue
        at = chance.randrange(1, len(word) - 1)
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
        )
        yield text[: found.start()] + chance.choice(slips) + text[found.end() :]


def wished(text: str) -> str:
    """Say it as a wish."""
    return f"I want to {text[:1].lower()}{text[1:]}"


def dated(text: str) -> str:
    """Add a date at the end."""
    return f"{text.rstrip('.')} by 30 June"
