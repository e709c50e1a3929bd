"""Rhythms: "every other Monday at 9", "monthly on the 31st", "Tuesdays and Thursdays", "last Friday of each month"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import days, feasts
from bot.dates.grammar.clocks import clock, part_of_day
from bot.dates.grammar.named import day_at
from bot.dates.grammar.numbers import amount, cardinal, ordinal
from bot.dates.grammar.parts import Clock, Day, Rhythm
from bot.dates.grammar.rules import BYDAY, Rule, byday, monthdays
from bot.dates.grammar.weekdays import weekday_at

if TYPE_CHECKING:
    from datetime import date

    from bot.dates.grammar.sentence import Sentence

_FREQ = {
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "fortnight": ("WEEKLY", 2),
    "month": ("MONTHLY", 1),
    "quarter": ("MONTHLY", 3),
    "halfyear": ("MONTHLY", 6),
    "year": ("YEARLY", 1),
}
_FIRST_MONTHS = {3: (1, 4, 7, 10), 6: (1, 7)}
_LAST_MONTHS = {3: (3, 6, 9, 12), 6: (6, 12)}


@dataclass(frozen=True, slots=True)
class Beat:
    """A rule read up to the word `end`, with the other rules that the words could mean."""

    end: int
    rule: Rule
    others: tuple[Rule, ...] = ()
    sure: float = 0.95


def cadence(s: Sentence, i: int) -> Rhythm | None:
    """Read a rhythm at place `i`, with the days, the time and the limit that follow it."""
    beat = _every(s, i) or _adverb(s, i) or _listed(s, i) or _nth_of_every(s, i)
    return beat and finished(s, i, beat)


def working(s: Sentence) -> tuple[str, ...]:
    """Return the person's working days."""
    return byday(s.locale.working_days)


def weekend(s: Sentence) -> tuple[str, ...]:
    """Return the days on which the person does not work."""
    return byday(set(range(7)) - s.locale.working_days) or ("SA", "SU")


def weekday_list(s: Sentence, i: int) -> tuple[tuple[int, ...], int, bool] | None:
    """Return the weekdays listed at place `i`, the place after them, and whether one of them is a plural."""
    found: list[int] = []
    plural = False
    while len(found) < 7:
        many = s.number(i, "weekdays")
        day = weekday_at(s, i) if many is None else many
        if day is None:
            break
        plural = plural or many is not None
        found.append(day)
        i += 1
        after = s.skip_mark(i, ".") if s.has(i - 1, "weekday_short") and s.glued(i) else i
        if (s.has(after, "range_to") or s.word(after) in {"-", "–"}) and not s.has(after, "and"):
            last = weekday_at(s, after + 1)
            if last is not None:
                found += [(day + n) % 7 for n in range(1, (last - day) % 7 + 1)]
                return tuple(found), after + 2, True
        joined = s.skip(s.skip_mark(after, ",/&+"), "and")
        joined = s.skip(joined, "article", "on_the")
        if joined == after or (weekday_at(s, joined) is None and not s.has(joined, "weekdays")) or s.has(joined - 1, "either"):
            break
        i = joined
    return (tuple(found), i, plural) if found else None


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
    return _every_unit(s, j, interval) or _every_day(s, j, interval) or _every_date(s, j, interval)


def _every_unit(s: Sentence, j: int, interval: int) -> Beat | None:
    unit = s.name(j, "unit")
    if unit == "workday":
        return Beat(j + 1, Rule("WEEKLY", interval, days=working(s))) if interval < 3 else None
    if unit == "weekend":
        return Beat(j + 1, Rule("WEEKLY", interval, days=weekend(s)))
    if unit not in _FREQ or s.has(j, "brief"):
        return None
    freq, width = _FREQ[unit]
    return Beat(j + 1, Rule(freq, interval * width))


def _every_day(s: Sentence, j: int, interval: int) -> Beat | None:
    listed = weekday_list(s, j)
    if listed is not None:
        return Beat(listed[1], Rule("WEEKLY", interval, days=byday(listed[0])))
    hour = s.number(j, "part")
    if hour is None:
        hour = s.number(j, "clock")
    return None if hour is None else Beat(j + 1, Rule("DAILY", interval, at=time(hour)), (Rule("DAILY", interval),), 0.85)


