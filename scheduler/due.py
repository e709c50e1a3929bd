"""What is due, with all that decides whether it still should be sent; values that are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.goals.sighting import whose
from bot.milestones.subjects import About, Subject

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.history.changed import Changed
    from bot.messages import Reply
    from bot.models import Celebration, Delivery, Goal, Milestone, Nudge, Person, Share, Snooze, Team


class DueNudge(NamedTuple):
    """A nudge that may be sent, with all that decides whether it still should be."""

    nudge: Nudge
    person: Person
    calendar: Calendar
    """The person's calendar and time zone."""
    goal: Goal
    milestone: Milestone | None
    earlier: Delivery | None
    """The message in which it was tried before."""
    share: Share | None
    """The share that it is a notice of, if it is one."""
    other: str | None
    """The name of the other person: who offered or answered the share; of a snooze, who owns the goal."""
    snooze: Snooze | None = None
    """The snooze that it comes from, if the person put off what their channel was asked."""
    so_far: float = 0
    """How much of a habit's amount was counted today."""
    missed: bool = False
    """The check-in before it was not answered."""
    stands_for: tuple[datetime, ...] = ()
    """The moments at which it and the check-ins before it were due, if it comes late."""
    changed: Changed | None = None
    """What the other one changed in the goal, if it is a notice of that."""

    @property
    def subject(self) -> Subject:
        """What it asks about."""
        aside = self.snooze is not None
        owner = self.other if aside else self.person.name
        return About(
            self.milestone or self.goal,
            self.goal,
            missed=self.missed,
            so_far=self.so_far,
            stands_for=self.stands_for,
            asked_for=self.nudge.asked_for,
            owner=whose(self.goal, owner) if self.nudge.channel or aside else "",
            aside=aside,
        )


class DueDigest(NamedTuple):
    """A digest that may be posted in a channel now."""

    nudge: Nudge
    person: Person
    """Who set it up."""
    team: Team
    earlier: Delivery | None
    """The message in which it was tried before."""
    reply: Reply | None = None
    """What it says; None until that was read."""


class DueCelebration(NamedTuple):
    """What was reached, to be told in a channel or changed there; or who cheered, to be told to its owner."""

    nudge: Nudge
    person: Person
    """Its owner."""
    celebration: Celebration | None
    """None once its owner was forgotten: then all that is left to say is that it is no longer shown."""
    earlier: Delivery | None
    """The message in which it was tried before."""
    reply: Reply | None = None
    """What it says; None until that was read, and where there is nothing to say."""
    changes: str = ""
    """The platform's id of the message that it changes, if it changes one."""


Taken: TypeAlias = DueNudge | DueDigest | DueCelebration
