"""What a check-in can be about: a goal, or a milestone with its goal, and what is known of the asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

from bot.line.naming import as_typed
from bot.models import Goal, GoalState, Milestone

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting

Thing_co = TypeVar("Thing_co", bound=Goal | Milestone, covariant=True)


class About(NamedTuple, Generic[Thing_co]):
    """A goal, or one of its milestones."""

    thing: Thing_co
    goal: Goal
    """The goal itself, or that of the milestone."""
    said: str = ""
    """What was said of it since it was asked about."""
    change: int | None = None
    """The change by which the asker answered for it since: what its Undo takes back."""
    missed: bool = False
    """The check-in before this one was not answered."""
    so_far: float = 0
    """What is there already of a habit's amount for today."""
    stands_for: tuple[datetime, ...] = ()
    """The moments it was due at, if it comes late."""
    owner: str = ""
    """Whose it is, where a whole channel is asked; for that it goes by no number, which is another goal's for each."""
    asked_for: date | None = None
    """The day of its rhythm that it is asked about for."""
    aside: bool = False
    """One of them asked for it in private; there, too, it goes by no number."""

    @property
    def ref(self) -> str:
        """How a person names it, for example `1.2`."""
        ref = f"~{self.goal.id}" if self.owner else self.goal.ref
        return f"{ref}.{self.thing.number}" if isinstance(self.thing, Milestone) else ref

    @property
    def named(self) -> str:
        """What it is called in a sentence: by its number, or by its words."""
        noun = "milestone" if isinstance(self.thing, Milestone) else "goal"
        return f"{noun} {self.ref}" if self._is_numbered else f"{noun} “{self.title}”"

    @property
    def typed(self) -> str:
        """What a person types for it, for example `1.2`: what a form shows is no row's id."""
        return self.ref if self._is_numbered else as_typed(self.title)

    @property
    def _is_numbered(self) -> bool:
        return not self.owner and self.goal.is_numbered

    @property
    def towards(self) -> str:
        """The words of its goal: those meant for others, where a whole channel is asked."""
        return (self.owner and self.goal.wording) or self.goal.title

    @property
    def title(self) -> str:
        """Its words."""
        return self.thing.title if isinstance(self.thing, Milestone) else self.towards

    @property
    def label(self) -> str:
        """How lists name it, for example `1.2 Draft the schema`."""
        if self._is_numbered:
            return f"{self.ref} {self.title}"
        return f"{self.owner}: {self.title}" if self.owner else self.title

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""
        return self.thing.ended_at is None and self.goal.is_ahead

    @property
    def is_open(self) -> bool:
        """It is still ahead, and its goal is active: it is asked about."""
        return self.is_ahead and self.goal.state is GoalState.active

    def is_asked(self, calendar: Calendar, now: datetime) -> bool:
        """Tell whether it waits for an answer: not ended, and not put off to a moment that is still ahead."""
        at = self.thing.asked_at(calendar)
        put_off = not self.aside and self.thing.later is not None and at is not None and at > now
        return self.thing.ended_at is None and self.goal.ended_at is None and not put_off


Subject: TypeAlias = About[Goal | Milestone]
"""Whatever can be asked about."""


def about(seen: Sighting) -> About[Goal]:
    """Return a goal as something to ask about; whose it is, where it goes by no number of the asker's."""
    return About(seen.goal, seen.goal, owner="" if seen.goal.is_numbered else seen.whose)


Step: TypeAlias = About[Milestone]
"""A milestone, with its goal."""
