"""Days written in figures: 2027-03-31, 31.3.27, 3/31, 2027-W05."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from bot.dates.grammar import days, slashes
from bot.dates.grammar.parts import DAY_CUES, PERIOD_CUES, Day, Instant
from bot.dates.grammar.zones import offset_at

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_FIGURES = re.compile(r"(\d+)([./\-–])(\d+)(?:\2(\d+))?")
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?:-(\d{2}):?(\d{2}))?")
_ORDERS = {"DMY": (0, 1), "MDY": (1, 0), "YMD": (1, 0)}
_NO_DAY = 39
"""Beyond this no slip makes a number of a day or a month: "30/60/90 plan"."""
_LONG = 30
"""Years ahead beyond which the short form of a year is one of the last century: "11/22/63"."""
_SOON = 5
"""Years ahead within which eight digits at the end of a clause are a day."""
_LEAP = (2, 29)
YEARS = range(1900, 2200)
"""Numbers that people mean as years."""


def year_of(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return the year written at place `i` ("2027", "'27") and the place after it."""
    plain = s.digits(i)
    counted = s.has(i + 1, "measure") or (s.has(i + 1, "range_to") and s.has(i + 3, "measure"))
    if plain is not None and plain in YEARS and not counted:
        return plain, i + 1
    if s.word(i) in {"'", "’"} and s.glued(i + 1) and len(s.word(i + 1)) == 2:
        short = s.digits(i + 1, 2)
        return None if short is None else (2000 + short, i + 2)
    return None


def figures(s: Sentence, i: int) -> Day | Instant | None:
    """Read a day written in figures at place `i`."""
    found = _FIGURES.fullmatch(s.word(i))
    if found is None or _is_of_name(s, i):
        return None if found else _compact(s, i) or _week_date(s, i)
    first, mark, second, third = found.groups()
    if len(first) == 4 and max(len(second), len(third or "")) <= 4:
        return _year_first(s, i, int(first), int(second), third)
    if third is None and len(second) == 4 and len(first) < 3:
        return _month_year(s, i, int(first), int(second), mark)
    if max(len(first), len(second)) > 2 or len(third or "") > 4:
        return None
    if third is not None:
        return _three(s, i, int(first), int(second), third)
    return _two(s, i, int(first), int(second), mark)


def _is_of_name(s: Sentence, i: int) -> bool:
    """Tell whether figures are a part of a name, as in "build-2027-03-31.sh"."""
    joined = s.glued(i) and s.glued(i - 1) and s.word(i - 1) in {"-", "_", "/"}
    return joined and s.said(i - 2)[-1:].isalpha()


def valid(year: int, month: int, day: int) -> date | None:
    """Return that day, None if the calendar has none."""
    if not 1 <= month <= 12 or not 1 <= year <= days.LAST_YEAR:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def nearest(year: int, month: int, day: int) -> date:
    """Return the day nearest to one that the calendar does not have."""
    year, month = min(max(year, 1), days.LAST_YEAR), min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def coming(today: date, month: int, day: int) -> date | None:
    """Return the next such day of a year, today included; 29 February waits for a leap year."""
    for year in range(today.year, today.year + 9):
        found = valid(year, month, day)
        if found and found >= today:
            return found
    return None


def instead(today: date, month: int, day: int) -> tuple[date, ...]:
    """Return the day of the coming year that 29 February may mean, where that waits for a leap year."""
    found = coming(today, month, day) if (month, day) == _LEAP else None
    near = coming_nearest(today, *_LEAP) if found else None
    return (near,) if near and found and near.year < found.year else ()


def coming_nearest(today: date, month: int, day: int) -> date:
    """Return the next day nearest to one that no year has."""
    found = nearest(today.year, month, day)
    return found if found >= today else nearest(today.year + 1, month, day)


def _year_first(s: Sentence, i: int, year: int, month: int, day: str | None) -> Day | Instant | None:
    if year not in YEARS:
        return None
    if day is None:
        return _year_month(s, i, year, month)
    found = valid(year, month, int(day))
    if found is None:
        swapped = valid(year, int(day), month)
        return Day(i, i + 1, None, nearest=swapped or nearest(year, month, int(day)))
    return _with_offset(s, i, found) or Day(i, i + 1, found, edged=True)


def _year_month(s: Sentence, i: int, year: int, month: int) -> Day | None:
    if 1 <= month <= 12 and ("-" in s.word(i) or ("/0" in s.word(i) and month != (year + 1) % 100)):
        end = days.month_end(year, month)
        needs = PERIOD_CUES if s.has(i - 1, "numbered") else frozenset[str]()  # pay invoice 2026-11
        return Day(i, i + 1, end, period=(end.replace(day=1), end), approximate=True, needs=needs)
    if month in YEARS and year < month:
        last = date(month, 12, 31)
        return Day(i, i + 1, last, period=(date(year, 1, 1), last), approximate=True, needs=PERIOD_CUES)
    return None


