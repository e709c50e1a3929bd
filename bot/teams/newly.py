"""What is news to a channel though nobody said it: that a goal is shown here now, and that its day has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.models import Audience, GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.goals.visibility import Viewer
    from bot.models import Goal, Milestone

_SHOWN_BY = ("audience", "platform", "realm", "channel", "leaving")


def newly_shown(goal: Goal, before: Mapping[str, Any], viewer: Viewer) -> bool:
    """Tell whether a channel that sees `goal` did not see it as it was `before`."""
    if before.keys().isdisjoint(_SHOWN_BY):
        return False
    was = {name: before.get(name, getattr(goal, name)) for name in _SHOWN_BY}
    if was["leaving"] or (was["platform"], was["realm"]) != viewer.realm:
        return True
    here = viewer.place is not None and was["channel"] == viewer.place.id
    return not (was["audience"] == Audience.workspace or (was["audience"] == Audience.channel and here))


def newly_the_teams(before: Mapping[str, Any], goal: Goal) -> bool:
    """Tell whether a goal has become its channel's own."""
    return goal.team and before.get("team") is False


def newly_overdue(thing: Goal | Milestone, since: date, today: date) -> bool:
    """Tell whether the day of something that is still open has passed after `since`; both on the team's calendar."""
    open_ = thing.state in (GoalState.active, MilestoneState.open)
    return open_ and thing.due_on is not None and since <= thing.due_on < today
