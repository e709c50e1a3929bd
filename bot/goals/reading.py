"""How the coach reads a goal that is kept: its title together with its date, its measure and its reason."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from bot.checkins.measuring import sound
from bot.coach import reader

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coach.verdicts import Reading
    from bot.models import Goal


def read(goal: Goal, now: datetime, parent: Goal | None = None) -> Reading:
    """Return what the coach finds in `goal`, which may lie on the road to `parent`; `now` is on its owner's clock."""
    why = (goal.reason if goal.is_theirs else "") or (parent.title if parent else "")
    found = reader.read(goal.title, why=why or None, now=now, due=goal.due_on or bool(goal.rhythm))
    counted = goal.counts is not None and goal.counts.target is not None
    if counted and found.question and found.question.point == "measurable":
        return replace(found, question=None)
    return found


def take_over(goal: Goal, sentence: str, now: datetime, *, counted: bool = True) -> None:
    """Keep with `goal` what `sentence` says beside its date: how it is `counted`, and whether it means leaving."""
    found = reader.read(sentence, now=now)
    measure = sound(found.measure)
    if counted:
        goal.measure = asdict(measure) if measure else None
    goal.leaving = bool(found.leaving_employer)
