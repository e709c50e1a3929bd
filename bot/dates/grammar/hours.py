"""An hour in figures: which half of the day it is in, and whether it is an hour at all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import names
from bot.dates.grammar.parts import Clock

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_AFTER_HOUR = (
    "prep",
    "day",
    "day_part",
    "weekday",
    "weekday_short",
    "weekdays",
    "part",
    "every",
    "and",
    "shift",
    "zone",
    "rhythm",
    "closing",
    "article",
    "function",
    "early",
    "denial",
)
_HOURS = re.compile(r"(\d{1,2})(?:[-–]\d{1,2})?")
_LETTERS = {"a": "am", "p": "pm"}
_STREET = 4
"""How many words the name of a street has."""
_UNITS = ("measure", "unit", "times")
_SHORT_UNIT = re.compile(r"[b-df-hj-np-tv-xz]{2,4}", re.IGNORECASE)
"""What no word of a language is, but many a unit: dpi has a vowel, rps, fps and kW have none."""


def hour_ends(s: Sentence, j: int) -> bool:
    """Tell whether nothing that could be counted follows a bare hour: "at 5 customers" is no time."""
    if s.closes(j) or (s.word(j) == "w" and s.word(j + 1) == "/" and not s.glued(j + 2)):
        return True  # at 9 w/ Ben
    if s.word(j) in {"-", "–"} and s.has(j + 1, "clock"):
        return True  # 9-noon
    if any(s.has(j, kind) for kind in _UNITS):
        return False
    if s.has(j, "range_to") and s.digits(j + 1, 2) is not None and not s.has(j, "and"):
        return s.has(j + 2, "subject") or hour_ends(s, j + 2)  # at 4 to 5 bar
    return any(s.has(j, kind) for kind in _AFTER_HOUR)


def is_measured(s: Sentence, j: int) -> bool:
    """Tell whether a unit follows a number, also in a short form that is no word: "at 1200 rps", "at 9 req/s"."""
    if s.word(j + 1) == "/" and s.glued(j + 1) and s.glued(j + 2):
        return s.has(j + 2, "unit") or s.has(j + 2, "measure") or len(s.word(j + 2)) == 1
    if s.word(j + 1) == "/" and s.word(j) == "w":
        return False
    known = any(s.has(j, kind) for kind in _UNITS)
    capitals = s.said(j).isupper() and s.digits(j - 1) is not None and len(s.word(j - 1)) < 3  # at 9 PR review
    return known or (not s.meaning(j) and not capitals and bool(_SHORT_UNIT.fullmatch(s.said(j))))


def is_house(s: Sentence, j: int) -> bool:
    """Tell whether the name of a street follows a number: "at 22 Main St", "at 1420 Elm Street"."""
    for k in range(j, j + _STREET):
        if not s.said(k)[:1].isupper():
            return False
        if k > j and (s.has(k, "street") or s.word(k) == "st"):
            return True
    return False


def may_be_counted(s: Sentence, j: int) -> bool:
    """Tell whether several things follow a number, which may be counted by it: "at 9 sites"."""
    word = s.said(j)
    many = word.islower() and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return s.has(j, "counted") or (many and names.is_noun(s, j))


def is_last_hour(s: Sentence, i: int) -> bool:
    """Tell whether the text, or its clause, ends with an hour or two at place `i`: "Mon-Fri 9", "Mon-Fri 9-5"."""
    found = _HOURS.fullmatch(s.word(i))
    return bool(found and (s.closes(i + 1) or s.has(i + 1, "function")) and 0 < int(found[1]) < 13)


def half_of(s: Sentence, i: int, *, glued: bool) -> str | None:
    """Return the half of the day named at place `i`: "5 pm", and the one letter of "10a" where a time is expected."""
    german = s.word(i) == "am" and s.word(i - 2) == "um" and (s.has(i + 1, "weekday") or s.has(i + 1, "digits"))
    half = None if german else s.name(i, "meridiem")  # um 8 am Freitag
    return half or (
        _LETTERS.get(s.word(i)) if glued and s.glued(i) and (s.closes(i + 1) or not s.glued(i + 1)) else None
    )


def time_at(s: Sentence, i: int, end: int, hour: int, minute: int, *, padded: bool = False) -> Clock:
    """Return a time of day; an hour that fits both halves of the day keeps the other as second reading."""
    half = half_of(s, end, glued=minute == 0 and 0 < hour < 13)
    if half is not None:
        end += 1
    elif s.name(end, "oclock") in {"either", "exact"}:
        padded = padded or s.name(end, "oclock") == "exact"
        end += 1
    if half is not None and 0 < hour < 13:
        hour, padded = hour % 12 + 12 * (half == "pm"), True
    wrong_half = half == "am" and hour > 12
    if hour > 24 or minute > 59 or (hour == 24 and minute) or wrong_half:
        return Clock(i, end, None, nearest=time(min(hour, 11 if half == "am" else 23), min(minute, 59)))
    if hour == 24:
        return Clock(i, end, time(0), late=True)
    if padded or hour == 0 or hour > 11:
        return Clock(i, end, time(hour, minute))
    other = time(hour + 12, minute)
    meant = time(hour, minute)
    return Clock(i, end, other, (meant,)) if hour < 7 else Clock(i, end, meant, (other,))


def halved(s: Sentence, i: int, j: int, first: int, last: int) -> Clock:
    """Return the start of "9-11am" or "11-1pm": in the same half of the day, unless that came after the end."""
    ends = time_at(s, i, j, last, 0)
    if ends.at is None or not 0 < first < 13:
        return ends
    same = first % 12 + (12 if ends.at.hour >= 12 else 0)
    return replace(ends, at=time(same if same <= ends.at.hour else (same + 12) % 24))


def is_beside_day(s: Sentence, i: int) -> bool:
    """Tell whether one day is named right before or behind a place."""
    return any(s.has(k, kind) for k in (i - 1, i + 1) for kind in ("day", "weekday", "weekday_short"))
