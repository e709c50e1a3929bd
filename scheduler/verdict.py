"""Whether a nudge should still be sent, at the moment of sending: pure rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.models import DeliveryState
from bot.nudges import digests, planner, reasons
from bot.nudges.pacing import counted, hold, is_stale
from bot.nudges.tellings import OF_ITS_DATE, OF_ITS_PLAN, OF_THE_GOAL, date_given

if TYPE_CHECKING:
    from bot.models import Share
    from bot.nudges.planned import Planned
    from bot.teams.digest import Digest
    from scheduler.due import DueDigest, DueNudge
    from scheduler.policy import Policy


_LATE = timedelta(hours=1)
"""From this on, a check-in says when it was due."""


@dataclass(frozen=True, slots=True)
class Send:
    """It is called for, now."""

    missed: bool = False
    """The check-in before it was not answered."""
    stands_for: tuple[datetime, ...] = ()
    """The moments that it stands for, if it comes late: its own, and those that passed while it waited."""


_ON_TIME = Send()
"""What becomes of nearly all: the same for each, so that they are soon put together."""


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
class Elsewhere:
    """It is called for in another place: the channel it was planned for may not read it any more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """It has been sent: whoever did so settled too late for their lease."""


Verdict: TypeAlias = Send | Hold | Drop | Skip | Elsewhere | Arrived


class ContactHistory(NamedTuple):
    """How things stand with the one who is to be asked."""

    sent: int
    """Messages that they got today, on their own clock."""
    said: datetime | None
    """When somebody last said how that stands which is to be asked about."""


def verdict(due: DueNudge, history: ContactHistory, now: datetime, policy: Policy) -> Verdict:
    """Look once more: it must be open and as planned, in time, unanswered, and now a moment to reach the person."""
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    if due.share is not None:
        return _about_a_share(due, due.share, now)
    planned = _called_for(due)
    maybe = " An earlier try may have arrived." if due.earlier else ""
    if planned is None:
        return _not_called_for(due, maybe)
    reason = _outlived(due, planned, history, now, policy)
    if reason:
        return Skip(f"Left out: {reason}.{maybe}")
    return _now_or_later(due, planned, history, now)


def _not_called_for(due: DueNudge, maybe: str) -> Verdict:
    if due.snooze is not None:
        gone = planner.why_not_snoozed(due.goal, due.milestone, due.snooze) or "you put it off once more"
        return Drop(f"Dropped: {gone}.{maybe}")
    if due.earlier is None and planner.is_open(due.goal, due.milestone):
        # Another version of the rules planned it: what these rules have in its place is planned next.
        return Skip("Left out: it is planned otherwise by now.")
    return Drop(f"Dropped: {reasons.why_dropped(due.goal, due.milestone, due.nudge, due.calendar)}.{maybe}")


def verdict_of_digest(due: DueDigest, digest: Digest, now: datetime, policy: Policy) -> Verdict:
    """Look once more at what a channel is to be told: news alone is worth a message, and that has no quiet hours."""
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    if not digests.is_called_for(due.team, due.nudge):
        return Skip("Left out: it was switched off, or is posted at another time.")
    if now - due.nudge.due_at > policy.stale_after:
        return Skip(f"Left out: it is more than {policy.stale_after.days} days late.")
    return Skip("Left out: nothing has changed.") if digest.is_empty and due.earlier is None else Send()


def _now_or_later(due: DueNudge, planned: Planned, history: ContactHistory, now: datetime) -> Verdict:
    if due.nudge.channel and planner.is_elsewhere(due.nudge, due.goal, planned):
        told = "Left out: that channel is not to read it any more. An earlier try may have arrived."
        return Elsewhere() if due.earlier is None else Skip(told)
    budget, sent = due.person.daily_nudges, counted(planned, history.sent)
    held = hold(now, due.calendar, as_typed=planned.is_honoured(now), sent=sent, budget=budget)
    if held is not None and due.earlier is None:
        return Hold(held.until, f"Held: {held.reason}.")
    missed = planned.missed_before(history.said)
    late = now - due.nudge.due_at > _LATE
    return Send(missed=missed, stands_for=_stands_for(due, now) if late else ()) if missed or late else _ON_TIME


def _stands_for(due: DueNudge, now: datetime) -> tuple[datetime, ...]:
    """Return its own moment and those of its track that have passed since."""
    if due.snooze is not None:
        return (due.nudge.due_at,)
    since = due.nudge.due_at - timedelta(seconds=1)
    for track in planner.tracks(due.goal, [due.milestone] if due.milestone else [], due.calendar, since):
        passed = list(takewhile(lambda planned: planned.at <= now, track))
        keys = [(planned.subject, planned.occurrence) for planned in passed]
        if (due.nudge.subject, due.nudge.occurrence) in keys:
            own = keys.index((due.nudge.subject, due.nudge.occurrence))
            return tuple(planned.at for planned in passed[own:])
    return (due.nudge.due_at,)


def _outlived(due: DueNudge, planned: Planned, history: ContactHistory, now: datetime, policy: Policy) -> str:
    """Say why its time has gone; empty if it has not."""
    if is_stale(due.nudge.due_at, due.calendar, now, policy.stale_after, as_typed=planned.as_typed):
        return f"it is more than {policy.stale_after.days} days late"
    return "you have said how it stands since I last asked" if planned.is_answered(history.said) else ""


def _about_a_share(due: DueNudge, share: Share, now: datetime) -> Verdict:
    """Tell of a share, or of its goal, if it is still as it was then.

    It waits for the end of the quiet hours, and has no budget.
    """
    what, became = due.nudge.occurrence.split()[:2]
    now_is = {OF_THE_GOAL: due.goal.standing, OF_ITS_DATE: date_given(due.goal)}
    is_so = became == now_is[what] if what in now_is else what == share.state
    is_so = bool(due.changed) if what == OF_ITS_PLAN else is_so
    if due.goal.leaving or not is_so:
        return Drop("Dropped: it was taken back, or answered.")
    held = hold(now, due.calendar, as_typed=False, sent=0, budget=1)
    return Hold(held.until, f"Held: {held.reason}.") if held is not None and due.earlier is None else Send()


def _called_for(due: DueNudge) -> Planned | None:
    """Return the check-in that the planner has for this nudge now, if it still has it."""
    if due.snooze is not None:
        planned = planner.snoozed(due.goal, due.milestone, due.snooze, due.calendar)
        return planned if planned is not None and planned.occurrence == due.nudge.occurrence else None
    return reasons.called_for(due.goal, due.milestone, due.nudge, due.calendar)
