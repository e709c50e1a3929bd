"""When to check in: pure rules from a goal, its milestones and its owner's calendar to moments.

What the outbox holds, what `next` shows, what `simulate` counts and what is looked at again in the moment of sending
all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.dates.rhythm import days_of, rhythm_in_words, time_of
from bot.dates.workdays import instant
from bot.models import Goal, GoalState, Intensity, Milestone, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.dates.workdays import Calendar

FAR = timedelta(days=365)
"""A goal that is due later than this is looked back on now and then, until it comes near."""
REVIEWS = "FREQ=MONTHLY;INTERVAL=3"
"""How often a far goal is reviewed."""
_PERIODS = {"day": "FREQ=WEEKLY", "week": "FREQ=WEEKLY", "month": "FREQ=MONTHLY"}
"""How often a habit without a rhythm of its own is asked about, by the period that it counts."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How closely a thing with a due date is asked about; all in working days."""

    ahead: tuple[int, ...]
    """Before it is due."""
    behind: tuple[int, ...]
    """After it was due, as long as it is open and nobody said how it stands."""
    question: int | None
    """After the last of these: the question what is to become of it. Then silence."""


SCHEDULES = {
    Intensity.off: Schedule((), (), None),
    Intensity.gentle: Schedule((), (3,), 5),
    Intensity.standard: Schedule((), (1, 3, 7), 5),
    Intensity.close: Schedule((5, 1), (1, 2, 4, 7), 3),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """One check-in that should happen."""

    subject: str
    """What it asks about: `goal:7` or `milestone:12`, by row id."""
    occurrence: str
    """Which of the subject's check-ins: in wall time, so that a change of zone moves it and never doubles it."""
    milestone_id: int | None
    at: datetime
    """When to send it, in UTC."""
    rule: str
    """Why then, in words for the person."""
    channel: str = ""
    """The channel to ask in; empty: a direct message."""
    as_typed: bool = False
    """The person typed this clock time, so it is honoured in quiet hours too."""
    unless_since: datetime | None = None
    """It is left out if somebody said how the goal stands after this moment: that of the one before."""

    @property
    def kind(self) -> str:
        """`due`, `later`, `lead`, `follow`, `question`, `rhythm` or `review`."""
        return self.occurrence.partition(" ")[0]


def subject_of(thing: Goal | Milestone) -> str:
    """Return the name by which a nudge knows what it asks about."""
    return f"{'milestone' if isinstance(thing, Milestone) else 'goal'}:{thing.id}"


def is_open(goal: Goal, milestone: Milestone | None) -> bool:
    """Tell whether there is still something to ask about."""
    alive = goal.state is GoalState.active and goal.archived_at is None and goal.intensity is not Intensity.off
    return alive and (milestone is None or milestone.state is MilestoneState.open)


def tracks(
    goal: Goal, milestones: Iterable[Milestone], calendar: Calendar, since: datetime
) -> Iterator[Iterator[Planned]]:
    """Return the check-ins that `goal` and its milestones call for: a track each, in the order of time.

    A due date's track is whole; a rhythm's is endless and begins after `since`.
    """
    for milestone in (None, *milestones):
        if is_open(goal, milestone):
            yield _in_channel(goal, _by_date(milestone or goal, SCHEDULES[goal.intensity], calendar))
    rule = _rhythm(goal, since.astimezone(calendar.zone).date())
    if rule is not None and is_open(goal, None):
        yield _in_channel(goal, _by_rhythm(goal, rule, calendar, since))


def _in_channel(goal: Goal, track: Iterator[Planned]) -> Iterator[Planned]:
    """Ask in the goal's channel if its owner chose so; nothing of leaving is ever asked there."""
    channel = goal.channel if goal.nudges_channel and not goal.leaving else ""
    return (replace(planned, channel=channel) for planned in track)


def _by_date(thing: Goal | Milestone, schedule: Schedule, calendar: Calendar) -> Iterator[Planned]:
    """Ask before it is due, when it is due, and a few times after, further and further apart."""
    first = _check_in(thing, calendar)
    if first is None:
        return
    day = first.at.astimezone(calendar.zone).date()
    given = thing.dated_at
    if first.kind == "due" and given is not None:
        for count in schedule.ahead:
            at = calendar.start_of_work(calendar.work_days_after(day, -count))
            if given < at < first.at:
                ahead = f"{count} working day{'s' * (count > 1)} before it is due"
                yield replace(first, occurrence=f"lead {count} {first.occurrence}", at=at, rule=ahead, as_typed=False)
    yield first
    before = first
    for count in schedule.behind:
        at = calendar.start_of_work(calendar.work_days_after(day, count))
        words = f"{count} working day{'s' * (count > 1)} after it was due, and it is still open"
        before = replace(
            first,
            occurrence=f"follow {count} {first.occurrence}",
            at=max(at, before.at),
            rule=words,
            as_typed=False,
            unless_since=before.at,
        )
        yield before
    if schedule.question is not None:
        last = (schedule.behind or (0,))[-1] + schedule.question
        at = calendar.start_of_work(calendar.work_days_after(day, last))
        words = "the last time I ask about it, unless you say otherwise"
        yield replace(
            before, occurrence=f"question {first.occurrence}", at=at, rule=words, as_typed=False, unless_since=before.at
        )


def _check_in(thing: Goal | Milestone, calendar: Calendar) -> Planned | None:
    at = thing.asked_at(calendar)
    if at is None:
        return None
    if thing.later is not None:
        words = ["later", thing.later_on, thing.later_at, thing.later_zone, f"given {thing.later_given}"]
        as_typed, rule = thing.later_at is not None, "you asked to be asked again then"
    else:
        short = thing.due is not None and thing.dated_at and thing.due.is_short_notice(calendar, thing.dated_at)
        words = ["due", thing.due_on, thing.due_at, thing.due_zone, f"given {thing.dated_at}" if short else None]
        as_typed = thing.due_at is not None
        rule = "it is due then" if as_typed else "your start of work on the day it is due"
        rule = "it is due today, and your work had started" if short else rule
        if not as_typed and thing.due_on and (off := calendar.day_off(thing.due_on)):
            rule = f"the start of work nearest to the day it is due ({off})"
    occurrence = " ".join(str(word) for word in words if word)
    milestone_id = thing.id if isinstance(thing, Milestone) else None
    return Planned(subject_of(thing), occurrence, milestone_id, at, rule, as_typed=as_typed)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """What a goal is asked by beside its date."""

    rule: str
    """RFC 5545."""
    kind: str
    """`rhythm` or `review`."""
    begin: date
    """The day it counts from."""


def _rhythm(goal: Goal, today: date) -> _Rhythm | None:
    begin = goal.rhythm_from or goal.created_at.date()
    if goal.rhythm:
        return _Rhythm(goal.rhythm, "rhythm", begin)
    counted = goal.counts
    if counted is not None and counted.kind == "habit" and counted.per in _PERIODS:
        return _Rhythm(_PERIODS[counted.per], "rhythm", begin + timedelta(days=7))
    if goal.due_on is not None and goal.due_on - today > FAR:
        return _Rhythm(REVIEWS, "review", begin + timedelta(days=90))
    return None


def _by_rhythm(goal: Goal, rhythm: _Rhythm, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Ask on each day of a rule, at its wall time or at the start of work; a day off is rolled or skipped."""
    at = time_of(rhythm.rule)
    words = "it is time to look back on a far goal" if rhythm.kind == "review" else rhythm_in_words(rhythm.rule)
    before: datetime | None = None
    # From a little earlier: a day may roll forward past `since`, and the one before it tells what is new.
    for day in days_of(rhythm.rule, rhythm.begin, since.astimezone(calendar.zone).date() - timedelta(days=40)):
        if goal.due_on is not None and day > goal.due_on:
            return
        held, why = day, calendar.day_off(day)
        if why and (at is None or calendar.is_away(day)):
            if calendar.roll == "skip":
                continue
            held = calendar.rolled(day)
        moment = calendar.start_on(held) if at is None else instant(datetime.combine(held, at), calendar.zone)
        if before is not None and moment <= before:
            continue  # two days rolled onto one
        if moment > since:
            moved = f"{words}; moved from {day:%A} ({why})" if held != day else words
            yield Planned(
                subject_of(goal),
                f"{rhythm.kind} {day}",
                None,
                moment,
                moved,
                as_typed=at is not None,
                unless_since=before,
            )
        before = moment


def why_not(goal: Goal, milestone: Milestone | None) -> str:
    """Say why a check-in that was planned is not called for any more."""
    if goal.archived_at is not None:
        return "the goal was archived"
    if goal.state is not GoalState.active:
        return f"the goal was {goal.state}"
    if goal.intensity is Intensity.off:
        return "you switched the check-ins of this goal off"
    if milestone is not None and milestone.state is not MilestoneState.open:
        return f"the milestone was {'marked done' if milestone.state is MilestoneState.done else milestone.state}"
    return "the date was changed, or it was put off"
