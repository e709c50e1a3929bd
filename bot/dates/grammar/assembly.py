"""Days, clock times and rhythms put together into what a person meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.dates.grammar import sense
from bot.dates.grammar.cuts import places
from bot.dates.grammar.parts import Clock, Day, Instant, Rhythm
from bot.dates.when import Kind, Quota, When

if TYPE_CHECKING:
    from bot.dates.grammar.sentence import Sentence

_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a time of day, or both, as the words `start` to `end` (exclusive) tell them."""

    start: int
    end: int
    day: Day | None
    clock: Clock | None
    apart: tuple[int, int] = (0, 0)
    """Where the day or the time of day stands if other words stand between the two: "Friday with Ben at 10"."""
    told: bool = False
    """True for a day that is told from the one named before it: "a week before that"."""


def understood(s: Sentence, found: Moment | Instant | Rhythm) -> When:
    """Return what was meant, and where in the text it stands."""
    spread = isinstance(found, Moment) and found.day is not None and found.day.period is not None
    span, cut = places(s, found.start, found.end, spread=spread)
    if isinstance(found, Instant):
        return When(Kind.datetime, found.moment, exact=True, span=span, cut=cut, confidence=found.sure)
    if isinstance(found, Rhythm):
        out = found.unkept
        unkept = (s.starts[out[0]], s.ends[out[1] - 1]) if out else None
        return replace(_rhythm(s, found, span, cut), unkept=unkept)
    name, _ = sense.lead(s, found.start)
    day = _bounded(found.day, name) if found.day and found.clock is None else found.day
    if (day and day.day is None) or (found.clock and found.clock.at is None):
        return _impossible(s, day, found.clock, span, cut)
    if found.clock is None and day is not None:
        return _day(day, span, cut)
    return _moment(s, day, found.clock, span, cut) if found.clock else When(Kind.none)


def _rhythm(s: Sentence, found: Rhythm, span: tuple[int, int], cut: tuple[int, int]) -> When:
    others = tuple(_rhythm_value(other, found.zone, span, cut, 0.4) for other in found.others)
    if found.day and found.day.day:
        once = _moment(s, found.day, found.clock, span, cut) if found.clock else _day(found.day, span, cut)
        others = (*others, replace(once, confidence=0.4, alternatives=()))
    return replace(
        _rhythm_value(found.value, found.zone, span, cut, found.sure), alternatives=others, range=found.period
    )


def _rhythm_value(
    value: str | Quota, zone: str | None, span: tuple[int, int], cut: tuple[int, int], sure: float
) -> When:
    kind = Kind.quota if isinstance(value, Quota) else Kind.recurrence
    return When(kind, value, zone, span=span, cut=cut, confidence=sure)


def _bounded(day: Day, name: str | None) -> Day:
    """Return the day that "before" or "until" leaves: "before June" ends in May, "before Friday" maybe on Thursday."""
    if day.day is None or name not in {"before", "until"}:
        return day
    if day.final:
        return day
    if day.period is None or not day.approximate:
        eve = day.day - _ONE
        return replace(day, others=(*day.others, eve), sure=min(day.sure, 0.85)) if name == "before" else day
    eve = day.period[0] - _ONE
    if name == "until":
        return replace(day, others=(*day.others, eve), sure=min(day.sure, 0.85))
    return replace(day, day=eve, others=(day.day, *day.others), period=None, approximate=False, sure=0.7)


def _day(day: Day, span: tuple[int, int], cut: tuple[int, int]) -> When:
    others = tuple(When(Kind.date, other, span=span, cut=cut, confidence=0.4) for other in day.others)
    if day.rule:
        others = (*others, When(Kind.recurrence, day.rule, span=span, cut=cut, confidence=0.4))
    return When(
        Kind.date,
        day.day,
        approximate=day.approximate,
        range=day.period,
        span=span,
        cut=cut,
        confidence=day.sure,
        alternatives=others,
    )


