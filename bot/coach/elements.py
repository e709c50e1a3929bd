"""The six elements of a career, and which of them a goal serves."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.lexicon import entries, load
from bot.coach.parse import parse, said_in


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
    said = said_in(parse(text, lexicon))
    said |= {lexicon.bases.get(word, word) for word in said}
    counts = {key: len(said & set(entries(data["words"]))) for key, data in lexicon.says["elements"].items()}
    return tuple(sorted((key for key in counts if counts[key]), key=lambda key: -counts[key]))
