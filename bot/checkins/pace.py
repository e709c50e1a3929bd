"""Pace: where a goal should be by now, what that says of it, and when it lands if it goes on so."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.models import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ON_TRACK = 0.9
"""From this share of what is expected on, a goal is on track …"""
AT_RISK = 0.6
"""… and from this one on, at risk; below, it is off track."""
SLACK = 5
"""Percent that it may always be behind: nothing is late on its second day."""
HABIT_ON_TRACK, HABIT_AT_RISK = 80, 50
"""Percent of a habit's periods that were kept."""
HISTORY = 2
"""Days from the beginning to the last number that make a pace."""
FAR = 3_650
"""Days beyond which a date is no forecast."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a goal should be on a day, in percent."""

    on: date
    percent: float


def line(begin: date, marks: Iterable[Mark], due: date | None) -> tuple[Mark, ...]:
    """Return the line of the expected pace: 0 at the beginning, the marks between, 100 on the day it is due.

    It never falls: a mark below an earlier one is raised to it. Without a single date after the beginning there is no
    line.
    """
    between = sorted((m for m in marks if m.on > begin and (due is None or m.on < due)), key=lambda m: m.on)
    ends = (Mark(due, 100),) if due is not None else ()
    found = [Mark(begin, 0)]
    for mark in (*between, *ends):
        found.append(Mark(mark.on, max(found[-1].percent, min(mark.percent, 100))))
    return tuple(found) if len(found) > 1 else ()


def expected(pace: Sequence[Mark], today: date, *, steps: bool = False) -> float | None:
    """Return the percent that a line calls for on a day: straight between its marks, flat behind the last one.

    With `steps` nothing is expected before a mark's own day: a milestone is done or it is not. None without a line.
    """
    if not pace:
        return None
    at = bisect_right([mark.on for mark in pace], today)
    if at == 0:
        return 0
    if at == len(pace) or steps:
        return pace[at - 1].percent
    before, after = pace[at - 1], pace[at]
    return before.percent + (after.percent - before.percent) * ((today - before.on) / (after.on - before.on))


def proposed(actual: float, wanted: float) -> Confidence:
    """Return what the pace says of a goal; where all of it is wanted, it is due, and nothing less is on track."""
    if actual >= 100:
        return Confidence.on_track
    if wanted >= 100:
        return Confidence.at_risk if actual >= wanted * ON_TRACK else Confidence.off_track
    if actual >= wanted * ON_TRACK or wanted - actual <= SLACK:
        return Confidence.on_track
    return Confidence.at_risk if actual >= wanted * AT_RISK else Confidence.off_track


def proposed_for_habit(percent: float) -> Confidence:
    """Return what the share of kept periods says of a habit."""
    if percent >= HABIT_ON_TRACK:
        return Confidence.on_track
    return Confidence.at_risk if percent >= HABIT_AT_RISK else Confidence.off_track


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a number is heading."""

    weekly: float
    """How much it moved a week so far; below zero if it moved away from the target."""
    on: date | None
    """The day it reaches its target at that pace; None if it does not within ten years."""
    needed: float | None = None
    """How much a week it takes from now on to be there when it is due; None without a day still ahead."""


def lands(
    begin: tuple[date, float], last: tuple[date, float], target: float, today: date, due: date | None = None
) -> Landing | None:
    """Return when a number reaches `target` at its pace so far; None without days of history enough.

    The pace is that from the beginning to the last number; where that would have reached the target already, it is
    that from the beginning to today.
    """
    days, moved, ahead = (last[0] - begin[0]).days, last[1] - begin[1], target - last[1]
    if days < HISTORY or ahead == 0:
        return None
    way = 1 if ahead > 0 else -1
    left = (due - today).days if due else 0
    needed = abs(ahead) * 7 / left if left > 0 else None
    speed, since = moved * way / days, last[0]
    if speed <= 0:
        return Landing(speed * 7, None, needed)
    if since + timedelta(days=min(abs(ahead) / speed, FAR)) < today:
        speed, since = moved * way / (today - begin[0]).days, today
    rest = abs(ahead) / speed
    return Landing(speed * 7, since + timedelta(days=round(rest + 0.499)) if rest <= FAR else None, needed)