def _impossible(s: Sentence, day: Day | None, clock: Clock | None, span: tuple[int, int], cut: tuple[int, int]) -> When:
    on = (day.day or day.nearest) if day else None
    at = (clock.at or clock.nearest) if clock else None
    suggestion: date | datetime | None = on
    if at is not None:
        suggestion = datetime.combine(on, at) if on else _coming(s.now.replace(tzinfo=None), at)
    return When(Kind.invalid, span=span, cut=cut, confidence=0.9, suggestion=suggestion)


def _moment(s: Sentence, day: Day | None, clock: Clock, span: tuple[int, int], cut: tuple[int, int]) -> When:
    if clock.place:
        return _there(s, day, clock, span, cut)
    zone, exact = clock.zone, clock.offset is not None
    at = clock.at or time(0)
    values = _walls(s, day, clock, at)
    for other in clock.others:
        values += _walls(s, day, clock, other)[:1]
    if clock.offset is not None:
        there = timezone(clock.offset)
        values = [value.replace(tzinfo=there).astimezone(s.now.tzinfo).replace(tzinfo=None) for value in values]
    sure = min(
        day.sure if day else 0.9, 0.7 if clock.bare else 0.8 if clock.others or clock.vague or clock.late else 0.95
    )
    others = [When(Kind.datetime, value, zone, exact, span=span, cut=cut, confidence=0.4) for value in values[1:]]
    if day and day.rule:
        others.append(When(Kind.recurrence, with_time(day.rule, at), zone, span=span, cut=cut, confidence=0.4))
    if clock.vague and day and day.day:
        others.insert(0, When(Kind.date, day.day, span=span, cut=cut, confidence=0.5))
    return When(
        Kind.datetime,
        values[0],
        zone,
        exact,
        approximate=clock.vague,
        span=span,
        cut=cut,
        confidence=sure,
        alternatives=tuple(others),
    )


def _there(s: Sentence, day: Day | None, clock: Clock, span: tuple[int, int], cut: tuple[int, int]) -> When:
    """Return "at 8am in Berlin" as the time there, with the person's own beside it if that is another moment."""
    there, here = (_moment(s, day, replace(clock, zone=zone, place=None), span, cut) for zone in (clock.place, None))
    if not isinstance(there.value, datetime) or not isinstance(here.value, datetime):
        return there
    moment = there.value.replace(tzinfo=ZoneInfo(clock.place or "UTC"))
    if moment == here.value.replace(tzinfo=s.now.tzinfo):
        return here
    others = (replace(here, confidence=0.4, alternatives=()), *there.alternatives)
    return replace(there, confidence=min(there.confidence, 0.7), alternatives=others)


def with_time(rule: str, at: time) -> str:
    """Return a rule's text with a time of day, which stands before the place that it takes."""
    keys = rule.split(";")
    place = next((n for n, key in enumerate(keys) if key.startswith("BYSETPOS")), len(keys))
    return ";".join([*keys[:place], f"BYHOUR={at.hour}", f"BYMINUTE={at.minute}", *keys[place:]])


def _walls(s: Sentence, day: Day | None, clock: Clock, at: time) -> list[datetime]:
    """Return the wall times meant: on the day that was named, or when clocks next show that time."""
    zone = ZoneInfo(clock.zone) if clock.zone else timezone(clock.offset) if clock.offset is not None else s.now.tzinfo
    if day is None or day.day is None:
        return [_coming(s.now.astimezone(zone).replace(tzinfo=None), at)]
    ahead = _ONE if clock.late and not clock.zone else timedelta(0)
    found = [datetime.combine(on + ahead, at) for on in (day.day, *day.others)]
    if clock.late and not clock.zone:
        found.append(datetime.combine(day.day, at))
    return found


def _coming(now: datetime, at: time) -> datetime:
    today = datetime.combine(now.date(), at)
    return today if today > now else today + _ONE
