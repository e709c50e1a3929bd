"""What was said of a goal while it meant leaving the employer stays hidden from others, even after that has changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.models import Change, Checkin, Goal
from bot.models.change import altering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is shown only to those who said it."""

    changes: frozenset[int] = frozenset()
    """Row ids of changes made while a goal meant leaving, and of those that made it so or no longer so."""
    rows: frozenset[tuple[str, int]] = frozenset()
    """What those changes touched, by table and row id."""

    def told(self, talk: Talk, goal: Goal, said: Checkin) -> Checkin:
        """Return a check-in of `goal` as the asker may read it: without the words that are not for them."""
        if talk.me.id in (goal.person_id, said.person_id):
            return said
        is_redacted = ("checkin", said.id) in self.rows
        said_so = (said.note, said.blocker)
        note, blocker = ("" if is_redacted or means_leaving(words, goal.misread) else words for words in said_so)
        if (note, blocker) == said_so:
            return said
        values = {name: getattr(said, name) for name in Checkin.model_fields}
        return Checkin(**values | {"note": note, "blocker": blocker})  # a copy that no session knows


async def redaction_of(talk: Talk, goals: Iterable[Goal]) -> Redaction:
    """Return what the asker is not told of `goals`: nothing is kept from those who set them."""
    ids = [goal.id for goal in goals if goal.person_id != talk.me.id]
    if not ids:
        return Redaction()
    turned = select(Change.goal_id).where(col(Change.goal_id).in_(ids), altering("leaving"))
    ever = {*await talk.session.scalars(turned)}
    if not ever:
        return Redaction()
    log: dict[int | None, list[Change]] = defaultdict(list)
    asked = select(Change).where(col(Change.goal_id).in_(ever)).order_by(col(Change.id))
    for change in await talk.session.scalars(asked):
        log[change.goal_id].append(change)
    found = [change for goal, changes in log.items() for change in _while_leaving(goal, changes)]
    return Redaction(
        frozenset(change.id for change in found), frozenset(row for change in found for row in change.rows)
    )


def _while_leaving(goal: int | None, log: Sequence[Change]) -> Iterable[Change]:
    """Return the changes of a goal, given oldest first, before or after which it meant leaving."""
    turns = {
        change.id: (edit.was["leaving"], edit.after["leaving"])
        for change in log
        for edit in change.edits
        if edit.of == ("goal", goal) and "leaving" in edit.was
    }
    leaving = next(iter(turns.values()), (False,))[0]
    for change in log:
        before, leaving = leaving, turns.get(change.id, (leaving, leaving))[1]
        if before or leaving:
            yield change
