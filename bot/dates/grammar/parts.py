"""What a reader finds at one place of a sentence: a day, a clock time, before they are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta

    from bot.dates.when import Quota

ANYWHERE: frozenset[str] = frozenset()
"""For words that speak of time wherever they stand."""
DEADLINE = frozenset({"by", "before", "until", "from", "between"})
"""Prepositions before any point in time."""
DAY_CUES = DEADLINE | {"on", "to", "after", "since", "for"}
"""Prepositions that let expect a day: "on 5/6", "for Sat"."""
PERIOD_CUES = DEADLINE | {"in", "within", "since", "after", "for"}
"""Prepositions that let expect a month or a year: "in May", "during 2027"."""
TRADE_CUES = frozenset({"by", "before", "until", "on", "between"})
"""Prepositions that make a date of a name that is also used for trade: "before Black Friday"."""
ALONE = frozenset({"alone"})
"""For words that speak of time only when they are the whole text."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day or a period that words `start` to `end` (exclusive) name."""

    start: int
    end: int
    day: date | None
    """The day meant; None if it does not exist."""
    others: tuple[date, ...] = ()
    """Days that a sensible person could also have meant."""
    period: tuple[date, date] | None = None
    """The first and the last day, where a period was named."""
    approximate: bool = False
    sure: float = 0.95
    needs: frozenset[str] = ANYWHERE
    """Prepositions one of which must stand before it, unless it is the whole text."""
    nearest: date | None = None
    """For a day that does not exist, the nearest that does."""
    rule: str | None = None
    """The rhythm that the words could also mean."""
    month: bool = False
    """True where the words name a month, which can be a person's name too."""
    edged: bool = False
    """True where the words name one day rather than a period."""
    yearly: bool = False
    """True for a period of the coming year that no year was said for."""
    final: bool = False
    """True where the words name the end of a period: "before" takes nothing off it."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day that words `start` to `end` (exclusive) name."""

    start: int
    end: int
    at: time | None
    """The wall time; None if no clock shows it."""
    others: tuple[time, ...] = ()
    """What the words could also mean: the other half of the day."""
    zone: str | None = None
    """The IANA zone that was named."""
    place: str | None = None
    """The zone of a place that was named, whose time may be meant: "at 8am in Berlin"."""
    offset: timedelta | None = None
    """The distance from UTC that was named."""
    vague: bool = False
    """True for a part of a day ("morning"), which stands for one of its hours."""
    late: bool = False
    """True for midnight, with which a day ends."""
    bare: bool = False
    """True for an hour without any mark of a time: "at 5"."""
    nearest: time | None = None
    """For a time that does not exist, the nearest that does."""
    further: time | None = None
    """The second of two times: "at 8am and 8pm"."""


@dataclass(frozen=True, slots=True)
class Instant:
    """One exact moment: "in 2 hours", or a time with its distance from UTC."""

    start: int
    end: int
    moment: datetime
    """The person's wall time, its fold set."""
    sure: float = 0.95
    needs: frozenset[str] = ANYWHERE


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A recurrence or quota."""

    start: int
    end: int
    value: str | Quota
    """An RRULE's text, or a count per period."""
    others: tuple[str | Quota, ...] = ()
    zone: str | None = None
    sure: float = 0.95
    day: Day | None = None
    """The days that the words could also mean: "Monday to Friday" of this week."""
    until: date | None = None
    """The last day that the words allow it, where they do."""
    unkept: tuple[int, int] | None = None
    """Where stands what the words leave out and no rhythm can: "except in August", "but not at Christmas"."""
    period: tuple[date, date] | None = None
    """The first and the last day of the span that it is kept to: in Lent, next week."""
    clock: Clock | None = None
    """The time of day on its day, where that is told: "last Friday of the month, 3pm, team demo"."""
