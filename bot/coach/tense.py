"""What begins with a verb, said of the past: Fixed, Cut, Wrote."""

from __future__ import annotations

import re

from bot.coach.doing import does
from bot.coach.lexicon import load

_ACTS = frozenset({"deliver", "act", "move", "improve", "reach", "rival"})
_PREFIX = re.compile(r"(re|under|un|over|out|mis|fore|pre)(?=[a-z]{3})")
_ENDINGS = (
    (re.compile(r"(?<=e)$"), "d"),
    (re.compile(r"(?<=[^aeiou])y$"), "ied"),
    (re.compile(r"(?<=[^aeiou]ic)$"), "ked"),
    # The last letter of a word of one syllable is said twice: stopped, mapped (but rowed, mixed, played).
    (re.compile(r"^((?:[^aeiou]*|s?qu)[aeiou]([^aeiouwxy]))$"), r"\1\2ed"),
    (re.compile(r"$"), "ed"),
)
"""How the past of a verb ends; the first that fits."""


def in_past(title: str) -> str:
    """Put the first verb into the past: Cut, Shipped, Wrote; what begins otherwise stays as it is."""
    return past(title) or title


def past(title: str) -> str | None:
    """Return what begins with a verb in the past; None if it begins otherwise, or may: test run."""
    first, _, rest = title.partition(" ")
    word = first.casefold()
    told = _irregular(word) or (_regular(word) if _is_act(word) else None)
    return f"{told.capitalize()} {rest}".strip() if told and does(title) else None


def present(title: str) -> str | None:
    """Return what begins with a verb in its plain form; None if it begins otherwise, or may: demo day."""
    word = title.partition(" ")[0].casefold()
    return title if (_irregular(word) or _is_act(word)) and does(title) else None


def _is_act(word: str) -> bool:
    """Tell whether a word is a verb in its plain form."""
    lexicon = load()
    return bool(lexicon.classes(word) & _ACTS) and word not in lexicon.bases


def _irregular(word: str) -> str | None:
    known: str | None = load().says["express"]["past"].get(word)
    return known


def _regular(word: str) -> str:
    """Bend a verb that no list names, one with a prefix like what stands behind it: resubmitted, retook, remapped."""
    prefix = _PREFIX.match(word)
    behind = word[prefix.end() :] if prefix else ""
    if prefix and (_irregular(behind) or _is_act(behind)):
        return prefix[0] + (_irregular(behind) or _regular(behind)).casefold()
    return next(ending.sub(instead, word, count=1) for ending, instead in _ENDINGS if ending.search(word))
