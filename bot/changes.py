"""The log of changes: whatever a command alters is noted by itself, can be read back, and can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlalchemy import inspect
from sqlalchemy.orm import Session
from sqlmodel import col, select

from bot.errors import Refusal
from bot.models import Change, Checkin, Goal, Milestone, Person, Share, Team, TimeOff
from bot.nudges import outbox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk

UNDO_DEPTH = 20
"""How many of their last changes a person can take back."""

Recorded: TypeAlias = "Goal | Milestone | Checkin | Share | Person | TimeOff | Team"
"""What people change by their commands."""
_RECORDED = (Goal, Milestone, Checkin, Share, Person, TimeOff, Team)
_TABLES: dict[str, type[Recorded]] = {str(table.__tablename__): table for table in _RECORDED}
_NOT_ASKED_FOR = {"goals_numbered", "milestones_numbered", "name", "locale", "zone_settled"}
"""What changes beside the point of a command; an undo leaves it."""


class RecordingSession(Session):
    """A session that remembers what it changed in goals, milestones, check-ins, shares and settings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._edits: dict[tuple[str, int], dict[str, Any]] = {}

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write to the database, and note each edit before its earlier value is forgotten."""
        new = [row for row in self.new if isinstance(row, _RECORDED)]
        for row in self.dirty:
            if isinstance(row, _RECORDED):
                self._note(row)
        super().flush(objects)
        for row in new:
            self._edits[str(row.__tablename__), row.id] = {"before": None, "after": {}}

    def _note(self, row: Recorded) -> None:
        edit = self._edits.setdefault((str(row.__tablename__), row.id), {"before": {}, "after": {}})
        for attribute in inspect(row).attrs:
            history = attribute.history
            if attribute.key in _NOT_ASKED_FOR or not history.has_changes():
                continue
            if edit["before"] is not None:
                edit["before"].setdefault(attribute.key, to_jsonable_python(history.deleted[0]))
            edit["after"][attribute.key] = to_jsonable_python(history.added[0])

    def take_edits(self) -> list[dict[str, Any]]:
        """Return what was changed since the last call, a row each."""
        edits = [
            {"table": table, "row": row, **edit}
            for (table, row), edit in self._edits.items()
            if edit["before"] is None or edit["after"]
        ]
        self._edits.clear()
        return edits


async def set_out(talk: Talk) -> None:
    """Separate what the platform told us of the person from what they ask for; a new zone moves their nudges."""
    await talk.session.flush()
    told = cast("RecordingSession", talk.session.sync_session).take_edits()
    if any("zone" in edit["after"] for edit in told):
        await outbox.replan_all(talk)


async def record(
    talk: Talk, summary: str, goal: Goal | None = None, *, reason: str = "", undoes: int | None = None
) -> Change:
    """Log what this command changed and why, and plan the nudges anew that depend on it, in the same transaction."""
    await talk.session.flush()
    session = cast("RecordingSession", talk.session.sync_session)
    change = Change(
        person_id=talk.me.id,
        goal_id=goal.id if goal else None,
        at=talk.now,
        summary=summary,
        reason=reason,
        edits=session.take_edits(),
        undoes=undoes,
    )
    talk.session.add(change)
    await talk.session.flush()
    await outbox.replan(talk, change)
    return change


async def last(talk: Talk) -> Change | None:
    """Return the person's last change that still stands, among their last twenty; undos do not count."""
    undone = select(Change.undoes).where(col(Change.undoes).is_not(None))
    changes = await talk.session.scalars(
        select(Change)
        .where(Change.person_id == talk.me.id, col(Change.undoes).is_(None))
        .order_by(col(Change.id).desc())
        .limit(UNDO_DEPTH)
    )
    taken_back = set(await talk.session.scalars(undone.where(Change.person_id == talk.me.id)))
    return next((change for change in changes if change.id not in taken_back), None)


async def undo(talk: Talk, change: Change) -> Change:
    """Take `change` back; raises Refusal if something it touched was changed again since."""
    rows = [(edit, await talk.session.get_one(_TABLES[edit["table"]], edit["row"])) for edit in change.edits]
    for edit, row in rows:
        if any(to_jsonable_python(getattr(row, name)) != after for name, after in edit["after"].items()):
            raise Refusal(f"I can't take back “{change.summary}”: it was changed again since.", "See /goal list.")
    for edit, row in rows:
        before = edit["before"] if edit["before"] is not None else {"state": "withdrawn"}
        for name, value in before.items():
            kind: Any = type(row).model_fields[name].annotation
            setattr(row, name, TypeAdapter(kind).validate_python(value))
    goal = await talk.session.get(Goal, change.goal_id) if change.goal_id else None
    return await record(talk, f"took back: {change.summary}", goal, undoes=change.id)


async def is_undone(talk: Talk, change: Change) -> bool:
    """Tell whether `change` was taken back already."""
    return (await talk.session.scalars(select(Change.id).where(Change.undoes == change.id))).first() is not None