def _every_date(s: Sentence, j: int, interval: int) -> Beat | None:
    """Read "every June", "every 5 May", "every Christmas", "every end of month"."""
    closing = s.name(j, "closing")
    if closing is not None:
        return _at_end(s, closing, interval, j + 1)
    feast = feasts.feast(s, j)
    month = s.number(j, "month")
    day = feast or day_at(s, j)
    if feast and feast.day and s.name(j, "feast") and not (s.name(j, "feast") or "").startswith(("easter", "lib")):
        return Beat(j + 1, Rule("YEARLY", interval, months=(feast.day.month,), monthdays=(feast.day.day,)))
    if month is not None and (not isinstance(day, Day) or day.end == j + 1):
        return Beat(j + 1, Rule("YEARLY", interval, months=(month,)))
    if isinstance(day, Day) and day.day and day.edged and not day.period and (month is not None or s.digits(j, 2)):
        return Beat(day.end, Rule("YEARLY", interval, months=(day.day.month,), monthdays=(day.day.day,)))
    return None


def _every_nth(s: Sentence, rank: int, j: int) -> Beat | None:
    """Read "every second Tuesday", "every first Monday of the quarter", "every 15th", "every 3rd day"."""
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    inside = s.skip(j + 1, "of", "article") if j + 1 < s.size else j + 1
    period = s.name(inside, "unit") if inside > j + 1 else None
    if weekday is None and unit in _FREQ and rank > 1 and not (period and unit == "day"):
        freq, width = _FREQ[unit]
        return Beat(j + 1, Rule(freq, rank * width))
    if weekday is not None and period is None and rank > 0:
        weekly = Rule("WEEKLY", rank, days=(BYDAY[weekday],))
        monthly = Rule("MONTHLY", days=(f"{rank}{BYDAY[weekday]}",))
        if rank == 1 or rank > 5:
            return Beat(j + 1, monthly) if rank < 6 else None
        return Beat(j + 1, weekly, (monthly,), 0.7) if rank == 2 else Beat(j + 1, monthly, (weekly,), 0.7)
    placed = _placed(s, rank, j)
    if placed is None:
        return None
    rule, end = placed
    at = s.skip(end, "of", "article")
    width = _FREQ.get(s.name(at, "unit") or "", ("", 0))[1] if at > end else 0
    return Beat(at + 1, _in_period(rule, s.name(at, "unit") or "", 1)) if width else Beat(end, rule)


def _placed(s: Sentence, rank: int, j: int) -> tuple[Rule, int] | None:
    """Return the monthly rule of "first Monday", "last day", "last working day", "15th [and 30th]" before `j`."""
    weekday, unit = weekday_at(s, j), s.name(j, "unit")
    if weekday is not None:
        return Rule("MONTHLY", days=(f"{rank}{BYDAY[weekday]}",)), j + 1
    if unit == "day":
        return Rule("MONTHLY", monthdays=(rank,)), j + 1
    if unit == "workday":
        return Rule("MONTHLY", days=working(s), place=rank), j + 1
    if unit == "weekend":
        return Rule("MONTHLY", days=(f"{rank}SA", f"{rank}SU")), j + 1
    if not 0 < rank < 32:
        return None
    numbers = [rank]
    while len(numbers) < 6:
        at = s.skip(s.skip_mark(j, ",/&"), "and", "article")
        more = ordinal(s, at) if at > j else None
        if more is None or not 0 < more[0] < 32 or s.has(more[1], "weekday") or s.has(more[1], "unit"):
            break
        numbers.append(more[0])
        j = more[1]
    days_of, place = monthdays(tuple(numbers))
    return Rule("MONTHLY", monthdays=days_of, place=place), j


