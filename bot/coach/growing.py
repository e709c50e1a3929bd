"""Growing: a weak point becomes two or three goals, each with a measure, a rhythm and someone who will notice."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.coach.lexicon import entries, load
from bot.coach.parse import parse


@dataclass(frozen=True)
class Candidate:
    """A goal that works on a weak point."""

    text: str
    measure: str
    rhythm: str
    notices: str
    """Who will see that it gets better."""


def grow(weak_point: str, language: str = "en") -> tuple[Candidate, ...]:
    """Give candidates for a weak point; what is not in the lexicon gets the ones that fit anything."""
    lexicon = load(language)
    said: set[str] = set()
    for sentence in parse(weak_point, lexicon):
        words = [word.text for word in sentence.words]
        said.update(words)
        said.update(f"{first} {second}" for first, second in itertools.pairwise(words))
    areas = lexicon.says["grow"]
    best = max(areas, key=lambda area: (len(said & set(entries(areas[area]["words"]))), area == "other"))
    weak = weak_point.strip().rstrip(".!?").strip() or "it"
    return tuple(
        Candidate(text.replace("{weak}", weak), measure, rhythm, notices)
        for text, measure, rhythm, notices in areas[best]["candidates"]
    )
