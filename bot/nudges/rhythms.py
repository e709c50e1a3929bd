"""The rhythm in which a goal is asked about: on each day of an RFC 5545 rule, moved off days off, until it is due.

It is independent of the rhythm in which the goal is to be done (docs/decisions/0018).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.dates.rhythm import days_of, longest_gap, rhythm_in_words, time_of
from bot.dates.workdays import LONGEST_ABSENCE, instant
from bot.models.occurrence import Occurrence
from bot.nudges.planned import Planned, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.dates.workdays import Calendar
    from bot.models import Goal

FAR = timedelta(days=365)
"""A goal that is due later than this is reviewed now and then, until its date comes near."""
OFF = "off"
"""The choice for a goal that is asked about by its dates alone."""
REVIEWS = "FREQ=MONTHLY;INTERVAL=3"
"""The rule of the reviews of a far goal."""
_ROLLED = timedelta(days=14)
"""How far days off commonly move a check-in."""
_WEEKLY, _MONTHLY = "FREQ=WEEKLY", "FREQ=MONTHLY"
_PERIODS = {"day": _WEEKLY, "week": _WEEKLY, "month": _MONTHLY, "quarter": _MONTHLY, "year": _MONTHLY}
"""The rule for a habit without a rhythm of its own, by the period in which it counts."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rhythm of check-ins."""

    rule: str
    """The RFC 5545 rule, which may name a time of day."""
    kind: str
    """`rhythm` or `review`."""
    begin: date
    """The day from which the rule counts, such as for every other Monday."""


def rhythm_of(goal: Goal) -> Rhythm | None:
    """Return the rhythm in which a goal is asked about: the chosen one, or else its own; None if it has none."""
    if goal.asking == OFF:
        return None
    if goal.asking:
        return Rhythm(goal.asking, "rhythm", goal.asking_from or goal.created_at.date())
    return own_rhythm(goal)


def own_rhythm(goal: Goal) -> Rhythm | None:
    """Return the rhythm in which a goal is to be done, or else the usual one of a habit or a far goal."""
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
    """Return the day from which a rule counts that is chosen now: today if its time of day is still ahead."""
    today = now.astimezone(calendar.zone).date()
    at = time_of(rule)
    moment = calendar.start_on(today) if at is None else instant(datetime.combine(today, at), calendar.zone)
    return today if moment > now else today + timedelta(days=1)


def by_rhythm(goal: Goal, rhythm: Rhythm, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Yield a check-in for each day of a rhythm, at its time of day or at the start of work; days off move or skip it.

    Days that are moved to the same moment become one check-in, known by the day nearest to it, so that it has the same
    key whenever it is planned.
    """
    at, words = time_of(rhythm.rule), rhythm_in_words(rhythm.rule)
    named = "BY" in rhythm.rule  # else nobody named a day, so none was moved
    if rhythm.kind == "review":
        words = "it is time to look back on a far goal"
    # From earlier: a day may be moved past `since`, and what counts as an answer depends on the check-in before.
    start = max(rhythm.begin, since.astimezone(calendar.zone).date() - longest_gap(rhythm.rule) - _ROLLED)
    before: datetime | None = None
    answers_before: datetime | None = None
    for moment, together in groupby(_moments(goal, rhythm, calendar, at, start), key=itemgetter(0)):
        days = [day for _, day in together]
        day = days[0] if calendar.roll == "before" else days[-1]
        # What was said on the day of the check-in before answered that one; the first one has none before it.
        last = before.astimezone(calendar.zone).date() if before is not None else start
        answers = instant(datetime.combine(min(last + timedelta(days=1), day), time(0)), calendar.zone)
        if moment > since:
            why = _closed(day, at, calendar)
            yield Planned(
                subject_of(goal),
                Occurrence(rhythm.kind, day),
                None,
                moment,
                f"{words}; moved from {day:%A} ({why})" if why else words,
                moved_from=day if why and named else None,
                as_typed=at is not None,
                unless_since=answers,
                before=before,
                answered_before=answers_before,
            )
        # A check-in from before the goal was set cannot have been missed.
        before, answers_before = (moment, answers) if moment > goal.created_at else (None, None)


def _moments(
    goal: Goal, rhythm: Rhythm, calendar: Calendar, at: time | None, start: date
) -> Iterator[tuple[datetime, date]]:
    """Yield the moment of the check-in for each day of a rhythm, and that day."""
    last = goal.due_on
    if last is not None and rhythm.kind == "review":
        last = max(last - FAR, rhythm.begin)  # at least one: a far goal is promised a review
    patience = 9 * longest_gap(rhythm.rule) + timedelta(days=LONGEST_ABSENCE)
    hoped = start + patience
    for day in days_of(rhythm.rule, rhythm.begin, start):
        if (last is not None and day > last) or day > hoped:
            return  # it is over, or all its days are days off: Mondays for somebody who never works on Mondays
        off = _closed(day, at, calendar)
        if off and (calendar.roll == "skip" or _asked_on(day, at, calendar) <= goal.created_at):
            continue  # a day that was over when the goal was set is not made up for
        hoped = day + patience
        held = _held(rhythm, day, at, calendar) if off else day
        yield _asked_on(held, at, calendar), day


def _asked_on(day: date, at: time | None, calendar: Calendar) -> datetime:
    """Return the moment of a check-in on `day`, whether that is a day off or not."""
    return calendar.start_on(day) if at is None else instant(datetime.combine(day, at), calendar.zone)


def _held(rhythm: Rhythm, day: date, at: time | None, calendar: Calendar) -> date:
    """Return the day to which the check-in of a day off is moved.

    It joins the rhythm's next check-in (the last one, if days off move backwards) where that comes before the next
    working day: a typed time is honoured on weekends.
    """
    rolled = calendar.rolled(day)
    if at is None:
        return rolled
    first, last = min(day, rolled), max(day, rolled)
    between = takewhile(lambda one: one < last, days_of(rhythm.rule, rhythm.begin, first))
    own = [one for one in between if not _closed(one, at, calendar)]
    return (own[-1] if calendar.roll == "before" else own[0]) if own else rolled


def _closed(day: date, at: time | None, calendar: Calendar) -> str:
    """Say why nothing is asked on `day`; empty if it is. A typed time of day is honoured on any day of the week."""
    return calendar.day_off(day) if at is None else calendar.closed(day)
