"""The ladder: from what is too general, by questions, down to a first step one could watch."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.elements import elements, served
from bot.coach.lexicon import load


@dataclass(frozen=True)
class Rung:
    """One question on the way down, and answers to tap where it has some."""

    question: str
    answers: tuple[str, ...] = ()


def ladder(text: str, language: str = "en") -> tuple[Rung, ...]:
    """Give the questions that lead from a wide wish to a specific goal with a first milestone."""
    says = load(language).says
    likely = served(text, language)
    # The elements that the wish already speaks of come first among the answers.
    ordered = sorted(elements(language), key=lambda e: likely.index(e.key) if e.key in likely else len(likely))
    names = tuple(element.name for element in ordered)
    choices = {0: (), 1: tuple(says["answers"]["general"]), 2: names}
    listed = ", ".join(name.lower() for name in names)
    return tuple(
        Rung(question.format(elements=listed), choices.get(at, ()))
        for at, question in enumerate(says["ladder"]["rungs"])
    )
