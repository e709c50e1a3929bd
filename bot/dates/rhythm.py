"""Rhythms: RFC 5545 rules, said in words, and the wall times that they mean."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

from bot.dates import wording
from bot.dates.names import BYDAY, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_LONGEST = {
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=31),
    "YEARLY": timedelta(days=366),
}
_PLACES = {"1": "first", "2": "second", "3": "third", "4": "fourth", "-1": "last", "-2": "second to last"}
_FAR = 366 * 8
"""Days within which a rule that fires at all fires: 29 February at worst, from 2096 to 2104."""
_IN_EVERY_MONTH = 28
"""The last day that every month has."""
_RULE = re.compile(r"[A-Z]{2,12}=[A-Z0-9,+-]{1,60}(?:;[A-Z]{2,12}=[A-Z0-9,+-]{1,60}){0,8}")
_DAYS = frozenset({"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"})
"""The parts of a rule that name days."""
_MOST_BETWEEN = 366
"""Days, weeks, months or years from one time to the next."""
_ONCE = {
    "day": re.compile(r"FREQ=DAILY"),
    "week": re.compile(r"FREQ=WEEKLY(;BYDAY=\w\w)?"),
    "month": re.compile(r"FREQ=MONTHLY(;BYMONTHDAY=-?\d+|;BYDAY=-?\d\w\w)?"),
}


def days_of(rule: str, begin: date, after: date) -> Iterator[date]:
    """Return the days of `rule` from `after` on, in order; `begin` is the day from which the rhythm counts.

    Days alone: the wall time is `time_of(rule)`, and each instant is computed from the two when it is needed. A rule
    with a count or an end stops there. Where a month lacks the day (`monthly`, begun on a 31st), its last one counts.
    """
    said = _named_days(parts(rule), begin)
    plain = _spelled(said)
    first = _first(said, begin)
    if first is None:
        return
    start = first if "COUNT" in said else _recent(said, first, after)
    beginning = max(after, first)
    for found in rrulestr(plain, dtstart=_midnight(start)).xafter(_midnight(beginning), inc=True):
        yield found.date()


def recurring(rule: str, begin: date, last: date | None) -> tuple[date, date | None, str] | None:
    """Return a rule as other programs count it: its first day, its last one or None, and the rule of days alone.

    `last` is the day by which it ends at the latest; a rule that counts its times ends by that alone. None where no
    day is left.
    """
    said = _named_days(parts(rule), begin)
    first = _first(said, begin)
    until = said.pop("UNTIL", None)
    ends = [datetime.strptime(until[:8], "%Y%m%d").date()] if until else []  # noqa: DTZ007 - a day
    if last is not None and "COUNT" not in said:
        ends.append(last)
    end = min(ends, default=None)
    if first is None or (end is not None and end < first):
        return None
    return first, end, _spelled(said)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0))


def _spelled(said: Mapping[str, str]) -> str:
    """Write the rule of days alone: hours count in wall time, and are not dateutil's to compute."""
    return ";".join(f"{name}={value}" for name, value in said.items() if name not in ("BYHOUR", "BYMINUTE"))


def _named_days(said: dict[str, str], begin: date) -> dict[str, str]:
    """Name the day of the month that a rule takes from its beginning; a day that not every month has, as its last.

    Of a month that is named, that is its end: in December, or by then, is over with it.
    """
    if said["FREQ"] not in ("MONTHLY", "YEARLY") or said.keys() & _DAYS:
        return said
    if said["FREQ"] == "YEARLY" and "BYMONTH" in said:
        return said | {"BYMONTHDAY": "-1"}
    days = {"BYMONTHDAY": str(begin.day)}
    if begin.day > _IN_EVERY_MONTH:
        # Ascending, and of these the last: the 31st, or else the 30th, the 29th or the 28th.
        possible = range(_IN_EVERY_MONTH, begin.day + 1)
        days = {"BYMONTHDAY": ",".join(map(str, possible)), "BYSETPOS": "-1"}
    if said["FREQ"] == "YEARLY":
        days["BYMONTH"] = str(begin.month)
    return said | days


def _first(said: Mapping[str, str], begin: date) -> date | None:
    """Return the first day of the rhythm: "every other Monday" begins with the next Monday, whatever week that is."""
    every = {name: value for name, value in said.items() if name not in ("INTERVAL", "COUNT")}
    # With an end, so that a rule that never fires does not look for its first day until the year 9999.
    every.setdefault("UNTIL", f"{begin + timedelta(days=_FAR):%Y%m%d}")
    first = rrulestr(_spelled(every), dtstart=_midnight(begin)).after(_midnight(begin), inc=True)
    return first.date() if first is not None else None


