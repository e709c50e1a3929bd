"""What is news to a channel though nobody said it of the goal: that it is the team's now, that its day has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.models import GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.models import Goal, Milestone


def newly_the_teams(before: Mapping[str, Any], goal: Goal) -> bool:
    """Tell whether a goal has become its channel's own."""
    return goal.team and before.get("team") is False


def newly_overdue(thing: Goal | Milestone, since: date, today: date) -> bool:
    """Tell whether the day of something that is still open has passed after `since`; both on the team's calendar."""
    open_ = thing.state in (GoalState.active, MilestoneState.open)
    return open_ and thing.due_on is not None and since <= thing.due_on < today
