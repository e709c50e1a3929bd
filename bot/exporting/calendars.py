"""Days and moments as a calendar (iCalendar, RFC 5545), whose entries other programs know again when they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta

    from icalendar import Event


@dataclass(frozen=True, slots=True)
class Entry:
    """Something on a day, or at a moment."""

    name: str
    """The same in every calendar that it is ever in, and nothing else's."""
    words: str
    """What stands in the calendar."""
    about: str
    """What is read when it is opened."""
    when: date | datetime
    """A whole day, or an aware moment."""
    revised_at: datetime
    """When anything of it was changed last …"""
    rule: str = ""
    """On which days it comes again, as RFC 5545 has it; empty where it comes once."""
    revision: int = 0
    """… and a number that grows whenever that happens: by these two a program sees that it has an older one."""


def write(entries: Sequence[Entry], *, refresh: timedelta | None = None) -> str:
    """Return the calendar, always the same of the same entries; `refresh` is how often to look for a newer one."""
    from icalendar import Calendar  # noqa: PLC0415 - a quarter of a second, for those who ask for it

    calendar = Calendar()
    calendar.add("prodid", "-//Milepost//Goals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "My goals")
    if refresh is not None:
        calendar.add("name", "My goals")
        calendar.add("refresh-interval", refresh, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", f"PT{int(refresh.total_seconds()) // 60}M")
    for entry in entries:
        calendar.add_component(_event(entry))
    if zoned := [one.when.year for one in entries if isinstance(one.when, datetime) and one.when.tzinfo is not UTC]:
        # Of the years before, nobody asks how the clocks went.
        calendar.add_missing_timezones(first_date=date(min(zoned) - 1, 1, 1))
    return str(calendar.to_ical().decode())


def _event(entry: Entry) -> Event:
    from icalendar import Event, vRecur  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", entry.name)
    event.add("summary", entry.words)
    event.add("description", entry.about)
    event.add("dtstart", entry.when)
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    # Without a METHOD, a stamp says when the entry was revised, as LAST-MODIFIED does (RFC 5545, 3.8.7.2).
    event.add("dtstamp", entry.revised_at)
    event.add("last-modified", entry.revised_at)
    event.add("sequence", entry.revision)
    event.add("transp", "TRANSPARENT")
    return event
