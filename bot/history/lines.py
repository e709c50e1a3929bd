"""A history in lines: each change in words, with the names that rows have now, as far as the asker may read them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlmodel import col, or_, select

from bot.coach.expressing import means_leaving
from bot.coach.reasons import holds
from bot.goals.redaction import Redaction, redaction_of
from bot.goals.sighting import Sighting, these
from bot.goals.visibility import MAY_BE_SEEN, Sight
from bot.history.replies import Line
from bot.history.wording import PRIVATE, Context, edits_in_words, is_private
from bot.line.naming import in_a_list
from bot.models import Change, Checkin, Goal, GoalState, Milestone, Person, Share
from bot.models.change import altering, as_they_were, touching

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from bot.talk import Talk

Row = TypeVar("Row", Milestone, Checkin)
Of: TypeAlias = "tuple[str, int]"
"""A row, by its table and its id."""


async def lines_of(talk: Talk, shown: Sequence[Change], goal: Goal | None) -> list[Line]:
    """Return each change in words; with a `goal`, as lines of that goal's history."""
    touched = await _touched(talk, shown)
    names, begun = touched.names(), touched.begun(talk)
    found: list[Line] = []
    for change in shown:
        is_quiet = change.id in touched.quiet.changes and change.person_id != talk.me.id
        context = Context(
            talk.calendar.zone,
            private=touched.may_tell_why(change),
            names=names,
            new=touched.new_in(change, begun),
            hidden=touched.unseen,
            kept=touched.kept(change),
            misread=touched.misread(change),
            unsaid=touched.unsaid(talk, change, is_quiet=is_quiet),
            clock=touched.clock(talk, change),
        )
        line = Line(
            at=change.at.astimezone(talk.calendar.zone),
            who="you" if change.person_id == talk.me.id else touched.people[change.person_id] or "somebody",
            summary=summary_of(change, goal, seen=seen_steps(change, touched.unseen)),
            told=tuple(edits_in_words(change, context)),
            reason="" if is_quiet else touched.readable(change.reason, change.goal_id),
        )
        found.append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Touched:
    """All that some changes touched, as it is now, and what of it the asker may know."""

    goals: Mapping[int, Sighting]
    """Those that they may see, by their row ids."""
    steps: Sequence[Milestone]
    said: Sequence[Checkin]
    parts: Sequence[tuple[int, str]]
    """Whose part in a goal each share is, by its row id."""
    people: Mapping[int, str]
    """The names of those who made the changes, by their row ids."""
    first: Mapping[Of, Mapping[str, Any]]
    """What was said first in the columns that were altered since."""
    quiet: Redaction
    unseen: AbstractSet[Of]
    """Milestones of which only those who set their goals know."""
    gone: Mapping[int, str]
    """The titles of goals that the asker set and took back, by their row ids."""

    def readable(self, words: str, goal: int | None) -> str:
        """Return what was said of a goal, if the asker may read it."""
        return words if _may_be_read(words, self.goals.get(goal or 0)) else ""

    def may_tell_why(self, change: Change) -> bool:
        """Tell whether the private reason of the goal that a change is about may be shown to the asker."""
        seen = self.goals.get(change.goal_id or 0)
        return change.goal_id is None or (seen is not None and seen.is_own)

    def kept(self, change: Change) -> Sequence[str]:
        """Return the private reasons of the goal that a change is about."""
        seen = self.goals.get(change.goal_id or 0)
        return _kept(seen.goal) if seen is not None else ()

    def misread(self, change: Change) -> str:
        """Return the words of the goal that a change is about of which its owner says that they mean no leaving."""
        seen = self.goals.get(change.goal_id or 0)
        return seen.goal.misread if seen is not None else ""

    def clock(self, talk: Talk, change: Change) -> str:
        """Return the zone on whose clock the goal of a change is due, if that is not the asker's."""
        seen = self.goals.get(change.goal_id or 0)
        whose = seen.goal.whose if seen is not None else None
        return whose.zone.key if whose is not None and whose.zone != talk.calendar.zone else ""

    def unsaid(self, talk: Talk, change: Change, *, is_quiet: bool) -> AbstractSet[Of]:
        """Return the rows of a change of which the asker is not told what was said, only that it was."""
        checkins = {("checkin", one.id) for one in self.said}
        mine = {("checkin", one.id) for one in self.said if one.person_id == talk.me.id}
        return (change.rows if is_quiet else change.rows & self.quiet.rows & checkins) - mine

    def names(self) -> dict[Of, str]:
        """Return what each is called now."""
        names = {("goal", id_): in_a_list(one.goal.ref, one.title) for id_, one in self.goals.items()}
        for step in self.steps:
            # Of a goal that they do not see, they call no milestone anything: what they did to it is in their words.
            if (seen := self.goals.get(step.goal_id)) is not None:
                title = self.readable(step.title, step.goal_id)
                names["milestone", step.id] = in_a_list(f"{seen.goal.ref}.{step.number}", title).strip()
        names |= {("share", id_): name or "somebody" for id_, name in self.parts}
        return names | {("checkin", one.id): "check-in" for one in self.said}

    def begun(self, talk: Talk) -> dict[Of, str]:
        """Return what each was when it was new."""
        begun = {
            ("goal", id_): f"“{self.first.get(('goal', id_), {}).get('title', title)}”"
            for id_, title in self.gone.items()
        }
        begun |= {("goal", id_): f"“{_begun(one, self.first)}”" for id_, one in self.goals.items()}
        for step in self.steps:
            title = self.readable(self.first.get(("milestone", step.id), {}).get("title", step.title), step.goal_id)
            begun["milestone", step.id] = f"“{title}”" if title and self.readable(step.title, step.goal_id) else ""
        for one in self.said:
            seen, first = self.goals.get(one.goal_id), self._as_first_said(one)
            begun["checkin", one.id] = _said(self.quiet.told(talk, seen.goal, first) if seen is not None else first)
        return begun

    def new_in(self, change: Change, begun: Mapping[Of, str]) -> Mapping[Of, str]:
        """Return what was new by a change; a goal that came with its milestones is what is named."""
        made = {edit.row for edit in change.edits if edit.is_new and edit.table == "goal"}
        with_it = {("milestone", step.id) for step in self.steps if step.goal_id in made}
        return {of: words for of, words in begun.items() if of not in with_it}

    def _as_first_said(self, one: Checkin) -> Checkin:
        """Return a check-in as it was new, as far as the asker may read those words."""
        first = {
            name: value
            for name, value in self.first.get(("checkin", one.id), {}).items()
            if not isinstance(value, str) or self.readable(value, one.goal_id) == value
        }
        values = {name: getattr(one, name) for name in Checkin.model_fields}
        return Checkin(**values | first) if first else one  # a copy that no session knows


