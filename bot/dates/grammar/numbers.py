"""Numbers, ordinals and lengths of time, in figures and in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dates.grammar.days import Length, length_of

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_COUNTS = {"half": 0.5, "one_and_a_half": 1.5, "vague_number": 2}
_PAIR = re.compile(r"(\d{1,3})[-–](\d{1,3})")
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})")


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time that words up to `end` name."""

    end: int
    length: Length
    vague: bool = False
    """True for "a couple of weeks"."""
    most: Length | None = None
    """The longer length of "2-3 weeks", "a day or two"."""


def cardinal(s: Sentence, i: int) -> tuple[float, int] | None:
    """Return the number at place `i` and the place after it."""
    plain = s.digits(i)
    if plain is not None:
        return plain, i + 1
    if s.has(i, "digits"):
        decimal = _DECIMAL.fullmatch(s.word(i))
        return (float(f"{decimal[1]}.{decimal[2]}"), i + 1) if decimal else None
    value = s.number(i, "number")
    if value is None:
        return None
    ones = s.number(i + 1, "number")
    if value >= 20 and value % 10 == 0 and ones is not None and 0 < ones < 10:
        return value + ones, i + 2
    return value, i + 1


def ordinal(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return the rank at place `i` ("first", "3rd", "last") and the place after it."""
    value = s.number(i, "ordinal")
    if value is not None:
        return value, i + 1
    plain = s.digits(i, 2)
    if plain is None or not s.glued(i + 1):
        return None
    if s.has(i + 1, "ordinal_mark") or (s.word(i + 1)[:1] == "." and _is_ordinal_dot(s, i)):
        return plain, i + 2
    return None


def _is_ordinal_dot(s: Sentence, i: int) -> bool:
    """Tell whether the dot behind a number makes it an ordinal, as in "bis zum 15.", or ends a sentence."""
    if s.has(i - 1, "dotted") or s.has(i - 1, "every"):
        return True
    if s.opens(i) and s.word(i - 1) != ":":
        return _is_dated(s, i + 2)  # 1. is the number of an item
    return i + 2 < s.size and not s.has(i + 2, "digits")


def _is_dated(s: Sentence, i: int) -> bool:
    """Tell whether the month at place `i` has its day before it: "1. Oktober 2027", but "1. October 10"."""
    day = s.skip_mark(i + 1, ".")
    year = len(s.word(day)) == 4 and s.digits(day) is not None
    numbered = s.has(day, "digits") and not year and not s.has(day + 1, "oclock")
    return s.has(i, "month") and not s.has(i, "verb") and not numbered


def amount(s: Sentence, i: int) -> Amount | None:
    """Return the length of time at place `i`: "3 days", "a year and a half", "1h 30m"."""
    first = _counted_unit(s, i) or _paired_unit(s, i) or _minutes(s, i)
    if first is None or first.most:
        return first
    more_of_it = _or_more(s, first.end - 1, first)
    if more_of_it:
        return more_of_it
    length, end, vague = first.length, first.end, first.vague
    for _ in range(2):
        after = s.skip(end, "and")
        more = _counted_unit(s, after) if not s.has(after, "article_one") or after > end else None
        if more is None or more.vague or (more.length.months and length.clock):
            break
        length, end = length.plus(more.length), more.end
    return Amount(end, length, vague)


def unit_at(s: Sentence, i: int, *, counted: bool = False) -> str | None:
    """Return the unit that word `i` names; short forms such as "w" count only right after a number."""
    unit = s.name(i, "unit")
    if unit is None or (s.has(i, "brief") and not counted):
        return None
    return None if s.has(i, "possessive") and s.has(i + 1, "weekday") else unit


def _counted_unit(s: Sentence, i: int) -> Amount | None:
    if s.has(i, "article_one"):
        unit = unit_at(s, i + 1)
        return _fixed_unit(s, i + 1) or (_with_half(s, i + 2, 1, unit) if unit else None)
    fixed = _fixed_unit(s, i)
    count = None if fixed else cardinal(s, i)
    if count is None:
        return fixed
    value, j = count
    if s.has(j, "and_a_half"):
        value, j = value + 0.5, j + 1
    unit = unit_at(s, j, counted=True)
    if unit is None or (s.word(j) == "m" and not s.has(i - 1, "unit")):
        return None
    return _with_half(s, j + 1, value, unit)


def _paired_unit(s: Sentence, i: int) -> Amount | None:
    """Read "2-3 weeks", "two to three weeks"."""
    pair, low = _PAIR.fullmatch(s.word(i)), cardinal(s, i)
    if pair:
        least, most, j = float(pair[1]), float(pair[2]), i + 1
    elif low and (s.has(low[1], "range_to") or s.has(low[1], "either")):
        high = cardinal(s, low[1] + 1)
        least, most, j = low[0], *(high or (0.0, i))
    else:
        return None
    unit = unit_at(s, j, counted=True)
    if unit is None or not 0 < least < most < 1000 or s.has(i - 1, "range_to"):
        return None
    return Amount(j + 1, length_of(least, unit), most=length_of(most, unit))


def _minutes(s: Sentence, i: int) -> Amount | None:
    """Read the number of "ping me in 15", which counts minutes."""
    count = s.digits(i, 2) if s.word(i - 1) == "in" and s.closes(i + 1) else None
    return Amount(i + 1, length_of(count, "minute")) if count else None


def _or_more(s: Sentence, j: int, first: Amount) -> Amount | None:
    """Read the rest of "a day or two", behind the unit at place `j`."""
    high = cardinal(s, j + 2) if s.has(j + 1, "either") else None
    unit = unit_at(s, j)
    if high is None or unit is None or unit_at(s, high[1], counted=True) or not 1 < high[0] < 10:
        return None
    return Amount(high[1], first.length, most=length_of(high[0], unit))


def _fixed_unit(s: Sentence, i: int) -> Amount | None:
    """Read "half an hour", "one and a half years", "a couple of weeks", "a quarter"."""
    whole = s.name(i, "whole_unit")
    if whole and not s.has(i + 1, "of") and not s.has(i + 1, "past") and not s.has(i + 1, "to_hour"):
        return Amount(i + 1, length_of(1, whole))
    unit = unit_at(s, i + 1)
    unit = unit or (unit_at(s, i + 1, counted=len(s.word(i + 1)) > 1) if s.has(i, "vague_number") else None)
    for kind, count in _COUNTS.items():
        if unit and s.has(i, kind):
            return Amount(i + 2, length_of(count, unit), vague=kind == "vague_number")
    return None


def _with_half(s: Sentence, j: int, value: float, unit: str) -> Amount:
    """Add the half of "a year and a half", the half hour of "2h30"."""
    if s.has(j, "and_a_half"):
        return Amount(j + 1, length_of(value + 0.5, unit))
    minutes = s.digits(j, 2)
    if unit == "hour" and s.glued(j) and s.glued(j - 1) and minutes is not None:
        end = j + 2 if s.glued(j + 1) and s.word(j + 1) in {"m", "min"} else j + 1
        return Amount(end, length_of(value, unit).plus(length_of(minutes, "minute")))
    return Amount(j, length_of(value, unit))
