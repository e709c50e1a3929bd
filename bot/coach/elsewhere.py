"""Leaving the employer in languages that the coach does not read otherwise: by phrases, so that it stays private."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.coach.lexicon import FOLDER, entries

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

_FILE = FOLDER / "leaving_elsewhere.toml"
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that are looked for: whole, or by how they begin."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    def among(self, words: Sequence[str]) -> bool:
        """Tell whether one of them is said."""
        return any(word in self.whole or word.startswith(self.begun) for word in words)


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language says of leaving."""

    phrases: Mapping[str, Sequence[tuple[str, ...]]]
    """By their first word …"""
    begun: tuple[str, ...]
    """… or by how a single word begins."""
    but: Words
    """Words that say that something else is left."""
    moves: Mapping[str, Sequence[tuple[str, ...]]]
    """What stands before another place to go to, by its first word …"""
    places: tuple[str, ...]
    """… where one works, by how its word ends …"""
    but_moves: Words
    """… unless it is somebody or something else that goes there."""


@lru_cache
def tongues() -> tuple[Tongue, ...]:
    """Return what is known, a language each."""
    return tuple(map(_tongue, tomllib.loads(_FILE.read_text(encoding="utf-8")).values()))


def _tongue(told: Mapping[str, str]) -> Tongue:
    said = {name: _words(entries(told[name])) for name in ("phrases", "but", "but_moves")}
    places = entries(told["places"])
    return Tongue(
        phrases=_by_first(said["phrases"].whole),
        begun=said["phrases"].begun,
        but=said["but"],
        moves=_by_first(entries(told["moves"])),
        places=(*places, *(f"{place}s" for place in places)),
        but_moves=said["but_moves"],
    )


def _words(said: Iterable[str]) -> Words:
    begun = tuple(one.removesuffix(_ANY) for one in said if one.endswith(_ANY))
    return Words(frozenset(one for one in said if not one.endswith(_ANY)), begun)


def _by_first(said: Iterable[str]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    phrases = defaultdict[str, list[tuple[str, ...]]](list)
    for phrase in (tuple(one.split()) for one in sorted(said)):
        phrases[phrase[0]].append(phrase)
    return phrases


def leaving_elsewhere(sentence: Sentence) -> Iterator[Span]:
    """Yield where a sentence speaks of leaving in another language than the coach's own."""
    words = [word.token.word for word in sentence.words]
    for tongue in tongues():
        found = [*_said(tongue, words), *_going(tongue, words)]
        if found and not tongue.but.among(words):
            yield from (sentence.span(*place) for place in found)


def _said(tongue: Tongue, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where one of the phrases stands."""
    for at, word in enumerate(words):
        if word.startswith(tongue.begun):
            yield at, at + 1
        yield from ((at, end) for end in _ends(tongue.phrases, words, at))


def _going(tongue: Tongue, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where one goes to work at another place: zu einer anderen Kanzlei, or Anwaltskanzlei."""
    moves = [(at, end) for at in range(len(words)) for end in _ends(tongue.moves, words, at)]
    found = [(at, end + 1) for at, end in moves if end < len(words) and words[end].endswith(tongue.places)]
    return [] if found and tongue.but_moves.among(words) else found


def _ends(phrases: Mapping[str, Sequence[tuple[str, ...]]], words: Sequence[str], at: int) -> Iterator[int]:
    """Yield where the phrases end that begin in a place."""
    for phrase in phrases.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            yield at + len(phrase)
