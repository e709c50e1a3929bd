"""Leaving the employer in languages that the coach does not read otherwise: by phrases, so that it stays private."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coach.lexicon import FOLDER, entries

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

_FILE = FOLDER / "leaving_elsewhere.toml"
_ANY = "*"


@dataclass(frozen=True)
class Tongue:
    """What one language says of leaving."""

    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    """By their first word …"""
    begun: tuple[str, ...]
    """… or by how a single word begins."""
    but: Sequence[str]
    """Words that say that something else is left."""


@lru_cache
def tongues() -> tuple[Tongue, ...]:
    """Return what is known, a language each."""
    return tuple(map(_tongue, tomllib.loads(_FILE.read_text(encoding="utf-8")).values()))


def _tongue(told: Mapping[str, str]) -> Tongue:
    phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    said = entries(told["phrases"])
    for phrase in (tuple(one.split()) for one in said if not one.endswith(_ANY)):
        phrases[phrase[0]].append(phrase)
    return Tongue(phrases, tuple(one[:-1] for one in said if one.endswith(_ANY)), entries(told["but"]))


def leaving_elsewhere(sentence: Sentence) -> Iterator[Span]:
    """Yield where a sentence speaks of leaving in another language than the coach's own."""
    words = [word.token.word for word in sentence.words]
    for tongue in tongues():
        found = [
            sentence.span(at, at + size)
            for at, word in enumerate(words)
            if word in tongue.phrases or word.startswith(tongue.begun)
            for size in (
                *(len(p) for p in tongue.phrases.get(word, ()) if tuple(words[at : at + len(p)]) == p),
                *((1,) if word.startswith(tongue.begun) else ()),
            )
        ]
        if found and not any(_is(word, other) for word in words for other in tongue.but):
            yield from found


def _is(word: str, known: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith(_ANY) else word == known
