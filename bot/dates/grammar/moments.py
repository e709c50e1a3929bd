"""Days and times of day read together: "Friday at 5pm", "noon on 5 May", "tonight at 8", "3 May to 7 June"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.dates.grammar import days, hourless, names, sense, spans, weekdays
from bot.dates.grammar.assembly import Moment
from bot.dates.grammar.clocks import announced, by_night, clock, part_of_day
from bot.dates.grammar.hours import half_of, may_be_counted
from bot.dates.grammar.named import day_at
from bot.dates.grammar.parts import Clock, Day, Instant
from bot.dates.grammar.untimed import is_duration, is_no_time
from bot.dates.grammar.weekdays import weekday_at
from bot.dates.names import BYDAY

if TYPE_CHECKING:
    from datetime import date

    from bot.dates.grammar.sentence import Sentence

_HOURS = re.compile(r"[01]?\d|2[0-3]|\d{1,2}[-–]\d{1,2}|\d[134][05]|\d{4}|\d{1,2}\.[0-5]\d")
"""Figures that behind a day are an hour: 9, 9-11, 930, 1730, 9.30."""
_DOTTED = re.compile(r"\d{1,2}\.(?:00|15|30|45)")
"""Those that are one whatever follows."""
_LOOSE = frozenset({None, "on", "in"})
"""What may stand before a day that has its time of day further on; "by Friday" is a whole of its own."""
_DAYS = frozenset({"day", "weekday", "weekday_short"})


def _from_day(s: Sentence, day: Day) -> Moment:
    """Return a day with the range or the time of day that follows it."""
    day = _range(s, day) or weekdays.either(s, day) or day
    end = s.skip_mark(day.end, ",")
    if s.name(end, "closing") == "day":
        return Moment(day.start, end + 1, replace(day, end=end + 1), None)
    there = hourless.closed_there(s, day)
    if there is not None:
        return Moment(day.start, there.end, day, None)
    found = _clock_behind(s, day.end)
    return Moment(day.start, found.end, day, found) if found else Moment(day.start, day.end, day, None)


def _clock_behind(s: Sentence, end: int) -> Clock | None:
    """Read ", at 5pm", "17:30", "in the morning at 8" behind a day."""
    at = s.skip_mark(end, ",(@-–")
    at = at + 1 if s.word(at) == "t" and s.glued(at) else at
    lead = s.name(at, "prep")
    cued = lead == "at" or s.word(at - 1) == "@" or (lead in {"from", "between"} and s.has(at + 2, "range_to"))
    cued = cued or (at == end and _stands_alone(s, at))
    if lead in {"at", "by", "until", "before", "from", "between"}:
        at = s.skip(at + 1, "prep")
        cued = cued or (lead in {"by", "before"} and s.digits(at, 2) is not None and s.closes(at + 1))  # friday by 5
    found = clock(s, at, cued=cued) if at > end or not s.has(end, "and") else None
    if found is None and lead == "at" and not may_be_counted(s, at + 1):
        found = announced(s, at)  # Thursday at 11 I defend the model
    if found is not None:
        return found
    if s.has(at, "day_part"):
        return Clock(end, at + 1, time(s.number(at, "day_part") or 20), vague=True)
    part = part_of_day(s, end) or part_of_day(s, at)
    if part is None:
        return None
    inner = _clock_behind(s, part.end) if s.name(part.end, "prep") == "at" or s.has(part.end, "digits") else None
    if s.name(part.end, "prep") == "at" and inner is None and not s.has(part.end + 2, "counted"):
        inner = announced(s, part.end + 1)  # tomorrow night at 10 call gran
    if inner is not None and part.at is not None:
        inner = by_night(s, inner, part.at.hour)
    if inner is None or inner.at is None or part.at is None:
        return part
    if inner.others:
        hour = inner.at.hour % 12 + (12 if part.at.hour >= 12 else 0)
        return replace(inner, at=inner.at.replace(hour=hour), others=())
    return inner


def _stands_alone(s: Sentence, i: int) -> bool:
    """Tell whether figures behind a day are a time, "Monday 1730", "tomorrow 9": nothing follows that they count."""
    dotted = _DOTTED.fullmatch(s.word(i)) and _names_a_day(s, i - 1)  # tue 9.30 dentist
    if dotted or (half_of(s, i + 1, glued=True) and not s.has(i - 1, "mark")):
        return True  # monday 10a, dec 3rd 7p
    to_noon = s.has(i + 2, "clock") and s.word(i + 1) in {"-", "–"}  # sat dec 5 9-noon
    ends = to_noon or s.closes(i + 1) or s.has(i + 1, "prep") or s.has(i + 1, "function")
    if not ends or not _HOURS.fullmatch(s.word(i)):
        return False
    return to_noon or _names_a_day(s, i - 1) or s.has(i - 1, "part") or s.has(i - 1, "part_tail")


def _names_a_day(s: Sentence, i: int) -> bool:
    return s.has(i, "day") or s.has(i, "day_part") or weekday_at(s, i) is not None


def _from_clock(s: Sentence, i: int) -> Moment | None:
    """Read a time of day, and the day behind it: "8am tomorrow", "noon on Friday", "tonight at 8"."""
    if s.has(i, "day_part") or (s.number(i, "shift") == 0 and s.has(i + 1, "part")):
        return _today(s, i)
    lead, _ = sense.lead(s, i)
    moved = any(s.has(k, "change") for k in range(max(i - 6, 0), i))  # raise it from 4 to 6
    spread = (lead == "between" and s.has(i + 1, "and")) or (lead == "from" and s.has(i + 1, "range_to") and not moved)
    by_day = lead in {"by", "before", "until"} and not moved and _is_day_next(s, i + 1)  # by 5 today
    after = i + 2 if half_of(s, i + 1, glued=True) else i + 1
    after += s.name(after, "oclock") == "length" and len(s.word(i)) == 4
    ahead = bool(_HOURS.fullmatch(s.word(i))) and _names_a_day(s, after)  # 9 tomorrow, 9a tomorrow
    ahead = ahead and (s.opens(i) or (after > i + 1 and not s.has(i - 1, "numbered") and not s.has(i - 1, "fraction")))
    found = clock(s, i, cued=lead == "at" or s.word(i - 1) == "@" or spread or by_day or ahead)
    if found is not None and spread and found.bare:
        found = found if s.name(found.end, "prep") == "on" or not _DAYS.isdisjoint(s.meaning(found.end)) else None
    if found is None:
        return _from_part(s, i) if s.has(i, "part") else None
    shrinks = moved and lead == "from" and not names.is_moved_from(s, i)
    lasts = s.name(i + 1, "oclock") == "length" and found.end > i + 2  # cut it from 8 hours to 6
    shrinks = shrinks and (lasts or (found.end == i + 3 and ":" in s.word(i) and ":" in s.word(i + 2)))
    if shrinks:
        s.forget(i, found.end)  # cut the build from 12:30 to 8:15
    if shrinks or is_no_time(s, i, lead, found):
        return None
    # Behind a place that is named the day may follow, too: 8am in Berlin on Friday.
    at = s.skip_mark(found.end + 2 if found.place else found.end, ",")
    at = at + 1 if s.name(at, "prep") == "on" or (s.has(at, "of") and not s.has(at, "shift")) else at
    at = s.skip(at, "article")
    if s.has(at, "day_part"):
        later = found.others[0] if found.others and found.at and found.at.hour < 12 else found.at
        return Moment(i, at + 1, Day(at, at + 1, s.today), replace(found, at=later, others=()))
    day = day_at(s, at) if at < s.size else None
    if isinstance(day, Day) and (day.period is None or day.end > at + 1) and "alone" not in day.needs:
        return _in_its_part(s, Moment(i, day.end, day, found))
    return Moment(i, found.end, None, found)


def _in_its_part(s: Sentence, found: Moment) -> Moment:
    """Let the part of the day behind it say which half an hour is in: "by 8 tomorrow night"."""
    part, at = part_of_day(s, found.end), found.clock
    if part is None or part.at is None or at is None or at.at is None or not at.others:
        return found
    hour = at.at.hour % 12 + (12 if part.at.hour >= 12 else 0)
    return replace(found, end=part.end, clock=replace(at, at=at.at.replace(hour=hour), others=()))


def _is_day_next(s: Sentence, i: int) -> bool:
    """Tell whether the one day at place `i` stands behind an hour: "by 5 on Friday"."""
    if s.number(i, "day") is not None or s.has(i, "day_part") or weekday_at(s, i) is not None:
        return True
    return s.name(i, "prep") == "on" and weekday_at(s, i + 1) is not None


def _from_part(s: Sentence, i: int) -> Moment | None:
    """Read "first thing tomorrow", "lunchtime on Friday"."""
    counted = s.has(i - 1, "article_one") and s.has(i - 1, "per")  # 30 minutes a night mon-thurs
    part = None if counted or names.is_event(s, i) else part_of_day(s, i)
    led = part and (s.name(part.end, "prep") == "on" or (s.has(part.end, "of") and s.has(i - 1, "article")))
    at = part.end + bool(led) if part else i  # the evening of 12 January
    day = day_at(s, at) if part else None
    if isinstance(day, Day) and day.day and not day.period:
        exact = _clock_behind(s, day.end)
        return Moment(i, exact.end if exact else day.end, day, exact or part)
    return Moment(i, part.end, None, part) if part and sense.is_whole(s, i, part.end) else None


def _today(s: Sentence, i: int) -> Moment | None:
    """Read "tonight", "this evening at 7"."""
    short = s.has(i, "day_part")
    hour = s.number(i, "day_part") if short else s.number(i + 1, "part")
    end = i + 1 if short else i + 2
    day = Day(i, end, s.today)
    at = s.name(end, "prep") in {"at", "by", "before", "until"}
    exact = clock(s, end + 1 if at else end, cued=at or _stands_alone(s, end))
    if exact is None or exact.at is None:
        return Moment(i, end, day, Clock(i, end, time(hour or 0), vague=True))
    exact = by_night(s, exact, hour or 0)
    if exact.others and exact.at:
        exact = replace(
            exact, at=exact.at.replace(hour=exact.at.hour % 12 + (12 if (hour or 0) >= 12 else 0)), others=()
        )
    return Moment(i, exact.end, day, exact)


def _range(s: Sentence, day: Day) -> Day | None:
    """Read "3 May to 7 June", "June-August", "Q1 to Q3" from its first day on."""
    at = day.end
    joined = s.has(at, "range_to") or (s.has(at, "mark") and s.word(at) in {"-", "–", "—"})
    if not joined or names.is_moved_from(s, day.start) or names.is_denied(s, day.start):
        return None
    if s.has(at, "and") and s.name(sense.lead(s, day.start)[1], "prep") != "between":
        return None
    last = day_at(s, s.skip(at + 1, "article"))
    if not isinstance(last, Day) or last.day is None or day.day is None or last.rule:
        return None
    if day.approximate is not last.approximate and not (day.period and last.period):
        return None
    first = _before(s, day, last.day)
    if first is None:
        return None
    found = replace(
        last,
        start=day.start,
        needs=frozenset[str]() if _is_told(s, day, last) else day.needs & last.needs,
        others=(),
        period=(first, last.day),
        sure=min(day.sure, last.sure),
    )
    return spans.between(found) if s.has(day.start, "feast") and s.has(last.start, "feast") else found


def spread_at(s: Sentence, i: int) -> Day | None:
    """Return the range of days that begins with a weekday at place `i`, whatever stands before it."""
    day = day_at(s, i) if not _DAYS.isdisjoint(s.meanings[i]) else None
    return _range(s, day) if isinstance(day, Day) else None


def _is_told(s: Sentence, day: Day, last: Day) -> bool:
    """Tell whether a range of months ends its clause as a day does: "run the group January to March"."""
    first = s.begin(day.start)
    measured = any(s.has(day.start - 1, kind) for kind in ("article", "metric", "prep", "of"))
    return day.month and last.month and day.start - first > 1 and not measured and s.closes(last.end)


def _before(s: Sentence, day: Day, last: date) -> date | None:
    """Return the first day of a range that ends on `last`; without a year it may lie in the year before."""
    first = day.period[0] if day.period else day.day
    if first and last < first <= last + weekdays.WEEK and weekday_at(s, day.start) is not None:
        return first - weekdays.WEEK  # said on a Wednesday: Tuesday-Thursday
    if first and first > last:
        earlier = days.add_months(first, -12)
        first = earlier if earlier and earlier <= last and last > s.today else None
    return first


def moment(s: Sentence, i: int) -> Moment | Instant | None:
    """Return the day, the time of day, or both, that begin at place `i`."""
    return hourless.same_time(s, i) or _moment(s, i)


def _moment(s: Sentence, i: int) -> Moment | Instant | None:
    day = day_at(s, i)
    if isinstance(day, Instant):
        if "alone" in day.needs:
            timed = _from_clock(s, i)
            if timed and timed.end >= day.end:
                return timed
        return day if sense.speaks_of_time(s, day) else None
    if day is not None:
        found = _from_day(s, day)
        if found.clock is not None and found.clock.zone is None and found.clock.vague and day.period:
            found = Moment(day.start, day.end, day, None)
        if names.of_thing(s, day.start, day.end) and (found.clock is None or found.clock.vague):
            return _of_thing(s, found)
        found = _apart(s, found)
        sure = replace(day, end=found.end, needs=found.day.needs if found.day else day.needs)
        if found.clock and day.needs and "alone" not in day.needs:
            return found
        return found if sense.speaks_of_time(s, sure, day.month) else _timed(s, i)
    return _timed(s, i)


def _timed(s: Sentence, i: int) -> Moment | None:
    """Read a time of day at place `i`, with the day that stands behind other words: "at 10 with Ben on Friday"."""
    found = _from_clock(s, i)
    if found is None or found.day is not None or found.clock is None or found.clock.vague:
        return found
    for j in names.near(s, found.end):
        day = day_at(s, j) if not _DAYS.isdisjoint(s.meanings[j]) else None
        if isinstance(day, Day):
            lead, _ = sense.lead(s, day.start)
            near = _is_one_day(day) and lead in {None, "on"} and not names.of_thing(s, day.start, day.end)
            told = not day.needs or names.is_short_day(s, day.start, day.end)  # 9:00 CET call tue
            near = near and told and _from_day(s, day).clock is None
            return replace(found, day=day, apart=(day.start, day.end)) if near else found
    return found


def _apart(s: Sentence, found: Moment) -> Moment:
    """Read the time of day that stands behind other words: "Friday with Ben at 10"."""
    if found.clock or found.day is None or not _is_one_day(found.day) or sense.lead(s, found.start)[0] not in _LOOSE:
        return found
    for j in names.near(s, found.end):
        led = s.name(j, "prep") == "at" or s.word(j) == "@"
        at = clock(s, j + led, cued=led) if led or (s.has(j, "digits") and "/" not in s.word(j)) else None
        if at is not None and (led or not is_duration(s, j, at)) and at.at is not None:
            return replace(found, clock=at, apart=(j, at.end))
    return found


def _is_one_day(day: Day) -> bool:
    return day.edged and day.day is not None and day.period is None and "alone" not in day.needs


def _of_thing(s: Sentence, found: Moment) -> Moment | None:
    """Read "a Friday meeting with Ben at 10": that day, or each week; without a time it only names the meeting."""
    timed = _apart(s, replace(found, clock=None))
    weekday = weekday_at(s, found.start)
    if timed.clock is None or timed.day is None or weekday is None:
        return None
    return replace(timed, day=replace(timed.day, rule=f"FREQ=WEEKLY;BYDAY={BYDAY[weekday]}", sure=0.6))
