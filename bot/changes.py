"""The log of changes: what a command altered is written down, and can be read back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from pydantic_core import to_jsonable_python
from sqlalchemy import delete
from sqlmodel import col, select

from bot.goals.between_us import keep_between_us
from bot.goals.leaving import refuse_in_others
from bot.models import Change, Goal, Person
from bot.models.change import Entry
from bot.nudges import notices, outbox

if TYPE_CHECKING:
    from bot.storage.recording import RecordingSession
    from bot.talk import Talk

_SEARCHED = 200
"""How many changes of a goal are gone through to find out since when it is as it is."""
_A_MOMENT = timedelta(minutes=5)
"""For so long, doing a thing again is a second tap on the same button."""


async def set_profile_apart(talk: Talk) -> None:
    """Keep what the platform told of the person out of the log of their command; a new zone moves their nudges."""
    await talk.session.flush()
    edits = cast("RecordingSession", talk.session.sync_session).take_edits()
    if any("zone" in edit.after for edit in edits):
        await outbox.replan_all(talk)


async def record(
    talk: Talk, summary: str, goal: Goal | None = None, *, reason: str = "", undoes: int | None = None
) -> Change:
    """Log what this command changed and why, and plan the nudges anew that depend on it, in the same transaction.

    A goal of which a milestone came to speak of leaving is private from then on. A goal's owner is told if somebody
    else ended it or reopened it. Raises Refusal for a reason that speaks of leaving
    in somebody else's goal.
    """
    if goal is not None:
        refuse_in_others(talk, goal, reason)
    await keep_between_us(talk)
    goal_id = goal.id if goal else None
    entry = Entry(talk.me.id, goal_id, talk.now, summary, reason, undoes)
    change = await talk.session.run_sync(lambda session: cast("RecordingSession", session).log(entry))
    await outbox.replan(talk, change)
    if goal is not None:
        for touched in (goal, *await _beside(talk, goal, change)):
            await notices.tell_owner(talk, touched, change)
    return change


async def _beside(talk: Talk, goal: Goal, change: Change) -> list[Goal]:
    """Return the goals other than `goal` that `change` took a milestone from, or gave one to."""
    of_steps = (edit.values("goal_id") for edit in change.edits if edit.table == "milestone")
    return [await talk.session.get_one(Goal, id_) for id_ in sorted(set().union(*of_steps) - {goal.id})]


async def record_if_any(talk: Talk, summary: str, goal: Goal | None = None, *, reason: str = "") -> Change:
    """Log what this command changed, like `record`; a change that altered nothing is forgotten, unless it says why."""
    change = await record(talk, summary, goal, reason=reason)
    if not change.edits and not reason:
        await talk.session.execute(delete(Change).where(col(Change.id) == change.id))
    return change


async def that_made(talk: Talk, goal: Goal, row: tuple[str, int], name: str = "", value: Any = None) -> Change | None:
    """Return the last change of a goal that set the field `name` of `row` to `value`; or without `name`, touched it."""
    asked = select(Change).where(Change.goal_id == goal.id).order_by(col(Change.id).desc()).limit(_SEARCHED)
    made = to_jsonable_python(value)
    for change in await talk.session.scalars(asked):
        if any(edit.of == row and (not name or edit.after.get(name) == made) for edit in change.edits):
            return change
    return None


def was_just_now(talk: Talk, change: Change) -> bool:
    """Tell whether the asker made this change a moment ago: a second tap asks for nothing more."""
    return change.person_id == talk.me.id and change.undoes is None and talk.now - change.at < _A_MOMENT


async def by_whom(talk: Talk, change: Change | None) -> str:
    """Name whoever made a change; empty for the asker."""
    if change is None or change.person_id == talk.me.id:
        return ""
    return (await talk.session.get_one(Person, change.person_id)).name or "somebody else"
