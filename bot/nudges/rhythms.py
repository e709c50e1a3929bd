"""When a goal is asked about in a rhythm: on each day of a rule, rolled off days off, as long as it lasts.

That is a thing of its own beside how often it is to be done (docs/decisions/0018).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from bot.dates.rhythm import days_of, longest_gap, rhythm_in_words, time_of
from bot.dates.workdays import LONGEST_ABSENCE, instant
from bot.nudges.planned import Planned, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.dates.workdays import Calendar
    from bot.models import Goal

FAR = timedelta(days=365)
"""A goal that is due later than this is looked back on now and then, until it comes near."""
OFF = "off"
"""What is chosen for a goal that is asked about by its dates alone."""
REVIEWS = "FREQ=MONTHLY;INTERVAL=3"
"""How often a far goal is reviewed."""
_ROLLED = timedelta(days=14)
"""How far a day off commonly moves a check-in."""
_WEEKLY, _MONTHLY = "FREQ=WEEKLY", "FREQ=MONTHLY"
_PERIODS = {"day": _WEEKLY, "week": _WEEKLY, "month": _MONTHLY, "quarter": _MONTHLY, "year": _MONTHLY}
"""How often a habit without a rhythm of its own is asked about, by the period that it counts."""


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
    """Return the rhythm that was chosen for asking about it, or else its own."""
    if goal.asking == OFF:
        return None
    if goal.asking:
        return Rhythm(goal.asking, "rhythm", goal.asking_from or goal.created_at.date())
    return own_rhythm(goal)


def own_rhythm(goal: Goal) -> Rhythm | None:
    """Return the rhythm in which a goal is done, or else that of a habit or of a far goal."""
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


def by_rhythm(goal: Goal, rhythm: Rhythm, calendar: Calendar, since: datetime) -> Iterator[Planned]:
    """Ask on each day of a rule, at its wall time or at the start of work; a day off is rolled or skipped.

    Several days that come to the same moment are one check-in, known by the day next to it: so it is the same one
    whenever it is looked at.
    """
    at, words = time_of(rhythm.rule), rhythm_in_words(rhythm.rule)
    named = "BY" in rhythm.rule  # else nobody has said which day, and none is missed
    if rhythm.kind == "review":
        words = "it is time to look back on a far goal"
    # From earlier: a day may roll forward past `since`, and the check-in before tells what is news.
    start = max(rhythm.begin, since.astimezone(calendar.zone).date() - longest_gap(rhythm.rule) - _ROLLED)
    before: datetime | None = None
    answers_before: datetime | None = None
    for moment, together in groupby(_moments(goal, rhythm, calendar, at, start), key=itemgetter(0)):
        days = [day for _, day in together]
        day = days[0] if calendar.roll == "before" else days[-1]
        # What was said on the day of the check-in before was the answer to that one; the first has none before it.
        last = before.astimezone(calendar.zone).date() if before is not None else start
        answers = instant(datetime.combine(min(last + timedelta(days=1), day), time(0)), calendar.zone)
        if moment > since:
            why = _closed(day, at, calendar)
            yield Planned(
                subject_of(goal),
                f"{rhythm.kind} {day}",
                None,
                moment,
                f"{words}; moved from {day:%A} ({why})" if why else words,
                moved_from=day if why and named else None,
                as_typed=at is not None,
                unless_since=answers,
                before=before,
                answered_before=answers_before,
            )
        # What would have come before the goal was set was missed by nobody.
        before, answers_before = (moment, answers) if moment > goal.created_at else (None, None)


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
        if off and (calendar.roll == "skip" or _asked_on(day, at, calendar) <= goal.created_at):
            continue  # what was over when the goal was set is put off to no other day
        hoped = day + patience
        held = _held(rhythm, day, at, calendar) if off else day
        yield _asked_on(held, at, calendar), day


def _asked_on(day: date, at: time | None, calendar: Calendar) -> datetime:
    """Return when it is asked on `day`, whether somebody is off then or not."""
    return calendar.start_on(day) if at is None else instant(datetime.combine(day, at), calendar.zone)


def _held(rhythm: Rhythm, day: date, at: time | None, calendar: Calendar) -> date:
    """Return the day to which a day off moves a check-in: it joins the next one if that comes before work does.

    That is so for a wall time that was typed, which is honoured on a weekend; or the last one, if it moves back.
    """
    rolled = calendar.rolled(day)
    if at is None:
        return rolled
    first, last = min(day, rolled), max(day, rolled)
    between = takewhile(lambda one: one < last, days_of(rhythm.rule, rhythm.begin, first))
    own = [one for one in between if not _closed(one, at, calendar)]
    return (own[-1] if calendar.roll == "before" else own[0]) if own else rolled


def _closed(day: date, at: time | None, calendar: Calendar) -> str:
    """Say why nothing is asked on `day`; a wall time that was typed is honoured on any day of the week."""
    return calendar.day_off(day) if at is None else calendar.closed(day)
