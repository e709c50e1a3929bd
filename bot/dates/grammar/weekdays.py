"""Days of the week: "Friday", "next Friday", "Friday, 5 June", "the Monday after next"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, months, names, numeric
from bot.dates.grammar.numbers import ordinal
from bot.dates.grammar.parts import DAY_CUES, Day, Instant

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

WEEK = timedelta(days=7)
_IN_EIGHT = {8: 1, 15: 2}
"""Weeks by which "vendredi en huit" is later, where the day itself is counted, too."""


def weekday_at(s: Sentence, i: int) -> int | None:
    """Return the weekday that word `i` names, in full or short."""
    full = s.number(i, "weekday")
    short = s.number(i, "weekday_short") if full is None else full
    return _initial(s, i) if short is None else short


def _initial(s: Sentence, i: int) -> int | None:
    """Return the weekday of two letters at place `i`, written large, after "am", "jeden" or another one."""
    day = s.number(i, "weekday_initial")
    if day is None or not s.said(i)[:1].isupper():
        return day if _is_joined(s, i) or _is_timed(s, i) else None
    joined = s.has(i - 1, "mark") or s.has(i - 1, "and") or s.word(i - 1) == "/"
    before = i - 2 if joined else i - 1
    cued = any(s.has(before, kind) for kind in ("dotted", "every", "shift", "weekday_initial", "closing"))
    # "So" and "Do" are English words, too, which stand before a time as well.
    at = s.skip_mark(i + 1, ".")
    plain = s.word(i) not in {"so", "do"} and s.opens(i) and ":" in s.word(at)
    timed = s.has(at, "digits") and (plain or s.name(at + 1, "oclock") == "exact")
    cued = cued or timed or (s.opens(i) and s.word(i + 1) == "um" and s.has(i + 2, "digits"))
    return day if cued or s.has(i + 1, "weekday_initial") or s.has(i + 2, "weekday_initial") else None


def _is_timed(s: Sentence, i: int) -> bool:
    """Tell whether two letters in lower case are a day by what is around them: "bis fr 18 uhr", "jeden mo und do"."""
    if s.has(i - 1, "every") or (s.has(i - 1, "and") and s.has(i - 2, "weekday_initial") and s.has(i - 3, "every")):
        return True
    at = s.skip_mark(i + 1, ".,")
    told = s.word(at) == "um" and s.has(at + 1, "digits")
    timed = told or (s.has(at, "digits") and s.name(at + 1, "oclock") == "exact")
    return timed and (s.has(i - 1, "dotted") or s.opens(i))


def _is_joined(s: Sentence, i: int) -> bool:
    """Tell whether a dash or a slash joins two letters in lower case to those of another day: "mo-fr", but "so-so"."""
    return any(
        s.word(mark) in {"-", "–", "/"}
        and s.glued(max(mark, i))
        and s.has(far, "weekday_initial")
        and s.word(far) != s.word(i)
        for mark, far in ((i - 1, i - 2), (i + 1, i + 2))
    )


def weekday(s: Sentence, i: int) -> Day | None:
    """Read a weekday at place `i`, with what is said about it behind."""
    day = weekday_at(s, i)
    joined = s.word(i + 1) == "." and s.glued(i + 1) and s.glued(i + 2)  # monday.com, but not friday.5pm
    if day is None or (joined and not s.has(i + 2, "digits")):
        return None
    if s.has(i + 1, "of") and s.has(i + 2, "every"):
        return None  # the last Thursday of every sprint
    short = s.has(i, "weekday_short") or s.has(i, "weekday_initial")
    j = s.skip_mark(i + 1, ".") if short and s.glued(i + 1) else i + 1
    found = _dated(s, i, j, day) or _of_week(s, i, j, day) or _shifted(s, i, j, day)
    if found is not None:
        return found
    bare = days.next_weekday(s.today, day)
    needs = frozenset[str]() if s.has(i, "weekday") else DAY_CUES
    return _or_today(s, Day(i, j, bare, needs=needs, edged=True), day)


def _or_today(s: Sentence, found: Day, day: int) -> Day:
    """Offer today too, where that is the day of the week that was named."""
    return replace(found, others=(s.today,), sure=0.85) if s.today.weekday() == day else found


def shifted_weekday(s: Sentence, i: int) -> Day | None:
    """Read "next Friday", "this Friday", "last Friday" at place `i`."""
    shift, day = s.number(i, "shift"), weekday_at(s, i + 1)
    if shift is None or day is None or (s.has(i + 2, "of") and s.has(i + 3, "every")):
        return None
    dated = _dated(s, i, i + 2, day)
    return dated or _in_week(s, i, i + 2, day, shift)


def either(s: Sentence, first: Day) -> Day | None:
    """Read the rest of "tues or wed", "next tues or wed", "mon or tue next week" behind its first day."""
    shifted = s.has(first.start, "shift")
    start = first.start + shifted
    at = first.end + 1
    if s.has(first.end, "either") and s.number(at, "shift") == 1 and first.day and not s.has(at + 1, "unit"):
        if weekday_at(s, at + 1) is not None:
            return None
        return replace(first, end=at + 1, others=(first.day + WEEK,), sure=0.6)  # this Friday or next
    one, another = weekday_at(s, start), weekday_at(s, at)
    if one is None or another is None or first.end != start + 1 or not first.day or not s.has(first.end, "either"):
        return None
    last = weekday(s, at)
    if last is None or last.day is None or last.period:
        return None
    day, other = first.day, last.day
    if shifted:
        other = day + timedelta(days=(another - one) % 7)
    elif last.end > at + 1:
        day = other - timedelta(days=(another - one) % 7)
    return replace(first, end=last.end, day=day, others=(other,), sure=0.6, needs=frozenset())


def _dated(s: Sentence, i: int, j: int, day: int) -> Day | None:
    """Read the day of the month behind a weekday; where both disagree, the weekday is the other reading."""
    at = s.skip(s.skip_mark(j, ",("), "article", "on_the")
    named = (
        numeric.figures(s, at)
        or months.day_then_month(s, at)
        or (months.month_first(s, at) if not s.has(at - 1, "mark") or s.has(at + 1, "digits") else None)
    )
    if not isinstance(named, Day):
        named = _thirteenth(s, at, day)
    if named is None or (named.period and named.approximate) or _clock_follows(s, at, named):
        return None
    end = named.end + 1 if s.word(at - 1) == "(" and s.word(named.end)[:1] == ")" else named.end
    if named.day is None or named.day.weekday() == day:
        return replace(named, start=i, end=end, others=(), sure=0.95, needs=frozenset())
    agreeing = tuple(other for other in named.others if other.weekday() == day)
    if agreeing:
        return replace(named, start=i, end=end, day=agreeing[0], others=(), sure=0.95, needs=frozenset())
    near = days.next_weekday(named.day - timedelta(days=4), day)
    return replace(named, start=i, end=end, others=(near,), sure=0.5, needs=frozenset())


def _clock_follows(s: Sentence, at: int, named: Day) -> bool:
    """Tell whether "Friday 9.30" is a time of day after all."""
    return "." in s.word(at) and s.word(at).count(".") == 1 and s.has(named.end, "meridiem")


def _thirteenth(s: Sentence, at: int, day: int) -> Day | None:
    """Read "Friday the 13th": the next 13th that is a Friday, or the coming one if that is said of a near day."""
    ranked = ordinal(s, at)
    if ranked is None and at == s.size - 1 and s.digits(at, 2):
        return _plainly(s, at, day)
    if ranked is None or s.has(at, "ordinal") or s.has(ranked[1], "unit"):
        return None
    first: date | None = s.today.replace(day=1)
    for _ in range(48):
        found = first and numeric.valid(first.year, first.month, ranked[0])
        if found and found > s.today and found.weekday() == day:
            return Day(at, ranked[1], found, edged=True)
        first = first and days.add_months(first, 1)
    return None


def _plainly(s: Sentence, at: int, day: int) -> Day | None:
    """Read "Thu 26" where the coming 26th is a Thursday."""
    for first in (s.today.replace(day=1), days.add_months(s.today.replace(day=1), 1)):
        found = first and numeric.valid(first.year, first.month, s.digits(at) or 0)
        if found and found > s.today:
            return Day(at, at + 1, found, edged=True) if found.weekday() == day else None
    return None


def _of_week(s: Sentence, i: int, j: int, day: int) -> Day | None:
    """Read "Friday next week", "Friday of this week", "Friday week", "Friday fortnight"."""
    at = s.skip(s.skip_mark(j, ","), "of", "article")
    shift, number = s.number(at, "shift"), s.digits(at + 1, 2)
    if s.has(at, "week_label") and number is not None and not s.has(at + 2, "of"):
        return numeric.coming_week(s.today, i, at + 2, number, day + 1)
    if shift is not None and s.name(at + 1, "unit") == "week":
        return _exactly_in_week(s, i, at + 2, day, shift)
    if s.name(at, "unit") == "week" and s.has(at + 1, "after_next"):
        return _exactly_in_week(s, i, at + 2, day, 2)
    if s.name(at, "unit") == "week" and s.has(at + 1, "shift_after"):
        return _exactly_in_week(s, i, at + 2, day, s.number(at + 1, "shift_after") or 0)
    if s.has(j, "week_span") and not s.has(j + 1, "digits"):
        bare = days.next_weekday(s.today, day)
        return Day(i, j + 1, bare + (s.number(j, "week_span") or 1) * WEEK, (bare,), sure=0.7, edged=True)
    return None


def _shifted(s: Sentence, i: int, j: int, day: int) -> Day | None:
    """Read "the Monday after next", "Friday next", "lundi prochain"."""
    after_next = s.number(j, "after_next")
    if after_next is not None:
        coming = _in_week(s, i, j + 1, day, 1)
        others = tuple(other + WEEK for other in coming.others)
        return replace(coming, day=coming.day and coming.day + WEEK, others=others)
    weeks = _IN_EIGHT.get(s.number(j + 1, "number") or 0) if s.word(j) == "en" else None
    if weeks and not s.has(j + 2, "unit") and not names.is_noun(s, j + 2):
        return Day(i, j + 2, days.next_weekday(s.today, day) + weeks * WEEK, sure=0.85, edged=True)
    shift = s.number(j, "shift_after")
    if shift is None or s.has(j + 1, "unit") or weekday_at(s, j + 1) is not None:
        return None
    return _in_week(s, i, j + 1, day, shift)


def week_of_day(s: Sentence, i: int, day: Day) -> Day | None:
    """Return the week in which a day lies, as "the week of 7 December" at place `i` names it."""
    if day.day is None or not day.edged or day.period:
        return None
    first = days.week_of(day.day, s.locale.week_start)
    last, friday = first + WEEK - timedelta(days=1), days.week_close(first)
    others = tuple(dict.fromkeys(other for other in (day.day, last) if other != friday))
    return Day(i, day.end, friday, others, (first, last), approximate=True, sure=0.8)


def week_on(s: Sentence, i: int) -> Day | None:
    """Read "week on Friday": a week later than Friday, which is offered."""
    day = weekday_at(s, i + 2)
    if day is None:
        return None
    bare = days.next_weekday(s.today, day)
    return Day(i, i + 3, bare + WEEK, (bare,), sure=0.7, edged=True)


def weekend_by(s: Sentence, i: int, day: Day | Instant | None) -> Day | None:
    """Read "weekend before Christmas", "weekend of 12 December" at place `i`: it is due on its Sunday."""
    if not isinstance(day, Day) or day.day is None or not (day.edged or s.has(day.start, "feast")):
        return None
    if s.has(i + 1, "of"):
        sunday = day.day + timedelta(days=6 - day.day.weekday())
    elif s.has(i + 1, "anchor_before"):
        sunday = days.next_weekday(day.day - WEEK - timedelta(days=day.day.weekday() == 6), 6)
    elif s.has(i + 1, "anchor_after") and s.name(i + 1, "prep") == "after":
        sunday = days.next_weekday(day.day + timedelta(days=day.day.weekday() == 5), 6)
    else:
        return None
    saturday = sunday - timedelta(days=1)
    return Day(i, day.end, sunday, (saturday,), (saturday, sunday), approximate=True, sure=0.8)


def _exactly_in_week(s: Sentence, i: int, end: int, day: int, shift: int) -> Day:
    first = days.week_of(s.today, s.locale.week_start) + shift * WEEK
    return Day(i, end, days.day_in_week(first, day), edged=True)


def _in_week(s: Sentence, i: int, end: int, day: int, shift: int) -> Day:
    """Return that weekday of a calendar week, with the nearer reading beside it."""
    coming = days.next_weekday(s.today, day)
    if shift == 0:
        return _or_today(s, Day(i, end, coming, edged=True), day)
    if shift < 0:
        return Day(i, end, days.next_weekday(s.today - WEEK - timedelta(days=1), day), edged=True)
    first = days.week_of(s.today, s.locale.week_start) + shift * WEEK
    meant = days.day_in_week(first, day)
    if meant == coming:
        return Day(i, end, meant, edged=True)
    near = coming if shift == 1 else coming + WEEK
    return Day(i, end, meant, () if near == meant else (near,), sure=0.6, edged=True)