async def _touched(talk: Talk, shown: Sequence[Change]) -> _Touched:
    """Look up what `shown` changes are about."""
    rows: dict[str, set[int]] = defaultdict(set)
    for change in shown:
        rows["person"].add(change.person_id)
        rows["goal"] |= change.goals
        for edit in change.edits:
            rows[edit.table].add(edit.row)
            rows["goal"] |= edit.values("parent_id", "goal_id")
    seen = await these(talk, rows["goal"], MAY_BE_SEEN)
    goals = [one.goal for one in seen.values()]
    people = await talk.session.execute(select(Person.id, Person.name).where(col(Person.id).in_(rows["person"])))
    quiet = await redaction_of(talk, goals)
    first = await _first_said(talk, shown)
    return _Touched(
        goals=seen,
        steps=await _rows(talk, Milestone, rows["milestone"]),
        said=await _rows(talk, Checkin, rows["checkin"]),
        parts=await _parts(talk, rows["share"]),
        people=dict(list(people)),
        first={of: said for of, said in first.items() if of[0] == "checkin" or of not in quiet.rows},
        quiet=quiet,
        unseen=await unseen_steps(talk, goals),
        gone=await _taken_back(talk, rows["goal"] - seen.keys()),
    )


async def _taken_back(talk: Talk, goals: AbstractSet[int]) -> Mapping[int, str]:
    """Return the titles of those of `goals`, by their row ids, that the asker set and took back."""
    asked = select(Goal.id, Goal.title).where(
        col(Goal.id).in_(goals), Goal.person_id == talk.me.id, Goal.state == GoalState.withdrawn
    )
    return dict(list(await talk.session.execute(asked))) if goals else {}


