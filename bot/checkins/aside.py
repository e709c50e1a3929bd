"""When a goal was set aside: read from the log of what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.checkins.streaks import Span
from bot.models import GoalState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.models import Goal


def set_aside(goal: Goal, edits: Iterable[tuple[date, Mapping[str, Any]]], today: date) -> list[Span]:
    """Return the spans in which `goal` was not worked on: paused, a draft, ended and reopened, archived.

    `edits` are those of its changes, each with the day it was made, the earliest first: `{before, after}` with the
    fields that changed. Both the day it was set aside and the day it was taken up again belong to the span.
    """
    told = [(day, edit) for day, edit in edits if edit["before"] is not None]
    state = _first(told, "state", str(goal.state))
    archived = _first(told, "archived_at", goal.archived_at)
    since = None if _is_worked_on(state, archived) else goal.created_at.date()
    found: list[Span] = []
    for day, edit in told:
        state, archived = edit["after"].get("state", state), edit["after"].get("archived_at", archived)
        working = _is_worked_on(state, archived)
        if working and since is not None:
            found.append(Span(since, max(day, since)))
        since = None if working else since or day
    return [*found, Span(since, max(today, since))] if since is not None else found


def _first(told: Iterable[tuple[date, Mapping[str, Any]]], name: str, now: Any) -> Any:
    """Return what a field was at the beginning: before its first edit, or as it is now if it never had one."""
    return next((edit["before"][name] for _, edit in told if name in edit["before"]), now)


def _is_worked_on(state: str, archived: Any) -> bool:
    return state == GoalState.active and archived is None
