"""Times of day: "5.30 pm", "halb vier", "noon", "9 to 11am", "8 in the evening"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import names, sense
from bot.dates.grammar.hours import (
    half_of,
    halved,
    hour_ends,
    is_beside_day,
    is_house,
    is_measured,
    may_be_counted,
    time_at,
)
from bot.dates.grammar.numbers import cardinal
from bot.dates.grammar.parts import Clock
from bot.dates.grammar.spoken import fraction, hour_and_minutes
from bot.dates.grammar.zones import with_zone

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_COLON = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[-–]\d{1,2}(?::\d{2})?)?")
_DOT = re.compile(r"(\d{1,2})\.(\d{2})(?:[-–]\d{1,2}(?:\.\d{2})?)?")
_FROM = re.compile(r"(\d{1,2})[-–]\d{1,2}:\d{2}")
_HOURS = re.compile(r"(\d{1,2})(?:[-–](\d{1,2}))?")


_NOON = 12
_EVENING = 18
"""From this hour on a part of the day goes on until midnight."""
_DAWN = 5
_WORDS = frozenset(
    """
    digits number half half_past half_to one_and_a_half quarter_hour clock article_one vague_number whole_unit
    """.split()  # noqa: SIM905 - ten names read better so
)
"""The classes of words with which a time of day can begin."""


def clock(s: Sentence, i: int, *, cued: bool = False) -> Clock | None:
    """Read a time of day at place `i`; `cued` lets a bare hour count, as after "at"."""
    if _WORDS.isdisjoint(s.meaning(i)):
        return None
    spoken = _spoken_part(s, i + 1) and (s.digits(i) or 0) < 13  # las 9 de la noche, but el 24 por la noche
    cued = cued or (s.name(i + 1, "prep") == "in" and s.has(s.skip(i + 2, "article"), "part")) or spoken
    worded = None if s.has(i, "digits") else fraction(s, i) or hour_and_minutes(s, i, cued=cued)
    found = worded or _clock_word(s, i) or _digital(s, i, cued=cued) or _hour(s, i, cued=cued) or fraction(s, i)
    if found is None:
        return None
    return with_zone(s, _at_its_time(s, _with_part(s, _until(s, found, cued=cued))))


_MEAL = 7
"""How many words before its hour a meal may stand, as in "dinner with the in-laws on Thursday at 7"."""


def _at_its_time(s: Sentence, found: Clock) -> Clock:
    """Let "wake up at 6" be in the morning and "dinner at 7:30" in the evening, whatever the hour alone would mean."""
    around = (*range(max(found.start - 4, 0), found.start), found.end)
    if not found.others or found.at is None:
        return found
    kind = "early" if found.at.hour >= 12 else "late"
    if not any(s.has(k, kind) for k in around) and not (kind == "late" and s.has(found.start - _MEAL, kind)):
        return found
    return replace(found, at=found.others[0], others=(found.at, *found.others[1:]))


def _until(s: Sentence, found: Clock, *, cued: bool) -> Clock:
    """Read on to the end of "9 to 11am": the time that counts is the one at which it starts."""
    at = found.end
    if (
        found.at is None
        or names.is_moved_from(s, found.start)
        or not (s.has(at, "range_to") or s.word(at) in {"-", "–"})
    ):
        return found
    last = _clock_word(s, at + 1) or _digital(s, at + 1, cued=cued) or _hour(s, at + 1, cued=cued)
    if last is None or last.at is None:
        return found
    if found.others and not last.others and (last.at.hour >= 12) != (found.at.hour >= 12):
        other = found.others[0]
        found = replace(found, at=other, others=(found.at,)) if other < last.at else found
    if s.has(at, "and") and s.name(found.start - 1, "prep") != "between":  # at 8am and 8pm
        further = None if s.has(at, "either") else last.at
        others = found.others if last.others else ()
        return replace(found, end=last.end, others=(*others, last.at), further=further)
    return replace(found, end=last.end, others=found.others if last.others else ())


def _spoken_part(s: Sentence, i: int) -> bool:
    """Tell whether a part of a day in several words follows: "de la tarde"."""
    return s.has(i, "part") and " " in s.word(i)


def part_of_day(s: Sentence, i: int) -> Clock | None:
    """Read "morning", "in the evening", "at night" at place `i`."""
    at = i
    if _is_half(s, i):  # tomorrow pm
        return Clock(i, i + 1, time(9 if s.name(i, "meridiem") == "am" else 15), vague=True)
    if s.name(at, "prep") in {"in", "at", "on", "for"}:
        at = s.skip(at + 1, "article")
    hour = s.number(at, "part")
    if hour is None and at == i and (s.has(i - 1, "weekday") or s.has(i - 1, "day")):
        hour = s.number(at, "part_tail")
    if hour is None or (s.has(i, "article") and at == i):
        return None
    return Clock(i, at + 1, time(hour), vague=True)


def by_night(s: Sentence, found: Clock, hour: int) -> Clock:
    """Let twelve in an evening that begins at `hour` be midnight, and one to four in a night the hours behind it."""
    at, told = found.at, s.has(found.end - 1, "meridiem") or s.has(found.start, "clock")
    if at is None or told or hour < _EVENING:
        return found
    if at.hour == _NOON:
        return replace(found, at=at.replace(hour=0), others=(), late=True)
    small = at.hour % _NOON
    past = found.others and hour > _EVENING and 0 < small < _DAWN
    return replace(found, at=at.replace(hour=small), others=(), late=True) if past else found


def _is_half(s: Sentence, i: int) -> bool:
    """Tell whether "am" or "pm" at place `i` stands right behind a day; "am" before a word is German for "on"."""
    dotted = "." in s.word(i)
    behind = any(s.has(i - 1, kind) for kind in ("weekday", "weekday_short", "day"))
    opening = (
        s.has(i - 1, "weekday_short") and s.opens(i - 1) and not s.has(i + 1, "digits")
    )  # sat am take the truck in
    return behind and s.has(i, "meridiem") and (opening or dotted or s.closes(i + 1) or s.has(i + 1, "mark"))


def _clock_word(s: Sentence, i: int) -> Clock | None:
    hour = s.number(i, "clock")
    return None if hour is None else Clock(i, i + 1, time(hour), late=hour == 0)


def _digital(s: Sentence, i: int, *, cued: bool) -> Clock | None:
    """Read "17:30", "5:30 pm", "5.30 pm", "17.30 Uhr"."""
    word = s.word(i)
    if not word[:1].isdigit():
        return None
    begins = _FROM.fullmatch(word)
    if begins:
        return time_at(s, i, i + 1, int(begins[1]), 0)
    found = _COLON.fullmatch(word)
    marked = s.has(i + 1, "meridiem") or s.has(i + 1, "oclock")
    if found is None and (marked or cued):
        found = _DOT.fullmatch(word)
        loose = s.name(i - 1, "prep") == "from" and found is not None and int(found[2]) % 15 > 0  # from 3.11 to 3.12
        if found and not marked and (loose or not (int(found[1]) < 24 and int(found[2]) < 60)):
            return None
    if found is None:
        return None
    timed = time_at(s, i, i + 1, int(found[1]), int(found[2]), padded=found[1].startswith("0"))
    if timed.at and timed.others and timed.at.hour == 18:
        timed = replace(timed, at=timed.others[0], others=(timed.at,))
    second = int(found[3] or 0) if found.re is _COLON else 0
    return replace(timed, at=timed.at.replace(second=second)) if timed.at and second < 60 else timed


def _hour(s: Sentence, i: int, *, cued: bool) -> Clock | None:
    """Read "5pm", "17h30", "9 Uhr 15", "5 o'clock", "1700 hours" and, if `cued`, a bare hour."""
    pair = _HOURS.fullmatch(s.word(i))
    number = cardinal(s, i)
    if pair and pair[2]:
        return _spread(s, i, int(pair[1]), int(pair[2]), cued=cued)
    whole = i == 0 and s.size == i + 2 and s.has(i + 1, "oclock")
    zoned = len(s.word(i)) == 4 and s.has(i + 1, "zone")  # 1500 UTC
    if number is None or number[0] % 1 or zoned or (whole and len(s.word(i)) == 4):
        return _military(s, i) if cued or whole or zoned else None
    hour, j = int(number[0]), number[1]
    last = s.digits(j + 1, 2)
    if s.has(j, "range_to") and last and s.has(j + 2, "meridiem"):
        return halved(s, i, j + 2, hour, last)
    if half_of(s, j, glued=cued):
        plain = len(s.word(i)) > 2 and s.word(i).isdecimal()  # 1130am
        return time_at(s, i, j, hour // 100, hour % 100) if plain else time_at(s, i, j, hour, 0)
    if s.has(j, "oclock") and (s.digits(i, 2) is not None or s.name(j, "oclock") != "length"):
        return _whole_hour(s, i, j, hour)
    return _bare(s, i, j, hour) if cued else None


def _bare(s: Sentence, i: int, j: int, hour: int) -> Clock | None:
    """Read a number after "at", if nothing behind it could be counted."""
    if (s.has(j, "past") and not s.has(j + 1, "digits")) or (s.has(j, "pace") and s.closes(j + 1)):
        return None  # at twenty past, at 9 each
    if hour < 25 and (hour_ends(s, j) or _is_before_verb(s, i, j)):
        return replace(time_at(s, i, j, hour, 0), bare=True)
    return _military(s, i)


def _is_before_verb(s: Sentence, i: int, j: int) -> bool:
    """Tell whether a German verb follows an hour: "um 7 laufen", but "um 7 Kunden", "um 7 % steigern"."""
    if s.word(i - 1) == "a las":
        return names.is_noun(s, j)
    return s.word(i - 1) == "um" and s.said(j).islower() and s.word(j).endswith("n") and names.is_noun(s, j)


def announced(s: Sentence, i: int) -> Clock | None:
    """Read the bare hour behind "at" and a day or a rhythm, whatever follows but a unit: "Thursday at 11 I defend"."""
    hour = s.digits(i, 2)
    if hour is None or hour > 24 or (is_measured(s, i + 1) and not s.has(i + 1, "counted")):
        return None
    if is_house(s, i + 1) or (s.word(i - 1) == "um" and any(s.has(k, "change") for k in range(i + 1, i + 4))):
        return None  # um 5 steigern
    return replace(time_at(s, i, i + 1, hour, 0), bare=True)


def _military(s: Sentence, i: int) -> Clock | None:
    """Read "1700", "0930 hours"; 20xx is taken for a year."""
    word = s.word(i)
    often = s.name(i - 1, "prep") == "at" and any(s.has(i + 1, kind) for kind in ("weekdays", "plural", "every"))
    short = len(word) == 3 and word[1:] in {"15", "30", "45"} and (often or is_beside_day(s, i))
    if not (short or len(word) == 4) or not word.isdecimal() or (word[:2] == "20" and not s.has(i + 1, "zone")):
        return None
    if int(word[:-2]) > 23 or int(word[-2:]) > 59 or not (short or _is_signed(s, i)):
        return None
    end = i + 2 if s.name(i + 1, "oclock") == "length" else i + 1
    return time_at(s, i, end, int(word[:-2]), int(word[-2:]), padded=not short)


def _is_signed(s: Sentence, i: int) -> bool:
    """Tell whether four digits are a time by what stands beside them, and no amount: "at 1730 sharp", "at 1200 rps"."""
    if s.has(i + 1, "oclock") or hour_ends(s, i + 1):
        return True
    if is_measured(s, i + 1) or may_be_counted(s, i + 1) or is_house(s, i + 1):
        return False
    leads = s.opens(i) or s.opens(i - 1) or sense.is_reminded(s, i)
    return leads or any(_names_day(s, k) for k in (i - 1, i - 2, i + 1))


def _names_day(s: Sentence, i: int) -> bool:
    return any(s.has(i, kind) for kind in ("day", "weekday", "weekday_short", "weekdays", "part", "rhythm", "unit"))


def _spread(s: Sentence, i: int, first: int, last: int, *, cued: bool) -> Clock | None:
    """Return the start of "3-4pm", or of "3-4" where a time is expected."""
    if s.has(i + 1, "meridiem"):
        return halved(s, i, i + 1, first, last)
    if s.name(i + 1, "oclock") == "exact" and 0 < first < 24:
        return time_at(s, i, i + 2, first, 0, padded=True)  # 14-16 Uhr
    hours = cued and hour_ends(s, i + 1) and 0 < first < 24 and 0 < last < 25 and first != last
    return replace(time_at(s, i, i + 1, first, 0), bare=True) if hours else None


def _whole_hour(s: Sentence, i: int, j: int, hour: int) -> Clock | None:
    """Read what stands with "o'clock", "Uhr", "h", which after a number with a space can be a length."""
    if s.name(j, "oclock") == "length" and not _is_hour_mark(s, i, j):
        return None
    minute = s.digits(j + 1, 2)
    if s.said(j) == "H" and s.glued(j) and s.glued(j + 1) and s.digits(j + 1, 1) is not None:
        return None  # Windows 11 24H2
    if (
        minute is not None
        and s.name(j, "oclock") != "either"
        and (s.glued(j + 1) or not s.has(j + 2, "unit"))
        and minute < 60
    ):
        return time_at(s, i, j + 2, hour, minute, padded=True)
    return time_at(s, i, j + 1, hour, 0, padded=s.name(j, "oclock") != "either")


def _is_hour_mark(s: Sentence, i: int, j: int) -> bool:
    """Tell whether "9h" is a time of day: it is after "at" or a day, and with minutes; "in 9h" is a length."""
    lead = s.name(i - 1, "prep")
    if lead in {"in", "within", "for"} or s.has(j + 1, "of") or (s.digits(i, 2) or 0) > 24:
        return False  # at 8 hours of sleep, at 32 hours
    minutes = s.glued(j + 1) and s.digits(j + 1, 2) is not None
    if s.glued(j) and is_beside_day(s, j) and (s.opens(i) or (s.digits(i, 2) or 0) > 12):
        return True  # 15h tomorrow
    if s.size == j + 1 and s.glued(j) and i == 0:
        return (s.digits(i, 2) or 0) > 6
    return (
        minutes
        or lead in {"at", "on", "by", "until", "before", "from"}
        or any(s.has(i - 1, kind) for kind in ("day", "weekday", "shift_after", "month"))
    )


def _with_part(s: Sentence, found: Clock) -> Clock:
    """Let "in the evening" behind an hour say which half of the day it is in."""
    adverb = s.number(found.end, "part_adverb")
    part = part_of_day(s, found.end) if adverb is None else Clock(found.end, found.end + 1, time(adverb))
    if part is None or part.at is None or found.at is None:
        return found
    if found.others or (0 < found.at.hour < 12 <= part.at.hour):
        late = found.at.hour % 12 + (12 if part.at.hour >= 12 else 0)
        return replace(found, end=part.end, at=found.at.replace(hour=late), others=())
    return replace(found, end=part.end)
