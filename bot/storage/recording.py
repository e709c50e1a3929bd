"""A session that notes by itself whatever is altered in it: nothing has to be reported (docs/decisions/0003)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import to_jsonable_python
from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from bot.models import (
    Celebration,
    Change,
    Checkin,
    Cheer,
    Edit,
    Goal,
    Milestone,
    Person,
    Share,
    Snooze,
    Team,
    TimeOff,
)
from bot.models.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.models.change import Entry

Recorded: TypeAlias = "Goal | Milestone | Checkin | Share | Person | TimeOff | Team | Snooze | Celebration | Cheer"
"""What people change by their commands."""
_RECORDED = (Goal, Milestone, Checkin, Share, Person, TimeOff, Team, Snooze, Celebration, Cheer)
TABLES: dict[str, type[Recorded]] = {str(table.__tablename__): table for table in _RECORDED}
_NOT_ASKED_FOR = {"goals_numbered", "milestones_numbered", "name", "locale", "zone_settled"}
"""What changes beside the point of a command; an undo leaves it."""
_CHANGE = Reader.of(Change)
_TABLE = SQLModel.metadata.tables["change"]
_LOG = insert(_TABLE).returning(_TABLE.c.id)


class RecordingSession(Session):
    """A session that remembers what it changed in goals, milestones, check-ins, shares and settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._edits: dict[tuple[str, int], Edit] = {}

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write to the database, and note each edit before its earlier value is forgotten."""
        new = [row for row in self.new if isinstance(row, _RECORDED)]
        self._note_all()
        super().flush(objects)
        for row in new:
            self._edits[row_of(row)] = Edit(*row_of(row), before=None)

    def log(self, entry: Entry) -> Change:
        """Write what was changed since the last one, and that itself into the log, as an `entry` tells it.

        Nothing alters a change any more, so it is a row and no object that would be kept in step.
        """
        if self.new:
            self.flush()  # for the new rows' ids
        self._note_all()
        row = {**asdict(entry), "edits": self.take_edits()}
        super().flush()
        row["id"] = self.connection().execute(_LOG, row).scalar_one()
        return _CHANGE.row(row[name] for name in _CHANGE.names)

    def _note_all(self) -> None:
        # The session keeps them in no order of its own, and people read what was changed.
        for row in sorted((row for row in self.dirty if isinstance(row, _RECORDED)), key=row_of):
            self._note(row)

    def _note(self, row: Recorded) -> None:
        """Note what was altered in a row since it was read, and join it to what was noted before."""
        noted = inspect(row)
        # Its history is put together anew each time, so nothing that was left alone is asked for it.
        left_alone = noted.unmodified | _NOT_ASKED_FOR
        altered = [(one.key, one.history) for one in noted.attrs if one.key not in left_alone]
        changed = [(name, history) for name, history in altered if history.has_changes()]
        known = self._edits.get(row_of(row), Edit(*row_of(row)))
        was = () if known.is_new else changed
        before = {name: to_jsonable_python(history.deleted[0]) for name, history in was}
        after = {name: to_jsonable_python(history.added[0]) for name, history in changed}
        self._edits[row_of(row)] = known.then(before, after)

    def touches(self, *tables: type[Recorded]) -> bool:
        """Tell whether a row of one of `tables` was altered, or made, since the last change was logged."""
        names = {str(table.__tablename__) for table in tables}
        unwritten = (*self.new, *self.dirty)
        return any(isinstance(row, tables) for row in unwritten) or any(name in names for name, _ in self._edits)

    @property
    def noted(self) -> tuple[Edit, ...]:
        """What was written so far since the last change was logged, a row each."""
        return tuple(self._edits.values())

    def take_edits(self) -> tuple[Edit, ...]:
        """Return what was written since the last call, a row each."""
        edits = tuple(edit for edit in self._edits.values() if edit.is_new or edit.after)
        self._edits.clear()
        return edits


def row_of(row: Recorded) -> tuple[str, int]:
    """Return the table and id of a row, by which edits refer to it."""
    return str(row.__tablename__), row.id
