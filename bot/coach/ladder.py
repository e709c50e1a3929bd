"""The ladder: from what is too general, by questions, down to a first step one could watch."""

from __future__ import annotations

from bot.coach.elements import elements, served
from bot.coach.lexicon import load


def ladder(text: str) -> tuple[str, ...]:
    """Give the questions that lead from a wide wish to a specific goal with a first milestone."""
    likely = served(text)
    # The elements that the wish already speaks of come first.
    ordered = sorted(elements(), key=lambda e: likely.index(e.key) if e.key in likely else len(likely))
    listed = ", ".join(element.name.lower() for element in ordered)
    return tuple(question.format(elements=listed) for question in load().says["ladder"]["rungs"])