def _month_year(s: Sentence, i: int, month: int, year: int, mark: str) -> Day | None:
    """Read "03/2027"; with a dot or a dash, or behind a word like "invoice", only where a time is expected."""
    if year not in YEARS or s.has(i + 1, "measure"):
        return None
    numbered = mark != "/" or s.has(i - 1, "numbered") or s.word(i - 1)[:1] in {"#", "§", "№"}
    unlikely = s.has(i - 1, "limit") or not -2 < year - s.today.year < 20
    needs = PERIOD_CUES if (numbered or unlikely) and not s.has(i - 1, "edge") else frozenset[str]()
    if not 1 <= month <= 12:
        end = days.month_end(year, min(max(month, 1), 12))
        return Day(i, i + 1, None, nearest=end, needs=PERIOD_CUES - {"for"})
    end = days.month_end(year, month)
    return Day(i, i + 1, end, period=(end.replace(day=1), end), approximate=True, sure=0.9, needs=needs)


def _with_offset(s: Sentence, i: int, day: date) -> Instant | None:
    """Read the rest of `2027-03-31T17:00+02:00`."""
    at = i + 2 if s.word(i + 1) == "t" and s.glued(i + 1) and s.glued(i + 2) else i + 1
    clock = _TIME.fullmatch(s.word(at))
    if clock is None:
        return None
    offset = offset_at(s, at + 1, glued=True)
    if clock[4]:
        offset = -timedelta(hours=int(clock[4]), minutes=int(clock[5])), at + 1
    if offset is None or abs(offset[0]) > timedelta(hours=15):
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    moment = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=timezone(offset[0]))
    return Instant(i, offset[1], moment.astimezone(s.now.tzinfo).replace(tzinfo=None))


def _compact(s: Sentence, i: int) -> Day | None:
    word = s.word(i)
    if len(word) != 8 or not word.startswith("20"):
        return None
    found = valid(int(word[:4]), int(word[4:6]), int(word[6:])) if word.isdecimal() else None
    soon = found is not None and 0 <= found.year - s.today.year < _SOON
    told = soon and i > 0 and s.closes(i + 1) and not s.has(i - 1, "numbered") and not s.glued(i)  # deploy 20261204
    return Day(i, i + 1, found, needs=frozenset() if told else DAY_CUES, sure=0.8) if found else None


def _week_date(s: Sentence, i: int) -> Day | None:
    """Read `2027-W05`, also with a weekday's number behind."""
    year = s.digits(i)
    if year is None or year not in YEARS:
        return None
    j = i + 1 + (s.word(i + 1) in {"-", "–"})
    if s.word(j) != "w" or not (s.glued(j) and s.glued(j + 1)):
        return None
    week, _, weekday = s.word(j + 1).partition("-")
    if not (week.isdecimal() and len(week) <= 2 and (not weekday or weekday in "1234567")):
        return None
    return iso_week(i, j + 2, year, int(week), int(weekday or 0))


def iso_week(start: int, end: int, year: int, week: int, weekday: int = 0) -> Day:
    """Return an ISO week, which ends on its Friday as every week does, or one of its days."""
    last = date(year, 12, 28).isocalendar().week
    if not 1 <= week <= last:
        return Day(start, end, None, nearest=date.fromisocalendar(year, min(max(week, 1), last), weekday or 5))
    if weekday:
        return Day(start, end, date.fromisocalendar(year, week, weekday), edged=True)
    first = date.fromisocalendar(year, week, 1)
    sunday = first + timedelta(days=6)
    return Day(start, end, days.week_close(first), (sunday, first), (first, sunday), approximate=True, sure=0.85)


def coming_week(today: date, start: int, end: int, week: int, weekday: int = 0) -> Day:
    """Return the next ISO week of that number that has not ended, or one of its days."""
    year = today.isocalendar().year
    found = iso_week(start, end, year, week, weekday)
    last = found.period[1] if found.period else found.day
    return iso_week(start, end, year + 1, week, weekday) if last and last < today else found


