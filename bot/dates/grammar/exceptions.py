"""What a rhythm or a count leaves out: "twice a day, but not on Sundays", "every Sunday except in December"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dates.grammar.beats import weekday_list, weekend
from bot.dates.grammar.named import day_at
from bot.dates.grammar.parts import Day, Rhythm
from bot.dates.grammar.rules import byday, in_months, without_days
from bot.dates.names import BYDAY
from bot.dates.when import Quota

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

_FAR = 10
"""How many words what is left out may stand behind its rhythm."""
_MOST = 6
"""How many days or months are listed as left out."""
_LED = frozenset({"on", "in", "at", "for"})
"""Prepositions before what is left out."""
_RHYTHMIC = frozenset({"every", "weekdays", "rhythm", "rhythm_days", "plural"})
"""Words with which another rhythm begins, to which belongs what is left out behind it."""
_ASKED = 0.75
"""The confidence of a count beside which stand the days that it is kept to."""
_CONDITIONS = {1: (None, 1, 2), 2: (1, 2), 3: (1,)}
"""Which conditions must follow what leaves something out, by how it does so: "not when it rains"."""
_STOPS = frozenset(".!?;\n")
_YEAR = frozenset(range(1, 13))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Days and months that words `start` to `end` (exclusive) take out of a rhythm."""

    start: int
    end: int
    weekdays: frozenset[int]
    months: frozenset[int]
    others: tuple[int, int] | None = None
    """Where stands among them what is no day of the week: August, Christmas, public holidays."""

    @property
    def whole(self) -> bool:
        """Only days of the week are left out."""
        return self.others is None


def kept_to(s: Sentence, found: Rhythm, before: LeftOut | None = None) -> tuple[tuple[Rhythm, ...], int]:
    """Return a rhythm without what its sentence leaves out behind it or `before`, and the place after that.

    A count a day comes with the rhythm of the other days beside it. What no rhythm can leave out is pointed at.
    """
    out = _behind(s, found.end) or before
    if out is None:
        return (found,), found.end
    end = max(out.end, found.end)
    daily = isinstance(found.value, Quota) and found.value.per == "day"
    if daily and out.whole:
        rule = without_days("FREQ=DAILY", _named(out)) or ""
        beside = Rhythm(out.start, out.end, rule, sure=0.7)
        counted = replace(found, sure=min(found.sure, _ASKED))
        both = (counted, beside) if out.start > found.start else (beside, counted)
        return (both if rule else (found,)), end
    return (_without(found, out),), end


def _without(found: Rhythm, out: LeftOut) -> Rhythm:
    """Return a rhythm on the days that are left; the months that are left are offered, as the whole year stays."""
    left = without_days(found.value, _named(out)) if isinstance(found.value, str) else None
    others = tuple(
        (without_days(other, _named(out)) or other) if isinstance(other, str) else other for other in found.others
    )
    end = out.end if left and out.whole and found.end <= out.start <= found.end + 1 else found.end
    found = replace(found, end=end, value=left or found.value, others=others)
    if left and out.whole:
        return found
    yearly = in_months(found.value, _YEAR - out.months) if isinstance(found.value, str) and out.months else None
    return replace(
        found,
        others=(*((yearly,) if yearly else ()), *found.others),
        unkept=(left and out.others) or (out.start, out.end),
    )


def _named(out: LeftOut) -> tuple[str, ...]:
    return byday(out.weekdays)


def _behind(s: Sentence, end: int) -> LeftOut | None:
    """Return what is left out right behind a place, or a few words on in the same sentence."""
    at = s.skip_mark(end, ",(-–—")
    at += s.word(at) == "but" and not s.closes(at + 1) and _denies(s, at + 1)  # but no Sundays
    if (_denies(s, at) and (found := left_out(s, at))) or (found := _excepted(s, at)):
        return _with_conditions(s, found)
    for k in range(at, min(at + _FAR, s.size)):
        if s.has(k, "denial") and s.has(k, "except") and (found := left_out(s, k)):
            return _with_conditions(s, found)
        if unread := _unread(s, k):
            return unread
        if s.word(k)[-1:] in _STOPS or not _RHYTHMIC.isdisjoint(s.meaning(k)) or s.name(k, "prep") == "by":
            return None
    return None


def ahead_of(s: Sentence, start: int) -> LeftOut | None:
    """Return what is left out of what follows, by denied words at place `start`: "except Sundays, run daily"."""
    at = start - 1
    while at > 0 and not s.has(at, "except") and (s.has(at, "prep") or s.has(at, "article")):
        at -= 1
    return left_out(s, at) if s.has(at, "except") and s.opens(at) else None


def _excepted(s: Sentence, at: int) -> LeftOut | None:
    """Read "weekends excepted" at place `at`."""
    found = left_out(s, at - 1)
    return replace(found, start=at, end=found.end + 1) if found and s.word(found.end) in _EXCEPTED else None


