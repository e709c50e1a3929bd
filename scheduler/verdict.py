"""The second look at a nudge at the moment of sending: pure rules that say what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bot.celebrations import telling
from bot.models import DeliveryState
from bot.nudges import digest_schedule, planner, reasons
from bot.nudges.pacing import counted, hold, is_stale

if TYPE_CHECKING:
    from bot.models import Delivery, Share
    from bot.nudges.planned import Planned
    from bot.teams.digest import Digest
    from scheduler.due import DueCelebration, DueDigest, DueNudge
    from scheduler.policy import Policy


_UNDER_WAY = timedelta(seconds=30)
"""For so long a change waits for the message that it changes."""
_LATE = timedelta(hours=1)
"""A check-in that comes later than this says when it was due."""


@dataclass(frozen=True, slots=True)
class Send:
    """It is sent now."""

    missed: bool = False
    """Whether the check-in before it was left unanswered."""
    stands_for: tuple[datetime, ...] = ()
    """If it comes late: its own moment, and those of the check-ins that came due while it waited."""


_ON_TIME = Send()
"""One value for nearly all nudges, so that they are quickly put together by their verdicts."""


@dataclass(frozen=True, slots=True)
class Hold:
    """It waits for a later moment."""

    until: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Drop:
    """It is not called for any more, and its cause is gone."""

    words: str


@dataclass(frozen=True, slots=True)
class Skip:
    """It is left out; the next check-in of its track is planned as if it had been sent."""

    words: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """It belongs in another place, as the channel it was planned for may not read it any more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """It has been sent already: that was settled after the lease had ended."""


Verdict: TypeAlias = Send | Hold | Drop | Skip | Elsewhere | Arrived


class ContactHistory(NamedTuple):
    """What passed between Milepost and the person who is to be asked."""

    sent: int
    """How many messages they got today, in their own time zone."""
    said: datetime | None
    """When somebody last checked in on what is to be asked about."""


def verdict(due: DueNudge, history: ContactHistory, now: datetime, policy: Policy) -> Verdict:
    """Decide on a nudge: it is sent if it is still planned, in time and unanswered, and this is no time of rest."""
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
    """Decide on a check-in that the planner does not call for any more."""
    if due.snooze is not None:
        gone = planner.why_not_snoozed(due.goal, due.milestone, due.snooze) or "you put it off once more"
        return Drop(f"Dropped: {gone}.{maybe}")
    if due.earlier is None and planner.is_open(due.goal, due.milestone):
        # An earlier version of the rules planned it; what these rules call for is planned next.
        return Skip("Left out: it is planned otherwise by now.")
    return Drop(f"Dropped: {reasons.why_dropped(due.goal, due.milestone, due.nudge, due.calendar)}.{maybe}")


def verdict_of_digest(due: DueDigest, digest: Digest, now: datetime, policy: Policy) -> Verdict:
    """Decide on a digest: it is posted if it is still planned, in time and has news; a channel has no quiet hours."""
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    if not digest_schedule.is_called_for(due.team, due.nudge):
        return Skip("Left out: it was switched off, or is posted at another time.")
    if now - due.nudge.due_at > policy.stale_after:
        return Skip(f"Left out: it is more than {policy.stale_after.days} days late.")
    return Skip("Left out: nothing has changed.") if digest.is_empty and due.earlier is None else Send()


def verdict_of_celebration(due: DueCelebration, posted: Delivery | None, now: datetime, policy: Policy) -> Verdict:
    """Decide on what is celebrated: it is told as long as there is anything to tell; `posted` is what the channel read.

    A channel has no quiet hours; the owner hears of cheers after theirs, and after their time off.
    """
    if due.earlier is not None and due.earlier.state is DeliveryState.sent:
        return Arrived()
    if due.reply is None:
        return Drop("Dropped: it was taken back.")
    if not due.nudge.channel:
        held = hold(now, due.person.calendar, as_typed=False, sent=0, budget=1)
        return Hold(held.until, f"Held: {held.reason}.") if held is not None and due.earlier is None else Send()
    late = now - due.nudge.due_at
    if due.nudge.kind == telling.CHANGED:
        return _changed_in_place(posted, late, now)
    stale = late > policy.stale_after
    return Skip(f"Left out: it is more than {policy.stale_after.days} days late.") if stale else Send()


def _changed_in_place(posted: Delivery | None, late: timedelta, now: datetime) -> Verdict:
    """Decide on what changes a message in a channel: it waits for one that is still under way."""
    if posted is not None:
        return Send()
    under_way = Hold(now + _UNDER_WAY, "Held: what it changes is still under way.")
    return under_way if late <= _LATE else Drop("Dropped: what it changes never arrived.")


def _now_or_later(due: DueNudge, planned: Planned, history: ContactHistory, now: datetime) -> Verdict:
    """Decide when and where to send what is to be sent: now, later, or in another place."""
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
    """Return the moment of a check-in, and those after it on its track that have passed by now."""
    if due.snooze is not None:
        return (due.nudge.due_at,)
    since = due.nudge.due_at - timedelta(seconds=1)
    for track in planner.tracks(due.goal, [due.milestone] if due.milestone else [], due.calendar, since):
        passed = list(takewhile(lambda planned: planned.at <= now, track))
        keys = [planned.key for planned in passed]
        if due.nudge.key in keys:
            own = keys.index(due.nudge.key)
            return tuple(planned.at for planned in passed[own:])
    return (due.nudge.due_at,)


def _outlived(due: DueNudge, planned: Planned, history: ContactHistory, now: datetime, policy: Policy) -> str:
    """Say why it is too late for it, or needless; empty if it is neither."""
    if is_stale(due.nudge.due_at, due.calendar, now, policy.stale_after, as_typed=planned.as_typed):
        return f"it is more than {policy.stale_after.days} days late"
    if planned.is_too_late(now):
        return "the digest that it asks for comes now"
    return "you have said how it stands since I last asked" if planned.is_answered(history.said) else ""


def _about_a_share(due: DueNudge, share: Share, now: datetime) -> Verdict:
    """Decide on a notice about a share or its goal: it is sent if that still stands as it did.

    It waits for the end of quiet hours and time off, and does not count against the budget of messages.
    """
    is_so = bool(due.changed.lines) if due.changed is not None else due.nudge.kind == share.state
    if due.goal.leaving or not is_so:
        return Drop("Dropped: it was taken back, or answered.")
    held = hold(now, due.calendar, as_typed=False, sent=0, budget=1)
    return Hold(held.until, f"Held: {held.reason}.") if held is not None and due.earlier is None else Send()


def _called_for(due: DueNudge) -> Planned | None:
    """Return the check-in that the planner calls for in the place of this nudge now; None if it calls for none."""
    if due.snooze is not None:
        planned = planner.snoozed(due.goal, due.milestone, due.snooze, due.calendar)
        return planned if planned is not None and planned.key == due.nudge.key else None
    return reasons.called_for(due.goal, due.milestone, due.nudge, due.calendar)
