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
    moves: Sequence[tuple[str, ...]] = ()
    """What stands before another place to go to …"""
    places: Sequence[str] = ()
    """… where one works, by how its word begins or ends …"""
    but_moves: Sequence[str] = ()
    """… unless it is somebody or something else that goes there."""


@lru_cache
def tongues() -> tuple[Tongue, ...]:
    """Return what is known, a language each."""
    return tuple(map(_tongue, tomllib.loads(_FILE.read_text(encoding="utf-8")).values()))


def _tongue(told: Mapping[str, str]) -> Tongue:
    phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    said = entries(told["phrases"])
    for phrase in (tuple(one.split()) for one in said if not one.endswith(_ANY)):
        phrases[phrase[0]].append(phrase)
    begun = tuple(one[:-1] for one in said if one.endswith(_ANY))
    moves, places, but_moves = (entries(told.get(name, "")) for name in ("moves", "places", "but_moves"))
    return Tongue(phrases, begun, entries(told["but"]), [tuple(one.split()) for one in moves], places, but_moves)


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
        if not _says(words, tongue.but_moves):
            found += [sentence.span(*place) for place in _going(tongue, words)]
        if found and not _says(words, tongue.but):
            yield from found


def _going(tongue: Tongue, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where one goes to work at another place: zu einer anderen Kanzlei, or Anwaltskanzlei."""
    for move in tongue.moves:
        for at in range(len(words) - len(move)):
            place = at + len(move)
            if tuple(words[at:place]) == move and any(_is_place(words[place], known) for known in tongue.places):
                yield at, place + 1


def _is_place(word: str, known: str) -> bool:
    return word in (known, f"{known}s") or word.endswith(known)


def _says(words: Sequence[str], known: Sequence[str]) -> bool:
    return any(_is(word, one) for word in words for one in known)


def _is(word: str, known: str) -> bool:
    return word.startswith(known[:-1]) if known.endswith(_ANY) else word == known
