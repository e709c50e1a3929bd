"""Altered, not failed: what the log says of a due date that was moved, and of one that passed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from bot.dates.due import Due
from bot.models import Goal, GoalState, Milestone
from bot.models.change import in_effect
from bot.storage.recording import row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.dates.workdays import Calendar
    from bot.models import Change, Edit

_ALTERED = ("due_on", "due_at", "due_said", "title", "measure", "value")
"""The columns of a date, a wording and a target."""
_EVER = datetime.max.replace(tzinfo=UTC)


def alterations(thing: Goal | Milestone, changes: Sequence[Change]) -> list[datetime]:
    """Return the moments at which the date, the target or the wording of `thing` was altered.

    `changes` are all of its goal's; what was taken back does not count. A date that was given to something without one
    is no alteration.
    """
    row = row_of(thing)
    return [change.at for change in in_effect(changes) for edit in change.edits if edit.of == row and _alters(edit)]


def _alters(edit: Edit) -> bool:
    return any(edit.was.get(name) not in (None, "") for name in _ALTERED)


def missed(
    thing: Goal | Milestone, goal: Goal, changes: Iterable[Change], calendar: Calendar, now: datetime
) -> list[date]:
    """Return the due dates of `thing` that passed while it was active, neither reached nor altered before.

    `calendar` is its owner's. A pause, a draft, an archive and an end excuse.
    """
    log = sorted(changes, key=lambda change: (change.at, change.id))
    found: list[date] = []
    for value, since, until in _spells(thing, "due_on", log):
        on = date.fromisoformat(value) if value else None
        passed = Due(on).moment(calendar) if on else now
        if on is None or not since < passed <= min(until, now):
            continue
        active = _at(goal, "state", passed, log) == GoalState.active and not _at(goal, "archived_at", passed, log)
        if active and not _at(thing, "ended_at", passed, log):
            found.append(on)
    return found


def _spells(thing: Goal | Milestone, name: str, log: Iterable[Change]) -> Iterator[tuple[Any, datetime, datetime]]:
    """Yield the values that the field `name` of `thing` has had, each with the moments from which and until which."""
    since = thing.created_at
    for change in log:
        for edit in change.edits:
            if edit.of == row_of(thing) and name in edit.was:
                yield edit.was[name], since, change.at
                since = change.at
    yield to_jsonable_python(getattr(thing, name)), since, _EVER


def _at(thing: Goal | Milestone, name: str, moment: datetime, log: Iterable[Change]) -> Any:
    return next(value for value, _, until in _spells(thing, name, log) if moment <= until)
