"""What is still ahead of all that somebody set, as the entries of a calendar.

It is told in one of two ways: to its owner alone, or as far as others may read it. Then a goal has the words that are
meant for others, and what speaks of leaving the employer is left out (docs/decisions/0026).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot.coach.expressing import means_leaving
from bot.dates.rhythm import rhythm_in_words
from bot.exporting.calendars import Entry
from bot.exporting.recurring import recurrence
from bot.exporting.revisions import AHEAD, changed_at, revisions
from bot.goals.titles import title_told
from bot.goals.visibility import Viewer
from bot.messages import Address
from bot.milestones.rows import steps_of
from bot.models import Goal, GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.dates.due import Due
    from bot.exporting.revisions import Revision
    from bot.models import Milestone, Person

_NOWHERE = Address("", "", "")
_ASKED = select(Goal).where(AHEAD).order_by(col(Goal.number))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is ahead, and since when it is so."""

    entries: tuple[Entry, ...]
    changed_at: datetime | None
    """When anything of somebody's goals was changed last; None where they never had any."""


async def agenda(session: AsyncSession, me: Person, *, for_others: bool) -> Agenda:
    """Return what is ahead of the goals that `me` set, in their order, each followed by its milestones."""
    blanks = Viewer(me.id, _NOWHERE).blanks
    goals = [one for one in await session.scalars(_ASKED, blanks) if not (for_others and one.leaving)]
    steps = await steps_of(session, [goal.id for goal in goals], withdrawn=False)
    revised = await revisions(session, blanks)

    def entries() -> Iterator[Entry]:
        for goal in goals:
            title = title_told(goal) if for_others else goal.title
            made = _Made(me, _later(revised.get(goal.id), revised.get(None)))
            yield from made.entries(goal, title, f"Goal {goal.number} in Milepost")
            yield from made.rhythm(goal, title)
            for step in steps[goal.id]:
                if _is_told(step, goal, for_others=for_others):
                    yield from made.entries(
                        step, step.title, f"Milestone {goal.number}.{step.number} in Milepost", title
                    )

    return Agenda(tuple(entries()), await changed_at(session, blanks))


def _is_told(step: Milestone, goal: Goal, *, for_others: bool) -> bool:
    """Tell whether a milestone is ahead and may be told; only in a team's goal can one by itself speak of leaving."""
    unsaid = for_others and goal.team and means_leaving(step.title, goal.misread)
    return step.state is MilestoneState.open and not unsaid


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes the entries of one goal."""

    owner: Person
    revised: Revision | None

    def entries(self, thing: Goal | Milestone, words: str, about: str, *of: str) -> Iterator[Entry]:
        """Yield the entry of a thing with a date: with the words of a rough date, and of the goal that it is `of`."""
        if (due := thing.due) is None:
            return
        beside = "; ".join(filter(None, (due.said, *of)))
        noun = "goal" if isinstance(thing, Goal) else "milestone"
        yield self._entry(noun, thing, f"{words} ({beside})" if beside else words, about, self._when(due))

    def rhythm(self, goal: Goal, words: str) -> Iterator[Entry]:
        """Yield the entry of a goal that names its days, or its hour, by itself: it comes again on each of them."""
        if goal.state is GoalState.active and (found := recurrence(goal, self.owner.calendar)) is not None:
            about = f"Goal {goal.number} in Milepost, {rhythm_in_words(goal.rhythm)}"
            yield self._entry("rhythm", goal, words, about, found.first, rule=found.rule)

    def _entry(
        self, noun: str, thing: Goal | Milestone, words: str, about: str, when: date | datetime, *, rule: str = ""
    ) -> Entry:
        return Entry(
            name=f"{thing.created_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{noun}-{thing.id}@milepost",
            words=words,
            about=about,
            when=when,
            rule=rule,
            revised_at=max(self.revised.at, thing.created_at) if self.revised is not None else thing.created_at,
            revision=self.revised.id if self.revised is not None else 0,
        )

    def _when(self, due: Due) -> date | datetime:
        """Return the day, or the moment on its owner's clock of today: programs differ in how they read a bare time."""
        return due.on if due.at is None else due.moment(self.owner.calendar).astimezone(UTC)


def _later(*revised: Revision | None) -> Revision | None:
    return max((one for one in revised if one is not None), default=None)
