"""A reason that is told apart from its goal: what it says, and whether it is a cause or an aim.

“I am sick of it” and “she will not be here forever” need no way to lead there: whoever has a cause has told why.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coach.lexicon import FOLDER, entries

if TYPE_CHECKING:
    from collections.abc import Mapping

SOON = 5
"""Among so many words it is said whether something is wished for, or has happened."""
_STRAIGHT = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'"})


@dataclass(frozen=True, slots=True)
class _Tongue:
    """How one language leads to a reason, and how it tells a cause."""

    because: tuple[str, ...]
    leads: tuple[str, ...]
    cause: Mapping[str, frozenset[str]]


@lru_cache
def _tongues() -> tuple[_Tongue, ...]:
    known = tomllib.loads((FOLDER / "reasons.toml").read_text(encoding="utf-8"))
    return tuple(
        _Tongue(
            tuple(entries(said["because"])),
            tuple(sorted(entries(said["leads"]), key=len, reverse=True)),
            {name: frozenset(entries(block)) for name, block in said.get("cause", {}).items()},
        )
        for said in known.values()
    )


def without_lead(why: str) -> str:
    """Return a reason without the words that only lead to it: so that I can, because."""
    said = why.strip()
    return said[len(_lead(said)) :].strip() or said


def is_cause(why: str) -> bool:
    """Tell whether a reason says what is or was so, and not what is wished for."""
    lead = _lead(why.strip())
    if lead and not any(lead in one.because for one in _tongues()):
        return False
    words = [word.strip(".,;:!?") for word in without_lead(why).casefold().translate(_STRAIGHT).split()[:SOON]]
    return len(words) > 1 and any(_is_cause(one.cause, words) for one in _tongues() if one.cause)


def _lead(said: str) -> str:
    small = said.casefold()
    return next((lead for one in _tongues() for lead in one.leads if small.startswith(f"{lead} ")), "")


def _is_cause(cause: Mapping[str, frozenset[str]], words: list[str]) -> bool:
    first = words[0]
    if first in cause["others"]:
        return True
    if first in cause["myself"]:
        return cause["wished"].isdisjoint(words)
    return first in cause["something"] and any(word in cause["happened"] or word.endswith("ed") for word in words[2:])