def _in_period(rule: Rule, unit: str, interval: int) -> Rule:
    """Return a rule for the nth day of a month as one for each quarter, half or year."""
    freq, width = _FREQ[unit]
    if unit == "week" and rule.monthdays:
        return Rule("WEEKLY", interval, days=("FR",) if rule.monthdays == (-1,) else byday([(rule.monthdays[0] - 1) % 7]))
    if freq == "YEARLY":
        last = (rule.place or 0) < 0 or rule.monthdays == (-1,) or any(day.startswith("-") for day in rule.days)
        return replace(rule, freq="YEARLY", interval=interval, months=(12,) if last else (1,))
    if freq != "MONTHLY" or width == 1:
        return replace(rule, interval=interval)
    last = rule.monthdays == (-1,) or (rule.place or 0) < 0 or any(day.startswith("-") for day in rule.days)
    return replace(rule, months=(_LAST_MONTHS if last else _FIRST_MONTHS)[width])


def _at_end(s: Sentence, unit: str, interval: int, end: int) -> Beat | None:
    if unit == "day":
        return Beat(end, Rule("DAILY", interval))
    if unit == "workday":
        return Beat(end, Rule("WEEKLY", interval, days=working(s)))
    if unit == "week":
        return Beat(end, Rule("WEEKLY", interval, days=("FR",)))
    return Beat(end, _in_period(Rule("MONTHLY", monthdays=(-1,)), unit, interval)) if unit in _FREQ else None


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
        return Beat(at + 2, first or _in_period(Rule("MONTHLY", monthdays=(1,)), unit, interval)) if unit in _FREQ else None
    ranked = ordinal(s, i)
    placed = _placed(s, *ranked) if ranked else None
    if placed is None:
        return None
    at = s.skip(placed[1], "of", "article")
    interval, unit = s.number(at, "every"), s.name(at + 1, "unit")
    if interval is None or unit not in _FREQ or unit == "day":
        return None
    return Beat(at + 2, _in_period(placed[0], unit, interval))


def _adverb(s: Sentence, i: int) -> Beat | None:
    """Read "daily", "biweekly", "quarterly"."""
    name = s.name(i, "rhythm")
    if name is None:
        return None
    freq, _, interval = name.partition(" ")
    return Beat(i + 1, Rule(freq, int(interval or 1)))


def _listed(s: Sentence, i: int) -> Beat | None:
    """Read "Mondays", "Tuesdays and Thursdays", "Mon, Wed and Fri", "Monday to Friday", "weekdays", "mornings"."""
    if s.has(i, "plural") and not s.has(i - 1, "digits") and not s.has(i - 1, "number"):
        unit = s.name(i, "unit")
        named = working(s) if unit == "workday" else weekend(s) if unit == "weekend" else ()
        return Beat(i + 1, Rule("WEEKLY", days=named), sure=0.9) if named and not s.has(i - 1, "shift") else None
    if s.has(i, "rhythm_days"):
        return Beat(i + 1, Rule("WEEKLY", days=working(s)))
    hour = s.number(i, "parts")
    if hour is not None:
        return Beat(i + 1, Rule("DAILY", at=time(hour)), (Rule("DAILY"),), 0.8)
    listed = weekday_list(s, i)
    if listed is None or not (listed[2] or len(listed[0]) > 1):
        return None
    after = s.skip(listed[1], "of")
    if s.has(after, "shift") or s.has(after, "digits") or s.has(after, "after_next"):
        return None
    full = s.has(i, "weekdays") or s.has(i, "weekday") or len(listed[0]) > 1
    return Beat(listed[1], Rule("WEEKLY", days=byday(listed[0])), sure=0.9 if listed[2] or len(listed[0]) > 2 else 0.8) if full else None


def finished(s: Sentence, i: int, beat: Beat) -> Rhythm:
    """Return a rhythm with the days, the time of day, the zone and the limit that stand behind it."""
    rule, end, zone = beat.rule, beat.end, None
    rule, end = _on_days(s, rule, end)
    for _ in range(2):
        at = s.skip_mark(end, ",")
        cued = s.name(at, "prep") == "at"
        found = clock(s, at + 1 if cued else at, cued=cued) or (None if rule.at else part_of_day(s, at) or _parts(s, at))
        if found is None or found.at is None:
            break
        rule, end, zone = replace(rule, at=_after_part(rule.at, found)), found.end, found.zone or zone
        rule, end = _on_days(s, rule, end)
    others = [replace(other, at=other.at and rule.at) for other in beat.others] if rule.days == beat.rule.days else []
    limited, until = _limited(s, rule, end)
    texts = [other.text() for other in others]
    if limited != rule:
        texts.insert(0, rule.text())
    sure = beat.sure - 0.2 * (beat.end == end and s.has(i, "rhythm") and _is_adjective(s, end))
    return Rhythm(i, end, limited.text(), tuple(texts), zone, sure, until)