async def unseen_steps(talk: Talk, goals: Iterable[Goal]) -> set[Of]:
    """Return the milestones, by table and row id, of which only those who set their goals know."""
    ids = [goal.id for goal in goals if goal.person_id != talk.me.id]
    asked = select(Milestone.id, Milestone.title, Goal.misread).join(Goal).where(col(Milestone.goal_id).in_(ids))
    found = await talk.session.execute(asked) if ids else ()
    return {("milestone", id_) for id_, title, misread in found if means_leaving(title, misread)}


async def unseen_changes(talk: Talk, goal: Goal) -> list[int]:
    """Return the row ids of changes that altered nothing but what the asker is not shown.

    That is milestones of which they do not know, and what is private to whoever set the goal: not even that there is
    such a thing is theirs to hear.
    """
    if goal.person_id == talk.me.id:
        return []
    steps = await unseen_steps(talk, [goal])
    # Of a long log only what may be such a change is read.
    hidden = or_(altering(*PRIVATE, "leaving"), *([touching(steps)] if steps else []))
    log = await talk.session.execute(select(Change.id, Change.edits).where(Change.goal_id == goal.id, hidden))
    return [id_ for id_, edits in log if edits and all(edit.of in steps or is_private(edit) for edit in edits)]


def seen_steps(change: Change, unseen: AbstractSet[Of]) -> int | None:
    """Return how many milestones of a change the reader is shown; None if that is all of them."""
    steps = {of for of in change.rows if of[0] == "milestone"}
    return None if steps.isdisjoint(unseen) else len(steps - unseen)


def _begun(one: Sighting, first: Mapping[Of, Mapping[str, Any]]) -> str:
    """Return how a goal was called first, as far as the asker may read that."""
    words = first.get(("goal", one.goal.id), {}).get("title", one.title) if one.sight >= Sight.shared else one.title
    return words if _may_be_read(words, one) else one.title


async def _first_said(talk: Talk, shown: Sequence[Change]) -> dict[Of, dict[str, Any]]:
    """Return what was said first of the rows that these changes made, column by column, where it was altered since."""
    made = {edit.of for change in shown for edit in change.edits if edit.is_new}
    columns = {name for table, _ in made for name in _SAID.get(table, ())}
    about = {id_ for change in shown if any(edit.is_new for edit in change.edits) for id_ in change.goals}
    if not columns:
        return {}
    since = select(Change.edits).where(col(Change.goal_id).in_(about), altering(*sorted(columns)))
    log = await talk.session.scalars(since.order_by(col(Change.id)))
    was = as_they_were(edit for edits in log for edit in edits)
    return {
        of: {name: value for name, value in row.items() if name in _SAID.get(of[0], ())}
        for of, row in was.items()
        if of in made
    }


_SAID = {
    "goal": ("title",),
    "milestone": ("title",),
    "checkin": ("value", "confidence", "note", "blocker"),
}
"""What is told of a new row."""


def _may_be_read(words: str, seen: Sighting | None) -> bool:
    """Tell whether the asker may read this: what speaks of leaving, or tells its reason, only who set the goal."""
    if seen is not None and seen.is_own:
        return True
    misread = seen.goal.misread if seen is not None else ""
    return not means_leaving(words, misread) and not any(
        holds(words, part) for part in (_kept(seen.goal) if seen else ())
    )


def _kept(goal: Goal) -> Sequence[str]:
    """Return the private reasons of a goal, each by itself; a single word may stand anywhere and tells none."""
    return [part for part in goal.reason.split("; ") if " " in part]


async def _parts(talk: Talk, shares: set[int]) -> Sequence[tuple[int, str]]:
    """Return by their row ids whose part in a goal each of `shares` is."""
    if not shares:
        return ()
    asked = select(Share.id, Person.name).join(Person, col(Person.id) == Share.person_id)
    return list(await talk.session.execute(asked.where(col(Share.id).in_(shares))))


async def _rows(talk: Talk, table: type[Row], ids: set[int]) -> Sequence[Row]:
    return (await talk.session.scalars(select(table).where(col(table.id).in_(ids)))).all() if ids else ()


def summary_of(change: Change, goal: Goal | None, *, seen: int | None) -> str:
    """Return a change's own words; in a goal's history it is `this goal`, whatever the others call it.

    Where the reader is not shown all of its milestones, those that are `seen` are not told by their numbers.
    """
    said = change.summary
    if seen is not None:
        what = "a milestone" if seen == 1 else "milestones"
        said = re.sub(r"\bmilestones ~?\d+\.\d+ to ~?\d+\.\d+", what, said)
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
