"""How like a sentence is to those that mean leaving: learnt weights of what it says.

The rules of `leaving` know the wordings that somebody thought of; this knows what labelled goals have in common. It
looks at words, at pairs and triples of them, at the classes of words, each with the word before it, and at which groups
of patterns were found. The weights are data, learnt by `make train` (a logistic regression).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice
from math import fsum, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.coach.parse import Sentence, Span

FOLDER = Path(__file__).parent / "lexicons"
LONGEST = 3
"""Words looked at together."""
_TRIED = 2_000
"""Spans among which the words are sought: all of a sentence of sixty words, the first of a longer one's."""
EDGE, NUMBER = "|", "#"
"""Where a sentence begins and ends, and any number."""


@dataclass(frozen=True)
class Weights:
    """What was learnt of one language; without any, nothing is like anything."""

    signs: Mapping[str, float]
    enough: float
    """From this sum on, a sentence is taken for one that means leaving."""

    def of(self, sentence: Sentence) -> float:
        """Return how like `sentence` is, as the logarithm of the odds: the longer, the more signs it needs."""
        found = signs(sentence)
        return fsum(self.signs.get(sign, 0.0) for sign in found) / sqrt(len(found) or 1)

    def told_by(self, sentence: Sentence) -> Span:
        """Return where the words stand that together speak for it most."""
        speaks = [0.0] * len(sentence)
        for sign, (start, end) in signs(sentence).items():
            for at in range(start, end):
                speaks[at] += self.signs.get(sign, 0.0) / (end - start)
        spans = ((start, end) for start in range(len(speaks)) for end in range(start + 1, len(speaks) + 1))
        up_to = [0.0, *accumulate(speaks)]
        most = max(islice(spans, _TRIED), key=lambda span: up_to[span[1]] - up_to[span[0]])
        return sentence.span(*most)


@lru_cache
def weights(language: str) -> Weights | None:
    """Return what was learnt of a language; None if nothing was."""
    path = FOLDER / f"{language}_leaving.json"
    return Weights(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def signs(sentence: Sentence) -> dict[str, tuple[int, int]]:
    """Return all that is looked at, each with the words from and to which it stands.

    The wish before it ("I want to") and dates tell nothing, so they are passed over.
    """
    dated = {at for hit in sentence.all("date") for at in range(hit.start, hit.end)}
    ats = [at for at in range(sentence.begin, len(sentence)) if at not in dated]
    words = [sentence.words[at] for at in ats]
    texts = [EDGE, *(NUMBER if word.numeral is not None else word.text for word in words), EDGE]
    whole = [*ats[:1], *ats, *ats[-1:]]
    found = {
        " ".join(texts[at : at + size]): (whole[at], whole[at + size - 1] + 1)
        for size in range(1, LONGEST + 1)
        for at in range(len(whole) - size + 1)
    }
    for place, (at, word) in enumerate(zip(ats, words, strict=True)):
        for name in word.classes:
            found[f"<{name}>"] = found[f"{texts[place]} <{name}>"] = (at, at + 1)
    for hit in sentence.hits:
        if hit.start in ats:
            found[f"[{hit.group}]"] = (hit.start, min(hit.end, len(sentence)))
    return found


def like(sentences: Iterable[Sentence], language: str) -> list[Span]:
    """Return the most telling words of each sentence that is like one of leaving."""
    learnt = weights(language)
    if learnt is None:
        return []
    return [learnt.told_by(one) for one in sentences if learnt.of(one) >= learnt.enough]
