"""What can be typed in a milestone's place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from sqlmodel import col, select

from bot.commands import Kind
from bot.errors import Choice
from bot.goals.kinds import fitting, only, read_title
from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk


REF = re.compile(r"[0-9]{1,9}\.[0-9]{1,9}")
"""How a milestone is called by number: `1.2`."""


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone together with its goal."""

    goal: Goal
    milestone: Milestone

    @property
    def ref(self) -> str:
        """How a person names it, for example `1.2`."""
        return f"{self.goal.ref}.{self.milestone.number}"

    @property
    def is_open(self) -> bool:
        """It is still ahead, and its goal is active: it is asked about."""
        return self.milestone.state is MilestoneState.open and self.goal.state is GoalState.active


async def steps(talk: Talk, ref: str = "") -> list[Step]:
    """Return the asker's milestones, or only the one called `ref`; open ones first, then by number."""
    asked = (
        select(Goal, Milestone)
        .join(Milestone)
        .where(
            Goal.person_id == talk.me.id,
            Goal.state != GoalState.withdrawn,
            Milestone.state != MilestoneState.withdrawn,
        )
        .order_by(col(Goal.number), col(Milestone.number))
    )
    if ref:
        goal, _, number = ref.partition(".")
        asked = asked.where(Goal.number == int(goal), Milestone.number == int(number))
    rows = await talk.session.execute(asked)
    return sorted((Step(goal, milestone) for goal, milestone in rows), key=lambda step: not step.is_open)


async def _read_step(text: str, talk: Talk) -> Step:
    ref = text.removeprefix("#")
    if REF.fullmatch(ref) and (called := await steps(talk, ref)):
        return called[0]
    by_ref = {step.ref: step for step in await steps(talk)}
    found = fitting(text, {ref: step.milestone.title for ref, step in by_ref.items()})
    still_open = [ref for ref in found if by_ref[ref].is_open]
    choices = [Choice(f"{ref} {by_ref[ref].milestone.title}", ref) for ref in still_open or found]
    return by_ref[only(text, choices, "milestone")]


async def _suggest_steps(typed: str, talk: Talk) -> Sequence[Choice]:
    words = typed.casefold()
    labels = ((step.ref, f"{step.ref} {step.milestone.title}") for step in await steps(talk))
    return [Choice(label, ref) for ref, label in labels if words in label.casefold()][:25]


Title: TypeAlias = Annotated[str, Kind("Milestone", "a few words", "Draft the schema", read=read_title)]
TheMilestone: TypeAlias = Annotated[
    Step,
    Kind(
        "Milestone",
        "a milestone, like 1.2 or a part of its title",
        "1.2",
        read=_read_step,
        suggest=_suggest_steps,
    ),
]
