"""Goals as a calendar (iCalendar, RFC 5545): each due date of a goal or milestone that is still ahead, as an entry."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.models import GoalState, MilestoneState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event

    from bot.exporting.document import Dated, Document, Kept


def write(document: Document, now: datetime) -> str:
    """Return the calendar; `now` is when it is written."""
    from icalendar import Calendar  # noqa: PLC0415 - a quarter of a second, for those who ask for it

    calendar = Calendar()
    calendar.add("prodid", "-//Milepost//Goals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "My goals")
    for uid, summary, dated in _ahead(document):
        calendar.add_component(_entry(uid, summary, dated, now))
    return str(calendar.to_ical().decode())


def _ahead(document: Document) -> Iterator[tuple[str, str, Dated]]:
    """Yield what has a date and is not over, by a name that is the same in every calendar of this person's."""
    for goal in document.goals:
        if goal.ended_at is not None or goal.archived_at is not None or goal.state is GoalState.draft:
            continue
        if goal.due_on is not None:
            yield f"{_made(goal)}@milepost", goal.title, goal
        for number, step in enumerate(goal.milestones, 1):
            if step.due_on is not None and step.state is MilestoneState.open:
                yield f"{_made(goal)}-{number}@milepost", f"{step.title} ({goal.title})", step


def _made(goal: Kept) -> str:
    created_at = f"{goal.created_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-" if goal.created_at is not None else ""
    return f"{created_at}{goal.number}"


def _entry(uid: str, summary: str, dated: Dated, now: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("dtstamp", now)
    if dated.due_on is not None and dated.due_at is not None:
        at = datetime.combine(dated.due_on, dated.due_at)
        event.add("dtstart", at.replace(tzinfo=ZoneInfo(dated.due_zone)) if dated.due_zone else at)
    else:
        event.add("dtstart", dated.due_on)
    event.add("transp", "TRANSPARENT")
    return event
