"""What the coach finds in a goal: verdicts with their evidence, one question, a draft and a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.measure import Measure

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
class Answer:
    """One answer to tap: another wording of the goal, or anything else that can be done about it."""

    label: str
    wording: str = ""
    """With ``{goal}`` for what the goal says now, and ``___`` where the person fills something in."""
    call: str = ""
    """A command line instead, with ``{ref}`` for how the goal is called."""


@dataclass(frozen=True)
class Question:
    """The one thing to ask, with a few answers that can be tapped."""

    point: str
    """What it asks about: a criterion, or `general` for a goal that is too general, `far` for one that is far away."""
    text: str
    answers: tuple[Answer, ...]
    draft: str | None = None
    """The goal in other words, with ``___`` for what is missing."""
    counts: bool = False
    """It asks for a number, and so for nothing that is counted already."""


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
    measure: Measure | None = None

    @property
    def draft(self) -> str | None:
        """The goal rewritten, its own words kept, with ``___`` for what is missing; None if nothing is asked."""
        return self.question.draft if self.question else None

    @property
    def is_judged(self) -> bool:
        """Tell whether its words were: not those of a language that the coach does not read."""
        return self.specific.level is not None

    def verdict(self, criterion: str) -> Verdict:
        """Give the verdict of a criterion by its name."""
        found: Verdict = getattr(self, criterion)
        return found
