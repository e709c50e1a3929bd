"""A planned check-in as a value, and the names by which nudges know what they ask about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from bot.models import Goal, Milestone
from bot.models.occurrence import ROUND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from bot.models import NudgeKey
    from bot.models.occurrence import Occurrence


Thing = TypeVar("Thing")


_LAST = (ROUND, "rhythm")
"""Kinds that give way where a thing is asked about for another reason too, the last one first of all."""


def each_once(asked: Sequence[Thing], of: Callable[[Thing], tuple[str, str]]) -> list[Thing]:
    """Return what is asked, each subject once: its date, its rhythm and its round on one day are one question.

    That is the one of its date, or else that of the round.

    By `of` each tells its subject and its kind. What keeps its place is the one that is asked.
    """
    chosen: dict[str, Thing] = {}
    for one in sorted(asked, key=lambda one: _LAST.index(of(one)[1]) + 1 if of(one)[1] in _LAST else 0):
        chosen.setdefault(of(one)[0], one)
    return [one for one in asked if chosen[of(one)[0]] is one]


ON_TIME = timedelta(hours=1)
"""A check-in that comes later than this, after a downtime, does not come at the time that somebody typed."""


class Planned(NamedTuple):
    """One check-in that should happen."""

    subject: str
    """What it asks about: `goal:7`, `milestone:12`, or `snooze:3` for what one person put off; all by row id."""
    occurrence: Occurrence
    """Which of the subject's check-ins it is."""
    milestone_id: int | None
    at: datetime
    """When to send it, in UTC."""
    rule: str
    """Why then, in words for the person."""
    moved_from: date | None = None
    """The day that its owner named, if it was moved because that is a day off."""
    channel: str = ""
    """The channel to ask in; empty: a direct message."""
    private_because: str = ""
    """Why it is not asked in the goal's channel, in words for the person."""
    as_typed: bool = False
    """Whether the person typed this time, or this part of the day: quiet hours do not hold it then."""
    wished: bool = False
    """Whether the person asked for just this moment, or today for today: the day's budget does not hold it then."""
    unless_since: datetime | None = None
    """It is left out if somebody checked in after this moment: that of the check-in before it, or for a rhythm the end
    of that day."""
    until: datetime | None = None
    """From this moment on it is left out: the digest that it asks for is posted then."""
    before: datetime | None = None
    """When the check-in before it was due, if there was one; it was missed if nobody has checked in since then."""
    answered_before: datetime | None = None
    """The `unless_since` of the check-in before it; if given, that one was missed if nobody checked in after this."""

    @property
    def key(self) -> NudgeKey:
        """What tells it from every other check-in."""
        return self.subject, str(self.occurrence)

    @property
    def kind(self) -> str:
        """Why it asks, in one word: that of its occurrence."""
        return self.occurrence.kind

    def is_honoured(self, at: datetime) -> bool:
        """Tell whether quiet hours do not hold it `at` this moment, as its time was typed and that time is now."""
        return self.as_typed and at - self.at <= ON_TIME

    def is_answered(self, said: datetime | None) -> bool:
        """Tell whether it is left out as answered; `said` is when somebody last checked in on its subject."""
        return said is not None and self.unless_since is not None and said > self.unless_since

    def is_too_late(self, at: datetime) -> bool:
        """Tell whether what it asks for is over `at` this moment."""
        return self.until is not None and at >= self.until

    def missed_before(self, said: datetime | None) -> bool:
        """Tell whether the check-in before it was missed; `said` is when somebody last checked in on its subject."""
        if self.before is None:
            return False
        since = self.answered_before
        return said is None or (said < self.before if since is None else said <= since)

    @property
    def put_off(self) -> bool:
        """Whether it comes when it does because somebody put it off."""
        return self.occurrence.of_date == "later"


def answered_by(goal: int, milestone: int | None, *, counts: bool) -> frozenset[str]:
    """Return the subjects for which a check-in on a goal, or on one of its milestones, answers; both by row id.

    It answers for the one thing that it is on. If it `counts`, which means it has a number, also for the goal.
    """
    whole, step = f"goal:{goal}", f"milestone:{milestone}"
    if milestone is None:
        return frozenset({whole})
    return frozenset({step, whole} if counts else {step})


def subject_of(thing: Goal | Milestone) -> str:
    """Return the name by which nudges know a thing."""
    return f"{'milestone' if isinstance(thing, Milestone) else 'goal'}:{thing.id}"
