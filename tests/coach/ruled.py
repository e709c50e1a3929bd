"""Leaving by the rules alone: what the weights are learnt beside, and what no part of a told goal may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.coach.elsewhere import leaving_elsewhere
from bot.coach.leaving import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.coach.parse import Sentence
    from bot.coach.verdicts import Span


def outright(sentences: Iterable[Sentence]) -> list[Span]:
    """Return the words that speak of leaving, whatever else is said."""
    found: list[Span] = []
    for sentence in sentences:
        found += [sentence.span(hit.start, hit.end) for hit in cues(sentence)]
        found += leaving_elsewhere(sentence)
    return found
