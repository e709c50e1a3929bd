"""Mending one typo in a word, by looking it up with each of its letters left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA

LONGEST = 24
"""Longer tokens are no words that anybody could have mistyped."""


def _shorter(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


@dataclass(frozen=True)
class Speller:
    """Known words, found again when one letter is missing, doubled, wrong or swapped with its neighbour."""

    known: frozenset[str]
    by_deletion: Mapping[str, tuple[str, ...]]
    rank: Mapping[str, int]
    """Lower is likelier, where two words are equally near."""
    likely: frozenset[str]
    """Words that win over others as near, such as months and weekdays."""

    def candidates(self, word: str) -> list[str]:
        """All known words one slip away, likeliest first."""
        if not 3 <= len(word) <= LONGEST:
            return []
        near: set[str] = set()
        for key in (word, *_shorter(word)):
            near.update(self.by_deletion.get(key, ()))
        close = [other for other in near if OSA.distance(word, other, score_cutoff=1) <= 1]
        if len(word) == 3:  # too short to guess from, unless all its letters are there
            close = [other for other in close if sorted(other) == sorted(word) or len(other) == 4]
        return sorted(close, key=lambda other: self._unlikely(word, other))

    def _unlikely(self, word: str, other: str) -> tuple[int, bool, int, int]:
        usual = other in self.likely
        return _surprise(word, other) - usual, not usual, -len(other), self.rank[other]


def _surprise(word: str, other: str) -> int:
    """Rate a slip: two letters swapped, one doubled or not doubled are the plainest, a wrong first one is rare."""
    if len(other) == len(word) and sorted(other) == sorted(word):
        return -2
    if _doubles(word, other) or _doubles(other, word):
        return -2
    return (word[0] != other[0]) + (len(other) < 4)


def _doubles(longer: str, shorter: str) -> bool:
    """Tell whether a word is another with one of its letters twice: "finnish", "finish"."""
    return len(longer) > len(shorter) and any(
        longer[: i + 1] + longer[i + 2 :] == shorter and longer[i] == longer[i + 1] for i in range(len(longer) - 1)
    )


def speller(words: Iterable[str], known: Iterable[str], likely: Iterable[str] = ()) -> Speller:
    """Index the words to mend towards; what is in ``known`` is left as it is."""
    index: dict[str, list[str]] = defaultdict(list)
    rank: dict[str, int] = {}
    for position, word in enumerate(words):
        if not word.isalpha() or len(word) < 3 or word in rank:
            continue
        rank[word] = position
        for key in {word, *_shorter(word)}:
            index[key].append(word)
    frozen = {key: tuple(found) for key, found in index.items()}
    return Speller(frozenset(known) | frozenset(rank), frozen, rank, frozenset(likely))
