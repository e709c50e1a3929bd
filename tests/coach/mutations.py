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


WISHES = (
    "I want to ",
    "I'd like to ",
    "I would love to ",
    "My goal is to ",
    "I plan to ",
    "I'm going to ",
    "I will ",
    "I wish to ",
    "want to ",
    "Goal: ",
    "we want to ",
)
"""How a goal is said as a wish."""
FRONTS = (
    "By 30 June, ",
    "By the end of June ",
    "By next Friday, ",
    "On 12 May ",
    "In Q3 ",
    "In 2027 ",
    "Next year ",
    "This month, ",
    "Before Christmas ",
    "Until summer ",
    "2027-03-01: ",
)
"""Days in front of a goal."""
ENDS = (
    " by 30 June",
    ", by 2027-03-01",
    " by the end of June",
    " until next Friday",
    " on 12 May",
    " in Q3",
    " in 2027",
    " this year",
    " next month",
    " before Christmas",
    " (due 12 May)",
    " - by Friday",
)
"""Days at the end of a goal."""


def low(text: str) -> str:
    """Begin with a small letter."""
    return text[:1].lower() + text[1:]


def fronted(text: str, day: str) -> str:
    """Say first by when."""
    return day + low(text)


def ended(text: str, day: str) -> str:
    """Say last by when."""
    return text.rstrip().rstrip(".!?") + day


def uncounted(text: str) -> str:
    """Say "more" instead of each number."""
    return re.sub(r"(?<![\w.,:])\d[\d,.]*(?= [a-z])", "more", text)
