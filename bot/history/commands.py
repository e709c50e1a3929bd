"""What people ask about what was changed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import and_, col, func, or_, select

from bot.checkins.standing import standing
from bot.coach.expressing import means_leaving
from bot.commands import command
from bot.errors import Barred, Refusal
from bot.goals.hushed import hushed
from bot.goals.kinds import LookedInto
from bot.goals.sighting import Sighting, sightings
from bot.goals.visibility import MAY_BE_CHANGED, MAY_BE_SEEN, Sight
from bot.history import replies, undoing
from bot.history.reporting import report
from bot.history.telling import Context, edits_in_words
from bot.history.undoing import UNDO_DEPTH, Undoable
from bot.kinds import Number
from bot.messages import Reply
from bot.models import Change, Checkin, Goal, Milestone, Person, Share
from bot.naming import in_a_list
from bot.paging import Page
from bot.talk import Talk

Row = TypeVar("Row", Milestone, Checkin)


@command("history", examples=["history", "history 1", "history 1 page: 2"])
async def history(
    talk: Talk,
    goal: Annotated[LookedInto, "Which goal; your own last changes if you leave it out."] | None = None,
    *,
    page: Annotated[Number, "Which page, from 1; the newest come first."] = 1,
) -> Reply:
    """Show what was changed: who, when, from what, to what, and why."""
    which = _of(goal) if goal is not None else col(Change.person_id) == talk.me.id
    if goal is not None and (unseen := await _unseen_changes(talk, goal)):
        which = and_(which, col(Change.id).not_in(unseen))
    count = await talk.session.scalar(select(func.count()).select_from(Change).where(which)) or 0
    if not count:
        return replies.no_history(goal)
    again = f"history {goal.ref}" if goal is not None else "history"
    at = Page(page).of(count, again)
    asked = select(Change).where(which).order_by(col(Change.id).desc()).offset(at.skip).limit(at.size)
    shown = (await talk.session.scalars(asked)).all()
    lines = await _lines(talk, shown, goal)
    became = (await report(talk, goal)).words if page == 1 else ""
    undoable = await _can_be_undone(talk, shown)
    return replies.history_shown(goal, lines, undoable, at, became=became, again=again)


def _of(goal: Goal) -> ColumnElement[bool]:
    """Return the condition on changes that altered a goal, be it beside others."""
    shared = select(Share.person_id).where(Share.goal_id == goal.id)
    people = or_(col(Change.person_id) == goal.person_id, col(Change.person_id).in_(shared))
    beside = cast(Change.edits, String).contains(f'"table": "goal", "row": {goal.id},')
    return or_(col(Change.goal_id) == goal.id, and_(people, beside))


async def _unseen_steps(talk: Talk, goals: Iterable[Goal]) -> set[tuple[str, int]]:
    """Return the milestones, by table and row id, of which only those who set their goals know."""
    ids = [goal.id for goal in goals if goal.person_id != talk.me.id]
    asked = select(Milestone.id, Milestone.title).where(col(Milestone.goal_id).in_(ids))
    found = await talk.session.execute(asked) if ids else ()
    return {("milestone", id_) for id_, title in found if means_leaving(title)}


async def _unseen_changes(talk: Talk, goal: Goal) -> list[int]:
    """Return the row ids of changes that altered nothing but milestones that the asker is not shown."""
    steps = await _unseen_steps(talk, [goal])
    if not steps:
        return []
    log = await talk.session.execute(select(Change.id, Change.edits).where(Change.goal_id == goal.id))
    return [id_ for id_, edits in log if edits and all(edit.of in steps for edit in edits)]


async def _can_be_undone(talk: Talk, shown: Sequence[Change]) -> list[Undoable]:
    ids = {change.id for change in shown}
    return [one for one in await undoing.recent(talk) if one.stands and one.change.id in ids]


async def _lines(talk: Talk, shown: Sequence[Change], goal: Goal | None) -> list[replies.Line]:
    """Return each change in words, with the names that its rows have now."""
    rows: dict[str, set[int]] = defaultdict(set)
    for change in shown:
        rows["person"].add(change.person_id)
        rows["goal"] |= change.goals
        for edit in change.edits:
            rows[edit.table].add(edit.row)
            rows["goal"] |= edit.values("parent_id", "goal_id")
    seen = await sightings(talk, and_(MAY_BE_SEEN, col(Goal.id).in_(rows["goal"])))
    goals = {one.goal.id: one for one in seen}
    named = await talk.session.execute(select(Person.id, Person.name).where(col(Person.id).in_(rows["person"])))
    people = dict(list(named))
    steps = await _rows(talk, Milestone, rows["milestone"])
    said = await _rows(talk, Checkin, rows["checkin"])
    refs = {id_: one.goal.ref for id_, one in goals.items()}
    names = {("goal", id_): in_a_list(one.goal.ref, one.title) for id_, one in goals.items()}
    goal_of = {m.id: m.goal_id for m in steps}
    titles = {m.id: m.title if _may_be_read(m.title, goals.get(m.goal_id)) else "" for m in steps}
    names |= {
        ("milestone", m.id): in_a_list(f"{refs.get(m.goal_id, '')}.{m.number}", titles[m.id]).strip() for m in steps
    }
    names |= {("checkin", one.id): "check-in" for one in said}
    quiet, unseen = await hushed(talk, seen_goals := [one.goal for one in seen]), await _unseen_steps(talk, seen_goals)
    first = {of: words for of, words in (await _first_titles(talk, shown)).items() if of not in quiet.rows}
    begun = {m.id: first.get(("milestone", m.id), m.title) if titles[m.id] else "" for m in steps}
    begun = {id_: words if _may_be_read(words, goals.get(goal_of[id_])) else "" for id_, words in begun.items()}
    new = {("milestone", id_): f"“{words}”" if words else "" for id_, words in begun.items()}
    new |= {
        ("checkin", one.id): _said(quiet.told(talk, goals[one.goal_id].goal, one) if one.goal_id in goals else one)
        for one in said
    }
    checked = {("checkin", one.id) for one in said}
    mine = {("checkin", one.id) for one in said if one.person_id == talk.me.id}
    new |= {("goal", id_): f"“{_begun(one, first)}”" for id_, one in goals.items()}
    return [
        replies.Line(
            at=change.at.astimezone(talk.calendar.zone),
            who="you" if change.person_id == talk.me.id else people[change.person_id] or "somebody",
            summary=_summary(change, goal, numbered=unseen.isdisjoint(change.rows)),
            told=tuple(
                edits_in_words(
                    change,
                    Context(
                        talk.calendar.zone,
                        private=_is_private(talk, change, goals),
                        names=names,
                        new=new,
                        hidden=unseen,
                        unsaid=(change.rows if is_quiet else change.rows & quiet.rows & checked) - mine,
                        clock=_clock(talk, goals.get(change.goal_id or 0)),
                    ),
                )
            ),
            reason="" if is_quiet or not _may_be_read(change.reason, goals.get(change.goal_id or 0)) else change.reason,
        )
        for change in shown
        for is_quiet in [change.id in quiet.changes and change.person_id != talk.me.id]
    ]


async def _first_titles(talk: Talk, shown: Sequence[Change]) -> dict[tuple[str, int], str]:
    """Return what was the title of goals and milestones that these changes set, where it was changed since."""
    made = {edit.of for change in shown for edit in change.edits if edit.is_new}
    about = {id_ for change in shown if any(edit.is_new for edit in change.edits) for id_ in change.goals}
    retitled = select(Change.edits).where(col(Change.goal_id).in_(about), cast(Change.edits, String).like('%"title"%'))
    found: dict[tuple[str, int], str] = {}
    for edits in await talk.session.scalars(retitled.order_by(col(Change.id))) if made else ():
        for edit in edits:
            if edit.of in made and "title" in edit.was:
                found.setdefault(edit.of, edit.was["title"])
    return found


def _begun(one: Sighting, first: Mapping[tuple[str, int], str]) -> str:
    """Return how a goal was called first, as far as the asker may read that."""
    words = first.get(("goal", one.goal.id), one.title) if one.sight >= Sight.shared else one.title
    return words if _may_be_read(words, one) else one.title


def _may_be_read(words: str, seen: Sighting | None) -> bool:
    """Tell whether the asker may read this: what speaks of leaving, only the one who set the goal."""
    return (seen is not None and seen.is_own) or not means_leaving(words)


async def _rows(talk: Talk, table: type[Row], ids: set[int]) -> Sequence[Row]:
    return (await talk.session.scalars(select(table).where(col(table.id).in_(ids)))).all() if ids else ()


def _is_private(talk: Talk, change: Change, seen: Mapping[int, Sighting]) -> bool:
    """Tell whether the private reason of the goal that a change is about may be shown to the asker."""
    return change.goal_id is None or (change.goal_id in seen and seen[change.goal_id].goal.person_id == talk.me.id)


def _clock(talk: Talk, seen: Sighting | None) -> str:
    """Return the zone on whose clock a goal is due, if that is not the asker's."""
    whose = seen.goal.whose if seen is not None else None
    return whose.zone.key if whose is not None and whose.zone != talk.calendar.zone else ""


