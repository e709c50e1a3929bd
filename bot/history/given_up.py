"""Whether somebody may still change what they once changed: who lost their part in a goal leaves it as it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.goals.sighting import Sighting, these
from bot.goals.visibility import Sight
from bot.models import Checkin, Goal, GoalState, Milestone, Share
from bot.models.columns import PUT_OFF
from bot.storage.recording import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.models import Change, Edit
    from bot.storage.recording import Recorded
    from bot.talk import Talk


class _As(Enum):
    """What somebody must be to a goal for what they did to it."""

    setter = "setter"
    """The one who set it: whom else it is shown to is theirs to say."""
    owner = "owner"
    """An owner of it."""
    adder = "adder"
    """Somebody who may check in on it: what they said of it is theirs."""
    asked = "asked"
    """Somebody who was offered a part in it, and answers for themselves."""


async def given_up(talk: Talk, log: Sequence[Change]) -> Mapping[int, Sequence[Sighting]]:
    """Return by row id the asker's changes of what is not theirs to change any more, with the goals of that."""
    rows = await _rows(talk, log)
    ids = {row.goal_id for row in rows.values() if isinstance(row, Milestone)}
    misread = dict(list(await talk.session.execute(select(Goal.id, Goal.misread).where(col(Goal.id).in_(ids)))))
    wanted = {change.id: set(_wanted(talk, change, rows, misread)) for change in log}
    goals = await these(talk, {goal for needs in wanted.values() for goal, _ in needs})
    lost = {
        id_: [goals[goal] for goal, part in needs if goal in goals and not _is(goals[goal], part)]
        for id_, needs in wanted.items()
    }
    return {id_: found for id_, found in lost.items() if found}


def _wanted(
    talk: Talk, change: Change, rows: Mapping[tuple[str, int], Recorded], misread: Mapping[int, str]
) -> Iterator[tuple[int, _As]]:
    """Tell for each goal that a change touched what the asker must be to it; `misread` is the owner's word by goal."""
    for edit in change.edits:
        row = rows[edit.of]
        if isinstance(row, Goal):
            yield row.id, _as(edit)
            # It comes back to the road that it was taken off; it leaves one without asking anybody.
            yield from ((goal, _As.owner) for goal in edit.values("parent_id") - {row.parent_id})
        elif isinstance(row, Milestone):
            # One that speaks of leaving by now is known to nobody but whoever set its goal.
            part = _As.setter if means_leaving(row.title, misread[row.goal_id]) else _as(edit)
            yield from ((goal, part) for goal in {row.goal_id} | edit.values("goal_id"))
        elif isinstance(row, Checkin):
            yield row.goal_id, _As.adder
        elif isinstance(row, Share):
            yield row.goal_id, _As.asked if row.person_id == talk.me.id else _As.setter


def _as(edit: Edit) -> _As:
    return _As.adder if edit.after and edit.after.keys() <= PUT_OFF else _As.owner


def _is(seen: Sighting, part: _As) -> bool:
    """Tell whether the asker is that to a goal now; what they set is theirs even where its setting was undone."""
    goal = seen.goal
    if not goal.is_anothers:
        return True
    if part is _As.setter or goal.leaving or goal.state is GoalState.withdrawn:
        return False
    # They were in its channel when they added to it, and it is the team's still: they need not go back there.
    adds = seen.may_add or goal.team
    return {_As.owner: seen.sight >= Sight.shared, _As.adder: adds, _As.asked: True}[part]


async def _rows(talk: Talk, log: Iterable[Change]) -> dict[tuple[str, int], Recorded]:
    """Return what some changes touched, a question for each table."""
    found: dict[tuple[str, int], Recorded] = {}
    for name in sorted({edit.table for change in log for edit in change.edits}):
        ids = {edit.row for change in log for edit in change.edits if edit.table == name}
        table: type[Any] = TABLES[name]
        for row in await talk.session.scalars(select(table).where(col(table.id).in_(ids))):
            found[name, row.id] = row
    return found
