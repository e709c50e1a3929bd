"""Dates and moments in words, for plain text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.replies.wording import many


def day(value: date) -> str:
    """Return a date as people write it, for example `Wed 31 March 2027`."""
    return f"{value:%a} {value.day} {value:%B %Y}"


def plain_day(value: date) -> str:
    """Return a date for a text that is read elsewhere and later, for example `31 March 2027`."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """Return a moment on its zone's clock: `Wed 31 March 2027, 09:00 (Europe/Lisbon)`; a wall time without zone."""
    clock = f"{value:%H:%M:%S}" if value.second else f"{value:%H:%M}"
    if value.tzinfo is None:
        return f"{day(value)}, {clock}"
    zone = getattr(value.tzinfo, "key", None) or ("UTC" if value.tzinfo is UTC else value.tzname())
    return f"{day(value)}, {clock} ({zone})"


def minute(value: datetime) -> str:
    """Return when something happened, to the minute: its seconds are the chance of when it was typed."""
    return moment(value.replace(second=0, microsecond=0))


def in_words(value: str | date | datetime) -> str:
    """Return words, a date or a moment, whichever it is."""
    if isinstance(value, str):
        return value
    return moment(value) if isinstance(value, datetime) else day(value)


def ahead_in_words(minutes: int) -> str:
    """Say how long before something is, to the hour: `1 day`, `4 hours`."""
    return many(minutes // 60, "hour") if minutes % (24 * 60) else many(minutes // (24 * 60), "day")


def span(value: timedelta) -> str:
    """Say a span of time roughly, for example `3 hours`; never less than a second."""
    seconds = round(value.total_seconds())
    for name, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return many(round(seconds / size), name)
    return many(max(seconds, 1), "second")
