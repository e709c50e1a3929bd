"""When a goal was set aside: read from the log of what was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.checkins.streaks import Span
from bot.models import GoalState
from bot.models.change import as_they_were
from bot.recording import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.models import Edit, Goal


def set_aside(goal: Goal, edits: Iterable[tuple[date, Edit]], today: date) -> list[Span]:
    """Return the spans in which `goal` was not worked on: paused, a draft, ended and reopened, archived.

    `edits` are those of its changes, each with the day it was made, the earliest first. Both the day it was set aside
    and the day it was taken up again belong to the span.
    """
    later = [(day, edit) for day, edit in edits if not edit.is_new]
    was = as_they_were(edit for _, edit in later)[row_of(goal)]
    state, archived = was.get("state", str(goal.state)), was.get("archived_at", goal.archived_at)
    since = None if _is_worked_on(state, archived) else goal.created_at.date()
    found: list[Span] = []
    for day, edit in later:
        state, archived = edit.after.get("state", state), edit.after.get("archived_at", archived)
        working = _is_worked_on(state, archived)
        if working and since is not None:
            found.append(Span(since, max(day, since)))
        since = None if working else since or day
    return [*found, Span(since, max(today, since))] if since is not None else found


def _is_worked_on(state: str, archived: Any) -> bool:
    return state == GoalState.active and archived is None
