"""When to check in: pure rules from a goal, its milestones and its owner's calendar to moments.

The outbox, `next`, `simulate` and the second look at the moment of sending all ask this planner.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.coach.expressing import means_leaving
from bot.models import Audience, Goal, GoalState, Intensity, Milestone, MilestoneState, SnoozeState
from bot.nudges.rhythms import by_rhythm, rhythm_of
from bot.nudges.rounds import by_round
from bot.nudges.schedules import SCHEDULES, by_date, put_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.dates.workdays import Calendar
    from bot.models import Nudge, Snooze
    from bot.nudges.planned import Planned

LATE = timedelta(days=7)
"""A check-in later than this (after a downtime, ours or the platform's) is left out, and the ledger says so."""


def is_open(goal: Goal, milestone: Milestone | None) -> bool:
    """Tell whether a goal, or a milestone of it, is still asked about."""
    return not why_not(goal, milestone)


def tracks(
    goal: Goal, milestones: Iterable[Milestone], calendar: Calendar, since: datetime
) -> Iterator[Iterator[Planned]]:
    """Yield the check-ins that `goal` and its milestones call for: a track for each date and rhythm, and for rounds.

    The track of a due date is complete; the others begin after `since` and are endless.
    """
    rhythm = rhythm_of(goal)
    for milestone in (None, *milestones):
        if is_open(goal, milestone):
            asked_anyway = milestone is None and rhythm is not None
            track = by_date(milestone or goal, SCHEDULES[goal.intensity], calendar, asked_anyway=asked_anyway)
            yield _placed(goal, milestone, track)
    if rhythm is not None and is_open(goal, None):
        yield _placed(goal, None, by_rhythm(goal, rhythm, calendar, since))
    if goal.rounds and is_open(goal, None):
        yield by_round(goal, calendar, since)  # whose goal it is, is asked, and in private


def _placed(goal: Goal, milestone: Milestone | None, track: Iterator[Planned]) -> Iterator[Planned]:
    """Place the check-ins of a track in the goal's channel, if its owner chose so, or else in private.

    Whatever speaks of leaving one's employer is asked in private, and so is what somebody put off.
    """
    if not is_asked_in_channel(goal, None):
        return track
    if not is_asked_in_channel(goal, milestone):
        return (planned._replace(private_because="it speaks of leaving") for planned in track)
    return (planned._replace(channel="" if planned.put_off else goal.channel) for planned in track)


def is_asked_in_channel(goal: Goal, milestone: Milestone | None) -> bool:
    """Tell whether check-ins go to the goal's channel; there, people put them off for themselves alone."""
    chosen = goal.nudges_channel and bool(goal.channel) and not goal.leaving
    return chosen and (milestone is None or not means_leaving(milestone.title, goal.misread))


def is_elsewhere(nudge: Nudge, goal: Goal, planned: Planned) -> bool:
    """Tell whether a nudge waits in the outbox for another place than it is planned for now."""
    there = (goal.platform, goal.realm, planned.channel)
    return (nudge.platform, nudge.realm, nudge.channel) != there if planned.channel else bool(nudge.channel)


def snoozed(goal: Goal, milestone: Milestone | None, snooze: Snooze, calendar: Calendar) -> Planned | None:
    """Return the private check-in for somebody who put off what a channel is asked; None if none is called for."""
    if why_not_snoozed(goal, milestone, snooze):
        return None
    return put_off(snooze, f"snooze:{snooze.id}", calendar, snooze.milestone_id)


def why_not_snoozed(goal: Goal, milestone: Milestone | None, snooze: Snooze) -> str:
    """Say why somebody who put a check-in off is not asked again; empty if they are."""
    if snooze.state is not SnoozeState.on:
        return "it was taken back"
    if over := why_not(goal, milestone):
        return over
    if milestone is not None and milestone.goal_id != goal.id:
        return "the milestone was moved to another goal"
    there = (goal.audience, goal.platform, goal.realm, goal.channel)
    is_shown = there == (Audience.channel, snooze.platform, snooze.space, snooze.channel)
    hidden = goal.leaving or not is_shown or (milestone is not None and means_leaving(milestone.title, goal.misread))
    return "the channel where you put it off is not to read it any more" if hidden else ""


def why_not(goal: Goal, milestone: Milestone | None) -> str:
    """Say why a goal, or a milestone of it, is not asked about any more; empty if it is."""
    if goal.archived_at is not None:
        return "the goal was archived"
    if goal.state is GoalState.draft:
        return "the goal is a draft"
    if goal.state is not GoalState.active:
        return f"the goal was {goal.state.said}"
    if goal.intensity is Intensity.off:
        return "its check-ins were switched off"
    if milestone is not None and milestone.state is not MilestoneState.open:
        return f"the milestone was {'marked done' if milestone.state is MilestoneState.done else milestone.state}"
    return ""
