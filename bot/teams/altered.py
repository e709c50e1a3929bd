"""What has another date, or reads otherwise, than when a channel was told last."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.dates.wording import day
from bot.goals.titles import title_told
from bot.models import Goal, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


def altered(
    goals: Mapping[int, Goal],
    steps: Mapping[int, Milestone],
    first: Mapping[tuple[str, int], Mapping[str, Any]],
    since: datetime,
) -> Sequence[tuple[int, str]]:
    """Return what is another date or wording now than it was: what was taken back since is none."""
    found: list[tuple[int, str]] = []
    for (table, row), before in first.items():
        thing = goals.get(row) if table == "goal" else steps.get(row) if table == "milestone" else None
        if thing is None or thing.created_at > since:
            continue
        goal_id = thing.goal_id if isinstance(thing, Milestone) else thing.id
        if goal_id not in goals or (isinstance(thing, Milestone) and thing.state is not MilestoneState.open):
            continue
        name = f"“{thing.title}” " if isinstance(thing, Milestone) else ""
        if words := _dates(before, thing):
            found.append((goal_id, f"{name}{words}"))
        elif isinstance(thing, Goal) and _reads_otherwise(before, thing):
            found.append((goal_id, "reads so now"))
    return found


def _dates(before: Mapping[str, Any], thing: Goal | Milestone) -> str:
    if "due_on" not in before or before["due_on"] == (thing.due_on.isoformat() if thing.due_on else None):
        return ""
    was = day(date.fromisoformat(before["due_on"])) if before["due_on"] else "no date"
    return f"{was} → {day(thing.due_on) if thing.due_on else 'no date'}"


def _reads_otherwise(before: Mapping[str, Any], goal: Goal) -> bool:
    was = before.get("wording", goal.wording) or before.get("title", goal.title)
    return bool(was != title_told(goal))
