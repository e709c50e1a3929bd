"""What people ask about what was changed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, func, or_, select

from bot.checkins.standing import standing
from bot.commands import command
from bot.errors import Barred, Refusal
from bot.goals.kinds import LookedInto
from bot.goals.sighting import these
from bot.goals.visibility import MAY_BE_CHANGED, MAY_BE_SEEN
from bot.history import replies, undoing
from bot.history.given_up import given_up
from bot.history.lines import lines_of, seen_steps, summary_of, unseen_changes, unseen_steps
from bot.history.reporting import report
from bot.history.undoing import UNDO_DEPTH, Undoable
from bot.kinds import Number, kind_of, whole
from bot.messages import Reply
from bot.models import Change, Goal, Person, Share
from bot.models.change import touching
from bot.nudges import asking
from bot.nudges.asked import asked_alone
from bot.replies.paging import Page
from bot.talk import Talk


@command("history", examples=["history", "history 1", "history 1 page: 2"])
async def history(
    talk: Talk,
    goal: Annotated[LookedInto, "Which goal; your own last changes if you leave it out."] | None = None,
    *,
    page: Annotated[Number, "Which page, from 1; the newest come first."] = 1,
) -> Reply:
    """Show what was changed: who, when, from what, to what, and why."""
    which = _of(goal) if goal is not None else col(Change.person_id) == talk.me.id
    if goal is not None and (unseen := await unseen_changes(talk, goal)):
        which = and_(which, col(Change.id).not_in(unseen))
    count = await talk.session.scalar(select(func.count()).select_from(Change).where(which)) or 0
    if not count:
        return replies.no_history(goal)
    again = f"history {goal.ref}" if goal is not None else "history"
    at = Page(page).of(count, again)
    asked = select(Change).where(which).order_by(col(Change.id).desc()).offset(at.skip).limit(at.size)
    shown = (await talk.session.scalars(asked)).all()
    lines = await lines_of(talk, shown, goal)
    became = (await report(talk, goal)).words if page == 1 else ""
    undoable = await _can_be_undone(talk, shown)
    return replies.history_shown(goal, lines, undoable, at, became=became, again=again)


def _of(goal: Goal) -> ColumnElement[bool]:
    """Return the condition on changes that altered a goal, be it beside others."""
    shared = select(Share.person_id).where(Share.goal_id == goal.id)
    people = or_(col(Change.person_id) == goal.person_id, col(Change.person_id).in_(shared))
    return or_(col(Change.goal_id) == goal.id, and_(people, touching([("goal", goal.id)])))


async def _can_be_undone(talk: Talk, shown: Sequence[Change]) -> list[Undoable]:
    ids = {change.id for change in shown}
    found = [one for one in await undoing.recent(talk) if one.stands and one.change.id in ids]
    lost = await given_up(talk, [one.latest for one in found])
    return [one for one in found if one.latest.id not in lost]


async def _read_change(text: str, _talk: Talk) -> int:
    number = whole(text)
    if number is None:
        raise Refusal(
            f"I take back one change at a time, and “{text[:30]}” is none.",
            "Type undo for your last one, and again for the one before; history has a button for each.",
        )
    return number


_Which = Annotated[int, replace(kind_of(Number), read=_read_change)]
_Change = Annotated[
    _Which, "Which change, by its number; your last one if you leave it out. History offers each to tap."
]


@command("undo", examples=["undo"])
async def undo(talk: Talk, change: _Change | None = None) -> Reply:
    """Take back your last change, whatever it was; again and again, the last 20."""
    recent = await undoing.recent(talk)
    if change is None:
        # What was done again is done now, however old the change that it does again.
        asked = max((one for one in recent if one.stands), key=lambda one: one.latest.id, default=None)
        if asked is None:
            raise _nothing_left(recent)
        if (last := await undoing.last_for_good(talk)) is not None:
            raise _not_that_one(last, asked.change)
    else:
        asked = await _one(talk, recent, change)
    told = await undoing.take_back(talk, asked) if asked.stands else None
    taken_back = replies.taken_back(asked.change, await _left(talk, asked.change), told)
    # Where an answer is taken back by a tap, its question is asked again in its place.
    alone = await asked_alone(talk, asked.change) if change is not None else None
    if alone is None:
        return taken_back
    (subject, kind), message = alone
    return asking.followed_by(taken_back, asking.about_one(subject, kind, talk.calendar, talk.now, message))


def _nothing_left(recent: Sequence[Undoable]) -> Refusal:
    """Say that nothing can be taken back, and why: there is nothing, or all of it was."""
    if not recent:
        return Refusal("There is nothing to take back.", f"I keep your last {UNDO_DEPTH} changes.")
    if len(recent) < UNDO_DEPTH:
        return Refusal("All that you changed is taken back.", "To do the last of it again, type redo.")
    return Refusal(
        f"Your last {UNDO_DEPTH} changes are taken back, and I keep no more.",
        "To do the last of them again, type redo; history shows what was before.",
    )


def _not_that_one(last: Change, before: Change) -> Refusal:
    """Say that no undo takes back what was done last, and offer what was changed before it: never that unheard."""
    back = f"undo {before.id}"
    return Refusal(
        f"What you did last can’t be taken back: you {last.summary}.",
        f"Before that you {before.summary}. To take that back: {back}",
        [back],
    )


@command("redo", examples=["redo"])
async def redo(talk: Talk, change: _Change | None = None) -> Reply:
    """Do again what you took back last, until you change something else."""
    recent = await undoing.recent(talk)
    taken_back = [one for one in recent if not one.stands]
    if change is None:
        if not taken_back:
            raise Refusal("There is nothing to do again.", "Type history to see what you changed.")
        asked = max(taken_back, key=lambda one: one.latest.id)
        newest = recent[0].change
        if newest.id > asked.latest.id:
            raise Refusal(
                f"There is nothing to do again: since you took back “{asked.change.summary}”, you {newest.summary}.",
                f"To do it again all the same: redo {asked.change.id}",
            )
    else:
        asked = await _one(talk, recent, change)
    told = await undoing.take_back(talk, asked) if not asked.stands else None
    return replies.done_again(asked.change, await _left(talk, asked.change), told)


async def _left(talk: Talk, change: Change) -> replies.Left:
    """Return what an undo or a redo leaves behind it, as far as the asker may see that."""
    was = tuple((await lines_of(talk, [change], None))[0].told)
    seen = (await these(talk, [change.goal_id], MAY_BE_SEEN)).get(change.goal_id) if change.goal_id else None
    if seen is None:
        return replies.Left(was=was)
    goal = seen.goal
    stands = (await standing(talk, goal)).progress if {edit.table for edit in change.edits} & _COUNTED else None
    return replies.Left(goal.ref, seen.title, was, stands.words if stands else "")


_COUNTED = {"checkin", "milestone"}
"""Tables from which it is told how a goal stands."""


async def _one(talk: Talk, recent: Sequence[Undoable], number: int) -> Undoable:
    """Return one of the asker's last changes; raises Refusal with what would help instead."""
    asked = await talk.session.get(Change, number)
    if asked is not None and asked.undoes is not None and asked.person_id == talk.me.id:
        first = await _origin(talk, asked)
        origin = next((one for one in recent if one.change.id == first), None)
        if origin is None:
            raise Barred(f"You {asked.summary}, too long ago to change that.", "Type history to see your last changes.")
        again = f"undo {origin.change.id}" if origin.stands else f"redo {origin.change.id}"
        raise Barred(f"You {asked.summary}, which is no change by itself.", f"To turn it round, type {again}.")
    found = next((one for one in recent if one.change.id == number), None)
    if found is not None:
        return found
    if asked is not None and asked.person_id == talk.me.id:
        raise Barred(
            f"It is too long ago that you {asked.summary}: I keep your last {UNDO_DEPTH} changes for undo.",
            "You can still change it by hand, and history shows what it was.",
        )
    theirs = await _about(talk, asked) if asked is not None else None
    if asked is not None and theirs is not None and asked.id not in await unseen_changes(talk, theirs):
        who = (await talk.session.get_one(Person, asked.person_id)).name or "Somebody else"
        seen = seen_steps(asked, await unseen_steps(talk, [theirs]))
        raise Barred(
            f"{who} did that, and only they can take it back: {summary_of(asked, theirs, seen=seen)}.",
            f"You can change it by hand; what it was is in: history {theirs.typed}",
        )
    raise Barred("That is no change of yours.", "Type history to see your last changes.")


async def _origin(talk: Talk, change: Change) -> int:
    """Return the change that was taken back by `change`, or done again."""
    while change.undoes is not None:
        change = await talk.session.get_one(Change, change.undoes)
    return change.id


async def _about(talk: Talk, change: Change) -> Goal | None:
    """Return the goal that a change is about, if the asker may change it."""
    if change.goal_id is None:
        return None
    found = (await these(talk, [change.goal_id], MAY_BE_CHANGED)).get(change.goal_id)
    return found.goal if found is not None else None
