"""The six elements of a career, and which of them a goal serves."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.coach.lexicon import entries, load
from bot.coach.parse import parse


@dataclass(frozen=True)
class Element:
    """One of the six, with the short question that `reflect` asks about it."""

    key: str
    name: str
    question: str


def elements() -> tuple[Element, ...]:
    """Give the six elements in their order."""
    says = load().says["elements"]
    return tuple(Element(key, data["name"], data["question"]) for key, data in says.items())


def served(text: str) -> tuple[str, ...]:
    """Give the keys of the elements that a goal speaks of, the most spoken of first."""
    lexicon = load()
    said: set[str] = set()
    for sentence in parse(text, lexicon):
        words = [word.text for word in sentence.words]
        said.update(words)
        said.update(lexicon.bases.get(word, word) for word in words)
        said.update(f"{first} {second}" for first, second in itertools.pairwise(words))
    counts = {key: len(said & set(entries(data["words"]))) for key, data in lexicon.says["elements"].items()}
    return tuple(sorted((key for key in counts if counts[key]), key=lambda key: -counts[key]))
