"""One walk through a sentence, which finds every expression that speaks of time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, TypeAlias

from bot.dates.grammar import days, exceptions, feasts, kept, names, referring
from bot.dates.grammar.assembly import Moment, with_time
from bot.dates.grammar.cadence import cadence
from bot.dates.grammar.clocks import clock
from bot.dates.grammar.limits import after_part
from bot.dates.grammar.moments import moment, spread_at
from bot.dates.grammar.numbers import amount
from bot.dates.grammar.parts import Day, Instant, Rhythm
from bot.dates.grammar.quotas import counted_things, other_quota, quota
from bot.dates.rhythm import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dates.grammar.sentence import Sentence

Found: TypeAlias = Moment | Instant | Rhythm

_STARTS = frozenset(
    """
    digits number ordinal month weekday weekday_short weekday_initial weekday_code night_code weekdays shift day
    day_part unit closing middle edge quarter_label half_label year_label week_label season feast trade_feast country
    article_one vague_number half one_and_a_half every rhythm rhythm_quota rhythm_days often parts plural clock
    half_past half_to quarter_hour part week_from new_year span same_time
    """.split()  # noqa: SIM905 - forty names read better so
)
"""The classes of words with which an expression can begin."""
_RHYTHMIC = frozenset(
    """
    every rhythm rhythm_quota rhythm_days often weekdays weekday weekday_short weekday_initial weekday_code night_code
    plural parts ordinal edge unit article_one number
    """.split()  # noqa: SIM905 - likewise
)
"""Those of them with which a rhythm can begin."""
_COUNTED = frozenset({"often", "rhythm_quota", "digits", "number", "article_one"})
_TIMED = frozenset({"digits", "number", "clock", "half_past", "half_to", "quarter_hour", "article_one"})
_AROUND = frozenset({"after", "before", "until"})
"""Prepositions before the hour up to which, or from which on, something is done every day."""
_UNSURE = 0.8
"""Up to this confidence in a rhythm, the one day that its words may mean is offered beside it."""
_DOTTED = re.compile(r"\d{1,2}\.(?:00|15|30|45)")
"""Figures that are a time of day right before the days on which it is kept."""
TRIES = 32
"""How many places of one text are tried: no sentence that a person means has more words about time."""
MOST = 12
"""How many expressions one text can hold."""


def expressions(s: Sentence) -> Iterator[Found]:
    """Yield every expression of a sentence that speaks of time, in order."""
    i = tries = count = 0
    apart = (0, 0)
    out: exceptions.LeftOut | None = None
    named: Day | None = None
    while i < s.size and tries < TRIES and count < MOST:
        if apart[0] <= i < apart[1]:
            i = apart[1]
            continue
        if _STARTS.isdisjoint(s.meanings[i]) or _is_lone(s, i):
            i += 1
            continue
        tries += 1
        back = referring.told_from(s, i, named) if named else None
        found = Moment(back.start, back.end, back, None, told=True) if back else _at(s, i)
        if found is None:
            i += 1
            continue
        if names.is_denied(s, found.start):  # not Friday
            out = exceptions.ahead_of(s, found.start)
            i = max(found.end, i + 1)
            continue
        if isinstance(found, Moment):
            apart, named = found.apart, found.day or named
        parted, after = exceptions.kept_to(s, found, out) if isinstance(found, Rhythm) else ((found,), found.end)
        yield from parted
        count += len(parted)
        i = max(after, i + 1)
        run = _run(s, i) if isinstance(found, Rhythm) else None
        if run:
            yield run
            i = run.end
    if not count:
        holiday = feasts.public_holiday(s)
        if holiday:
            yield Moment(holiday.start, holiday.end, holiday, None)


def _run(s: Sentence, i: int) -> Moment | None:
    """Read "for 8 weeks" behind a rhythm: the day on which it ends."""
    found = amount(s, i + 1) if s.name(i, "prep") == "for" else None
    last = found and not found.length.clock and days.add(s.today, found.length, s.locale.working_days)
    if not found or not last:
        return None
    return Moment(i + 1, found.end, Day(i + 1, found.end, last, period=(s.today, last), sure=0.8), None)


def _is_lone(s: Sentence, i: int) -> bool:
    """Tell at a glance that "a" or a number stands before nothing that has to do with time."""
    if s.has(i, "article_one"):
        return i + 1 >= s.size or not s.meanings[i + 1]
    if not s.has(i, "digits") or len(s.word(i)) > 3 or not s.word(i).isdecimal():
        return False
    return i > 0 and not any(s.meanings[max(i - 2, 0) : i]) and not any(s.meanings[i + 1 : i + 6])


def _at(s: Sentence, i: int) -> Found | None:
    """Return the longest expression that begins at place `i`."""
    rhythm = _rhythm(s, i)
    found = moment(s, i)
    if rhythm is None or (found is not None and found.end > rhythm.end):
        return kept.each_month_or_once(s, found) if isinstance(found, Moment) else found
    run = spread_at(s, i)
    if run and run.end == rhythm.end:
        return kept.each_week_or_once(s, rhythm, run)
    if isinstance(found, Moment) and found.end == rhythm.end and found.clock is None:
        return replace(rhythm, day=found.day, sure=min(rhythm.sure, 0.85))
    if isinstance(found, Moment) and found.clock is None and rhythm.sure <= _UNSURE:
        return replace(rhythm, day=rhythm.day or found.day)  # Wednesday and Thursday
    return rhythm


def _rhythm(s: Sentence, i: int) -> Rhythm | None:
    meaning = s.meanings[i]
    found: Rhythm | None = None
    if "digits" in meaning and not s.word(i).isdecimal():
        return _time_then_rhythm(s, i) if ":" in s.word(i) or "." in s.word(i) else quota(s, i)
    moved = any(s.has(k, "change") for k in range(max(i - 6, 0), i))  # raise it by 5 every week
    cued = s.name(i - 1, "prep") == "at" or (s.name(i - 1, "prep") == "by" and not moved)
    cued = cued or (s.name(i - 1, "prep") in _AROUND and s.has(i + 1, "every"))  # no phone after 10 every night
    if "digits" in meaning and cued and (timed := _time_then_rhythm(s, i)):
        return timed  # at 8 every day; no quota of eight
    if not _RHYTHMIC.isdisjoint(meaning) or "digits" in meaning:
        found = cadence(s, i)
        other = other_quota(s, i) if found else None
        if found and other:
            found = replace(found, others=(*found.others, other), sure=min(found.sure, 0.8))
        counted = counted_things(s, i, found.end) if found else None
        if found and counted and "every" in meaning and counted.per != "day":
            # Six interviews every quarter are counted; twenty pages every day are read each day.
            found = replace(found, value=counted, others=(found.value, *found.others))
        elif found and counted:
            found = replace(found, others=(*found.others, counted), sure=min(found.sure, 0.7))
    if found is None and (not _COUNTED.isdisjoint(meaning)):
        found = quota(s, i)
    if found is None and not _TIMED.isdisjoint(meaning):
        found = _time_then_rhythm(s, i)
    return found


def _time_then_rhythm(s: Sentence, i: int) -> Rhythm | None:
    """Read "at 9am every day", "9:00 on weekdays"."""
    lead = s.name(i - 1, "prep")
    dotted = _is_dotted(s, i)
    at = clock(s, i, cued=lead in {"at", "by"} or (lead in _AROUND and s.has(i + 1, "every")) or dotted)
    if at is None or at.at is None:
        return None
    hour, halves = at.at, at.others
    j = s.skip(s.skip_mark(at.end, ","), "prep", "article")
    found = cadence(s, j) if not _RHYTHMIC.isdisjoint(s.meaning(j)) else None
    apart = next((k for k in names.near(s, at.end) if s.has(k, "every") or s.has(k, "weekdays")), None)
    if found is None and apart is not None and not at.bare and s.name(i - 1, "prep") in {None, "at"}:
        found = cadence(s, apart)  # 9:30 standup every day
    if found is None:
        return None
    if isinstance(found.value, str) and (part := parts(found.value).get("BYHOUR")):
        # A part of the day says which half of it is meant: at 6 every morning.
        hour, halves = after_part(time(int(part)), at) or hour, ()
    for rule in (found.value, *found.others):
        if isinstance(rule, str) and "BYHOUR" not in rule:
            others = tuple(with_time(rule, other) for other in halves)
            sure = 0.75 if dotted else 0.8 if others else found.sure
            others = (*others, rule) if dotted else others
            return replace(found, start=i, value=with_time(rule, hour), others=others, zone=at.zone, sure=sure)
    return None


def _is_dotted(s: Sentence, i: int) -> bool:
    """Tell whether a time with a dot stands before its days: "school run 8.30 mon-fri", but "version 3.15 daily"."""
    led = s.has(i - 1, "prep") or s.has(i - 1, "limit") or s.has(i - 1, "numbered") or s.has(i - 1, "fraction")
    rhythmic = not _RHYTHMIC.isdisjoint(s.meaning(i + 1)) and not s.has(i + 1, "unit") and not s.has(i + 1, "number")
    return bool(_DOTTED.fullmatch(s.word(i))) and rhythmic and not led and not s.glued(i) and i > 0
