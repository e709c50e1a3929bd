"""Taking changes back: those that a person can, what becomes of them, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python
from sqlmodel import and_, col, or_, select

from bot import changes
from bot.errors import Barred, Refusal
from bot.goals.holding import hold
from bot.goals.visibility import Sight
from bot.history.given_up import given_up
from bot.models import Change, Goal, Person, Share
from bot.models.change import in_effect, touching
from bot.nudges import notices
from bot.replies.wording import quoted
from bot.storage.recording import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from bot.models import Edit
    from bot.talk import Talk

UNDO_DEPTH = 20
"""How many of their last changes a person can take back."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """A change with what became of it: it may have been taken back, done again, and so on."""

    change: Change
    latest: Change
    """The change itself, or the last undo or redo of it: what would have to be taken back now."""
    stands: bool
    """It is in effect."""


async def recent(talk: Talk) -> list[Undoable]:
    """Return the asker's last changes, newest first, as many as can be taken back; undos do not count."""
    mine = select(Change).where(Change.person_id == talk.me.id).order_by(col(Change.id).desc())
    made = (await talk.session.scalars(mine.where(col(Change.undoes).is_(None)).limit(UNDO_DEPTH))).all()
    if not made:
        return []
    undos = mine.where(col(Change.undoes).is_not(None), col(Change.id) > made[-1].id)
    undone = {change.undoes: change for change in await talk.session.scalars(undos)}
    return [_undoable(change, undone) for change in made if change.edits]


async def last_for_good(talk: Talk) -> Change | None:
    """Return what the asker did last of all, where that altered nothing that an undo brings back; an undo counts.

    So whoever was told of it once goes on with undo from what they took back instead.
    """
    mine = select(Change).where(Change.person_id == talk.me.id).order_by(col(Change.id).desc()).limit(1)
    last = (await talk.session.scalars(mine)).one()
    return last if not last.edits else None


def _undoable(change: Change, undone: Mapping[int | None, Change]) -> Undoable:
    latest, stands = change, True
    while latest.id in undone:
        latest, stands = undone[latest.id], not stands
    return Undoable(change, latest, stands)


async def take_back(talk: Talk, undoable: Undoable) -> Person | None:
    """Take a change back, or do it again if it was taken back; returns who was let know what becomes of a part.

    Raises Refusal if something it touched was changed again since, with what that was, and if a goal that it touched
    is not theirs to change any more.
    """
    change = undoable.latest
    if lost := (await given_up(talk, [change])).get(change.id):
        has_part = all(one.sight >= Sight.shared for one in lost)
        why = "That is not yours to change any more" if has_part else "You have no part in that goal any more"
        raise Barred(
            f"{why}, so it stays as it is: you {undoable.change.summary}.",
            "What else you changed, and can take back, is in history.",
        )
    for goal_id in sorted(change.goals):
        await hold(talk, await talk.session.get_one(Goal, goal_id))
    # Read anew: what somebody else changed while this waited stands in the way.
    rows = [
        (edit, await talk.session.get_one(TABLES[edit.table], edit.row, populate_existing=True))
        for edit in change.edits
    ]
    for edit, row in rows:
        if any(to_jsonable_python(getattr(row, name)) != after for name, after in edit.after.items()):
            raise await _changed_since(talk, undoable)
    if any(_counts_whole(edit) for edit in change.edits) and await _blocking(talk, change) is not None:
        raise await _changed_since(talk, undoable)
    for edit, row in rows:
        for name, value in ({"state": "withdrawn"} if edit.is_new else edit.was).items():
            kind: Any = type(row).model_fields[name].annotation
            setattr(row, name, TypeAdapter(kind).validate_python(value))
    goal = await talk.session.get(Goal, change.goal_id) if change.goal_id else None
    verb = "took back" if undoable.stands else "did again"
    made = await changes.record(talk, f"{verb} {quoted(undoable.change.summary)}", goal, undoes=change.id)
    parts = [row for _, row in rows if isinstance(row, Share) and row.person_id == talk.me.id]
    if goal is None or goal.person_id == talk.me.id or not parts:
        return None
    owner = await talk.session.get_one(Person, goal.person_id)
    for part in parts:
        await notices.tell_of_share(talk.session, part, goal, owner, talk.now, by=made)
    return owner


def _counts_whole(edit: Edit) -> bool:
    """Tell whether anything done with its row since stands in the way, were it as it was again by now.

    A part that ended was ended by somebody: who has lost it twice gets it back by neither undo.
    """
    return edit.is_whole or edit.table == "share"


async def _changed_since(talk: Talk, undoable: Undoable) -> Refusal:
    """Say what stands in the way of an undo, and what would help."""
    summary = undoable.change.summary
    newer = await _blocking(talk, undoable.latest)
    if newer is None:
        return Refusal(
            f"I can't take back {quoted(summary)}: it was changed again since.", "Type history to see what changed."
        )
    if who := await changes.by_whom(talk, newer):
        return Refusal(
            f"I can't take back {quoted(summary)}: {who} changed it since.",
            "You can still change it by hand; what you changed before that is in history.",
        )
    return Refusal(
        f"I can't take back {quoted(summary)}: since then you {newer.summary}.",
        f"Take that back first: undo {newer.id}",
    )


async def _blocking(talk: Talk, change: Change) -> Change | None:
    """Return the last change since that touched the same, if one stands."""
    touched: dict[tuple[str, int | None], bool] = {edit.of: edit.is_whole for edit in change.edits}
    here = or_(Change.person_id == talk.me.id, col(Change.goal_id).in_(change.goals), *_of_channels(change))
    since = await talk.session.scalars(select(Change).where(col(Change.id) > change.id, here))
    return next((newer for newer in in_effect(since) if newer.edits and _is_about(newer, touched)), None)


def _is_about(newer: Change, touched: Mapping[tuple[str, int | None], bool]) -> bool:
    """Tell whether a change touched one of these rows, or anything of a goal that is marked as whole there."""
    return bool(newer.rows & touched.keys() or touched.get(("goal", newer.goal_id)))


def _of_channels(change: Change) -> list[ColumnElement[bool]]:
    """Return the conditions on changes of the same channels' digests: anybody makes them, and they are of no goal."""
    channels = [row for row in change.rows if row[0] == "team"]
    return [and_(col(Change.goal_id).is_(None), touching(channels))] if channels else []
