"""The log of changes: what a command altered is written down, and can be read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic_core import to_jsonable_python
from sqlmodel import col, select

from bot.models import Change
from bot.nudges import outbox

if TYPE_CHECKING:
    from datetime import datetime

    from bot.models import Goal
    from bot.recording import RecordingSession
    from bot.talk import Talk

_SEARCHED = 200
"""How many changes of a goal are gone through to find out since when it is as it is."""


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
    goal_id = goal.id if goal else None
    change = Change(
        person_id=talk.me.id, goal_id=goal_id, at=talk.now, summary=summary, reason=reason, edits=[], undoes=undoes
    )
    await talk.session.run_sync(lambda session: cast("RecordingSession", session).log(change))
    await outbox.replan(talk, change)
    return change


async def became(talk: Talk, goal: Goal, name: str, value: Any) -> datetime | None:
    """Return when `name` of a goal was last made `value`; None if it was so from the beginning."""
    asked = select(Change).where(Change.goal_id == goal.id).order_by(col(Change.id).desc()).limit(_SEARCHED)
    for change in await talk.session.scalars(asked):
        for edit in change.edits:
            if (edit["table"], edit["row"]) == ("goal", goal.id) and edit["after"].get(name) == to_jsonable_python(
                value
            ):
                return change.at
    return None
