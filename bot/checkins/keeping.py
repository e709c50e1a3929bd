"""Saving a check-in: one person's second one for the same day changes the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import select

from bot.checkins.conditions import IN_ORDER
from bot.checkins.counting import counts_up
from bot.errors import Refusal
from bot.goals.leaving import refuse_in_others
from bot.kinds import Nothing
from bot.models import Checkin, CheckinState, Confidence

if TYPE_CHECKING:
    from datetime import date

    from bot.models import Goal, Milestone
    from bot.talk import Talk

A_DAY_LIMIT = 50
"""Check-ins that one person can give on one goal for one day."""
_OF_DAY = (
    select(Checkin)
    .where(
        Checkin.goal_id == bindparam("goal"),
        Checkin.person_id == bindparam("person"),
        Checkin.on == bindparam("day"),
        Checkin.state == CheckinState.given,
    )
    .order_by(*IN_ORDER)
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says of a goal; None is what they leave out, `Nothing` what they take away."""

    number: float | None = None
    confidence: Confidence | Nothing | None = None
    note: str | Nothing | None = None
    blocker: str | Nothing | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing is said but that it goes on."""
        return self.number is None and self.confidence is None and self.note is None and self.blocker is None

    @property
    def may_be_done(self) -> bool:
        """It says nothing against a habit's having been done: words of how it was are said of what was done."""
        return self.confidence is None and self.blocker is None and not isinstance(self.note, Nothing)

    @property
    def only_takes_away(self) -> bool:
        """There must be something for it to mean anything."""
        words = [one for one in (self.confidence, self.note, self.blocker) if one is not None]
        return self.number is None and bool(words) and all(isinstance(one, Nothing) for one in words)

    @property
    def is_unstuck(self) -> bool:
        """It says that nothing stands in the way: so much in words, or that all is on track."""
        return isinstance(self.blocker, Nothing) or (self.blocker is None and self.confidence is Confidence.on_track)

    @property
    def words(self) -> tuple[str, ...]:
        """What they say in their own words."""
        return tuple(words for words in (self.note, self.blocker) if isinstance(words, str))

    def written_into(self, row: Checkin) -> None:
        """Let a check-in say this; what is left out stays as it says."""
        row.value = row.value if self.number is None else self.number
        if self.confidence is not None:
            row.confidence = None if isinstance(self.confidence, Nothing) else self.confidence
        if self.note is not None:
            row.note = "" if isinstance(self.note, Nothing) else self.note
        if self.blocker is not None:
            row.blocker = "" if isinstance(self.blocker, Nothing) else self.blocker


async def keep(talk: Talk, goal: Goal, on: date, said: Statement, step: Milestone | None = None) -> Checkin:
    """Write down what was said for a day: it changes that day's, and a number that adds up stands beside it.

    On track, said without more, takes away what stood in the way that day. What is said of a milestone, a `step` of
    the goal, leaves alone what was said of another one or of the whole.
    Raises Refusal for words of leaving in somebody else's goal, and where a day has as many as it can hold.
    """
    refuse_in_others(talk, goal, *said.words)
    rows = await of_day(talk, goal, on)
    of = step.id if step is not None else None
    same = [row for row in rows if row.milestone_id == of] or (rows if said.only_takes_away else [])
    row = same[-1] if same else None
    if row is None or (said.number is not None and row.value is not None and counts_up(goal)):
        if len(rows) >= A_DAY_LIMIT:
            raise Refusal(
                f"You have checked in {A_DAY_LIMIT} times for that day, which is as often as I can hold.",
                f"Say it in one number, for example: checkin {goal.typed} 10",
            )
        row = Checkin(goal_id=goal.id, milestone_id=of, person_id=talk.me.id, on=on, at=talk.now)
        talk.session.add(row)
    row.at = talk.now
    said.written_into(row)
    if said.is_unstuck:
        row.blocker = ""
    return row


async def of_day(talk: Talk, goal: Goal, on: date) -> list[Checkin]:
    """Return what the asker said for a day, in order."""
    return list(await talk.session.scalars(_OF_DAY, {"goal": goal.id, "person": talk.me.id, "day": on}))