def _after_part(part: time | None, found: Clock) -> time | None:
    """Let "every evening at 9" mean nine at night."""
    if part is None or not found.others or found.at is None:
        return found.at
    return found.at.replace(hour=found.at.hour % 12 + (12 if part.hour >= 12 else 0))


def _parts(s: Sentence, i: int) -> Clock | None:
    hour = s.number(i, "parts")
    return None if hour is None else Clock(i, i + 1, time(hour), vague=True)


def _is_adjective(s: Sentence, end: int) -> bool:
    """Tell whether a rhythm only describes a thing, as in "the weekly email"."""
    return end < s.size and not s.meanings[end] and s.said(end)[:1].isalpha()


def _on_days(s: Sentence, rule: Rule, end: int) -> tuple[Rule, int]:
    """Read "on Mondays" after weekly, "on the 31st" after monthly, "on 5 May" after yearly."""
    if rule.days or rule.monthdays or rule.months:
        return rule, end
    at = s.skip_mark(end, ",(:")
    at = at + 1 if s.name(at, "prep") in {"on", "in", "at", "by"} else at
    at = s.skip(at, "article")
    if rule.freq in {"WEEKLY", "DAILY"}:
        listed = weekday_list(s, at)
        if listed is None:
            return rule, end
        return replace(rule, freq="WEEKLY", days=byday(listed[0])), listed[1]
    if rule.freq == "MONTHLY":
        return _on_monthdays(s, rule, at, end)
    day = day_at(s, at)
    if not isinstance(day, Day) or day.day is None:
        return rule, end
    if day.month and day.period:
        return replace(rule, months=(day.day.month,)), day.end
    return (replace(rule, months=(day.day.month,), monthdays=(day.day.day,)), day.end) if day.edged else (rule, end)


def _on_monthdays(s: Sentence, rule: Rule, at: int, end: int) -> tuple[Rule, int]:
    unit = next((unit for unit, width in (("month", 1), ("quarter", 3), ("halfyear", 6)) if width == rule.interval), "month")
    interval = rule.interval if unit == "month" else 1
    edge = s.name(at, "edge")
    if edge in {"start", "end"} and not s.has(at + 1, "month") and at > end:
        last = Rule("MONTHLY", monthdays=(-1 if edge == "end" else 1,))
        return _in_period(last, unit, interval), at + 1
    ranked = ordinal(s, at)
    placed = _placed(s, *ranked) if ranked else None
    if placed is None:
        return rule, end
    return _in_period(placed[0], unit, interval), placed[1]


def _limited(s: Sentence, rule: Rule, end: int) -> tuple[Rule, date | None]:
    """Read "until June" or "for 6 weeks" behind a rhythm."""
    at = s.skip_mark(end, ",")
    lead = s.name(at, "prep")
    if lead == "until":
        day = day_at(s, s.skip(at + 1, "article"))
        return (replace(rule, until=day.day), day.day) if isinstance(day, Day) and day.day else (rule, None)
    if lead != "for":
        return rule, None
    run = amount(s, s.skip(at + 1, "article", "shift"))
    last = run and not run.length.clock and days.add(s.today, run.length, s.locale.working_days)
    if not run or not last:
        return rule, None
    times = _times(rule, run.length)
    return replace(rule, count=times) if times else replace(rule, until=last), last


def _times(rule: Rule, run: days.Length) -> int | None:
    """Return how often a rhythm of one day in each period comes round in a length of time, if that is plain."""
    if rule.freq == "DAILY" and not run.months and not run.workdays:
        return run.days // rule.interval or None
    if rule.freq == "WEEKLY" and len(rule.days) < 2 and not run.months and run.days % 7 == 0:
        return run.days // (7 * rule.interval) or None
    if rule.freq == "MONTHLY" and len(rule.days) < 2 and not run.days:
        return run.months // rule.interval or None
    return None


