"""What a picture shows, as plain numbers, dates and short labels.

People's own words stand in the message instead; only a team is told apart by its names and titles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

MOST = 1e200
"""Nobody's number is larger, and what is reckoned with it stays a number."""


@dataclass(frozen=True, slots=True)
class Point:
    """A number on a day."""

    day: date
    value: float
    """At most `MOST` either side of zero; raises ValueError otherwise."""

    def __post_init__(self) -> None:
        _check(self.value)


class Stand(StrEnum):
    """Whether a number will be where it should be in time, as the words beside its picture say."""

    on_track = "On track"
    at_risk = "At risk"
    off_track = "Off track"


@dataclass(frozen=True, slots=True)
class Progress:
    """A number on its way from a start to a target, up or down, beside the pace that would get it there."""

    today: date
    start: float
    target: float
    actual: tuple[Point, ...] = ()
    """What was measured, oldest first."""
    pace: tuple[Point, ...] = ()
    """What would be on time, oldest first; between two points it runs straight."""
    due: date | None = None
    unit: str = ""
    """A short unit, for example `km`; what is long is shortened, what the font cannot show is left out."""
    stand: Stand | None = None
    """How it stands, by its owner's own word or else by its pace; None where nobody can tell."""
    wanted: float | None = None
    """What the pace calls for today, where that is not simply read off its line."""
    milestones: tuple[int, int] | None = None
    """How many are done, of how many, where the number is the share of them: they are counted instead of it."""
    is_open: bool = False
    """Its owner has not said that it is reached: what is all there is not called that either."""

    def __post_init__(self) -> None:
        _check(self.start)
        _check(self.target)
        _check_order(tuple(point.day for point in self.actual))
        _check_order(tuple(point.day for point in self.pace))


class Stage(StrEnum):
    """How far a step of a roadmap has come."""

    done = "done"
    now = "now"
    ahead = "ahead"
    late = "late"
    approximate = "approximate"
    """Ahead, at a time that is known roughly; drawn with open ends."""


@dataclass(frozen=True, slots=True)
class Step:
    """A short-term goal or a milestone on the way."""

    label: str
    """Its number, for example `1.2`."""
    until: date
    """When it is due, or was done."""
    stage: Stage
    since: date | None = None
    """When it begins; None for a milestone, which is a moment and no stretch."""
    title: str = ""
    """Its words beside the number, as the viewer may read them."""

    def __post_init__(self) -> None:
        if self.since is not None and self.since > self.until:
            raise ValueError(f"step {self.label} ends before it begins")


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The steps towards a long-term goal, in the order in which they are read, and the next one with a star."""

    today: date
    steps: tuple[Step, ...]
    """At least one."""
    star: str = ""
    """The label of the next step; empty if there is none."""
    goal: str = ""
    """The label of the long-term goal, for example `1`."""
    title: str = ""
    """Its words beside the number, as the viewer may read them."""
    due: date | None = None
    """When the long-term goal is due: the end of the road."""


class Mark(StrEnum):
    """How a day went."""

    done = "done"
    missed = "missed"
    excused = "excused"
    begun = "begun"
    """Something was done, and less than was asked for: the day is not over, or it is excused."""
    nothing = "nothing"
    """Nothing was planned for this day; a day that is not given is such a day. What lies ahead is a dot."""


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks side by side, a square for each day, and under them how longer periods went."""

    today: date
    days: tuple[tuple[date, Mark], ...] = ()
    current: int = 0
    longest: int = 0
    per: str = "day"
    """What a streak counts, in the singular: `day`, `week`, `time` …"""
    week_starts: int = 0
    """The first day of a week, 0 for Monday to 6 for Sunday."""
    since: date | None = None
    """When it began: no day before is drawn; None where that is not known."""
    periods: tuple[tuple[date, Mark], ...] = ()
    """How each period of a week or more went, by a day of it: a week is no day's miss. In one week of the picture there
    is room for one."""


@dataclass(frozen=True, slots=True)
class Part:
    """One goal of a team, as everybody in its channel may read it."""

    who: str
    """Whose it is, by their name."""
    title: str
    percent: int | None = None
    """How far it has come; None where there is nothing to count."""
    wanted: float | None = None
    """The percent that its pace calls for today; None if it has none."""
    stand: Stand | None = None
    paused: bool = False
    following: str = ""
    """What comes next; empty where that is the goal itself."""
    until: date | None = None
    """When that is due."""
    habit: str = ""
    """What a habit asks for, for example `3 times a week`."""
    late: bool = False
    """That day has gone by."""
    letter: str = ""
    """What the picture calls it by, and the message too, where the font cannot show its words."""

    @property
    def percent_told(self) -> str:
        """How far it has come, in words; empty where there is nothing to count."""
        return f"{self.percent} %" if self.percent is not None else ""

    @property
    def stand_told(self) -> str:
        """How it stands, in words; empty where nobody can tell."""
        return "paused" if self.paused else self.stand.lower() if self.stand else ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The goals of a team side by side, those of one person together."""

    today: date
    parts: tuple[Part, ...]
    """At least one."""
    more: int = 0
    """Goals that are left out."""
    whose: str = ""
    """Of how many people they are, left out or not, for example `3 people and the team`."""
    stands: tuple[tuple[Stand, int], ...] = ()
    """How many of them all stand how."""


Picture: TypeAlias = Progress | Roadmap | Streak | Overview


def _check(value: float) -> None:
    if not abs(value) <= MOST:
        raise ValueError(f"a picture needs plain numbers, not {value}")


def _check_order(days: tuple[date, ...]) -> None:
    if any(later < earlier for earlier, later in pairwise(days)):
        raise ValueError("the points of a picture stand in the order of their days")
