"""The log of changes: what a command altered is written down, can be read back, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlmodel import col, or_, select

from bot.errors import Refusal
from bot.models import Change, Goal, Person
from bot.nudges import outbox
from bot.recording import TABLES, RecordingSession

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.talk import Talk

UNDO_DEPTH = 20
"""How many of their last changes a person can take back."""
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


@dataclass(frozen=True, slots=True)
class Standing:
    """A change with what became of it: it may have been taken back, done again, and so on."""

    change: Change
    latest: Change
    """The change itself, or the last undo or redo of it: what would have to be taken back now."""
    stands: bool
    """It is in effect."""


async def recent(talk: Talk) -> list[Standing]:
    """Return the asker's last changes, newest first, as many as can be taken back; undos do not count."""
    mine = select(Change).where(Change.person_id == talk.me.id).order_by(col(Change.id).desc())
    made = (await talk.session.scalars(mine.where(col(Change.undoes).is_(None)).limit(UNDO_DEPTH))).all()
    if not made:
        return []
    undos = mine.where(col(Change.undoes).is_not(None), col(Change.id) > made[-1].id)
    undone = {change.undoes: change for change in await talk.session.scalars(undos)}
    return [_standing(change, undone) for change in made if change.edits]


def _standing(change: Change, undone: Mapping[int | None, Change]) -> Standing:
    latest, stands = change, True
    while latest.id in undone:
        latest, stands = undone[latest.id], not stands
    return Standing(change, latest, stands)


async def take_back(talk: Talk, standing: Standing) -> Change:
    """Take a change back, or do it again if it was taken back.

    Raises Refusal if something it touched was changed again since, with what that was.
    """
    change = standing.latest
    rows = [(edit, await talk.session.get_one(TABLES[edit["table"]], edit["row"])) for edit in change.edits]
    for edit, row in rows:
        if any(to_jsonable_python(getattr(row, name)) != after for name, after in edit["after"].items()):
            raise await _changed_since(talk, standing)
    if any(_is_whole(edit) for edit in change.edits) and await _blocking(talk, change) is not None:
        raise await _changed_since(talk, standing)
    for edit, row in rows:
        before = edit["before"] if edit["before"] is not None else {"state": "withdrawn"}
        for name, value in before.items():
            kind: Any = type(row).model_fields[name].annotation
            setattr(row, name, TypeAdapter(kind).validate_python(value))
    goal = await talk.session.get(Goal, change.goal_id) if change.goal_id else None
    verb = "took back" if standing.stands else "did again"
    return await record(talk, f"{verb} “{standing.change.summary}”", goal, undoes=change.id)


def _is_whole(edit: Mapping[str, Any]) -> bool:
    """Tell whether all that was done with a row since builds on `edit`: it made it, or a team's own of it."""
    return edit["before"] is None or "team" in edit["after"]


async def _changed_since(talk: Talk, standing: Standing) -> Refusal:
    """Say what stands in the way of an undo, and what would help."""
    summary = standing.change.summary
    newer = await _blocking(talk, standing.latest)
    if newer is None:
        return Refusal(
            f"I can't take back “{summary}”: it was changed again since.", "Type history to see what changed."
        )
    if newer.person_id != talk.me.id:
        who = (await talk.session.get_one(Person, newer.person_id)).name or "somebody else"
        return Refusal(f"I can't take back “{summary}”: {who} changed it since.", "You can still change it by hand.")
    return Refusal(
        f"I can't take back “{summary}”: since then you {newer.summary}.", f"Take that back first: undo {newer.id}"
    )


async def _blocking(talk: Talk, change: Change) -> Change | None:
    """Return the last change since that touched the same, if one stands."""
    touched = {(edit["table"], edit["row"]): _is_whole(edit) for edit in change.edits}
    here = or_(Change.person_id == talk.me.id, col(Change.goal_id).in_(change.goals))
    asked = select(Change).where(col(Change.id) > change.id, here).order_by(col(Change.id))
    since = (await talk.session.scalars(asked)).all()
    undone: dict[int | None, Change] = {newer.undoes: newer for newer in since if newer.undoes is not None}
    for newer in reversed(since):
        if newer.undoes is not None or not newer.edits or not _standing(newer, undone).stands:
            continue
        same = any((edit["table"], edit["row"]) in touched for edit in newer.edits)
        if same or touched.get(("goal", newer.goal_id)):
            return newer
    return None
