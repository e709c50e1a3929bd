"""Times of day in words: "half past 3", "quarter to five", "four thirty", "halb vier"."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.hours import half_of, hour_ends, is_beside_day, may_be_counted, time_at
from bot.dates.grammar.numbers import cardinal
from bot.dates.grammar.parts import Clock

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_MINUTES = frozenset({10, 15, 20, 25, 30, 35, 40, 45, 50, 55})
"""Minutes that are spoken right behind their hour: "four thirty"."""


def fraction(s: Sentence, i: int) -> Clock | None:
    """Read "half past 3", "quarter to five", "ten past 6", "halb vier", "Viertel nach drei"."""
    minutes, j = _minutes(s, i)
    named = s.number(j, "clock")  # half past noon, five to midnight
    hour = None if minutes is None else cardinal(s, j) if named is None else (float(named), j + 1)
    if minutes is None or hour is None or not 0 <= hour[0] < 25 or hour[0] % 1:
        return None
    if minutes in {5, 10, 20, 25, -5, -10, -20, -25} and not hour_ends(s, hour[1]) and not s.has(hour[1], "oclock"):
        return None
    at = (int(hour[0]) * 60 + minutes) % 1440
    if named is not None:
        return Clock(i, hour[1], time(at // 60, at % 60))
    if not s.has(hour[1], "meridiem"):
        return time_at(s, i, hour[1], at // 60, at % 60)
    full = time_at(s, i, hour[1], int(hour[0]), 0)
    if full.at is None:
        return full
    at = (full.at.hour * 60 + minutes) % 1440
    return replace(full, at=time(at // 60, at % 60))


def _minutes(s: Sentence, i: int) -> tuple[int | None, int]:
    """Return the minutes by which a clock is past its hour, negative before it, and the place of that hour."""
    if s.has(i, "half_past"):
        return 30, i + 1
    if s.has(i, "half_to"):
        return {1: -30, 2: -15, 3: -45}.get(s.number(i, "half_to") or 1), i + 1
    if s.word(i) == "half" and _is_half_past(s, i):
        return 30, i + 1  # half 7 tomorrow
    if s.has(i, "quarter_hour") and (s.has(i + 1, "past") or s.has(i + 1, "to_hour")):
        return (15 if s.has(i + 1, "past") else -15), i + 2
    lead, number = s.name(i - 1, "prep"), cardinal(s, i)
    counted = (
        s.has(i, "digits")
        and s.has(i + 1, "to_hour")
        and not s.has(i + 2, "clock")
        and lead not in {"at", "by", "until", "before"}
    )
    if number is None or number[0] not in {5, 10, 20, 25} or lead == "from" or counted:
        return None, i
    past, to = s.has(number[1], "past"), s.has(number[1], "to_hour")
    return (int(number[0]) * (1 if past else -1), number[1] + 1) if past or to else (None, i)


def _is_half_past(s: Sentence, i: int) -> bool:
    heads = s.opens(i) and names.is_noun(s, i + 2) and not may_be_counted(s, i + 2) and not may_be_counted(s, i + 3)
    told = s.digits(i + 1, 2) or (s.number(i + 1, "number") or 99) < 13
    return bool(told) and (heads or s.closes(i + 2) or is_beside_day(s, i + 1))


def hour_and_minutes(s: Sentence, i: int, *, cued: bool) -> Clock | None:
    """Read "four thirty", "ten forty five" behind "at", before a day or a half of the day."""
    hour, minute, end = s.number(i, "number") or 0, s.number(i + 1, "number") or 0, i + 2
    if minute in {20, 30, 40, 50} and s.number(end, "number") == 5:
        minute, end = minute + 5, end + 1
    beside = half_of(s, end, glued=False) or is_beside_day(s, end - 1) or s.has(end, "day_part")
    if not 0 < hour < 13 or minute not in _MINUTES or not (beside or (cued and hour_ends(s, end))):
        return None
    return time_at(s, i, end, hour, minute)
