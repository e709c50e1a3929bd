"""What stands behind a rhythm: its days, its time of day, its zone, and how long it lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.dates.grammar import days, exceptions, names
from bot.dates.grammar.beats import Beat, in_period, placed_in_month, weekday_list
from bot.dates.grammar.clocks import announced, clock, part_of_day
from bot.dates.grammar.hours import hour_ends, is_last_hour, may_be_counted
from bot.dates.grammar.named import day_at
from bot.dates.grammar.numbers import amount, ordinal
from bot.dates.grammar.parts import Clock, Day, Rhythm
from bot.dates.grammar.rules import Rule, byday
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from datetime import date
    from typing import TypeAlias

    from bot.dates.grammar.sentence import Sentence

    _Run: TypeAlias = tuple[date | None, date]
    """The first day of a rhythm, if it is said, and its last."""


def finished(s: Sentence, i: int, beat: Beat) -> Rhythm:
    """Return a rhythm with the days, the time of day, the zone and the limit that stand behind it."""
    rule, end, zone, half = _placed(s, beat.rule, beat.end)
    day: Day | None = None
    apart = end == beat.end and s.has(i, "rhythm") and rule.freq != "YEARLY"
    for j in names.near(s, end) if apart else ():
        lead = s.name(j, "prep")
        weekly = rule.freq == "WEEKLY" and (s.has(j, "weekdays") or weekday_at(s, j) is not None)
        weekly = weekly and not s.has(j - 1, "prep") and not s.has(j - 1, "article")
        if lead == "at" or _is_time(s, j) or ((lead == "on" or weekly) and not s.has(i - 1, "article")):
            behind = _placed(s, rule, j)
            if behind[1] > j and not (
                rule.freq == "MONTHLY" and behind[0].days + behind[0].monthdays == () and _is_dated(s, behind[1])
            ):
                rule, end, zone, half = behind
                named = day_at(s, j if weekly else j + 1)
                day = named if isinstance(named, Day) and named.edged else None
            break
    plain: list[str] = []
    for j in names.near(s, end) if end == beat.end and rule.days and not s.has(i, "rhythm") else ():
        behind = _placed(s, rule, j) if _is_told_time(s, j) else (rule, j, zone, half)
        if behind[1] > j:  # every monday team sync at 9
            plain, (rule, end, zone, half) = [rule.text()], behind
            break
    others = [replace(other, at=other.at and rule.at) for other in beat.others] if rule.days == beat.rule.days else []
    limited, run = _limited(s, rule, end)
    others += [replace(rule, at=at) for at in half]
    texts = [other.text() for other in others]
    if limited != rule:
        bound = [replace(other, until=limited.until).text() for other in others if limited.until]
        yearly = [replace(limited, until=None).text()] if limited.months != rule.months and limited.until else []
        texts = [*bound, *yearly, rule.text(), *texts]
    texts = [*filter(None, [limited.twice()]), *texts, *plain]
    naming = beat.end == end and s.has(i, "rhythm") and _is_adjective(s, i, end)
    sure = min(beat.sure, 0.8 if half else 1) - 0.2 * naming
    first, until = run or (None, None)
    period = (first, until) if first and until else None
    return Rhythm(i, end, limited.text(), tuple(texts), zone, sure, day, until, period=period)


def _is_dated(s: Sentence, i: int) -> bool:
    """Tell whether one day is named at place `i`, behind an hour: "quarterly review 2pm on 30 November"."""
    day = day_at(s, s.skip(i, "prep", "article"))
    return isinstance(day, Day) and day.edged


def _is_told_time(s: Sentence, i: int) -> bool:
    """Tell whether a time of day stands at place `i`, and no number that something is kept at or counted by."""
    if s.name(i, "prep") != "at":
        return _is_time(s, i)
    kept = any(s.has(k, "level") for k in range(max(i - 5, 0), i))
    return not kept and clock(s, i + 1, cued=True) is not None


def _is_time(s: Sentence, i: int) -> bool:
    """Tell whether a time of day that cannot be anything else stands at place `i`: "daily standup 9:15"."""
    led = s.has(i - 1, "prep") or s.has(i - 1, "limit")
    return s.has(i, "digits") and _is_marked(s, i) and not led and clock(s, i) is not None


def _begins_then(s: Sentence, i: int) -> bool:
    """Tell whether the hour from which on something is done stands at place `i`: "every evening from 6 to 8"."""
    named = s.has(i + 2, "month") or may_be_counted(s, i + 2)
    return s.name(i, "prep") == "from" and s.digits(i + 1, 2) is not None and not named


def _ends_then(s: Sentence, i: int) -> bool:
    """Tell whether the hour up to which something is done stands at place `i`: "every day from 9 to 12"."""
    return s.has(i, "range_to") and (s.digits(i + 1, 2) or 99) < 25 and hour_ends(s, i + 2)


def _is_marked(s: Sentence, i: int) -> bool:
    """Tell whether the figure at place `i` is one of a clock: "9:15", "10pm"."""
    return ":" in s.word(i) or s.has(i + 1, "meridiem") or s.has(i + 1, "oclock")


def _placed(s: Sentence, rule: Rule, end: int) -> tuple[Rule, int, str | None, tuple[time, ...]]:
    """Return a rule with the days and the time behind place `end`, the place after them, the zone, the other half."""
    zone: str | None = None
    half: tuple[time, ...] = ()
    rule, end = _on_days(s, rule, end)
    for _ in range(2):
        at = s.skip_mark(end, ",")
        cued = s.name(at, "prep") == "at" or (_begins_then(s, at) and (rule.at is not None or _ends_then(s, at + 2)))
        limited = s.name(at, "prep") in {"by", "before"}
        cued = cued or (limited and bool(rule.days) and (s.digits(at + 1, 2) or 99) < 25)  # every friday before 5
        led = (
            cued
            or limited
            or s.name(at, "prep") == "between"
            or (s.name(at, "prep") == "from" and _is_marked(s, at + 1))
        )
        bare = len(rule.days) > 1 and is_last_hour(s, at)  # Mon-Fri 9-5
        found = clock(s, at + 1 if led else at, cued=cued or bare) or (
            None if rule.at else part_of_day(s, at) or _parts(s, at)
        )
        if found is None or found.at is None:
            dayless = not rule.days and not rule.monthdays and rule.freq != "DAILY"  # every week at 2 new clients
            counted = s.has(at + 2, "counted") if rule.at else dayless or may_be_counted(s, at + 2)
            found = announced(s, at + 1) if cued and not counted else None
        if found is None or found.at is None:
            break
        half = () if rule.at else found.others
        at_time = replace(rule, at=after_part(rule.at, found), further=found.further)
        rule, end, zone = at_time, found.end, found.zone or found.place or zone
        rule, end = _on_days(s, rule, end)
    return rule, end, zone, half


_FEW = 6
"""How many months a rhythm is kept to: "every Friday in Q1"."""
_NIGHT, _DAWN = 20, 6
"""Every night at 2 is in the small hours."""


def after_part(part: time | None, found: Clock) -> time | None:
    """Let "every evening at 9" mean nine at night."""
    if part is None or not found.others or found.at is None:
        return found.at
    hour = found.at.hour % 12
    small = part.hour >= _NIGHT and hour < _DAWN
    return found.at.replace(hour=hour + (12 if part.hour >= 12 and not small else 0))


def _parts(s: Sentence, i: int) -> Clock | None:
    hour = s.number(i, "parts")
    return None if hour is None else Clock(i, i + 1, time(hour), vague=True)


def _is_adjective(s: Sentence, i: int, end: int) -> bool:
    """Tell whether a rhythm only describes a thing, as in "the weekly email", "le rapport annuel"."""
    named = names.is_noun(s, end) or s.name(end, "unit") == "day"  # annual day
    return (named and not s.has(end - 1, "adverb")) or (
        s.has(i, "postnominal") and s.has(i - 2, "article") and names.is_noun(s, i - 1)
    )


def _on_days(s: Sentence, rule: Rule, end: int) -> tuple[Rule, int]:
    """Read "on Mondays" after weekly, "on the 31st" after monthly, "on 5 May" after yearly."""
    but = s.skip_mark(end, ",")
    if s.has(but, "except") and (rule.freq == "DAILY" or len(rule.days) > 1) and rule.interval == 1:
        return _except(s, rule, end, but)
    if rule.days or rule.monthdays or rule.months:
        return rule, end
    at = s.skip_mark(end, ",(:")
    begins = s.name(at, "prep") == "from"
    at = at + 1 if s.name(at, "prep") in {"on", "in", "at", "by", "from"} else at
    at = s.skip(at, "article")
    if begins and len((weekday_list(s, at) or ((),))[0]) < 2:  # from Monday on, but "from Monday to Friday"
        return rule, end
    if rule.freq == "YEARLY":
        return _on_date(s, rule, at, end)
    if rule.freq == "MONTHLY":
        return _on_monthdays(s, rule, at, end)
    listed = weekday_list(s, at)
    return (replace(rule, freq="WEEKLY", days=byday(listed[0])), listed[1]) if listed else (rule, end)


def _on_date(s: Sentence, rule: Rule, at: int, end: int) -> tuple[Rule, int]:
    day = None if weekday_at(s, at) is not None else day_at(s, at)
    if not isinstance(day, Day) or day.day is None:
        return rule, end
    if day.month and day.period:
        return replace(rule, months=(day.day.month,)), day.end
    return (replace(rule, months=(day.day.month,), monthdays=(day.day.day,)), day.end) if day.edged else (rule, end)


def _except(s: Sentence, rule: Rule, end: int, but: int) -> tuple[Rule, int]:
    """Read "except Sundays" at place `but`, behind "every day" or "weekdays"."""
    out = exceptions.left_out(s, but)
    if out is None or not out.whole:
        return rule, end  # no rule of its days can say that
    free = byday(out.weekdays)
    left = tuple(day for day in rule.days or byday(range(7)) if day not in free)
    return (replace(rule, freq="WEEKLY", days=left), out.end) if left else (rule, end)


def _on_monthdays(s: Sentence, rule: Rule, at: int, end: int) -> tuple[Rule, int]:
    quarterly = any(
        s.name(k, "unit") == "quarter" or s.name(k, "rhythm") == "MONTHLY 3" for k in range(max(end - 3, 0), end)
    )
    unit = "quarter" if quarterly and rule.interval == 3 else "month"
    interval = rule.interval if unit == "month" else 1
    edge = s.name(at, "edge")
    if edge in {"start", "end"} and not s.has(at + 1, "month") and at > end:
        last = Rule("MONTHLY", monthdays=(-1 if edge == "end" else 1,))
        return _at_same(rule, in_period(last, unit, interval)), at + 1
    numbered = at + 1 if s.name(at, "unit") == "day" and not s.has(at, "plural") else at
    ranked = ordinal(s, at) or _plain_day(s, numbered)
    placed = placed_in_month(s, *ranked) if ranked else None
    if placed is None:
        return rule, end
    return _at_same(rule, in_period(placed[0], unit, interval)), placed[1]


def _at_same(rule: Rule, placed: Rule) -> Rule:
    """Return a rule with the time of day that was said before its day: "every month at 9 on the 1st"."""
    return replace(placed, at=rule.at, further=rule.further)


def _plain_day(s: Sentence, i: int) -> tuple[int, int] | None:
    """Return the day of a month that a bare number says: "cada mes el día 1", "jeden Monat am 15"."""
    led = any(s.has(i - 1, kind) for kind in ("dotted", "article")) or s.name(i - 1, "unit") == "day"
    ends = s.closes(i + 1) or s.has(i + 1, "function")
    number = s.digits(i, 2) if ends or (led and not may_be_counted(s, i + 1)) else None
    counted = any(s.has(i + 1, kind) for kind in ("measure", "unit", "month", "times"))
    on = led or s.name(i - 1, "prep") == "on"
    return (number, i + 1) if on and not counted and number and number < 32 else None


def _limited(s: Sentence, rule: Rule, end: int) -> tuple[Rule, _Run | None]:
    """Read "until June" or "for 6 weeks" behind a rhythm: its rule, and its first and its last day."""
    at = s.skip_mark(end, ",")
    at += s.has(at, "free")  # take Fridays off in December
    lead = s.name(at, "prep")
    if lead == "until" or s.has(at, "lasting"):
        day = day_at(s, s.skip(at + 1, "article"))
        return (replace(rule, until=day.day), (None, day.day)) if isinstance(day, Day) and day.day else (rule, None)
    if lead == "in" or s.has(s.skip(at + 1, "article"), "span"):
        return _within(s, rule, s.skip(at + 1, "article"))
    if lead is None and s.number(at, "shift") in {0, 1} and rule.freq in {"DAILY", "WEEKLY"}:
        return _in_period(s, rule, at)
    if lead != "for":
        return rule, None
    run = amount(s, s.skip(at + 1, "article", "shift"))
    last = run and not run.length.clock and days.add(s.today, run.length, s.locale.working_days)
    if not run or not last:
        return rule, None
    times = _times(rule, run.length)
    return replace(rule, count=times) if times else replace(rule, until=last), (None, last)


def _in_period(s: Sentence, rule: Rule, at: int) -> tuple[Rule, _Run | None]:
    """Read "this week" behind "every day": it lasts as long."""
    day = day_at(s, at)
    period = day.period if isinstance(day, Day) else None
    return (replace(rule, until=period[1]), period) if period else (rule, None)


def _within(s: Sentence, rule: Rule, at: int) -> tuple[Rule, _Run | None]:
    """Read "in May" behind "every Friday": those of the coming May; "every first Monday in June" is of each June."""
    day = day_at(s, at)
    if not isinstance(day, Day) or not day.period or s.has(day.end - 1, "possessive") or rule.months:
        return rule, None
    first, last = day.period
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole and months <= _FEW and rule.freq in {"DAILY", "WEEKLY"}:
        covered = sorted({(first.month + n - 1) % 12 + 1 for n in range(months)})
        return replace(rule, months=tuple(covered), until=last), day.period  # each Sunday in Lent
    if not whole or months > _FEW:
        return rule, None
    named = tuple(sorted((first.month + n - 1) % 12 + 1 for n in range(months)))
    if rule.freq in {"DAILY", "WEEKLY"}:
        return replace(rule, months=named, until=last), day.period
    each = rule.freq == "MONTHLY" and rule.interval == 1 and (rule.days or rule.monthdays) and months == 1
    return (replace(rule, freq="YEARLY", months=named), None) if each and day.yearly else (rule, None)


def _times(rule: Rule, run: days.Length) -> int | None:
    """Return how often a rhythm of one day in each period comes round in a length of time, if that is plain."""
    if rule.freq == "DAILY" and not run.months and not run.workdays:
        return run.days // rule.interval or None
    if rule.freq == "WEEKLY" and len(rule.days) < 2 and not run.months and run.days % 7 == 0:
        return run.days // (7 * rule.interval) or None
    if rule.freq == "MONTHLY" and len(rule.days) < 2 and not run.days:
        return run.months // rule.interval or None
    return None
