"""Which of its subject's nudges one is, as a value: a check-in on a date or a day, a digest, or a notice.

In the outbox it stands in words, and with the subject these tell a nudge from every other one. A check-in is known by
the wall time as it was given, so that another time zone moves it and never doubles it.
"""

from __future__ import annotations

from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

ROUND = "round"
"""The kind of a check-in before a channel's digest."""
BY_DAY = ("rhythm", "review")
"""Kinds of check-ins that are for a day, whenever they are sent."""
_BESIDE = ("lead", "follow", "question")
"""Kinds of check-ins that come before or after that of a date."""
_COUNTED = ("lead", "follow")
"""Those of them of which there may be several, so many working days apart from it."""


def kind_in(words: str) -> str:
    """Return the kind of an occurrence: its first word."""
    return words.partition(" ")[0]


def of_kind(kind: str) -> str:
    """Return the pattern by which SQL's LIKE finds the occurrences of a kind."""
    return f"{kind} %"


class Occurrence(NamedTuple):
    """Which of its subject's check-ins, or of a team's digests, one is."""

    kind: str
    """`due`, `later`, `lead`, `follow`, `question`, `rhythm`, `review`, `round` or `digest`."""
    on: date
    """The day of the date, of the rhythm or of the digest."""
    at: time | None = None
    """The time of day of the date, if somebody typed one …"""
    zone: str | None = None
    """… and its zone, if that is not to move with the person."""
    given: datetime | None = None
    """When the date was given, where that decides on the moment: it was put off, or was given at short notice."""
    beside: str = ""
    """The kind of the date's own check-in, `due` or `later`, for one that comes before or after it."""
    days: int = 0
    """So many working days before or after that."""

    def __str__(self) -> str:
        """Return its words; cached, as many check-ins have the same."""
        return _in_words(self)

    @classmethod
    def read(cls, words: str) -> Occurrence:
        """Return the occurrence with these words; cached likewise."""
        return _read(words)

    @property
    def of_date(self) -> str:
        """The kind of the date's own check-in: `due`, or `later` where it was put off; any other kind by itself."""
        return self.beside or self.kind


class Notice(NamedTuple):
    """Which notice of a share, or of what is celebrated, one is."""

    kind: str
    """`changes` for what was changed in the goal, else the state that the share or the celebration got."""
    detail: str
    """When the share's state was given, or whether what is celebrated stands; empty for changes."""
    change: int
    """The change that it tells of, or the first of those, by row id: the same may happen again at the same moment."""

    def __str__(self) -> str:
        """Return its words."""
        return " ".join(filter(None, (self.kind, self.detail, str(self.change))))

    @classmethod
    def read(cls, words: str) -> Notice:
        """Return the notice with these words."""
        kind, *detail, change = words.split(" ")
        return cls(kind, " ".join(detail), int(change))


def day_asked_for(words: str) -> date | None:
    """Return the day of the rhythm's check-in with these words; None for any other nudge."""
    return Occurrence.read(words).on if kind_in(words) in BY_DAY else None


@lru_cache(maxsize=1024)
def _in_words(one: Occurrence) -> str:
    given = f"given {one.given}" if one.given is not None else ""
    words = (one.kind, one.days or "", one.beside, one.on, one.at, one.zone, given)
    return " ".join(str(word) for word in words if word)


@lru_cache(maxsize=1024)
def _read(words: str) -> Occurrence:
    date_, _, given = words.partition(" given ")
    kind, *rest = date_.split(" ")
    days = int(rest.pop(0)) if kind in _COUNTED else 0
    beside = rest.pop(0) if kind in _BESIDE else ""
    on, *clock = rest
    at = clock.pop(0) if clock and clock[0][0].isdigit() else ""
    return Occurrence(
        kind,
        date.fromisoformat(on),
        time.fromisoformat(at) if at else None,
        clock[0] if clock else None,
        datetime.fromisoformat(given) if given else None,
        beside,
        days,
    )
