"""What the coach finds in a goal: verdicts with their evidence, one question, a draft and a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""From and to (not included), in characters of the goal's text."""

Level = Literal["met", "partly", "missing", "unsure"]
CRITERIA = ("specific", "measurable", "action_based", "relevant", "scheduled")


@dataclass(frozen=True)
class Verdict:
    """How well one criterion is met, and the words that show it."""

    level: Level | None
    """None where the criterion cannot be judged: relevance without a why."""
    evidence: tuple[Span, ...] = ()
    lacking: str | None = None
    """What is missing, in words for the person."""

    def __bool__(self) -> bool:
        """Count as yes only when the criterion is met."""
        return self.level == "met"


@dataclass(frozen=True)
class Finding:
    """Something that is so or not, with the words that say it."""

    so: bool
    evidence: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        """Whether it is so."""
        return self.so


@dataclass(frozen=True)
class Measure:
    """How progress of a goal is counted."""

    kind: Literal["done", "number", "habit"]
    start: float | None = None
    target: float | None = None
    unit: str | None = None
    direction: Literal["up", "down"] | None = None
    per: str | None = None
    """The period of a habit or rate: day, week, month, quarter, year."""


@dataclass(frozen=True)
class Question:
    """The one thing to ask, with a few answers that can be tapped."""

    criterion: str
    text: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that the coach has to say about a goal."""

    text: str
    specific: Verdict
    measurable: Verdict
    action_based: Verdict
    relevant: Verdict
    scheduled: Verdict
    too_general: Finding
    leaving_employer: Finding
    question: Question | None = None
    draft: str | None = None
    measure: Measure | None = None

    def verdict(self, criterion: str) -> Verdict:
        """Give the verdict of a criterion by its name."""
        found = {
            "specific": self.specific,
            "measurable": self.measurable,
            "action_based": self.action_based,
            "relevant": self.relevant,
            "scheduled": self.scheduled,
        }
        return found[criterion]
