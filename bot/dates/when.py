"""What words about time mean: a day, a moment, a rhythm, a quota, something impossible, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeAlias

SURE = 0.8
"""From this confidence on a reading need only be echoed; below it, its alternatives are worth a question."""


class Kind(StrEnum):
    """What sort of thing was read."""

    date = "date"
    datetime = "datetime"
    recurrence = "recurrence"
    quota = "quota"
    invalid = "invalid"
    none = "none"


@dataclass(frozen=True, slots=True)
class Quota:
    """So many times in each period, with no days named: "three times a week"."""

    count: int
    """How many times."""
    per: Literal["day", "week", "month", "quarter", "year"]
    """The period in which they are counted."""


Order: TypeAlias = Literal["DMY", "MDY", "YMD"]
Value: TypeAlias = date | datetime | str | Quota


@dataclass(frozen=True, slots=True)
class Locale:
    """How a person writes and counts days."""

    order: Order = "DMY"
    """Which of day, month and year they write first in `5/6/2027`."""
    week_start: int = 0
    """The first day of their week; Monday is 0."""
    working_days: frozenset[int] = frozenset(range(5))
    """The days of the week on which they work; Monday is 0."""
    country: str | None = None
    """ISO 3166 code of the country whose public holidays they may call by name."""
    by_24_hours: bool = False
    """True where they are known to write 21:00, so that 9:00 is in the morning."""
    languages: tuple[str, ...] = ("en", "de", "fr", "es")
    """The lexicons to read with; where two disagree about a word, the first one wins."""


@dataclass(frozen=True, slots=True)
class When:
    """One reading of words that speak of time."""

    kind: Kind
    """What sort of thing was read."""
    value: Value | None = None
    """A day; a wall time without zone, to be understood in `zone`; an RRULE's text; a quota; or None."""
    zone: str | None = None
    """The IANA zone that the words named ("8am Tokyo time"), "UTC" for GMT and UTC; None is the person's own."""
    exact: bool = False
    """True for one absolute instant ("in 2 hours", an offset): `value` is the person's wall time, `fold` set."""
    approximate: bool = False
    """True for what is as wide as a period ("Q3", "mid-June", "in May"): to be shown as it was said."""
    range: tuple[date, date] | None = None
    """The first and last day of the period that was named, if one was; of a rhythm, of that it is kept to."""
    span: tuple[int, int] | None = None
    """Where the words stand in the text: with "in", "every", "next", without a leading "by", "on", "until"."""
    cut: tuple[int, int] | None = None
    """The wider span that a title loses with them: leading preposition, space and commas around."""
    unkept: tuple[int, int] | None = None
    """Of a rhythm or a quota: where the words stand that leave out what neither can leave out ("except in August")."""
    confidence: float = 0.0
    """From 0 to 1; from `SURE` on, an echo is enough and nothing need be asked."""
    alternatives: tuple[When, ...] = ()
    """What a sensible person could also have meant, the likeliest first."""
    suggestion: date | datetime | None = None
    """For something impossible, the nearest thing that exists."""


NOTHING = When(Kind.none)
"""No words about time were found, or none that have a bound."""
