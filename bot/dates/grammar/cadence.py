"""Rhythms: "every other Monday at 9", "monthly on the 31st", "Tuesdays and Thursdays", "last Friday of each month"."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import feasts, names, several
from bot.dates.grammar.beats import (
    FREQ,
    WITHIN_A_DAY,
    Beat,
    day_named,
    in_period,
    placed_in_month,
    weekday_list,
    weekend,
    working,
)
from bot.dates.grammar.hours import is_last_hour
from bot.dates.grammar.limits import finished
from bot.dates.grammar.named import day_at
from bot.dates.grammar.numbers import cardinal, ordinal
from bot.dates.grammar.parts import Day, Rhythm
from bot.dates.grammar.rules import Rule, byday
from bot.dates.names import BYDAY

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence


_NIGHT = 20
"""The hour that a night stands for."""


def cadence(s: Sentence, i: int) -> Rhythm | None:
    """Read a rhythm at place `i`, with the days, the time and the limit that follow it."""
    readers = (_every, _adverb, _letters, _one_of, _many_nights, _listed, _nth_of_every, several.each_month)
    beat = next((read for reader in readers if (read := reader(s, i))), None)
    found = finished(s, i, beat) if beat else None
    plain = found is not None and found.end == i + 1 and s.has(i, "rhythm")
    return None if plain and (names.of_metric(s, i) or names.in_title(s, i)) else found


def _every(s: Sentence, i: int) -> Beat | None:
    """Read "every 3 days", "every other Monday", "each month", "every second Tuesday", "every 15th"."""
    interval = s.number(i, "every")
    if interval is None:
        return None
    j = s.skip(i + 1, "article")
    ranked = ordinal(s, j)
    if ranked is not None and s.number(ranked[1], "month") is None:
        return _every_nth(s, ranked[0], ranked[1])
    number = cardinal(s, j)
    if number and interval == 1 and not number[0] % 1 and 0 < number[0] < 1000 and s.has(number[1], "unit"):
        return _every_unit(s, number[1], int(number[0]))
    return (
        _every_unit(s, j, interval)
        or (_nights(s, j) if interval == 1 else None)
        or _every_day(s, j, interval)
        or _every_date(s, j, interval)
    )


def _is_counted(s: Sentence, i: int) -> bool:
    """Tell whether a weekday in the plural is counted: "3 Mondays in a row", but "at 7 Mondays"."""
    numbered = s.digits(i - 1, 2) is not None or s.has(i - 1, "number")
    return s.has(i, "weekdays") and numbered and not s.has(i - 2, "prep")


def _one_of(s: Sentence, i: int) -> Beat | None:
    """Read "un lundi sur deux", "une semaine sur trois"."""
    interval = s.number(i + 2, "out_of")
    if interval is None or not (s.has(i, "article_one") or s.number(i, "number") == 1):
        return None
    found = _every_unit(s, i + 1, interval) or _every_day(s, i + 1, interval)
    return found and replace(found, end=i + 3)


def _every_unit(s: Sentence, j: int, interval: int) -> Beat | None:
    unit = s.name(j, "unit")
    if unit == "workday":
        return Beat(j + 1, Rule("WEEKLY", interval, days=working(s))) if interval < 3 else None
    if unit == "weekend":
        return Beat(j + 1, Rule("WEEKLY", interval, days=weekend(s)))
    counted = s.has(j - 1, "digits") or s.has(j - 1, "number")
    if unit in WITHIN_A_DAY and (counted or (unit == "hour" and not s.has(j, "brief") and not s.has(j + 1, "of"))):
        return Beat(j + 1, Rule(WITHIN_A_DAY[unit], interval), sure=0.9)
    if unit not in FREQ or (s.has(j, "brief") and not counted):
        return None
    freq, width = FREQ[unit]
    return Beat(j + 1, Rule(freq, interval * width))


def _every_day(s: Sentence, j: int, interval: int) -> Beat | None:
    listed = weekday_list(s, j)
    if listed is not None and interval > 1 and s.has(listed[1], "of") and len(listed[0]) == 1:
        at = s.skip(listed[1], "of", "article")
        if s.name(at, "unit") == "month":  # jeden zweiten Freitag im Monat
            monthly = Rule("MONTHLY", days=(f"{interval}{BYDAY[listed[0][0]]}",))
            return Beat(at + 1, monthly, (Rule("WEEKLY", interval, days=byday(listed[0])),), 0.75)
    if listed is not None:
        return Beat(listed[1], Rule("WEEKLY", interval, days=byday(listed[0])))
    hour = s.number(j, "part")
    if hour is not None and s.name(j - 2, "prep") in {"after", "before", "for"} and names.is_noun(s, j + 1):
        return None  # after every night shift
    if hour is None:
        hour = s.number(j, "part_tail") if s.has(j, "part_tail") else s.number(j, "clock")
    return (
        None if hour is None else Beat(j + 1, Rule("DAILY", interval, at=time(hour)), (Rule("DAILY", interval),), 0.85)
    )


def _every_date(s: Sentence, j: int, interval: int) -> Beat | None:
    """Read "every June", "every 5 May", "every Christmas", "every end of month"."""
    closing = s.name(j, "closing")
    if closing is not None:
        return _at_end(s, closing, interval, j + 1)
    if s.has(j, "feast"):
        yearly = feasts.every_year(s, j)
        return Beat(j + 1, replace(yearly, interval=interval)) if yearly else None
    month = s.number(j, "month")
    day = day_at(s, j)
    if month is not None and (not isinstance(day, Day) or day.end == j + 1):
        end, months = j + 1, {month}
        while (at := s.skip(s.skip_mark(end, ",/&+"), "and")) > end and (more := s.number(at, "month")):
            end, months = at + 1, months | {more}
        return Beat(end, Rule("YEARLY", interval, months=tuple(sorted(months))))
    if isinstance(day, Day) and day.day and day.edged and not day.period and (month is not None or s.digits(j, 2)):
        return Beat(day.end, Rule("YEARLY", interval, months=(day.day.month,), monthdays=(day.day.day,)))
    return None


def _every_nth(s: Sentence, rank: int, j: int) -> Beat | None:
    """Read "every second Tuesday", "every first Monday of the quarter", "every 15th", "every 3rd day"."""
    weekday, unit = day_named(s, j), s.name(j, "unit")
    inside = s.skip(j + 1, "of", "article") if j + 1 < s.size else j + 1
    period = s.name(inside, "unit") if inside > j + 1 else None
    if weekday is None and unit in FREQ and rank > 1 and not (period and unit == "day"):
        freq, width = FREQ[unit]
        return Beat(j + 1, Rule(freq, rank * width))
    if weekday is not None and period is None and rank > 0:
        weekly = Rule("WEEKLY", rank, days=(BYDAY[weekday],))
        monthly = Rule("MONTHLY", days=(f"{rank}{BYDAY[weekday]}",))
        if rank == 1 or rank > 5:
            return Beat(j + 1, monthly) if rank < 6 else None
        return Beat(j + 1, weekly, (monthly,), 0.7) if rank == 2 else Beat(j + 1, monthly, (weekly,), 0.7)
    placed = placed_in_month(s, rank, j)
    if placed is None or (names.is_noun(s, j) and s.closes(j + 1)):
        return None  # every 3rd shift
    rule, end = placed
    at = s.skip(end, "of", "article")
    width = FREQ.get(s.name(at, "unit") or "", ("", 0))[1] if at > end else 0
    return Beat(at + 1, in_period(rule, s.name(at, "unit") or "", 1)) if width else Beat(end, rule)


def _at_end(s: Sentence, unit: str, interval: int, end: int) -> Beat | None:
    if unit == "day":
        return Beat(end, Rule("DAILY", interval))
    if unit == "workday":
        return Beat(end, Rule("WEEKLY", interval, days=working(s)))
    if unit == "week":
        return Beat(end, Rule("WEEKLY", interval, days=("FR",)))
    return Beat(end, in_period(Rule("MONTHLY", monthdays=(-1,)), unit, interval)) if unit in FREQ else None


def _nth_of_every(s: Sentence, i: int) -> Beat | None:
    """Read "last Friday of each month", "the 1st and 15th of every month", "end of each quarter"."""
    edge = s.name(i, "edge")
    if edge in {"start", "end"}:
        at = s.skip(i + 1, "of")
        interval, unit = s.number(at, "every"), s.name(at + 1, "unit")
        if interval is None or unit is None:
            return None
        if edge == "end":
            return _at_end(s, unit, interval, at + 2)
        first = Rule("WEEKLY", interval, days=("MO",)) if unit == "week" else None
        return (
            Beat(at + 2, first or in_period(Rule("MONTHLY", monthdays=(1,)), unit, interval)) if unit in FREQ else None
        )
    plain = s.digits(i, 2) if s.name(i - 1, "prep") == "on" and s.has(i + 1, "of") else None
    monthly = plain is not None and 0 < plain < 32 and s.name(i + 3, "unit") == "month"  # le 5 de chaque mois
    ranked = (plain or 0, i + 1) if monthly else ordinal(s, i)
    placed = placed_in_month(s, *ranked) if ranked else None
    if placed is None:
        return None
    at = s.skip(placed[1], "of", "article")
    interval, unit = s.number(at, "every"), s.name(at + 1, "unit")
    again = s.skip_mark(at + 1, ",")
    if s.has(at, "unit") and s.has(again, "every") and s.name(again + 1, "unit") == s.name(at, "unit"):
        # last Friday of the month, every month
        at, interval, unit = again, s.number(again, "every"), s.name(at, "unit")
    if interval is not None and unit in FREQ and unit != "day":
        return Beat(at + 2, in_period(placed[0], unit, interval))
    monthly = s.name(at, "rhythm") == "MONTHLY"  # 1st Monday monthly
    several = len(placed[0].days) > 1 and day_named(s, placed[1] - 1) is not None  # the 2nd and 4th Tuesday
    several = several or (
        len(placed[0].monthdays) > 1 and s.name(at, "unit") == "month"
    )  # the 1st and 15th of the month
    several = (interval is None and several) or monthly
    return Beat(at + 1 if monthly else placed[1], placed[0], sure=0.85) if several else None


def _adverb(s: Sentence, i: int) -> Beat | None:
    """Read "daily", "biweekly", "quarterly"."""
    name = s.name(i, "rhythm")
    left = s.name(i - 1, "prep") == "from" and s.has(i + 1, "range_to") and s.has(i + 2, "rhythm")
    if name is None or left:  # from monthly to weekly: the one that is left behind sets none
        return None
    freq, _, interval = name.partition(" ")
    return Beat(i + 1, Rule(freq, int(interval or 1)))


def _many_nights(s: Sentence, i: int) -> Beat | None:
    """Read "weeknights", but not "3 weeknights" or "fewer weeknights"."""
    counted = any(s.has(i - 1, kind) for kind in ("digits", "number", "change"))
    return _nights(s, i) if s.has(i, "plural") and not counted else None


def _nights(s: Sentence, i: int) -> Beat | None:
    """Read "weeknights", "school night": the evenings of those days."""
    code = s.name(i, "night_code")
    if code is None:
        return None
    weekly = Rule("WEEKLY", days=byday(map(int, code.split("-"))))
    return Beat(i + 1, replace(weekly, at=time(_NIGHT)), (weekly,), 0.85)


def _letters(s: Sentence, i: int) -> Beat | None:
    """Read "MWF"."""
    code = s.name(i, "weekday_code")
    plain = "/" in s.word(i) or len(s.word(i)) > 2
    if code is None or not (plain or s.said(i)[-1:].isupper()):
        return None
    return Beat(i + 1, Rule("WEEKLY", days=byday(map(int, code.split("-")))), sure=0.85)


def _listed(s: Sentence, i: int) -> Beat | None:
    """Read "Mondays", "Tuesdays and Thursdays", "Mon, Wed and Fri", "Monday to Friday", "weekdays", "mornings"."""
    timed = len(s.word(i - 1)) == 3 and s.word(i - 1).isdecimal()  # at 630 weekdays
    counted = (s.has(i - 1, "digits") and not timed) or s.has(i - 1, "number")
    if (s.has(i, "plural") or s.has(i + 1, "parts")) and not counted:
        unit = s.name(i, "unit")
        named = working(s) if unit == "workday" else weekend(s) if unit == "weekend" else ()
        if named and not s.has(i - 1, "shift"):
            return Beat(i + 1, Rule("WEEKLY", days=named), sure=0.9)
    if s.has(i, "rhythm_days") and not (s.word(i) == "m f" and " " in s.said(i)):
        return Beat(i + 1, Rule("WEEKLY", days=working(s)))
    hour = s.number(i, "parts")
    apart = s.word(i - 1) == "on" or any(s.has(i - 1, kind) for kind in ("change", "digits", "number"))
    if hour is not None and not apart:  # on nights, fewer nights, 3 nights
        return Beat(i + 1, Rule("DAILY", at=time(hour)), (Rule("DAILY"),), 0.8)
    listed = weekday_list(s, i)
    if (
        listed is None
        or _is_counted(s, i)
        or s.name(i - 1, "prep") == "between"
        or not (listed[2] or len(listed[0]) > 1 or s.has(listed[1], "parts"))
    ):
        return None
    after = s.skip(listed[1], "of")
    marked = any(s.has(after + 1, kind) for kind in ("meridiem", "oclock")) or is_last_hour(s, after)
    figures = s.has(after, "digits") and ":" not in s.word(after) and not marked
    shifted = s.has(after, "shift") and not (listed[2] and s.has(after + 1, "unit"))  # Mondays this month
    if shifted or figures or s.has(after, "after_next"):
        return None
    full = s.has(i, "weekdays") or s.has(i, "weekday") or len(listed[0]) > 1 or s.has(listed[1], "parts")
    return (
        Beat(listed[1], Rule("WEEKLY", days=byday(listed[0])), sure=0.9 if listed[2] or len(listed[0]) > 2 else 0.8)
        if full
        else None
    )
