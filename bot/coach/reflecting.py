"""Reflecting: six short questions in private, that end in two or three candidates for a goal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.coach.elements import Element, elements
from bot.coach.lexicon import load

MOST = 3
"""More candidates than this are a list, not a choice."""


@dataclass(frozen=True)
class Reflection:
    """What is said before, asked, and said after; each question can be skipped."""

    opening: str
    questions: tuple[Element, ...]
    closing: str


def reflect(language: str = "en") -> Reflection:
    """Give the six questions."""
    says = load(language).says["reflect"]
    return Reflection(says["opening"], elements(language), says["closing"])


def candidates(answers: Mapping[str, str], language: str = "en") -> tuple[str, ...]:
    """Make drafts out of the answers, in the person's own words; skipped ones give none."""
    pattern = load(language).says["reflect"]["candidate"]
    given = [answers[element.key].strip().rstrip(".!?") for element in elements(language) if element.key in answers]
    longest = sorted((answer for answer in given if answer), key=len, reverse=True)[:MOST]
    return tuple(pattern.format(answer=answer) for answer in given if answer in longest)
