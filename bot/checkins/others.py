"""What the answer to a check-in tells of others: who reads its words, and who is asked next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.visibility import Sight
from bot.messages import Field

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.sighting import Sighting
    from bot.models import Checkin, Goal


def read_by(one: Sighting, row: Checkin) -> str:
    """Say who reads the words of somebody who adds to a goal and does not own it: the others there do not."""
    if one.sight >= Sight.shared or not (row.note or row.blocker):
        return ""
    others = "see that it is stuck, and not by what" if row.blocker else "see what you add"
    return f"{one.owner or 'Whoever set it'} and co-owners read your words; the others here {others}."


def asked_next(again: datetime | None, goal: Goal) -> tuple[Field, ...]:
    """Say when it is asked about next; where somebody else is, whom, and the day that it is for them."""
    if again is None:
        return ()
    if not goal.asks:
        return (Field("I ask again", again),)
    return (Field(f"{goal.asks} is asked", again.astimezone(goal.whose.zone if goal.whose else None).date()),)
