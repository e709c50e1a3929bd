"""Leaving the employer: quitting, retiring, another employer, a business of one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.coach.verdicts import Finding

if TYPE_CHECKING:
    from bot.coach.parse import Sentence
    from bot.coach.patterns import Hit

GROUPS = ("leaving", "seeking", "independence")
_NOUNS = ("artefact", "vaguenoun", "unit", "eventnoun", "body", "talking", "objectverb")


def cues(sentence: Sentence) -> list[Hit]:
    """Find the words that speak of leaving, unless others say that one stays."""
    found = [hit for hit in sentence.all(*GROUPS) if not _of_something_else(sentence, hit)]
    resolved = sentence.all("resolved")
    if not found or (sentence.all("staying") and not resolved):
        return resolved
    return found + resolved


def _of_something_else(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether the words belong to something else: retire the old system, quit smoking, a meeting ended."""
    words = sentence.words[hit.start : min(hit.end, len(sentence))]
    if any(word.isa("ing") and word.isa("act") for word in words[1:]):
        return True
    if hit.end < len(sentence):
        after, last = sentence.words[hit.end], words[-1]
        if after.token.glued or (after.isa(*_NOUNS) and last.isa("employer", "business", "smallbusiness", "timeunit")):
            return True  # a company newsletter, a job title
    first = words[0]
    if first.isa("retireword") and hit.start > sentence.begin and sentence.words[hit.start - 1].isa("definite"):
        return True
    return (
        first.isa("quitword")
        and hit.start > 0
        and sentence.words[hit.start - 1].isa("vagueadjective", "indefinite", "definite", "n")
    )


def leaving(sentences: Iterable[Sentence]) -> Finding:
    """Tell whether the goal means to end work with the present employer."""
    spans = [sentence.span(hit.start, hit.end) for sentence in sentences for hit in cues(sentence)]
    return Finding(so=bool(spans), evidence=tuple(spans))
