"""What a sentence may also mean where a part of what it says of time was read apart, or left unread.

A wrong answer gives itself away beside the words that it was taken from: a time of day stands apart from the day,
"two days before the flight" counts from a day that was named, a short weekday waits without its preposition, a season
is nearly over. What such signs add up to is offered beside the answer, so that the person is asked and not misled.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from bot.dates.grammar import days, hourless, names, sense
from bot.dates.grammar.assembly import Moment, understood, with_time
from bot.dates.grammar.clocks import announced, clock
from bot.dates.grammar.named import day_at
from bot.dates.grammar.numbers import amount, unit_at
from bot.dates.grammar.parts import DEADLINE, Clock, Day, Rhythm
from bot.dates.when import Kind, When

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.dates.grammar.scan import Found
    from bot.dates.grammar.sentence import Sentence

_ASKED = 0.75
"""The confidence of a reading beside which another makes sense as well."""
_OTHER = 0.4
_MOST = 4
"""How many further readings are worth offering."""
_FEW = 2
"""How many lengths, and how many short weekdays, one text is looked at for …"""
_TRIES = 12
"""… and at how many places."""
_COUNTING = frozenset({"digits", "number", "article_one", "vague_number", "half", "unit"})
_SHORT = frozenset({"weekday", "weekday_short"})
_HOUR = re.compile(r";BYHOUR=\d+;BYMINUTE=\d+")
_NEARLY = 0.6
"""The part of a period after which its name may mean the next one."""


def weighed(s: Sentence, found: Sequence[Found]) -> list[When]:
    """Return what each expression of a sentence means, with what it may mean together with the words beside it."""
    read = {k for one in found for k in _places(one)}
    days_read = any(isinstance(one, Moment) and one.day and one.day.edged for one in found)
    timed = [one for one in found if isinstance(one, Moment) and _is_apart(s, one)]
    counted = list(islice(_counted(s, read), _FEW)) if days_read else []
    loose = list(islice(_loose(s, read), _FEW)) if timed else []
    begins = {one.start: s.begin(one.start) for one in found} if timed else {}
    joined = (_joined(s, one, found, timed, begins) for one in found)
    return [
        _beside(understood(s, one), chain(whole, _others(s, one, counted, loose)), _again(s, one))
        for one, whole in zip(found, joined, strict=True)
    ]


def _places(one: Found) -> Iterator[int]:
    yield from range(one.start, one.end)
    if isinstance(one, Moment):
        yield from range(*one.apart)


def _others(
    s: Sentence,
    one: Found,
    counted: Sequence[tuple[int, days.Length]],
    loose: Sequence[Day],
) -> Iterator[When]:
    """Yield what an expression may also mean, the likeliest first."""
    yield from _with_or_without(s, one)
    if not isinstance(one, Moment):
        return
    there = hourless.closed_there(s, one.day) if one.day and one.clock is None else None
    if there and hourless.is_elsewhere(s, there):
        yield understood(s, replace(one, clock=there))
    touching = _touching(s, one) if one.clock is None and _is_open(s, one, bare=False) else None
    if touching:
        yield understood(s, replace(one, clock=touching))
    for day in loose if one.day is None else ():
        yield understood(s, replace(one, day=replace(day, needs=frozenset())))
    if one.day and one.day.day and not one.told and one.day.edged:
        for sign, length in counted:
            moved = days.add(one.day.day, length, s.locale.working_days, sign)
            if moved:
                yield understood(s, replace(one, day=replace(one.day, day=moved, others=(), rule=None)))


def _with_or_without(s: Sentence, one: Found) -> Iterator[When]:
    """Yield an expression with the number behind it for an hour, or without the hour that may count what follows."""
    rule = one.value if isinstance(one, Rhythm) and isinstance(one.value, str) else None
    if isinstance(one, Rhythm) and rule and "BYHOUR" not in rule:
        at = announced(s, one.end + 1) if s.name(one.end, "prep") == "at" else None
        if at and at.at:  # every friday at 11 customers
            yield understood(s, replace(one, value=with_time(rule, at.at)))
    elif isinstance(one, Rhythm) and rule and _may_count(s, one.end):
        yield understood(s, replace(one, value=_HOUR.sub("", rule), others=()))
    elif isinstance(one, Moment) and one.day and one.clock and one.clock.bare and _may_count(s, one.end):
        yield understood(s, replace(one, clock=None))  # friday at 5 Guys


def _is_apart(s: Sentence, one: Found) -> bool:
    """Tell whether an expression is a time of day alone, which may be that of a day elsewhere in its sentence."""
    at = one.clock if isinstance(one, Moment) and one.day is None else None
    if at is None or at.at is None or at.vague:
        return False
    return not sense.is_background(s, one.start, one.end) and sense.lead(s, one.start)[0] != "from"


def _joined(
    s: Sentence, one: Found, found: Sequence[Found], timed: Sequence[Moment], begins: Mapping[int, int]
) -> Iterator[When]:
    """Yield an expression together with each time of day in its sentence, and with each day if it is such a time."""
    wholes = found if one in timed else ()
    for whole, time in chain(((one, other) for other in timed), ((other, one) for other in wholes)):
        same = whole is not time and begins[whole.start] == begins[time.start]
        joined = _at_time(s, whole, time) if same else None
        if joined:
            yield joined


def _at_time(s: Sentence, whole: Found, timed: Found) -> When | None:
    """Return a day or a rhythm at a time of day that stands apart from it."""
    at = timed.clock if isinstance(timed, Moment) else None
    if at is None or at.at is None:
        return None
    if isinstance(whole, Moment) and _is_open(s, whole, bare=at.bare):
        return understood(s, replace(whole, clock=at))
    if isinstance(whole, Rhythm) and isinstance(whole.value, str) and "BYHOUR" not in whole.value:
        return understood(s, replace(whole, value=with_time(whole.value, at.at), zone=at.zone))
    return None


def _is_open(s: Sentence, found: Moment, *, bare: bool) -> bool:
    """Tell whether a day may have its time of day elsewhere; "by Friday" has none that is a bare number."""
    day = found.day
    if day is None or day.period or found.told or (found.clock and not found.clock.vague):
        return False
    return not (bare and sense.lead(s, found.start)[0] in DEADLINE)


def _touching(s: Sentence, one: Moment) -> Clock | None:
    """Return the time of day that stands right beside a day without any mark of one: "1900 hours Thursday"."""
    for i in range(max(one.start - 3, 0), one.start):
        found = clock(s, i, cued=True)
        plain = found and (not found.bare or len(s.word(i)) > 2) and not s.glued(i) and not _is_number(s, i - 1)
        if plain and found and found.at is not None and found.end == one.start:
            return found
    behind = one.end + (s.name(one.end, "prep") == "at")
    return announced(s, behind) if behind > one.end else None


def _may_count(s: Sentence, end: int) -> bool:
    """Tell whether a bare hour that ends at a place may count or name what follows: "at 3 new stores", "at 5 Guys"."""
    led = s.name(end - 2, "prep") == "at" and s.word(end - 2) != "a las"
    return led and s.digits(end - 1, 2) is not None and names.is_noun(s, end)


def _is_number(s: Sentence, i: int) -> bool:
    """Tell whether what follows place `i` is the number of something: "step 3a"."""
    return s.has(i, "numbered") or s.has(i, "fraction")


def _counted(s: Sentence, read: set[int]) -> Iterator[tuple[int, days.Length]]:
    """Yield the lengths that nothing was made of and that count back or on: "2 days before the flight"."""
    places = (i for i in range(s.size) if i not in read and not _COUNTING.isdisjoint(s.meanings[i]))
    for i in islice(places, _TRIES):
        if i + 1 in read or (s.has(i - 1, "mark") and i - 2 in read):
            continue  # Friday, two days before the launch
        found = amount(s, i)
        if found is None and unit_at(s, i) in {"day", "week"} and s.has(i - 1, "article") and not s.has(i, "plural"):
            length, end = days.length_of(1, unit_at(s, i) or "day"), i + 1
        elif found and not found.length.clock:
            length, end = found.length, found.end
        else:
            continue
        back, on = s.has(end, "anchor_before"), s.name(end, "prep") == "after"
        if back or on:
            yield (-1 if back else 1), length


def _loose(s: Sentence, read: set[int]) -> Iterator[Day]:
    """Yield the days that were named in a short form, and not read for want of a preposition."""
    places = (i for i in range(s.size) if i not in read and not _SHORT.isdisjoint(s.meanings[i]))
    for i in islice(places, _TRIES):
        if s.has(i - 1, "article") or names.is_denied(s, i):
            continue
        day = day_at(s, i)
        if isinstance(day, Day) and day.day and not names.is_moved_from(s, i) and not names.of_thing(s, i, day.end):
            yield day


def _again(s: Sentence, one: Found) -> Iterator[When]:
    """Yield the same period of next year, where that of this one is nearly over."""
    day = one.day if isinstance(one, Moment) and one.clock is None else None
    if day is None or not day.yearly or not day.period or s.has(day.end - 1, "unit"):
        return
    first, last = day.period
    is_nearly_over = first <= s.today <= last and (s.today - first) > _NEARLY * (last - first)
    later = days.add_months(last, 12) if is_nearly_over and day.day == last else None
    if later:
        yield When(Kind.date, days.month_end(later.year, later.month))


def _beside(when: When, doubts: Iterator[When], further: Iterator[When]) -> When:
    """Return a reading with those beside it that are not there yet; where there are doubts, it is asked about."""
    if when.kind is Kind.invalid:
        return when
    doubtful = _fresh(when, when.alternatives, doubts)
    more = _fresh(when, (*when.alternatives, *doubtful), further)
    if not doubtful and not more:
        return when
    sure = min(when.confidence, _ASKED) if doubtful else when.confidence
    return replace(when, confidence=sure, alternatives=(*when.alternatives, *doubtful, *more))


def _fresh(when: When, known: tuple[When, ...], others: Iterator[When]) -> tuple[When, ...]:
    """Return those readings whose values are not known yet, at the place of the one beside which they stand."""
    fresh: list[When] = []
    for other in others:
        if other.value is not None and other.value not in [when.value, *(one.value for one in (*known, *fresh))]:
            span, cut = other.span or when.span, other.cut or when.cut
            fresh.append(replace(other, confidence=_OTHER, alternatives=(), span=span, cut=cut))
        if len(fresh) == _MOST:
            break
    return tuple(fresh)