def _unread(s: Sentence, at: int) -> LeftOut | None:
    """Read "unless it rains", "except when I travel" at place `at`: words that no calendar knows."""
    how, condition = s.number(at, "unless"), s.number(at + 1, "condition")
    if how is None or condition not in _CONDITIONS[how]:
        return None
    end = _clause(s, at + 1)
    return LeftOut(at, end, frozenset(), frozenset(), (at, end)) if end > at + 1 else None


def _with_conditions(s: Sentence, found: LeftOut) -> LeftOut:
    """Return what is left out with the condition that is listed behind it: "on Sundays and when I travel"."""
    at = s.skip(s.skip_mark(found.end, ","), "and", "either")
    if at == found.end or not s.has(at, "condition") or s.has(at, "owner"):
        return found
    end = _clause(s, at)
    return replace(found, end=end, others=((found.others or (at, end))[0], end))


def _clause(s: Sentence, at: int) -> int:
    """Return where the words end that belong to place `at`: with a mark, or with when it all ends."""
    lasts = ("until", "by", "since")
    return next((k for k in range(at, s.size) if s.has(k, "mark") or s.name(k, "prep") in lasts), s.size)


def _denies(s: Sentence, i: int) -> bool:
    return s.has(i, "except") or s.word(i) == "never"


def left_out(s: Sentence, i: int) -> LeftOut | None:
    """Read the days or the months that stand behind "except" or "but not on" at place `i`."""
    listed = list(_listed(s, i + 1))
    if not listed:
        return None
    weekdays = frozenset[int]().union(*(named for _, _, named, _ in listed))
    months = frozenset[int]().union(*(named for _, _, _, named in listed))
    others = [(start, end) for start, end, named, _ in listed if not named]
    return LeftOut(i, listed[-1][1], weekdays, months, (others[0][0], others[-1][1]) if others else None)


def _listed(s: Sentence, at: int) -> Iterator[tuple[int, int, frozenset[int], frozenset[int]]]:
    """Yield where each that is listed begins and ends, with its weekdays or its months."""
    for _ in range(_MOST):
        at = _led(s, at)
        found = _one(s, at)
        if found is None:
            return
        yield at, *found
        at = s.skip(s.skip_mark(found[0], ",/&+"), "and", "either")
        if at == found[0] or (s.word(at - 1) == "," and _one(s, _led(s, at)) is None):
            return


def _led(s: Sentence, at: int) -> int:
    """Return the place behind "on the", "in" or "on a"."""
    at += s.name(at, "prep") in _LED
    return at + (s.has(at, "article") or s.has(at, "article_one"))


def _one(s: Sentence, at: int) -> tuple[int, frozenset[int], frozenset[int]] | None:
    none = frozenset[int]()
    if days := _weekdays(s, at):
        return days[0], days[1], none
    if months := _months(s, at):
        return months[0], none, months[1]
    day = day_at(s, at)
    if isinstance(day, Day) and day.day and (day.edged or day.period or s.has(at, "feast")):
        return day.end, none, none
    holidays = at + 1 if s.word(at) in {"public", "bank"} else at
    return (holidays + 1, none, none) if s.word(holidays) in _HOLIDAYS else None


def _weekdays(s: Sentence, at: int) -> tuple[int, frozenset[int]] | None:
    listed = weekday_list(s, at)
    if listed is not None:
        return listed[1], frozenset(listed[0])
    if s.name(at, "unit") == "weekend":
        return at + 1, frozenset(map(BYDAY.index, weekend(s)))
    working = s.name(at, "unit") == "workday" and s.has(at, "plural")
    return (at + 1, s.locale.working_days) if working else None


def _months(s: Sentence, at: int) -> tuple[int, frozenset[int]] | None:
    """Return the months of "December", "June to August", "winter"."""
    month = s.number(at, "month")
    joined = s.has(at + 1, "range_to") or s.word(at + 1) in {"-", "–"}
    last = s.number(at + 2, "month") if month and joined else None
    if month and last:
        return at + 3, _from(month, (last - month) % 12 + 1)
    day = day_at(s, at)
    if isinstance(day, Day) and day.day and day.period and (month or s.has(at, "season")):
        first, final = day.period
        return day.end, _from(first.month, (final.year - first.year) * 12 + final.month - first.month + 1)
    dated = isinstance(day, Day) and day.edged
    return (at + 1, frozenset({month})) if month and not dated else None


def _from(first: int, count: int) -> frozenset[int]:
    return frozenset((first + n - 1) % 12 + 1 for n in range(count))


_EXCEPTED = frozenset({"excepted", "excluded", "off", "ausgenommen"})
_HOLIDAYS = frozenset({"holidays", "holiday", "vacation", "vacations", "feiertage", "feiertagen"})