def _recent(said: Mapping[str, str], start: date, after: date) -> date:
    """Move the start forward by whole periods: a rule costs with its age, and means the same from there."""
    every, freq = int(said.get("INTERVAL", 1)), said["FREQ"]
    days = (after - start).days
    if days <= 0:
        return start
    if freq in ("DAILY", "WEEKLY"):
        period = timedelta(days=every * (7 if freq == "WEEKLY" else 1))
        return start + max(days // period.days - 1, 0) * period
    # The rule names its days itself, so the first of the month stands for the whole of it.
    months = (after.year - start.year) * 12 + after.month - start.month
    size = every * (12 if freq == "YEARLY" else 1)
    moved = start.month - 1 + max(months // size - 1, 0) * size
    return date(start.year + moved // 12, moved % 12 + 1, 1)


def parts(rule: str) -> dict[str, str]:
    """Return what a rule says, by the names of RFC 5545, in its own order."""
    return {name: value for name, _, value in (part.partition("=") for part in rule.split(";")) if value}


def longest_gap(rule: str) -> timedelta:
    """Return the time within which a rule names at least one day, as a rule."""
    said = parts(rule)
    return int(said.get("INTERVAL", 1)) * _LONGEST[said["FREQ"]]


def time_of(rule: str) -> time | None:
    """Return the wall time that a rule names, if it does."""
    said = parts(rule)
    return time(int(said["BYHOUR"]), int(said.get("BYMINUTE", 0))) if "BYHOUR" in said else None


def is_within_a_day(rule: str) -> bool:
    """Tell whether a rule comes round several times a day, as `every six hours` does; nobody is asked so often."""
    return rule.startswith(("FREQ=HOURLY", "FREQ=MINUTELY"))


def period(rule: str) -> str:
    """Return the period in which a rule names one day, whichever: `day`, `week` or `month`; empty for any other."""
    return next((per for per, once in _ONCE.items() if once.fullmatch(rule)), "")


def names_weekdays(rule: str) -> bool:
    """Tell whether a rule names several days of every week, as `every weekday but Friday` does."""
    said = parts(rule)
    weekly = said.get("FREQ") in ("DAILY", "WEEKLY") and said.get("INTERVAL", "1") == "1"
    return weekly and "," in said.get("BYDAY", "")


def names_days(rule: str) -> bool:
    """Tell whether a rule names its days: `every day`, `every 3 days`, `every Monday`, and not `every week`."""
    said = parts(rule)
    return said.get("FREQ") == "DAILY" or not said.keys().isdisjoint(_DAYS)


def is_every_so_many(rule: str) -> bool:
    """Tell whether a rule counts days, weeks or months from one time to the next, and names none: `every 3 days`."""
    said = parts(rule)
    return said.get("INTERVAL", "1") != "1" and "BYDAY" not in said


def is_in_each_week(rule: str) -> bool:
    """Tell whether a rule is for each day, or for the same days of each week: not for every third day or month."""
    said = parts(rule)
    return said.get("INTERVAL", "1") == "1" and said.get("FREQ") in {"DAILY", "WEEKLY"}


def checked(text: str) -> str:
    """Take a rule that can be counted: in days or more, at one time of the day. Raises ValueError for any other."""
    said = parts(text) if _RULE.fullmatch(text) else {}
    hour, minute, every = (said.get(name, "1") for name in ("BYHOUR", "BYMINUTE", "INTERVAL"))
    counts = hour.isdigit() and int(hour) < 24 and minute.isdigit() and int(minute) < 60 and every.isdigit()
    if said.get("FREQ") not in _UNITS or not counts or not 1 <= int(every) <= _MOST_BETWEEN:
        raise ValueError("it has to be an RFC 5545 rule by days, weeks, months or years, such as FREQ=WEEKLY;BYDAY=MO")
    rrulestr(text)  # raises ValueError
    return text


def month_of_each_year(rule: str) -> str:
    """Return the month at whose end something comes round each year; empty if that is not all that a rule says."""
    said = parts(rule)
    month = said.get("BYMONTH", "")
    is_all = said.keys() <= {"FREQ", "BYMONTH", "BYHOUR", "BYMINUTE"} and said.get("FREQ") == "YEARLY"
    return f"{date(2000, int(month), 1):%B}" if is_all and month.isdigit() else ""


def rhythm_in_words(rule: str) -> str:
    """Say a rule, for example `every 2 weeks on Mon at 09:00`."""
    said = parts(rule)
    unit, every = _UNITS.get(said.get("FREQ", ""), "time"), said.get("INTERVAL", "1")
    left_out: set[int] = set()
    words = [f"every {unit}" if every == "1" else f"every {every} {unit}s"]
    if months := said.get("BYMONTH"):
        named = {int(month) for month in months.split(",")}
        left_out = set(range(1, 13)) - named if len(named) > _HALF_A_YEAR else set()
        words += [] if left_out else [f"in {_months(named)}"]
    if place := said.get("BYSETPOS") if "BYDAY" in said else None:
        kind = "working day" if said["BYDAY"] == _WORKING else _weekdays(said["BYDAY"])
        words.append(f"on the {_PLACES.get(place, place)} {kind}")
    elif days := said.get("BYDAY"):
        words.append("from Mon to Fri" if days == _WORKING else f"on {_weekdays(days)}")
    if dates := said.get("BYMONTHDAY"):
        words.append(f"on {_dates(dates)}")
    if at := time_of(rule):
        words.append(f"at {at:%H:%M}")
    if until := said.get("UNTIL"):
        words.append(f"until {wording.day(datetime.strptime(until[:8], '%Y%m%d').date())}")  # noqa: DTZ007 - a day
    if count := said.get("COUNT"):
        words.append(f"{count} times")
    return " ".join(words) + (f", but not in {_months(left_out)}" if left_out else "")


_HALF_A_YEAR = 6
"""Months."""
_WORKING = "MO,TU,WE,TH,FR"


def _months(named: set[int]) -> str:
    names = [f"{date(2000, month, 1):%B}" for month in sorted(named)]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def _weekdays(days: str) -> str:
    return ", ".join(map(_weekday, days.split(",")))


def _weekday(day: str) -> str:
    place = f"the {_PLACES.get(day[:-2], day[:-2])} " if day[:-2] else ""
    return f"{place}{WEEKDAYS[BYDAY.index(day[-2:])]}"


def _dates(dates: str) -> str:
    """Say days of the month; the last of several at a month's end is that day, or the last one there is."""
    last = dates.rsplit(",", maxsplit=1)[-1]
    if last in ("-1", "31"):
        return "the last day"
    if dates.startswith(f"{_IN_EVERY_MONTH},"):
        return f"day {last}, or the last one there is"
    return f"day {dates.replace(',', ', ')}"
