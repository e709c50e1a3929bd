"""What is due: a nudge, with all that decides whether it still should be sent; values that are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.goals.sighting import whose
from bot.milestones.kinds import About, Subject

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.messages import Reply
    from bot.models import Delivery, Goal, Milestone, Nudge, Person, Share, Snooze, Team


class DueNudge(NamedTuple):
    """A nudge that may be sent, with all that decides whether it still should be."""

    nudge: Nudge
    person: Person
    calendar: Calendar
    """The person's."""
    goal: Goal
    milestone: Milestone | None
    earlier: Delivery | None
    """The message by which it was tried before."""
    share: Share | None
    """What it tells of, if it is about a part in somebody's goal …"""
    other: str | None
    """… and the name of the other one: who asked, or who answered; of a snooze, whose goal it is."""
    snooze: Snooze | None = None
    """What it comes back to, if the person put off what a channel is asked."""
    so_far: float = 0
    """What is there already of a habit's amount for today."""
    missed: bool = False
    """The check-in before it was not answered."""
    stands_for: tuple[datetime, ...] = ()
    """The moments that it was due at, if it comes late."""
    changed: tuple[str, ...] = ()
    """What the other one changed in the goal, in words, if it tells of that."""

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
            owner=whose(self.goal, owner) if self.nudge.channel or aside else "",
            aside=aside,
        )


class DueDigest(NamedTuple):
    """What a channel may be told now."""

    nudge: Nudge
    person: Person
    """Who set it up."""
    team: Team
    earlier: Delivery | None
    """The message by which it was tried before."""
    reply: Reply | None = None
    """What it says, once that was read."""


Taken: TypeAlias = DueNudge | DueDigest
