"""One check-in that should happen, and what it is about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.models import Goal, Milestone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime


Thing = TypeVar("Thing")


def each_once(asked: Sequence[Thing], of: Callable[[Thing], tuple[str, str]]) -> list[Thing]:
    """Return what is asked, each subject once: its date and its rhythm on one day are one question, that of its date.

    By `of` each tells its subject and its kind. What keeps its place is the one that is asked.
    """
    chosen: dict[str, Thing] = {}
    for one in sorted(asked, key=lambda one: of(one)[1] == "rhythm"):
        chosen.setdefault(of(one)[0], one)
    return [one for one in asked if chosen[of(one)[0]] is one]


ON_TIME = timedelta(hours=1)
"""What comes later than this (after a downtime, ours or the platform's) comes at a time that nobody typed."""
BY_DAY = ("rhythm", "review")
"""Kinds of check-ins that are known by the day that they are for."""


class Planned(NamedTuple):
    """One check-in that should happen."""

    subject: str
    """What it asks about: `goal:7` or `milestone:12`, by row id; what one person put off: `snooze:3`."""
    occurrence: str
    """Which of the subject's check-ins: in wall time, so that a change of zone moves it and never doubles it."""
    milestone_id: int | None
    at: datetime
    """When to send it, in UTC."""
    rule: str
    """Why then, in words for the person."""
    moved_from: date | None = None
    """The day that its owner named, if that is a day off."""
    channel: str = ""
    """The channel to ask in; empty: a direct message."""
    private_because: str = ""
    """Why it is not asked in the goal's channel, in words for the person."""
    as_typed: bool = False
    """The person typed this clock time, or named this part of the day: on time it is honoured in quiet hours too."""
    wished: bool = False
    """The person asked for this very moment, or today for today: honoured however many messages they had."""
    unless_since: datetime | None = None
    """It is left out if somebody said how its subject stands after this moment: that of the one before, for a rhythm
    the day after that."""
    before: datetime | None = None
    """When the check-in before was due, if there was one: it was missed if nobody said anything since …"""
    answered_before: datetime | None = None
    """… or, where it would have been left out as answered, after this moment."""

    @property
    def kind(self) -> str:
        """`due`, `later`, `lead`, `follow`, `question`, `rhythm` or `review`."""
        return self.occurrence.partition(" ")[0]

    def is_honoured(self, at: datetime) -> bool:
        """Tell whether quiet hours do not hold it at this moment: its time was typed, and that is now."""
        return self.as_typed and at - self.at <= ON_TIME

    def is_answered(self, said: datetime | None) -> bool:
        """Tell whether it is left out, as somebody `said` how its subject stands since the check-in before it."""
        return said is not None and self.unless_since is not None and said > self.unless_since

    def missed_before(self, said: datetime | None) -> bool:
        """Tell whether the check-in before it was missed, as somebody `said` last how its subject stands."""
        if self.before is None:
            return False
        since = self.answered_before
        return said is None or (said < self.before if since is None else said <= since)

    @property
    def put_off(self) -> bool:
        """It comes when it does because somebody put it off."""
        return "later" in self.occurrence.split(" ", 3)


def answered_by(goal: int, milestone: int | None, *, counts: bool) -> frozenset[str]:
    """Return what a check-in on a goal, or on one of its milestones, answers for, by the names of nudges.

    It answers for what it was said of alone. A number is its goal's, whatever it was said of; all by row id.
    """
    whole, step = f"goal:{goal}", f"milestone:{milestone}"
    if milestone is None:
        return frozenset({whole})
    return frozenset({step, whole} if counts else {step})


def subject_of(thing: Goal | Milestone) -> str:
    """Return the name by which a nudge knows what it asks about."""
    return f"{'milestone' if isinstance(thing, Milestone) else 'goal'}:{thing.id}"
