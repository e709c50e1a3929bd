"""Quotas: "three times a week", "4x a month", "5 days a week", "two posts per month"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from bot.dates.grammar import names
from bot.dates.grammar.beats import Beat, weekday_list
from bot.dates.grammar.limits import finished
from bot.dates.grammar.numbers import cardinal
from bot.dates.grammar.parts import Rhythm
from bot.dates.grammar.rules import Rule, byday
from bot.dates.when import Quota

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

Per: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

_THOUSANDS = re.compile(r"\d{1,3}(?:[,.]\d{3})+")
_PAIR = re.compile(r"(\d{1,2})[-–](\d{1,2})")
_PERIODS = frozenset({"day", "week", "month", "quarter", "year"})
_OF_RHYTHM = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "MONTHLY 3": "quarter", "YEARLY": "year"}
_FREQ = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "year": ("YEARLY", 1),
}
_DOUBLE = {"fortnight": "week", "halfyear": "quarter"}
"""Periods that no quota is counted in, by those of which they are two."""
_A_YEAR = {"month": 12, "quarter": 4}
_NEAR = 6
"""How many words a count stands from the rhythm that it belongs to."""
_FEW = 20
"""Up to so many, a number alone counts times: "2 per week"; "500 a month" is an amount."""
_HOURLY = frozenset({"at", "by", "before", "after", "until"})
"""What stands before an hour that has nothing behind it to be counted."""
_CLOCK_UNITS = frozenset({"second", "minute", "hour"})


def quota(s: Sentence, i: int) -> Rhythm | None:
    """Read a quota at place `i`."""
    name = s.name(i, "rhythm_quota")
    if name is not None:
        return Rhythm(i, i + 1, _quota(name))
    times = s.number(i, "often")
    if times is not None:
        return _per(s, i, s.skip_mark(i + 1, "-"), times)
    spread = _spread(s, i)
    if spread is not None:
        return spread
    number = (1000, i + 1) if _THOUSANDS.fullmatch(s.word(i)) else _counted_part(s, i) or cardinal(s, i)
    version = s.glued(i) and s.said(i - 1)[-1:].isalpha()  # v2
    if number is None or number[0] % 1 or not 0 < number[0] < 10_000 or version:
        return None
    count, j = int(number[0]), number[1]
    if s.word(j) == "k" and s.glued(j) and names.is_noun(s, j + 1):
        count, j = 1000, j + 1  # 10k steps
    if s.has(j, "times"):
        return _per(s, i, j + 1, count)
    return _of_things(s, i, j, count)


def _counted_part(s: Sentence, i: int) -> tuple[float, int] | None:
    """Return the one of "an evening a week"."""
    return (1, i + 1) if s.has(i, "article_one") and s.has(i + 1, "part") and s.has(i + 2, "per") else None


def _spread(s: Sentence, i: int) -> Rhythm | None:
    """Read "2-3 times a week", "two to three times a week": the lower count, the higher one beside it."""
    pair = _PAIR.fullmatch(s.word(i))
    low, at = cardinal(s, i), i + 1
    if pair:
        low, high = (float(pair[1]), i + 1), int(pair[2])
    elif low and s.has(low[1], "range_to"):
        more = cardinal(s, low[1] + 1)
        high, at = (int(more[0]), more[1]) if more else (0, i)
    else:
        return None
    if not low or not low[0] < high < 100:
        return None
    timed = s.has(at, "times") or s.name(at, "unit") == "day"
    found = _per(s, i, at + 1, int(low[0]), 0.7) if timed else _of_things(s, i, at, int(low[0]))
    if found is None or not isinstance(found.value, Quota):
        return None
    return replace(found, others=(Quota(high, found.value.per),))


def other_quota(s: Sentence, i: int) -> Quota | None:
    """Return the quota that a word such as "biweekly" could also mean."""
    name = s.name(i, "rhythm_else")
    return _quota(name) if name else None


def counted_things(s: Sentence, i: int, end: int) -> Quota | None:
    """Return what a rhythm at place `i` can also mean: "publish 2 weekly posts", "ten tickets each week"."""
    unit = s.name(end - 1, "unit")
    if s.number(i, "every") == 1 and end == i + 2 and unit in _PERIODS:
        count = _counted_before(s, i) or _counted_behind(s, end)
        return Quota(count, cast("Per", unit)) if count else None
    if end != i + 1:
        return None
    number = s.digits(i - 1, 2) or s.number(i - 1, "number")
    per = _OF_RHYTHM.get(s.name(i, "rhythm") or "")
    return Quota(number, cast("Per", per)) if per and number and number > 1 and names.is_noun(s, i + 1) else None


def _counted_before(s: Sentence, i: int) -> int | None:
    """Return how many things stand right before place `i`: "six customer interviews every quarter"."""
    i -= s.word(i - 1) == "in"  # get 3 rides in every week
    first = next((k for k in range(i - 1, max(i - 1 - _NEAR, -1), -1) if not names.is_noun(s, k)), i)
    if first in {i - 1, i}:
        return None
    return 1 if s.number(first, "number") == 1 or s.word(first) == "1" else _count(s, first)


def _counted_behind(s: Sentence, end: int) -> int | None:
    """Return how many things stand in the clause that begins at `end`: "every month I visit three customers"."""
    for k in range(end, min(end + _NEAR, s.size - 1)):
        if s.has(k, "mark") or s.has(k, "function") or (s.has(k, "prep") and s.name(k, "prep") != "to"):
            return None
        count = _count(s, k) if names.is_noun(s, k + 1) else None
        if count:
            return count
    return None


def _count(s: Sentence, i: int) -> int | None:
    """Return a small number at place `i` that counts things, and no money or measure."""
    number = s.digits(i, 2) or s.number(i, "number")
    measured = s.has(i + 1, "measure") and not s.has(i + 1, "counted")
    named = s.has(i - 1, "of") or _is_money(s, i)
    return number if number and 1 < number < 100 and not measured and not named else None


def _quota(name: str) -> Quota:
    count, _, per = name.partition(" ")
    return Quota(int(count), cast("Per", per))


def _period(s: Sentence, j: int) -> tuple[str, int, int] | None:
    """Return the period at place `j` ("a week", "per month", "every 2 weeks"), how many of it, and the place after."""
    days = s.has(j, "of_week") and (s.has(j - 1, "part") or s.has(j - 1, "parts") or s.name(j - 1, "unit") == "day")
    name = "week" if days else _OF_RHYTHM.get(s.name(j, "rhythm") or "")
    if name is not None:
        return name, 1, j + 1
    if s.name(j, "prep") in {"in", "for"} or s.has(j, "of"):
        j += 0 if s.has(j, "per") else 1
    whole = s.name(j, "whole_unit")
    if whole:
        return whole, 1, j + 1
    if s.has(j, "half") and s.name(j + 1, "unit") == "year":
        return "quarter", 2, j + 2
    if not (s.has(j, "per") or s.has(j, "article_one")):
        return None
    every = s.number(j, "every")
    number = cardinal(s, j + 1)
    at = number[1] if number else j + 1
    unit = s.name(at, "unit")
    if unit in _DOUBLE:
        return _DOUBLE[unit], 2, at + 1
    unit = "day" if unit == "workday" or (s.has(at, "part") and s.has(j, "every")) else unit
    return (
        (unit, int(number[0]) if number else every or 1, at + 1)
        if unit in _PERIODS and (s.word(j) in {"/", "per"} or not s.has(at, "brief"))
        else None
    )


def _per(s: Sentence, i: int, j: int, count: int, sure: float = 0.95) -> Rhythm | None:
    period = _period(s, j) or _bare_period(s, j)
    if period is None:
        return None
    unit, interval, end = period
    if interval > 1:
        freq, width = _FREQ[unit]
        if count == 1:
            return finished(s, i, Beat(end, Rule(freq, interval * width), sure=0.9))
        evenly = _evenly(count, unit, interval)
        return Rhythm(i, end, evenly, sure=0.6) if evenly else None
    at = s.skip_mark(end, ",(:")
    at = at + 1 if s.name(at, "prep") == "on" else at
    listed = weekday_list(s, at) if unit == "week" else None
    if listed is not None and len(set(listed[0])) == count:
        return finished(s, i, Beat(listed[1], Rule("WEEKLY", days=byday(listed[0]))))
    if count == 1 and unit in {"month", "year"}:
        dated = finished(s, i, Beat(end, Rule(*_FREQ[unit])))
        if dated.end > end:  # once a month on the 15th
            return dated
    return Rhythm(i, end, Quota(count, cast("Per", unit)), sure=sure)


def _bare_period(s: Sentence, j: int) -> tuple[str, int, int] | None:
    """Read the rest of "3x week", where nothing stands before the period."""
    unit = s.name(j, "unit")
    timed = unit in _PERIODS and s.word(j - 1) == "x" and s.glued(j - 1)
    bare = timed and not s.has(j, "plural") and not s.has(j + 1, "digits")
    return (unit, 1, j + 1) if bare and unit and len(s.word(j)) > 1 else None


def _evenly(count: int, unit: str, interval: int) -> Quota | None:
    """Return so many times in several periods as a quota of one, or of a year: "twice a fortnight" is once a week."""
    if count % interval == 0:
        return Quota(count // interval, cast("Per", unit))
    yearly, left = divmod(count * _A_YEAR.get(unit, 0), interval)
    return Quota(yearly, "year") if yearly and not left else None


def _of_things(s: Sentence, i: int, j: int, count: int) -> Rhythm | None:
    """Read "5 days a week", "two posts per month", "one project update per week"; money and speeds are no quotas."""
    unit = s.name(j, "unit")
    if unit in {"day", "workday", "weekend"} or s.has(j, "parts") or s.has(j, "part"):
        return _per(s, i, j + 1, count, 0.9)
    if _is_spread(s, i, j) or s.has(j, "meridiem") or s.name(j, "prep") in {"in", "within"}:
        return None
    if s.has(j, "per") or _is_money(s, i):
        return _bare_count(s, i, j, count)
    if s.has(j, "often") or (s.name(i - 1, "prep") in _HOURLY and cardinal(s, j)):
        return None  # dinner at 7 twice a week, in bed by 11 five nights a week
    timed = unit in _CLOCK_UNITS
    if s.has(j, "mark") or (s.has(j, "measure") and not s.has(j, "counted")) or (unit and not timed):
        return None
    at = _until_per(s, j, 1 if timed else 3)
    found = _per(s, i, at, count, 0.7)
    return _timed(s, i, found) if timed or count > 99 else _beside_rhythm(s, i, at, found)


def _bare_count(s: Sentence, i: int, j: int, count: int) -> Rhythm | None:
    """Read "2 per week", "three a day"; "500 a month" is an amount, and "by 5 every day" an hour."""
    timed = _timed(s, i, _per(s, i, j, 1, 0.7))
    few = count <= _FEW and not _is_money(s, i) and not s.has(i - 1, "year_label")
    few = few and s.name(i - 1, "prep") not in _HOURLY
    counted = _per(s, i, j, count, 0.7) if few else None
    if timed is None or counted is None or "BY" in str(timed.value):
        return timed
    if s.has(j, "every"):  # 2 every week
        return replace(timed, others=(counted.value, *timed.others))
    return replace(counted, others=(timed.value, *counted.others))


def _beside_rhythm(s: Sentence, i: int, at: int, found: Rhythm | None) -> Rhythm | None:
    """Let "every day" stay a rhythm behind a count too, as "every week on Friday"; the other reading is offered."""
    rhythm = _timed(s, i, found)
    if found is None or rhythm is None or not isinstance(found.value, Quota):
        return found
    if s.has(at, "every") and s.has(i - 1, "of"):
        return replace(rhythm, start=at)  # a team of five meets every week
    if found.value.per == "year" and s.name(found.end, "prep") == "by" and "BYMONTHDAY" not in str(rhythm.value):
        return replace(found, others=(rhythm.value, *found.others))  # two talks every year by December
    placed = rhythm.until or "BY" in str(rhythm.value)
    often = s.has(at, "every") or s.has(at, "rhythm")
    if often and (placed or found.value.per == "day"):
        return replace(rhythm, others=(found.value, *rhythm.others))
    return replace(found, others=(rhythm.value, *found.others)) if often or rhythm.until else found


def _until_per(s: Sentence, j: int, most: int) -> int:
    """Return the place of "per week" behind at most so many words, or the end of the text."""
    for k in range(j + 1, min(j + 1 + most, s.size)):
        if s.has(k, "per") and s.name(k + 1, "unit") in _PERIODS and (not s.has(k, "every") or k == j + 1):
            return k
        if s.word(k) == "in" and s.word(k + 1) == "per":  # get 4 runs in per week
            continue
        if s.has(k, "whole_unit") or _is_adverb(s, k):
            return k  # 2 papers weekly
        if any(s.has(k, kind) for kind in ("mark", "prep", "digits", "often", "times")):
            break  # swim 40 laps twice a week
    return s.size


def _is_adverb(s: Sentence, i: int) -> bool:
    """Tell whether a rhythm at place `i` says how often what stands before it is done: "2 papers weekly"."""
    adjective = s.has(i, "postnominal") or names.of_metric(s, i)
    return s.has(i, "rhythm") and not adjective and not names.is_noun(s, i + 1)


def _is_spread(s: Sentence, i: int, j: int) -> bool:
    """Tell whether a number is an end of "from 120 to 40"."""
    if s.has(i - 1, "range_to") and (s.has(i - 2, "digits") or s.has(i - 2, "number") or s.has(i - 2, "unit")):
        return True
    return s.name(i - 1, "prep") == "from" or (s.has(j, "range_to") and s.has(j + 1, "digits"))


def _is_money(s: Sentence, i: int) -> bool:
    return s.word(i - 1)[:1] in {"$", "€", "£"} if i else False


def _timed(s: Sentence, i: int, found: Rhythm | None) -> Rhythm | None:
    """Read "20 minutes a day" as a rhythm: how long each time, or how much money, is no count."""
    if found is None or not isinstance(found.value, Quota):
        return found
    freq, width = _FREQ[found.value.per]
    return finished(s, i, Beat(found.end, Rule(freq, width), sure=0.8))
