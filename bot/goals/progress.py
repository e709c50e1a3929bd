"""How far a goal has come: the share of its milestones that are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Goal, GoalState, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Progress:
    """Done out of all that count; a dropped milestone does not."""

    done: int
    all: int
    percent: int

    @property
    def words(self) -> str:
        """Say it to a person; nothing if there is nothing to count."""
        return f"{self.done} of {self.all} milestones done, {self.percent} %" if self.all else ""


def progress(goal: Goal, milestones: Iterable[Milestone]) -> Progress:
    """Count the milestones done; a goal that was achieved is at 100 %, whatever its milestones say."""
    counting = [m for m in milestones if m.state in (MilestoneState.open, MilestoneState.done)]
    done = sum(m.state is MilestoneState.done for m in counting)
    percent = 100 if goal.state is GoalState.achieved else round(100 * done / len(counting)) if counting else 0
    return Progress(done, len(counting), percent)
