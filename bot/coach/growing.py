"""Growing: a weak point becomes two or three goals, each with a measure, a rhythm and someone who will notice."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.lexicon import Lexicon, entries, load
from bot.coach.parse import parse, said_in

SHORT = 15
"""Characters of a weak point that a sentence, and the button that carries it, have room for."""


@dataclass(frozen=True)
class Candidate:
    """A goal that works on a weak point."""

    text: str
    measure: str
    rhythm: str
    notices: str
    """Who will see that it gets better."""

    @property
    def goal(self) -> str:
        """The whole of it in one sentence, with its rhythm."""
        return f"{self.text} {self.rhythm}"


def grow(weak_point: str) -> tuple[Candidate, ...]:
    """Give candidates for a weak point; what is not in the lexicon gets the ones that fit anything."""
    lexicon = load()
    said = said_in(parse(weak_point, lexicon))
    areas = lexicon.says["grow"]
    best = max(areas, key=lambda area: (len(said & set(entries(areas[area]["words"]))), area == "other"))
    named = _named(weak_point, lexicon)
    return tuple(
        Candidate(text.replace("{weak}", named), measure, rhythm, notices)
        for text, measure, rhythm, notices in areas[best]["candidates"]
    )


def _named(weak_point: str, lexicon: Lexicon) -> str:
    """Return how a sentence may speak of the weak point."""
    says = lexicon.says["weak"]
    weak = " ".join(weak_point.split()).rstrip(".!?")
    opening = next((o for o in says["openings"] if weak.casefold().startswith(f"{o} ")), "")
    weak = weak[len(opening) :].strip()
    clause = any(weak.casefold().startswith(begin) for begin in says["clause"])
    return weak if weak and len(weak) <= SHORT and not clause else str(says["this"])
