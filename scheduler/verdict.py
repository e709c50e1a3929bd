"""Whether a nudge should still be sent, at the moment of sending: pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from bot.models import DeliveryState
from bot.nudges import planner

if TYPE_CHECKING:
    from datetime import datetime

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
class Arrived:
    """It has been sent: whoever did so settled too late for their lease."""


Verdict: TypeAlias = Send | Hold | Drop | Arrived


def verdict(due: Due, now: datetime, policy: Policy) -> Verdict:
    """Look once more: is it still open, as planned, in time, and not in the person's quiet hours?"""
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    nudge, calendar = due.nudge, due.person.calendar
    plan = planner.plan(due.goal, [due.milestone] if due.milestone else [], calendar)
    planned = next((p for p in plan if (p.subject, p.occurrence) == (nudge.subject, nudge.occurrence)), None)
    maybe = " An earlier try may have arrived." if due.earlier else ""
    if planned is None:
        return Drop(f"Dropped: {planner.why_not(due.goal, due.milestone)}.{maybe}")
    if now - nudge.due_at > policy.stale_after:
        return Drop(f"Dropped: it is more than {policy.stale_after.days} days late.{maybe}")
    if not planned.as_typed and due.earlier is None and (morning := calendar.after_quiet_hours(now)) > now:
        return Hold(morning, "Held: these are your quiet hours.")
    return Send()
