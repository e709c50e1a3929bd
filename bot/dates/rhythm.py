"""Rhythms: RFC 5545 rules, said in words, and the wall times that they mean."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last", "-2": "second to last"}
_FAR = 366 * 8
"""Days within which a rule that fires at all fires: 29 February at worst."""
_IN_EVERY_MONTH = 28
"""The last day that every month has."""


def days_of(rule: str, begin: date, after: date) -> Iterator[date]:
    """Return the days of `rule` from `after` on, in order; `begin` is the day from which the rhythm counts.

    Days alone: the wall time is `time_of(rule)`, and each instant is computed from the two when it is needed. A rule
    with a count or an end stops there.
    """
    parts = _parts(rule)
    plain = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("BYHOUR", "BYMINUTE"))
    start = datetime.combine(_phase(plain, begin), time(0))
    if "COUNT" not in parts:
        start = _recent(plain, start, after)
    end = datetime.combine(max(after, begin) + timedelta(days=_FAR), time(0))
    for found in rrulestr(plain, dtstart=start).xafter(datetime.combine(after, time(0)), inc=True):
        if found > end:
            return
        yield found.date()


def _phase(plain: str, begin: date) -> date:
    """Return the first day of the rhythm: "every other Monday" begins with the next Monday, whatever week that is."""
    every = ";".join(part for part in plain.split(";") if part.partition("=")[0] not in ("INTERVAL", "COUNT", "UNTIL"))
    first = rrulestr(every, dtstart=datetime.combine(begin, time(0))).after(datetime.combine(begin, time(0)), inc=True)
    return first.date() if first else begin


def _recent(plain: str, start: datetime, after: date) -> datetime:
    """Move the start forward by whole periods: a rule costs with its age, and means the same from there."""
    parts = _parts(plain)
    every, freq = int(parts.get("INTERVAL", 1)), parts["FREQ"]
    days = (after - start.date()).days
    if days <= 0:
        return start
    if freq in ("DAILY", "WEEKLY"):
        period = timedelta(days=every * (7 if freq == "WEEKLY" else 1))
        return start + max(days // period.days - 1, 0) * period
    if freq == "MONTHLY" and start.day <= _IN_EVERY_MONTH:
        months = (after.year - start.year) * 12 + after.month - start.month
        moved = start.month - 1 + max(months // every - 1, 0) * every
        return start.replace(year=start.year + moved // 12, month=moved % 12 + 1)
    if freq == "YEARLY" and start.day <= _IN_EVERY_MONTH:
        return start.replace(year=start.year + max((after.year - start.year) // every - 1, 0) * every)
    return start


def time_of(rule: str) -> time | None:
    """Return the wall time that a rule names, if it does."""
    parts = _parts(rule)
    return time(int(parts["BYHOUR"]), int(parts.get("BYMINUTE", 0))) if "BYHOUR" in parts else None


def _parts(rule: str) -> dict[str, str]:
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";")) if value}


def rhythm_in_words(rule: str) -> str:
    """Say a rule roughly, for example `every 2 weeks on Mon at 09:00`; its details stay in the rule."""
    parts = _parts(rule)
    unit, every = _UNITS.get(parts.get("FREQ", ""), "time"), parts.get("INTERVAL", "1")
    words = [f"every {unit}" if every == "1" else f"every {every} {unit}s"]
    if days := parts.get("BYDAY"):
        words.append("on " + ", ".join(_weekday(day) for day in days.split(",")))
    if dates := parts.get("BYMONTHDAY"):
        last = parts.get("BYSETPOS") == "-1" or dates == "-1"
        words.append("on the last day" if last else f"on day {dates.replace(',', ', ')}")
    if at := time_of(rule):
        words.append(f"at {at:%H:%M}")
    return " ".join(words)


def _weekday(day: str) -> str:
    place = _PLACES.get(day[:-2], day[:-2])
    return f"{place} {_DAYS[day[-2:]]}".strip()
