"""What a nudge can be about: a goal or a milestone, whichever fits the words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Choice
from bot.goals.kinds import fitting, mine, only
from bot.milestones.kinds import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models import Goal, Milestone
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Subject:
    """A goal or one of its milestones."""

    ref: str
    thing: Goal | Milestone
    goal: Goal

    @property
    def label(self) -> str:
        """How lists name it, for example `1.2 Draft the schema`."""
        return f"{self.ref} {self.thing.title}"

    @property
    def is_asked(self) -> bool:
        """It still waits for an answer."""
        return self.thing.ended_at is None and self.goal.ended_at is None and self.thing.later_at is None


async def subjects(talk: Talk) -> list[Subject]:
    """Return everything the asker can be nudged about."""
    goals = [Subject(goal.ref, goal, goal) for goal in await mine(talk)]
    return goals + [Subject(step.ref, step.milestone, step.goal) for step in await steps(talk)]


async def _read(text: str, talk: Talk) -> Subject:
    by_ref = {subject.ref: subject for subject in await subjects(talk)}
    ref = text.removeprefix("#")
    if ref in by_ref:
        return by_ref[ref]
    found = fitting(text, {ref: subject.thing.title for ref, subject in by_ref.items()})
    return by_ref[only(text, [Choice(by_ref[ref].label, ref) for ref in found], "goal or milestone")]


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    fitting_ = (s for s in await subjects(talk) if typed.casefold() in s.label.casefold())
    return [Choice(subject.label, subject.ref) for subject in fitting_][:25]


TheSubject: TypeAlias = Annotated[
    Subject,
    Kind("Goal or milestone", "a goal or a milestone, like 1 or 1.2", "1.2", read=_read, suggest=_suggest),
]
