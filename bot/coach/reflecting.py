"""Reflecting: six short questions in private, that end in two or three candidates for a goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.coach.elements import Element, elements
from bot.coach.lexicon import load
from bot.coach.reader import read
from bot.coach.verdicts import CRITERIA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MOST = 3
"""More candidates than this are a list, not a choice."""


@dataclass(frozen=True)
class Reflection:
    """What is said before, asked, and said after; each question can be skipped."""

    opening: str
    questions: tuple[Element, ...]
    closing: str


def reflect() -> Reflection:
    """Give the six questions."""
    says = load().says["reflect"]
    return Reflection(says["opening"], elements(), says["closing"])


def candidates(answers: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Make goals out of the answers, in the person's own words, with blanks for what is missing; the ripest first."""
    readings = [read(answer.strip(), now=now) for answer in answers if answer.strip()]
    readings.sort(key=lambda reading: -sum(bool(reading.verdict(name)) for name in CRITERIA))
    return tuple(reading.draft or reading.text for reading in readings)
