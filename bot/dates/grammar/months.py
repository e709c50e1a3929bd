"""Days and months by name: "5 May", "May 3-7", "mid-June", "the 15th"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.dates.grammar import days, names
from bot.dates.grammar.numbers import ordinal
from bot.dates.grammar.numeric import coming, coming_nearest, instead, nearest, valid, year_of
from bot.dates.grammar.parts import DAY_CUES, PERIOD_CUES, Day

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_BEHIND_DAY = ("prep", "part", "and", "clock", "digits", "day", "function", "subject")
"""What may stand behind the number of a day, as behind "by the 15th" …"""
_BEHIND_LED = ("pronoun", "owner", "article", "once")
"""… and only where a preposition leads it: "on the 30th that the rent is due"."""
_LEADS = frozenset({"on", "by", "before", "until"})
_EITHER = re.compile(r"(\d{1,2})/(\d{1,2})")
_PAIR = re.compile(r"(\d{1,2})[-–](\d{1,2})")


def day_then_month(s: Sentence, i: int) -> Day | None:
    """Read "5 May", "the 5th of May 2027", "5. Mai", "3-7 May", "3 to 7 May" at place `i`."""
    first, j = _day_number(s, i)
    if s.glued(i) and s.said(i - 1)[-1:].isalpha() and not s.has(i - 1, "prep"):
        return None  # whole30 jan 2
    if j == i:
        pair, either = _PAIR.fullmatch(s.word(i)), _EITHER.fullmatch(s.word(i))
        if either and int(either[2]) == int(either[1]) + 1 and not s.has(i - 1, "ratio"):  # 5/6 Jan
            whole = _spread(s, i, i + 1, int(either[1]), int(either[2]))
            return replace(whole, others=whole.period[:1], sure=0.75) if whole and whole.period else None
        return _spread(s, i, i + 1, int(pair[1]), int(pair[2])) if pair else None
    month_at = s.skip(j + (s.word(j) == "-" and s.glued(j) and s.glued(j + 1)), "of", "article")
    month = s.number(month_at, "month")
    if month is not None and first is not None and s.name(j, "prep") != "in":
        return _of_month(s, i, month_at + 1, first, month)
    j += s.word(j) == "." and s.word(j + 1) in {"-", "–"}  # 3.-7. Mai
    after = j + 1 if s.has(j, "range_to") or s.word(j) in {"-", "–", ".-", ".–", "/"} else j
    second, end = _day_number(s, s.skip(after, "article"))
    if after == j or first is None or second is None or end == after:
        return None
    return _spread(s, i, end, first, second)


def _day_number(s: Sentence, i: int) -> tuple[int | None, int]:
    """Return the day at place `i` as a number and the place after it, which is `i` if there is none."""
    ranked = ordinal(s, i)
    if ranked is not None:
        return (ranked[0], ranked[1]) if ranked[0] >= 0 else (None, i)
    plain = s.digits(i, 2)
    return (None, i) if plain is None else (plain, i + 1)


def _of_month(s: Sentence, i: int, end: int, day: int, month: int) -> Day:
    """Return a day of a month, with the year if one follows."""
    at = s.skip_mark(end, ".") if s.glued(end) and len(s.word(end - 1)) < 5 else end
    at = s.skip(s.skip_mark(at, ",-/"), "of")
    year = year_of(s, at)
    if year is not None:
        found = valid(year[0], month, day)
        return Day(i, year[1], found, nearest=None if found else nearest(year[0], month, day), edged=True)
    end += _is_shortened(s, end)
    found = coming(s.today, month, day)
    short = s.digits(end, 2) if len(s.word(end)) == 2 and (end + 1 >= s.size or s.has(end + 1, "mark")) else None
    said = valid(2000 + short, month, day) if short and 0 <= 2000 + short - s.today.year < 10 else None
    if said and s.word(end + 1) not in {"-", "–", "%"}:  # 1 Dec 27
        return Day(i, end + 1, said, (found,) if found and found != said else (), sure=0.75, edged=True)
    others = instead(s.today, month, day)
    nearest_day = None if found else coming_nearest(s.today, month, day)
    return Day(i, end, found, others, sure=0.7 if others else 0.95, nearest=nearest_day, edged=True)


def _is_shortened(s: Sentence, end: int) -> bool:
    """Tell whether the stop at place `end` is that of a short month, as in "15 Dec. at 10", and ends no sentence.

    At the end of the text it may be both.
    """
    if s.word(end) != "." or not s.glued(end) or not s.has(end - 1, "month") or len(s.word(end - 1)) >= 5:
        return False
    goes_on = s.said(end + 1)[:1].islower() or ":" in s.word(end + 1)
    return goes_on or s.glued(end + 1) or end + 1 >= s.size


def _spread(s: Sentence, i: int, j: int, first: int, last: int) -> Day | None:
    """Return the days `first` to `last` of the month named at place `j`."""
    month_at = s.skip(j, "of", "article")
    month = s.number(month_at, "month")
    if month is None:
        return None
    whole = _of_month(s, i, month_at + 1, last, month)
    if whole.day is None or first > last or first < 1:
        return whole
    return replace(whole, period=(whole.day.replace(day=first), whole.day))


def month_first(s: Sentence, i: int) -> Day | None:
    """Read "May 5", "May 5th, 2027", "May 3-7", "June 2027", or a month alone at place `i`."""
    month = s.number(i, "month")
    if month is None:
        return None
    j = s.skip_mark(i + 1, ".") if s.glued(i + 1) and len(s.word(i)) < 5 else i + 1
    j += s.word(j) == "-" and s.glued(j) and s.has(j + 1, "digits")  # Dec-3
    at = s.skip(j, "article")
    pair = _PAIR.fullmatch(s.word(at))
    if pair:
        whole = _of_month(s, i, at + 1, int(pair[2]), month)
        if whole.day and 1 <= int(pair[1]) <= int(pair[2]):
            return replace(whole, period=(whole.day.replace(day=int(pair[1])), whole.day))
    either = _EITHER.fullmatch(s.word(at))
    if either and int(either[2]) == int(either[1]) + 1:  # Nov 28/29
        later, sooner = (_of_month(s, i, at + 1, int(either[k]), month) for k in (2, 1))
        return replace(later, others=(sooner.day,) if sooner.day else (), sure=0.75)
    day, end = _day_number(s, at)
    if at > j and s.has(at, "ordinal") and names.is_noun(s, end):
        day = None  # mid December the first draft
    found = coming(s.today, month, day) if day and s.name(end, "unit") == "weekend" and end > at + 1 else None
    if found:  # July 4th weekend
        last, other = days.weekend_around(found)
        return Day(i, end + 1, last, tuple({other, found} - {last}), sure=0.75, edged=True)
    if day is not None and _is_day(s, i, end, day):
        return _to_another(s, i, end, day, month) or _or_another(s, _of_month(s, i, end, day, month), month)
    return _whole_month(s, i, j, month)


def _or_another(s: Sentence, found: Day, month: int) -> Day:
    """Read the rest of "May 3rd or 4th": the first, the other beside it."""
    ranked = ordinal(s, found.end + 1) if s.has(found.end, "either") else None
    other = coming(s.today, month, ranked[0]) if ranked and ranked[0] > 0 and not s.has(ranked[1], "month") else None
    if ranked is None or other is None or names.is_noun(s, ranked[1]):
        return found
    return replace(found, end=ranked[1], others=(*found.others, other), sure=0.6)


def _to_another(s: Sentence, i: int, end: int, first: int, month: int) -> Day | None:
    """Read the rest of "May 3 to 7"."""
    if not (s.has(end, "range_to") or s.word(end) in {"-", "–"}):
        return None
    last, after = _day_number(s, s.skip(end + 1, "article"))
    if (
        last is None
        or last <= first
        or s.has(after, "month")
        or not _is_day(s, i, after, last)
        or s.has(after, "oclock")
    ):
        return None
    whole = _of_month(s, i, after, last, month)
    return replace(whole, period=(whole.day.replace(day=first), whole.day)) if whole.day else None


def _is_day(s: Sentence, i: int, end: int, day: int) -> bool:
    """Tell whether the number after a month is its day: not so in "we may 5 times" or "March 5 km"."""
    if s.has(end, "measure") or s.has(end, "times") or s.has(end, "unit") or s.has(end, "meridiem"):
        return False
    if s.has(i - 1, "pronoun") and s.has(i, "verb") and not s.said(i)[:1].isupper():
        return False
    counted = s.has(end, "mark") and (s.word(end)[0] in "%$€" or (s.word(end)[0] == ":" and s.has(end + 1, "digits")))
    return not counted and day < 100


def month_alone(s: Sentence, i: int) -> Day | None:
    """Read a month at place `i`, whatever stands behind it."""
    month = s.number(i, "month")
    return None if month is None else _whole_month(s, i, i + 1, month)


def _whole_month(s: Sentence, i: int, j: int, month: int) -> Day:
    at = s.skip(s.skip_mark(j, ",/"), "of")
    year = year_of(s, at)
    if year is None and s.has(at, "shift") and s.name(at + 1, "unit") == "year":
        shift = s.number(at, "shift") or 0
        year = (s.today.year + shift, at + 2)
    if year is not None:
        return month_period(i, year[1], year[0], month)
    soonest = s.today.year if month >= s.today.month else s.today.year + 1
    last = days.month_end(soonest, month)
    if s.word(j) == "end" and (s.closes(j + 1) or s.has(j + 1, "function")):
        return Day(i, j + 1, last, edged=True, final=True)  # by March end
    return Day(
        i,
        j,
        last,
        period=(last.replace(day=1), last),
        approximate=True,
        sure=0.85,
        needs=PERIOD_CUES,
        month=True,
        yearly=True,
    )


def month_period(start: int, end: int, year: int, month: int) -> Day:
    """Return a whole month, which is due on its last day."""
    last = days.month_end(year, month)
    return Day(start, end, last, period=(last.replace(day=1), last), approximate=True, sure=0.9)


def shifted_month(s: Sentence, i: int) -> Day | None:
    """Read "next May", "this June", "last October" at place `i`."""
    shift, month = s.number(i, "shift"), s.number(i + 1, "month")
    if shift is None or month is None:
        return None
    this_year, today = s.today.year, s.today
    if shift < 0:
        return month_period(i, i + 2, this_year if month < today.month else this_year - 1, month)
    soonest = this_year if month >= today.month else this_year + 1
    if shift == 0 or soonest > this_year:
        return month_period(i, i + 2, soonest, month)
    other = days.month_end(soonest, month)
    return replace(month_period(i, i + 2, this_year + 1, month), others=(other,), sure=0.6)


def day_of_some_month(s: Sentence, i: int) -> Day | None:
    """Read "the 15th", "the 15th of next month", "am 15." at place `i`."""
    ranked = ordinal(s, i)
    if ranked is None or ranked[0] < 0 or s.has(i, "ordinal"):
        return _first_of_month(s, i) if s.has(i, "ordinal") else _plain_day(s, i)
    day, end = ranked
    j = s.skip(end, "of", "article")
    shifted = _of_shifted_month(s, i, j, day)
    if shifted is not None:
        return shifted
    if j == end and (s.has(i - 1, "owner") or s.has(i - 1, "function")):
        return None  # by my 40th
    dotted = s.word(end - 1) == "."
    needs = DAY_CUES - {"for", "to"} if dotted or not s.has(i - 1, "article") else frozenset[str]()
    if j > end and s.name(j, "unit") == "month":
        end = j + 1
    elif counts_something(s, i, end):
        return None
    return coming_day(s, i, end, day, needs)


def _plain_day(s: Sentence, i: int) -> Day | None:
    """Read the bare number of "le 20", "para el 20", "bis zum 20", where nothing follows that it counts."""
    day = s.digits(i, 2)
    cued = s.has(i - 1, "day_cue") or s.has(i - 1, "dotted")
    ends = s.closes(i + 1) or any(s.has(i + 1, kind) for kind in ("function", "prep", "mark", "part"))
    if s.has(i - 2, "subject"):
        return None  # I am 30
    if not cued or not ends or not day or day > 31 or (s.has(i + 1, "mark") and not s.closes(i + 1)):
        return None
    return replace(coming_day(s, i, i + 1, day, frozenset()), sure=0.85)


def counts_something(s: Sentence, i: int, end: int) -> bool:
    """Tell whether the ordinal at place `i` belongs to a thing: "the 3rd release", "the 2nd half"."""
    if (
        s.closes(end)
        or s.has(end, "mark")
        or (end == s.size - 1 and s.said(end).islower() and s.has(end - 3, "dotted"))
    ):
        return False  # am 1. anrufen
    another = ordinal(s, end + 1) if s.has(end, "and") else None
    if another and counts_something(s, i, another[1]) and not s.has(another[1], "month"):
        return True  # the 1st and 2nd floors
    led = s.name(i - 2, "prep") in _LEADS and s.has(i - 1, "article")
    return not any(s.has(end, kind) for kind in (*_BEHIND_DAY, *(_BEHIND_LED if led else ())))


def _first_of_month(s: Sentence, i: int) -> Day | None:
    """Read "the first of the month", "the first of next month"."""
    rank = s.number(i, "ordinal") or 0
    j = s.skip(i + 1, "of", "article")
    if rank < 1 or j == i + 1:
        return None
    shifted = _of_shifted_month(s, i, j, rank)
    if shifted is None and s.name(j, "unit") == "month":
        return coming_day(s, i, j + 1, rank, frozenset())
    return shifted


def _of_shifted_month(s: Sentence, i: int, j: int, day: int) -> Day | None:
    shift = s.number(j, "shift")
    if shift is None or s.name(j + 1, "unit") != "month":
        return None
    month = days.add_months(s.today.replace(day=1), shift)
    if month is None:
        return None
    found = valid(month.year, month.month, day)
    return Day(i, j + 2, found, nearest=None if found else nearest(month.year, month.month, day), edged=True)


def coming_day(s: Sentence, i: int, end: int, day: int, needs: frozenset[str]) -> Day:
    """Return the next such day of any month, today excluded."""
    first: date | None = s.today.replace(day=1)
    for _ in range(3):
        found = first and valid(first.year, first.month, day)
        if found and found > s.today:
            return Day(i, end, found, needs=needs, edged=True, sure=0.9)
        first = first and days.add_months(first, 1)
    return Day(i, end, None, needs=needs, nearest=days.month_end(s.today.year, s.today.month), sure=0.9)
