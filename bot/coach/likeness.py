"""How like a goal is to those that mean leaving, or name no area: learnt weights of what it says.

The rules of `leaving` and `general` know the wordings that somebody thought of; this knows what labelled goals have in
common. It looks at words and their first letters, at pairs and triples of them, at the classes of words, each with the
word before it, and at which groups of patterns were found. The weights are data, learnt by `make train` (a logistic
regression).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, islice
from math import fsum, sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from bot.coach.lexicon import FAMILY, FOLDER

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span

Learnt = Literal["leaving", "general"]
"""What is learnt, each into a file of its own."""
LONGEST = 3
"""Words looked at together."""
STEM = 5
"""Letters of a word that are looked at by themselves: to resign, resigning, a resignation."""
_TRIED = 2_000
"""Spans among which the words are sought: all of a sentence of sixty words, the first of a longer one's."""
EDGE, NUMBER = "|", "#"
"""Where a sentence begins and ends, and any number."""


@dataclass(frozen=True)
class Weights:
    """What was learnt about one question."""

    signs: Mapping[str, float]
    ruled: float
    """What a rule adds that says so …"""
    taken_back: float
    """… and one whose words were found, and belong to something else."""
    enough: float
    """From this sum on, a goal is taken for one that means it."""

    def of(self, found: Collection[str]) -> float:
        """Return how like a goal of these signs is, as the logarithm of the odds: the longer, the more it needs."""
        return fsum(filter(None, map(self.signs.get, found))) / sqrt(len(found) or 1)

    def told_by(self, sentences: Sequence[Sentence]) -> Span:
        """Return where the words stand that together speak for it most."""
        return max(map(self._most, sentences), key=itemgetter(0))[1]

    def _most(self, sentence: Sentence) -> tuple[float, Span]:
        speaks = [0.0] * len(sentence)
        for sign, (start, end) in signs(sentence).items():
            for at in range(start, end):
                speaks[at] += self.signs.get(sign, 0.0) / (end - start)
        spans = ((start, end) for start in range(len(speaks)) for end in range(start + 1, len(speaks) + 1))
        up_to = [0.0, *accumulate(speaks)]
        found = max(islice(spans, _TRIED), key=lambda span: up_to[span[1]] - up_to[span[0]])
        return up_to[found[1]] - up_to[found[0]], sentence.span(*found)


@cache
def weights(about: Learnt) -> Weights:
    """Return what was learnt about a question; later calls share it."""
    learnt = (FOLDER / f"en_{about}.json").read_text(encoding="utf-8")
    # Of thirty weights, twenty-nine are the same as another one.
    return Weights(**json.loads(learnt, parse_float=cache(float)))


def all_signs(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Return all that is looked at in a goal."""
    return frozenset(chain.from_iterable(map(signs, sentences)))


def signs(sentence: Sentence) -> dict[str, tuple[int, int]]:
    """Return all that is looked at, each with the words from and to which it stands.

    The wish before it ("I want to"), dates and versions (in Python 3) tell nothing, so they are passed over, with the
    phrases that only they complete; that it is done again and again does.
    """
    passed = {at for hit in sentence.all("date") for at in range(hit.start, hit.end)} | _versions(sentence)
    ats = [at for at in range(sentence.begin, len(sentence)) if at not in passed]
    words = [sentence.words[at] for at in ats]
    texts = [EDGE, *(NUMBER if word.numeral is not None else word.text for word in words), EDGE]
    whole = [*ats[:1], *ats, *ats[-1:]]
    stems = [f"~{text[:STEM]}" for text in texts]
    ends = [at + 1 for at in whole]
    found: dict[str, tuple[int, int]] = {}
    for row, longest in ((texts, LONGEST), (stems, LONGEST - 1)):
        for size in range(1, longest + 1):
            together = map(" ".join, zip(*(row[first:] for first in range(size)), strict=False))
            found.update(zip(together, zip(whole, ends[size - 1 :], strict=False), strict=False))
    for place, (at, word) in enumerate(zip(ats, words, strict=True)):
        for name in word.classes:
            found[f"<{name}>"] = found[f"{texts[place]} <{name}>"] = (at, at + 1)
    told = set(ats)
    for hit in sentence.hits:
        if hit.group.startswith(FAMILY):
            continue  # what is asked about it tells nothing of it
        within = not passed or not hit.group.startswith("=") or passed.isdisjoint(range(hit.start, hit.end))
        if hit.group == "cadence" or (hit.start in told and within and hit.group != "calendar"):
            found[f"[{hit.group}]"] = (hit.start, min(hit.end, len(sentence)))
    return found


def _versions(sentence: Sentence) -> set[int]:
    """Return the words that only tell a version, with what joins them: in Python 3."""
    words, found = sentence.words, set[int]()
    for at in range(sentence.begin + 1, len(words) - 1):
        if words[at].isa("versionsubject") and words[at + 1].isa("numeric"):
            found |= {at, at + 1} | ({at - 1} if words[at - 1].isa("preposition", "usingword") else set())
    return found