def _summary(change: Change, goal: Goal | None, *, numbered: bool) -> str:
    """Return a change's own words; in a goal's history it is `this goal`, whatever the others call it.

    Without `numbered` no milestone is counted: then there is one that the reader is not shown.
    """
    said = change.summary
    if not numbered:
        said = re.sub(r"\bmilestones ~?\d+\.\d+ to ~?\d+\.\d+", "milestones", said)
        said = re.sub(r"\bmilestone ~?\d+\.\d+", "a milestone", said)
    if goal is None or change.goal_id != goal.id:
        return said
    words = re.sub(r"\bgoal ~?\d+|\bthe team’s goal", "this goal", said, count=1)
    return re.sub(r"\bmilestone ~?\d+\.", f"milestone {goal.ref}.", words)


def _said(checkin: Checkin) -> str:
    value = f"{checkin.value:,.10g}" if checkin.value is not None else ""
    note = f"“{checkin.note}”" if checkin.note else ""
    blocker = f"blocked by “{checkin.blocker}”" if checkin.blocker else ""
    return ", ".join(filter(None, (value, str(checkin.confidence or ""), note, blocker)))


_Change = Annotated[
    Number, "Which change, by its number; your last one if you leave it out. History offers each to tap."
]


@command("undo", examples=["undo"])
async def undo(talk: Talk, change: _Change | None = None) -> Reply:
    """Take back your last change, whatever it was; again and again, the last 20."""
    recent = await undoing.recent(talk)
    if change is None:
        # What was done again is done now, however old the change that it does again.
        asked = max((one for one in recent if one.stands), key=lambda one: one.latest.id, default=None)
        if asked is None:
            raise Refusal("There is nothing to take back.", f"I keep your last {UNDO_DEPTH} changes.")
    else:
        asked = await _one(talk, recent, change)
    told = await undoing.take_back(talk, asked) if asked.stands else None
    return replies.taken_back(asked.change, await _left(talk, asked.change), told)


