"""Harmless changes of a goal's text, that must not change how it is read."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z]+")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def typos(text: str, *, seed: int, shortest: int = 4) -> Iterator[tuple[str, str]]:
    """Yield each longer word with the text in which it has one slip: a letter lost, put in, swapped or wrong.

    Any letter may be hit, the first one too, and what comes out may be another real word.
    """
    chance = random.Random(f"{seed} {text}")
    for found in _WORD.finditer(text):
        word = found.group()
        if len(word) < shortest:
            continue
        at = chance.randrange(len(word))
        before = min(at, len(word) - 2)
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + chance.choice(_LETTERS) + word[at:],
            word[:before] + word[before + 1] + word[before] + word[before + 2 :],
            word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
        )
        slip = chance.choice(slips)
        if slip != word:
            yield word, text[: found.start()] + slip + text[found.end() :]


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def wished(text: str) -> str:
    """Say it as a wish."""
    return f"I want to {_low(text)}"


def liked(text: str) -> str:
    """Say it politely."""
    return f"I'd like to {_low(text)}"


def aimed(text: str) -> str:
    """Say that it is a goal."""
    return f"My goal is to {_low(text)}"


def dated(text: str) -> str:
    """Add a date at the end."""
    return f"{text.rstrip('.')} by 30 June"


def uncounted(text: str) -> str:
    """Say "more" instead of each number."""
    return re.sub(r"(?<![\w.,:])\d[\d,.]*(?= [a-z])", "more", text)
