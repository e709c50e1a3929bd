"""When to check in: pure rules from a goal, its milestones and its owner's calendar to moments.

What the outbox holds, what `next` shows, what `simulate` counts and what is looked at again in the moment of sending
all come from here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.coach.expressing import means_leaving
from bot.dates.rhythm import days_of, longest_gap, rhythm_in_words, time_of
from bot.dates.workdays import LONGEST_ABSENCE, instant
from bot.models import Audience, Goal, GoalState, Intensity, Milestone, MilestoneState, SnoozeState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.dates.workdays import Calendar
    from bot.models import Snooze
    from bot.models.columns import PutOff

FAR = timedelta(days=365)
"""A goal that is due later than this is looked back on now and then, until it comes near."""
REVIEWS = "FREQ=MONTHLY;INTERVAL=3"
"""How often a far goal is reviewed."""
LATE = timedelta(days=7)
"""A check-in later than this (after a downtime, ours or the platform's) is left out, and the ledger says so."""
_ROLLED = timedelta(days=14)
"""How far a day off commonly moves a check-in."""
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
    """What it asks about: `goal:7` or `milestone:12`, by row id; what one person put off: `snooze:3`."""
    occurrence: str
    """Which of the subject's check-ins: in wall time, so that a change of zone moves it and never doubles it."""
    milestone_id: int | None
    at: datetime
    """When to send it, in UTC."""
    rule: str
    """Why then, in words for the person."""
    channel: str = ""
    """The channel to ask in; empty: a direct message."""
    private_because: str = ""
    """Why it is not asked in the goal's channel, in words for the person."""
    as_typed: bool = False
    """The person typed this clock time, so it is honoured in quiet hours too."""
    wished: bool = False
    """The person asked for this very moment, or today for today: honoured however many messages they had."""
    unless_since: datetime | None = None
    """It is left out if somebody said how the goal stands after this moment: that of the one before, for a rhythm
    the day after that."""
    before: datetime | None = None
    """When the check-in before was due, if there was one: it was missed if nobody said anything since."""

    @property
    def kind(self) -> str:
        """`due`, `later`, `lead`, `follow`, `question`, `rhythm` or `review`."""
        return self.occurrence.partition(" ")[0]

    def is_answered(self, said: datetime | None) -> bool:
        """Tell whether it is left out, as somebody `said` how the goal stands since the check-in before it."""
        return said is not None and self.unless_since is not None and said > self.unless_since

    @property
    def put_off(self) -> bool:
        """It comes when it does because somebody put it off."""
        return "later" in self.occurrence.split(" ", 3)


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
    rhythm = rhythm_of(goal)
    for milestone in (None, *milestones):
        if is_open(goal, milestone):
            asked_anyway = milestone is None and rhythm is not None
            track = _by_date(milestone or goal, SCHEDULES[goal.intensity], calendar, asked_anyway=asked_anyway)
            yield _placed(goal, milestone, track)
    if rhythm is not None and is_open(goal, None):
        yield _placed(goal, None, _by_rhythm(goal, rhythm, calendar, since))


def _placed(goal: Goal, milestone: Milestone | None, track: Iterator[Planned]) -> Iterator[Planned]:
    """Ask in the goal's channel if its owner chose so.

    Nothing of leaving is ever asked there; nor what was put off: that is between us and whoever put it off.
    """
    if is_asked_in_channel(goal, milestone):
        return (replace(planned, channel="" if planned.put_off else goal.channel) for planned in track)
    if is_asked_in_channel(goal, None):
        return (replace(planned, private_because="it speaks of leaving") for planned in track)
    return track


def is_asked_in_channel(goal: Goal, milestone: Milestone | None) -> bool:
    """Tell whether check-ins go to the goal's channel: then a person puts them off for themselves alone."""
    chosen = goal.nudges_channel and bool(goal.channel) and not goal.leaving
    return chosen and (milestone is None or not means_leaving(milestone.title))


def snoozed(goal: Goal, milestone: Milestone | None, snooze: Snooze, calendar: Calendar) -> Planned | None:
    """Return when somebody is asked in private who put off what a channel is asked; None if it is not called for."""
    if why_not_snoozed(goal, milestone, snooze):
        return None
    return _put_off(snooze, f"snooze:{snooze.id}", calendar, snooze.milestone_id)


def why_not_snoozed(goal: Goal, milestone: Milestone | None, snooze: Snooze) -> str:
    """Say why somebody is not asked again who put it off; empty if they are."""
    if snooze.state is not SnoozeState.on:
        return "it was taken back"
    if not is_open(goal, milestone):
        return why_not(goal, milestone)
    if milestone is not None and milestone.goal_id != goal.id:
        return "the milestone was moved to another goal"
    there = (goal.audience, goal.platform, goal.realm, goal.channel)
    is_shown = there == (Audience.channel, snooze.platform, snooze.space, snooze.channel)
    hidden = goal.leaving or not is_shown or (milestone is not None and means_leaving(milestone.title))
    return "the channel where you put it off is not to read it any more" if hidden else ""


def _by_date(
    thing: Goal | Milestone, schedule: Schedule, calendar: Calendar, *, asked_anyway: bool
) -> Iterator[Planned]:
    """Ask before it is due, when it is due, and a few times after, further and further apart.

    What was put off to before it is due moves that one check-in and leaves the rest as it is; put off further, it
    takes the place of the due date's, and is followed up in the same way. A goal that is `asked_anyway`, by its
    rhythm, needs no following up without a due date.
    """
    due, later = _due(thing, calendar), _later(thing, calendar)
    if later is not None and (due is None or later.at >= due.at):
        yield later
        if due is None and asked_anyway:
            return
        first = later
    elif due is not None:
        if later is not None:
            yield later
        yield from _leads(thing, due, schedule, calendar, later.at if later is not None else None)
        yield due
        first = due
    else:
        return
    day, before = first.at.astimezone(calendar.zone).date(), first
    for count in schedule.behind:
        at = calendar.start_of_work(calendar.work_days_after(day, count))
        words = f"{_work_days(count)} after it was due, and it is still open"
        before = _after(first, before, f"follow {count}", at, words)
        yield before
    if schedule.question is not None:
        last = (schedule.behind or (0,))[-1] + schedule.question
        at = calendar.start_of_work(calendar.work_days_after(day, last))
        yield _after(first, before, "question", at, "the last time I ask about it, unless you say otherwise")


def _leads(
    thing: Goal | Milestone, due: Planned, schedule: Schedule, calendar: Calendar, put_off: datetime | None
) -> Iterator[Planned]:
    day, given = due.at.astimezone(calendar.zone).date(), thing.dated_at
    for count in schedule.ahead:
        at = calendar.start_of_work(calendar.work_days_after(day, -count))
        if given is not None and given < at < due.at and (put_off is None or at > put_off):
            rule = f"{_work_days(count)} before it is due"
            yield replace(
                due, occurrence=f"lead {count} {due.occurrence}", at=at, rule=rule, as_typed=False, wished=False
            )


def _after(first: Planned, before: Planned, kind: str, at: datetime, rule: str) -> Planned:
    """Return the check-in that follows `before`, as long as nobody says anything."""
    return replace(
        first,
        occurrence=f"{kind} {first.occurrence}",
        at=max(at, before.at),
        rule=rule,
        as_typed=False,
        wished=False,
        unless_since=before.at,
        before=before.at,
    )


def _work_days(count: int) -> str:
    return f"{count} working day{'s' * (count > 1)}"


def _later(thing: Goal | Milestone, calendar: Calendar) -> Planned | None:
    """Return the check-in that was put off, if one was."""
    if thing.later_on is None:
        return None
    return _put_off(thing, subject_of(thing), calendar, thing.id if isinstance(thing, Milestone) else None)


def _put_off(wish: PutOff, subject: str, calendar: Calendar, milestone: int | None) -> Planned | None:
    at = wish.asked_again(calendar)
    if at is None:
        return None
    words = ("later", wish.later_on, wish.later_at, wish.later_zone, f"given {wish.later_given}")
    occurrence = " ".join(str(word) for word in words if word)
    rule = "you asked to be asked again then"
    return Planned(subject, occurrence, milestone, at, rule, as_typed=wish.later_at is not None, wished=True)


def _due(thing: Goal | Milestone, calendar: Calendar) -> Planned | None:
    """Return the check-in of the day it is due, if it has one."""
    due, given = thing.due, thing.dated_at
    if due is None or given is None:
        return None
    as_typed = due.at is not None
    short = due.is_short_notice(calendar, given)
    words = ("due", due.on, due.at, thing.due_zone, f"given {given}" if short else None)
    rule = "it is due then" if as_typed else "your start of work on the day it is due"
    rule = "it is due today, and your work had started" if short else rule
    if not as_typed and (off := calendar.day_off(due.on)):
        rule = f"the start of work nearest to the day it is due ({off})"
    return Planned(
        subject_of(thing),
        " ".join([str(word) for word in words if word]),
        thing.id if isinstance(thing, Milestone) else None,
        due.check_in(calendar, given),
        rule,
        as_typed=as_typed,
        wished=as_typed or short,
    )


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a goal is asked by beside its date."""

    rule: str
    """RFC 5545."""
    kind: str
    """`rhythm` or `review`."""
    begin: date
    """The day it counts from."""


def rhythm_of(goal: Goal) -> Rhythm | None:
    """Return the rhythm that its owner gave it, or else that of a habit or of a far goal."""
    begin = goal.rhythm_from or goal.created_at.date()
    if goal.rhythm:
        return Rhythm(goal.rhythm, "rhythm", begin)
    counted = goal.counts
    if counted is not None and counted.is_habit and counted.per in _PERIODS:
        return Rhythm(_PERIODS[counted.per], "rhythm", begin + timedelta(days=7))
    if goal.due_on is not None and goal.due_on - begin > FAR:
        return Rhythm(REVIEWS, "review", begin + timedelta(days=90))
    return None


def begins(rule: str, calendar: Calendar, now: datetime) -> date:
    """Return the day from which a rhythm counts that is given now: today, if its time of the day is still ahead."""
    today = now.astimezone(calendar.zone).date()
    at = time_of(rule)
    moment = calendar.start_on(today) if at is None else instant(datetime.combine(today, at), calendar.zone)
    return today if moment > now else today + timedelta(days=1)


def _by_rhythm(goal: Goal, rhythm: Rhythm, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Ask on each day of a rule, at its wall time or at the start of work; a day off is rolled or skipped.

    Several days that come to the same moment are one check-in, known by the day next to it: so it is the same one
    whenever it is looked at.
    """
    at, words = time_of(rhythm.rule), rhythm_in_words(rhythm.rule)
    if rhythm.kind == "review":
        words = "it is time to look back on a far goal"
    # From earlier: a day may roll forward past `since`, and the check-in before tells what is news.
    start = max(rhythm.begin, since.astimezone(calendar.zone).date() - longest_gap(rhythm.rule) - _ROLLED)
    before: datetime | None = None
    for moment, together in groupby(_moments(goal, rhythm, calendar, at, start), key=itemgetter(0)):
        days = [day for _, day in together]
        day = days[0] if calendar.roll == "before" else days[-1]
        if moment > since:
            # What was said on the day of the check-in before was the answer to that one.
            last = before.astimezone(calendar.zone).date() if before is not None else start
            why = _closed(day, at, calendar)
            yield Planned(
                subject_of(goal),
                f"{rhythm.kind} {day}",
                None,
                moment,
                f"{words}; moved from {day:%A} ({why})" if why else words,
                as_typed=at is not None,
                unless_since=instant(datetime.combine(last + timedelta(days=1), time(0)), calendar.zone),
                before=before,
            )
        before = moment


def _moments(
    goal: Goal, rhythm: Rhythm, calendar: Calendar, at: time | None, start: date
) -> Iterator[tuple[datetime, date]]:
    """Return when it is asked for each day of a rhythm, and the day."""
    last = goal.due_on
    if last is not None and rhythm.kind == "review":
        last = max(last - FAR, rhythm.begin)  # one at least: whoever set something far is promised a look back
    patience = 9 * longest_gap(rhythm.rule) + timedelta(days=LONGEST_ABSENCE)
    hoped = start + patience
    for day in days_of(rhythm.rule, rhythm.begin, start):
        if (last is not None and day > last) or day > hoped:
            return  # it is over, or every day of it is a day off: Mondays, for one who never works on Mondays
        off = _closed(day, at, calendar)
        if off and calendar.roll == "skip":
            continue
        hoped = day + patience
        held = calendar.rolled(day) if off else day
        yield calendar.start_on(held) if at is None else instant(datetime.combine(held, at), calendar.zone), day


def _closed(day: date, at: time | None, calendar: Calendar) -> str:
    """Say why nothing is asked on `day`; a wall time that was typed is honoured on any day of the week."""
    return calendar.day_off(day) if at is None else calendar.closed(day)


def why_not(goal: Goal, milestone: Milestone | None) -> str:
    """Say why nothing is asked about it any more; empty if it is still open."""
    if goal.archived_at is not None:
        return "the goal was archived"
    if goal.state is not GoalState.active:
        return f"the goal was {goal.state}"
    if goal.intensity is Intensity.off:
        return "its check-ins were switched off"
    if milestone is not None and milestone.state is not MilestoneState.open:
        return f"the milestone was {'marked done' if milestone.state is MilestoneState.done else milestone.state}"
    return ""
