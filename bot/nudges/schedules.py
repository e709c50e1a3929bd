"""The schedule of check-ins on a thing with a date: before, when and after it is due, or when it was put off to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.models import Goal, Intensity, Milestone
from bot.models.occurrence import Occurrence
from bot.nudges.planned import Planned, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.models.columns import PutOff


@dataclass(frozen=True, slots=True)
class Schedule:
    """How closely a thing with a due date is asked about; all numbers are working days."""

    ahead: tuple[int, ...]
    """So many before it is due."""
    behind: tuple[int, ...]
    """So many after it was due, as long as it is open and nobody checks in."""
    question: int | None
    """So many after the last of those: the question what is to become of it, and then silence."""
    stuck: int | None
    """So many after somebody said that they are stuck, it is asked about again."""


SCHEDULES = {
    Intensity.off: Schedule((), (), None, None),
    Intensity.gentle: Schedule((), (3,), 5, 5),
    Intensity.standard: Schedule((), (1, 3, 7), 5, 3),
    Intensity.close: Schedule((5, 1), (1, 2, 4, 7), 3, 2),
}


def by_date(
    thing: Goal | Milestone, schedule: Schedule, calendar: Calendar, *, asked_anyway: bool
) -> Iterator[Planned]:
    """Yield the check-ins about a date: before it is due, when it is due, and after that further and further apart.

    Putting it off to before the due date adds one check-in; putting it off further replaces the one of the due date,
    and is followed up in the same way. Without a due date, a goal that is `asked_anyway`, by its rhythm, needs no
    following up.
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
        words = f"{_work_days(count)} after {'I asked' if due is None else 'it was due'}, and it is still open"
        before = _after(before, _beside(first, "follow", count, at, words))
        yield before
    if schedule.question is not None:
        last = (schedule.behind or (0,))[-1] + schedule.question
        at = calendar.start_of_work(calendar.work_days_after(day, last))
        words = "the last time I ask about it, unless you say otherwise"
        yield _after(before, _beside(first, "question", 0, at, words))


def _leads(
    thing: Goal | Milestone, due: Planned, schedule: Schedule, calendar: Calendar, put_off: datetime | None
) -> Iterator[Planned]:
    day, given = due.at.astimezone(calendar.zone).date(), thing.dated_at
    for count in schedule.ahead:
        at = calendar.start_of_work(calendar.work_days_after(day, -count))
        if given is not None and given < at < due.at and (put_off is None or at > put_off):
            yield _beside(due, "lead", count, at, f"{_work_days(count)} before it is due")


def _beside(first: Planned, kind: str, days: int, at: datetime, rule: str) -> Planned:
    """Return the check-in that comes so many working days before or after the `first` one, that of the date."""
    occurrence = first.occurrence._replace(kind=kind, beside=first.kind, days=days)
    return first._replace(occurrence=occurrence, at=at, rule=rule, moved_from=None, as_typed=False, wished=False)


def _after(before: Planned, planned: Planned) -> Planned:
    """Return what is `planned` as it follows the check-in `before`: only as long as nobody checks in."""
    return planned._replace(at=max(planned.at, before.at), unless_since=before.at, before=before.at)


def _work_days(count: int) -> str:
    return f"{count} working day{'s' * (count > 1)}"


def _later(thing: Goal | Milestone, calendar: Calendar) -> Planned | None:
    """Return the check-in at the moment to which a thing was put off, if it was."""
    if thing.later_on is None:
        return None
    return put_off(thing, subject_of(thing), calendar, thing.id if isinstance(thing, Milestone) else None)


def put_off(wish: PutOff, subject: str, calendar: Calendar, milestone: int | None) -> Planned | None:
    """Return the check-in at the moment to which somebody put it off; None if they did not."""
    at, on = wish.asked_again(calendar), wish.later_on
    if at is None or on is None:
        return None
    occurrence = Occurrence("later", on, wish.later_at, wish.later_zone, wish.later_given)
    rule = "it was to be asked about again then"
    return Planned(subject, occurrence, milestone, at, rule, as_typed=wish.later_at is not None, wished=True)


def _due(thing: Goal | Milestone, calendar: Calendar) -> Planned | None:
    """Return the check-in of the due date, if there is one."""
    due, given = thing.due, thing.dated_at
    if due is None or given is None:
        return None
    as_typed = due.at is not None
    short = due.is_short_notice(calendar, given)
    rule = "it is due then" if as_typed else "your start of work on the day it is due"
    rule = "it is due today, and your work had started" if short else rule
    off = "" if as_typed else calendar.day_off(due.on)
    if off:
        rule = f"the start of work nearest to the day it is due ({off})"
    return Planned(
        subject_of(thing),
        Occurrence("due", due.on, due.at, thing.due_zone, given if short else None),
        thing.id if isinstance(thing, Milestone) else None,
        due.check_in(calendar, given),
        rule,
        moved_from=due.on if off else None,
        as_typed=as_typed,
        wished=as_typed or short,
    )