def _three(s: Sentence, i: int, first: int, second: int, third: str) -> Day | None:
    if len(third) == 3 or (len(third) == 4 and int(third) not in YEARS):
        return None
    if len(third) < 2 or (len(third) == 2 and (s.has(i + 1, "unit") or max(first, second) > _NO_DAY)):
        return None
    year = int(third) if len(third) == 4 else 2000 + int(third)
    dated = first > 12 >= second and 0 <= year - s.today.year < 10  # 31.1.27, but 3.1.27 is a version too
    dated = dated or (s.heads(i, i + 1) and 0 <= year - s.today.year < 10)  # 8.1.27 - new boiler
    loose = "-" in s.word(i) and len(s.word(i)) < 8  # a 12-3-30 workout
    if len(third) == 2 and year - s.today.year > _LONG:
        return None  # read 11/22/63
    weak = len(third) == 2 and ("." in s.word(i) or loose) and not dated and not s.has(i - 1, "weekday")
    return _ordered(s, i, (first, second), year, DAY_CUES - {"to"} if weak else frozenset())


def _two(s: Sentence, i: int, first: int, second: int, mark: str) -> Day | None:
    """Read `5/6`; with a dot or a dash only where a day is expected, for both are numbers of many kinds."""
    changed = s.name(i - 1, "prep") == "by" and any(s.has(k, "change") for k in range(max(i - 6, 0), i))
    padded = s.name(i - 1, "prep") in {"by", "on", "before", "until"} and "0" in {s.word(i)[0], s.word(i)[-2]}
    if (mark in "-–" and not (padded and len(s.word(i)) == 5)) or (
        changed and (mark == "." or second <= 12)
    ):  # raised by 3/4, but not by 3/31
        return None
    if s.has(i + 1, "measure") or (mark == "." and _is_decimal(s, i, first, second)):
        return None
    end = i + 2 if mark == "." and s.word(i + 1)[:1] == "." and s.glued(i + 1) else i + 1
    if mark == "/":
        told = slashes.is_told(s, i, first, second)
    else:
        told = end > i + 1 and (slashes.happens(s, i) or slashes.heads_with_dots(s, i))
    needs = frozenset[str]() if told else DAY_CUES - {"for", "since", "to", "from", "between"}
    found = _ordered(s, i, (first, second), None, needs, dotted=mark == ".")
    if found is None or end == i + 1:
        return found
    return Day(i, end, found.day, found.others, sure=found.sure, needs=found.needs, nearest=found.nearest)


def _is_decimal(s: Sentence, i: int, first: int, second: int) -> bool:
    """Tell whether `3.5` is a number: it is, unless "on", "until" or a weekday before it make it a day."""
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return True
    closed = s.word(i + 1)[:1] == "." and s.glued(i + 1)
    if s.name(i - 1, "prep") == "by" and (closed or s.locale.order == "DMY" or s.word(i).split(".")[1][0] == "0"):
        return False  # by 15.4., by 15.04
    if (closed and slashes.happens(s, i)) or (s.size == 1 and s.locale.order == "DMY" and second > 9):
        return False  # Abgabe 15.12.
    if s.word(i)[0] == "0" and len(s.word(i)) == 5 and closed:
        return False  # 03.04.
    if s.locale.order != "DMY":  # "am 24.12." is German, whoever says it
        return not (closed and s.has(i - 1, "dotted"))
    return not (
        (closed and slashes.heads_with_dots(s, i))
        or s.has(i - 1, "dotted")
        or s.name(i - 1, "prep") in {"on", "until"}
        or s.has(i - 1, "weekday")
    )


def _ordered(
    s: Sentence, i: int, pair: tuple[int, int], year: int | None, needs: frozenset[str], *, dotted: bool = False
) -> Day | None:
    """Read day and month in the person's order, unless only the other way is a day; offer both where both are.

    Dotted without a year they are in the order of those who write so: the day first.
    """
    day_at, month_at = _ORDERS["DMY" if dotted else s.locale.order]
    meant = _dated(s, year, pair[month_at], pair[day_at])
    other = _dated(s, year, pair[day_at], pair[month_at])
    if meant and other and meant != other:
        usual = "." in s.word(i) and s.locale.order == "DMY"
        return Day(i, i + 1, meant, (other,), sure=0.9 if usual else 0.75, needs=needs, edged=True)
    if meant or other:
        leap = instead(s.today, 2, 29) if year is None and pair in {_LEAP, _LEAP[::-1]} else ()
        return Day(i, i + 1, meant or other, leap, sure=0.7 if leap else 0.95, needs=needs, edged=True)
    if max(pair) > 99:
        return None
    if pair[month_at] > 12 >= pair[day_at]:
        month_at, day_at = day_at, month_at
    if year is None:
        near = coming_nearest(s.today, pair[month_at], pair[day_at])
    else:
        near = nearest(year, pair[month_at], pair[day_at])
    return Day(i, i + 1, None, needs=needs, nearest=near)


def _dated(s: Sentence, year: int | None, month: int, day: int) -> date | None:
    if year is not None:
        return valid(year, month, day)
    return coming(s.today, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
