"""Small words of languages that the coach does not read: which of them limit a number, and which tell a language."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coach.lexicon import FOLDER, entries

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE = FOLDER / "counting_elsewhere.toml"


@dataclass(frozen=True)
class Counting:
    """What is said around numbers, in all those languages."""

    most: tuple[str, ...]
    """What stands before a limit: höchstens."""
    little: tuple[frozenset[str], ...]
    """Small words, a language each."""


@lru_cache
def counting() -> Counting:
    """Return what is known."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8")).values()
    most = tuple(" " + one for language in told for one in entries(language["most"]))
    return Counting(most, tuple(frozenset(entries(language["little"])) for language in told))


def is_most(before: str) -> bool:
    """Tell whether what stands before a number makes it a limit."""
    return f" {before.casefold().strip()}".endswith(counting().most)


def little_words(words: Iterable[str]) -> int:
    """Count the small words that a text has of one language, the one of which it has most."""
    said = list(words)
    return max(sum(word in little for word in said) for little in counting().little)
