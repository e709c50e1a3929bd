"""Mending one typo in a word, by looking up all that one slip could have made it from.

The words one slip away are made, some dozens of them, and looked up: an index of all words with a letter left out
would answer sooner, and hold thirty megabytes. The way is that of Peter Norvig's spelling corrector, but a letter is
tried in a place only if it stands in some word behind the two before it, and in some before the two behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

SHORTEST = 2
"""Letters of a word that may be a slip."""
ODDS = 1.1
"""So much likelier is a plain slip than one that is a little odder, as a logarithm: three times."""
LONGEST = 24
"""Longer tokens are no words that anybody could have mistyped."""
EDGE = "  "
"""What stands before a word and behind it."""
AT_ONCE = 16
"""So many unknown words are remembered while a text is read that asks about each of them three times."""


@dataclass(frozen=True, eq=False)
class Speller:
    """Known words, found again when one letter is missing, doubled, wrong or swapped with its neighbour."""

    known: frozenset[str]
    after: Mapping[str, str]
    """The letters that words have behind each two."""
    before: Mapping[str, str]
    """The letters that words have before each two."""
    rank: Mapping[str, int]
    """The words to mend towards, the first ones first."""
    likely: frozenset[str]
    """Words that win over others as near, such as months and weekdays."""

    @lru_cache(maxsize=AT_ONCE)  # noqa: B019 - there is one speller
    def candidates(self, word: str) -> tuple[str, ...]:
        """All known words one slip away."""
        if not SHORTEST <= len(word) <= LONGEST:
            return ()
        marked = {letter for letter in word if not letter.isascii() or letter == "'"}  # nobody mistypes an o as an ü
        close = self.rank.keys() & self._one_slip_from(word)
        return tuple(sorted((other for other in close if marked <= set(other)), key=self.rank.__getitem__))

    def odd(self, word: str, other: str) -> float:
        """Rate how much less likely than a plain one a slip is, as a logarithm."""
        usual = other in self.likely
        return ODDS * (_surprise(word, other) - usual - (usual and other == word[1:]))  # smay, wget

    def _one_slip_from(self, word: str) -> list[str]:
        """Return the word itself, and it with a letter left out, swapped with the next, put for another or put in."""
        slips = [word]
        padded = f"{EDGE}{word}{EDGE}"
        for at in range(len(word) + 1):
            head, tail, rest = word[:at], word[at:], word[at + 1 :]
            behind = self.after.get(padded[at : at + 2], "")
            if tail:
                slips += (head + rest, head + rest[:1] + tail[0] + rest[1:])
                ahead = self.before.get(padded[at + 3 : at + 5], "")
                slips += [head + letter + rest for letter in behind if letter in ahead]
            ahead = self.before.get(padded[at + 2 : at + 4], "")
            slips += [head + letter + tail for letter in behind if letter in ahead]
        return slips


def _surprise(word: str, other: str) -> int:
    """Rate a slip: two letters swapped, one doubled or not doubled are the plainest, a wrong first one is rare.

    A letter lost at the front is as likely as anywhere: "ther".
    """
    if len(other) == len(word) and sorted(other) == sorted(word):
        return -2
    if _doubles(word, other) or _doubles(other, word):
        return -2
    lost_first = len(word) > SHORTEST and word == other[1:]
    wrong_first = word[0] != other[0] and not lost_first
    return wrong_first + (len(other) < 4)


def _doubles(longer: str, shorter: str) -> bool:
    """Tell whether a word is another with one of its letters twice: "finnish", "finish"."""
    return len(longer) > len(shorter) and any(
        longer[: i + 1] + longer[i + 2 :] == shorter and longer[i] == longer[i + 1] for i in range(len(longer) - 1)
    )


def _neighbours(words: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return which letters stand behind each two, and before each two."""
    padded = [f"{EDGE}{word}{EDGE}" for word in words]
    threes = {word[at : at + 3] for word in padded for at in range(len(word) - 2)}
    after, before = defaultdict[str, str](str), defaultdict[str, str](str)
    for three in threes:
        after[three[:2]] += three[2]
        before[three[1:]] += three[0]
    return dict(after), dict(before)


def speller(words: Iterable[str], known: Iterable[str], likely: Iterable[str] = ()) -> Speller:
    """Take the words to mend towards; what is in ``known`` is left as it is."""
    rank: dict[str, int] = {}
    for position, word in enumerate(words):
        if word.replace("'", "").isalpha() and word[0] != "'" and word.islower() and len(word) > 2:
            rank.setdefault(word, position)
    after, before = _neighbours(rank)
    return Speller(frozenset(known) | frozenset(rank), after, before, rank, frozenset(likely))
