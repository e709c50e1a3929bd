"""When a goal was not worked on (paused, a draft, ended, archived), read from its log of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.checkins.streaks import Span
from bot.models import GoalState
from bot.models.change import as_they_were
from bot.storage.recording import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.models import Edit, Goal


def inactive_spans(goal: Goal, edits: Iterable[tuple[date, Edit]], was_set: date, today: date) -> list[Span]:
    """Return the spans in which `goal` was not worked on, from the day it `was_set` to `today`.

    `edits` are those of its changes, each with the day it was made, the earliest first. Both the first day without work
    and the day it was taken up again belong to the span. All days are on its owner's calendar.
    """
    later = [(day, edit) for day, edit in edits if not edit.is_new]
    was = as_they_were(edit for _, edit in later)[row_of(goal)]
    state, archived = was.get("state", str(goal.state)), was.get("archived_at", goal.archived_at)
    since = None if _is_worked_on(state, archived) else was_set
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