@command("redo", examples=["redo"])
async def redo(talk: Talk, change: _Change | None = None) -> Reply:
    """Do again what you took back last."""
    recent = await undoing.recent(talk)
    taken_back = [one for one in recent if not one.stands]
    if change is None:
        if not taken_back:
            raise Refusal("There is nothing to do again.", "Type history to see what you changed.")
        asked = max(taken_back, key=lambda one: one.latest.id)
    else:
        asked = await _one(talk, recent, change)
    told = await undoing.take_back(talk, asked) if not asked.stands else None
    return replies.done_again(asked.change, await _left(talk, asked.change), told)


async def _left(talk: Talk, change: Change) -> replies.Left:
    """Return what an undo or a redo leaves behind it, as far as the asker may see that."""
    was = tuple((await _lines(talk, [change], None))[0].told)
    found = await sightings(talk, and_(MAY_BE_SEEN, col(Goal.id) == change.goal_id)) if change.goal_id else ()
    if not found:
        return replies.Left(was=was)
    goal = found[0].goal
    stands = (await standing(talk, goal)).progress if {edit.table for edit in change.edits} & _COUNTED else None
    return replies.Left(goal.ref, found[0].title, was, stands.words if stands else "")


_COUNTED = {"checkin", "milestone"}
"""Tables from which it is told how a goal stands."""


async def _one(talk: Talk, recent: Sequence[Undoable], number: int) -> Undoable:
    """Return one of the asker's last changes; raises Refusal with what would help instead."""
    asked = await talk.session.get(Change, number)
    if asked is not None and asked.undoes is not None and asked.person_id == talk.me.id:
        raise Barred(f"You {asked.summary}. An undo is taken back by doing the thing again.", "Type redo.")
    found = next((one for one in recent if one.change.id == number), None)
    if found is not None:
        return found
    if asked is not None and asked.person_id == talk.me.id:
        raise Barred(
            f"It is too long ago that you {asked.summary}: I keep your last {UNDO_DEPTH} changes for undo.",
            "You can still change it by hand, and history shows what it was.",
        )
    theirs = await _about(talk, asked) if asked is not None else None
    if asked is not None and theirs is not None and asked.id not in await _unseen_changes(talk, theirs):
        who = (await talk.session.get_one(Person, asked.person_id)).name or "Somebody else"
        numbered = (await _unseen_steps(talk, [theirs])).isdisjoint(asked.rows)
        raise Barred(
            f"{who} did that, and only they can take it back: {_summary(asked, theirs, numbered=numbered)}.",
            f"You can change it by hand; what it was is in: history {theirs.typed}",
        )
    raise Barred("That is no change of yours.", "Type history to see your last changes.")


async def _about(talk: Talk, change: Change) -> Goal | None:
    """Return the goal that a change is about, if the asker may change it."""
    if change.goal_id is None:
        return None
    found = await sightings(talk, and_(MAY_BE_CHANGED, col(Goal.id) == change.goal_id))
    return found[0].goal if found else None
