"""Whether a nudge should still be sent, at the moment of sending: pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from bot.models import DeliveryState
from bot.nudges import planner
from bot.nudges.pacing import hold

if TYPE_CHECKING:
    from bot.nudges.planner import Planned
    from scheduler.claim import Due
    from scheduler.policy import Policy


@dataclass(frozen=True, slots=True)
class Send:
    """It is called for, now."""


@dataclass(frozen=True, slots=True)
class Hold:
    """It is called for, later."""

    until: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Drop:
    """It is not called for any more."""

    words: str


@dataclass(frozen=True, slots=True)
class Skip:
    """It is left out this time; what comes after it comes."""

    words: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """It has been sent: whoever did so settled too late for their lease."""


Verdict: TypeAlias = Send | Hold | Drop | Skip | Arrived


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with the one who is to be asked."""

    sent: int
    """Messages that they got today, on their own clock."""
    said: datetime | None
    """When somebody last said how the goal stands."""


def verdict(due: Due, standing: Standing, now: datetime, policy: Policy) -> Verdict:
    """Look once more: it must be open and as planned, in time, unanswered, and now a moment to reach the person."""
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    planned = _called_for(due)
    maybe = " An earlier try may have arrived." if due.earlier else ""
    if planned is None:
        return Drop(f"Dropped: {planner.why_not(due.goal, due.milestone)}.{maybe}")
    if now - due.nudge.due_at > policy.stale_after:
        return Skip(f"Left out: it is more than {policy.stale_after.days} days late.{maybe}")
    said, since = standing.said, planned.unless_since
    if said is not None and since is not None and said > since:
        return Skip(f"Left out: you have said how it stands since I last asked.{maybe}")
    if due.earlier is None:
        person = due.person
        held = hold(now, person.calendar, as_typed=planned.as_typed, sent=standing.sent, budget=person.daily_nudges)
        if held is not None:
            return Hold(held.until, f"Held: {held.reason}.")
    return Send()


def _called_for(due: Due) -> Planned | None:
    """Return the check-in that the planner has for this nudge now, if it still has it."""
    nudge, milestones = due.nudge, [due.milestone] if due.milestone else []
    since = nudge.due_at - timedelta(seconds=1)
    for track in planner.tracks(due.goal, milestones, due.person.calendar, since):
        for planned in track:
            if (planned.subject, planned.occurrence) == (nudge.subject, nudge.occurrence):
                return planned
            if planned.at > nudge.due_at:
                break
    return None
