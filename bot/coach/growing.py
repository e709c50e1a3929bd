"""Growing: a weak point becomes two or three goals, each with a measure, a rhythm and someone who will notice."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.lexicon import Lexicon, entries, load
from bot.coach.parse import parse
from bot.messages import CALL_LIMIT

ROOM = CALL_LIMIT - len("form new ")
"""Characters of a goal that the button which opens its form has room for."""


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
    heard = f" {_heard(weak_point, lexicon)} "
    areas = lexicon.says["grow"]
    best = max(areas, key=lambda area: (_fits(heard, areas[area]["words"]), area == "other"))
    found = areas[best]["candidates"]
    weak = _named(weak_point, lexicon)
    fits = all(len(f"{text.replace('{weak}', weak)} {rhythm}") <= ROOM for text, _, rhythm, _ in found)
    named = weak if weak and fits else str(lexicon.says["weak"]["this"])
    return tuple(
        Candidate(text.replace("{weak}", named), measure, rhythm, notices) for text, measure, rhythm, notices in found
    )


def _heard(weak_point: str, lexicon: Lexicon) -> str:
    """Return the words of a weak point as the lexicon knows them, without those that say nothing of it."""
    said = " ".join(word.text for sentence in parse(weak_point, lexicon) for word in sentence.words)
    for idle in lexicon.says["weak"]["idle"]:
        said = f" {said} ".replace(f" {idle} ", " ").strip()
    return said


def _fits(heard: str, words: str) -> int:
    """Tell how well an area fits: a phrase says more than the words in it, which may stand there by chance."""
    return sum(len(entry.split()) ** 2 for entry in entries(words) if f" {entry} " in heard)


def _named(weak_point: str, lexicon: Lexicon) -> str:
    """Return how a sentence may speak of the weak point; empty if it may not."""
    says = lexicon.says["weak"]
    weak = " ".join(weak_point.split()).rstrip(".!?")
    opening = next((o for o in says["openings"] if weak.casefold().startswith(f"{o} ")), "")
    weak = weak[len(opening) :].strip()
    return "" if any(weak.casefold().startswith(begin) for begin in says["clause"]) else weak
