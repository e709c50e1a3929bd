"""How far a goal has come, in percent: the rules of `docs/progress.md`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.checkins.counting import stood_after
from bot.checkins.units import amount, is_bare, number
from bot.dates.rhythm import is_every_so_many, names_weekdays, period
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.measure import Measure

WHOLE = 100
_NO_NUMBER = "no number yet"
_MOST = 1e9
"""Percent beyond which nobody counts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody gave."""

    on: date
    """The day it speaks of."""
    at: datetime
    """When it was said."""
    value: float


@dataclass(frozen=True, slots=True)
class Tally:
    """What a goal's check-ins come to."""

    first: Figure | None = None
    """The first number given …"""
    last: Figure | None = None
    """… and the one that stands: of the latest day, and of that day the one said last."""
    prior: Figure | None = None
    """The number given before that one."""
    total: float = 0
    """All numbers together: what a team has added up."""
    kept: int = 0
    """Periods of a habit that were kept …"""
    missed: int = 0
    """… and those that were not, without an excuse."""
    excused: int = 0
    """Periods that were not kept, with an excuse."""
    running: float | None = None
    """What was counted in the period that is still running."""
    per: str = ""
    """What those periods are called, if not what they are now."""


NOTHING_SAID = Tally()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal has come, and by what that is counted."""

    percent: int
    """0 at the start, 100 when it is reached; beyond the target it says by how much."""
    words: str = ""
    """The same for people; empty if there is nothing to count by."""
    done: int = 0
    """Milestones done …"""
    all: int = 0
    """… of those that count: a dropped one does not."""
    number: float | None = None
    """Where the goal's number stands; None if it has none, or nobody has said it yet."""

    @property
    def is_reached(self) -> bool:
        """Tell whether all that was counted is there; whether the goal is reached, its owner says."""
        return self.percent >= WHOLE


def progress(
    goal: Goal, milestones: Iterable[Milestone], tally: Tally = NOTHING_SAID, road: Sequence[int] = ()
) -> Progress:
    """Return how far `goal` has come; `road` holds the percent of each short-term goal on its road."""
    milestones = list(milestones)
    counting = [m for m in milestones if m.is_counted]
    done, measure = sum(m.state is MilestoneState.done for m in counting), goal.counts
    steps = f"{done} of {len(counting)} milestones done" if counting else ""
    at: float | None = None
    if measure is not None and measure.is_habit:
        share, words = _kept(measure, tally, period_of(goal))
    elif measure is not None and measure.has_number and (at := stands(goal, milestones, tally)) is not None:
        begin = begins(goal, tally, at)
        share, words = way(measure, begin, at), _on_the_way(measure, begin, at, goal)
    elif road:
        parts = [min(part, WHOLE) for part in road] + [WHOLE * (m.state is MilestoneState.done) for m in counting]
        share, words = sum(parts) / len(parts), f"{many(len(road), 'goal')} on its road"
        if share >= WHOLE and goal.state is not GoalState.achieved:
            # What lay on the road so far is done; that it leads no further, nobody has said.
            count = len(parts)
            return Progress(WHOLE - 1, f"{count} of {many(count, 'step')} on its road done", done, len(counting))
    elif counting:
        share, words = WHOLE * done / len(counting), ""
    elif goal.has_number:
        share, words = 0.0, _NO_NUMBER
    else:
        share, words = 0.0, "reached" if goal.state is GoalState.achieved else ""
    percent = _rounded(share)
    if goal.state is GoalState.achieved:
        percent = max(percent, WHOLE)
    is_counted = at is not None or (measure is not None and measure.is_habit)
    if goal.state is GoalState.achieved and done < len(counting) and not is_counted:
        words = ", ".join(filter(None, ("reached", words)))
    told = ", ".join(filter(None, (words, steps)))
    # Whoever calls 12 of 20 bugs reached has all of it; but nobody has all of 20, or of what nobody counted.
    is_short = (at is not None or words == _NO_NUMBER) and share < WHOLE
    far = "reached" if goal.state is GoalState.achieved and is_short else f"{percent} %"
    return Progress(percent, f"{told}, {far}" if told else "", done, len(counting), at)


def on_a_road(goal: Goal, percent: int) -> int:
    """Return what a short-term goal counts for on a road: all of it only once its owner says that it is reached."""
    return WHOLE if goal.state is GoalState.achieved else min(percent, WHOLE - 1)


def begins(goal: Goal, tally: Tally, otherwise: float = 0) -> float:
    """Return where the number began: as the goal says, or else at 0.

    If the goal does not say, and the number falls or may go either way, it began at the first value given, or without
    any, at `otherwise`.
    """
    measure = goal.counts
    if measure is None or measure.start is not None:
        return (measure.start or 0) if measure else 0
    if measure.direction == "up" or goal.team:
        return 0
    return tally.first.value if tally.first else otherwise


def stands(goal: Goal, milestones: Iterable[Milestone], tally: Tally) -> float | None:
    """Return where the number stands, None if nobody has said it.

    That is the last number given, or the sum of what a team has added. A milestone done since then moves it on to
    the milestone's value, never back.
    """
    falls = goal.counts is not None and goal.counts.falls(begins(goal, tally))
    said = tally.last.value if tally.last else None
    if goal.team and tally.last:
        said = stood_after(goal, tally.total)
    passed = [
        m.value for m in milestones if m.state is MilestoneState.done and m.value is not None and _is_news(m, tally)
    ]
    known = passed if said is None else [*passed, said]
    return (min(known) if falls else max(known)) if known else None


def _is_news(milestone: Milestone, tally: Tally) -> bool:
    """Tell whether a milestone was done after the last number was given."""
    return tally.last is None or (milestone.ended_at is not None and milestone.ended_at > tally.last.at)


def way(measure: Measure, begin: float, at: float) -> float:
    """Return the percent of the way from `begin` to the target at which `at` lies: 0 below the start, over 100 beyond.

    Where there is no way to go, because it began at the target or past it, it is there or it is not.
    """
    return max(_way(measure, begin, at), 0)


def behind(measure: Measure, begin: float, at: float) -> float:
    """Return by how many percent of the way `at` is further from the target than `begin`; 0 if it is not."""
    return max(-_way(measure, begin, at), 0)


def step_back(goal: Goal, tally: Tally) -> tuple[Figure, Figure] | None:
    """Return the last two numbers given, where the second is a later day's and further from the target."""
    measure, before, last = goal.counts, tally.prior, tally.last
    if measure is None or measure.target is None or goal.team or before is None or last is None:
        return None
    begin = begins(goal, tally)
    was, now = (_way(measure, begin, one.value) for one in (before, last))
    return (before, last) if last.on > before.on and now < was else None


def _way(measure: Measure, begin: float, at: float) -> float:
    target, falls = measure.target or 0, measure.falls(begin)
    if begin <= target if falls else begin >= target:
        return WHOLE if (at <= target if falls else at >= target) else 0
    return WHOLE * (at - begin) / (target - begin)


def _rounded(share: float) -> int:
    """Round to whole percent; only what is there is called 100."""
    near = round(min(share, _MOST), 6)
    return min(round(near), WHOLE - 1) if near < WHOLE else int(near)


class Counted(Protocol):
    """What is counted, and in which rhythm: a goal as it is, or as it was."""

    @property
    def counts(self) -> Measure | None:
        """How progress is counted."""

    @property
    def rhythm(self) -> str:
        """How often it is to be done."""


def period_of(goal: Counted) -> str:
    """Return what a habit is counted by, for example `week`; `time` for a rhythm that is none of these."""
    return in_periods(goal) or ("day" if on_its_days(goal) else period(goal.rhythm) or "time")


def in_periods(goal: Counted) -> str:
    """Return the calendar's period that a habit is counted by; empty where its rhythm counts it, and for no habit.

    Where neither is said, it is a week.
    """
    measure = goal.counts
    if measure is None or not measure.is_habit or on_its_days(goal):
        return ""
    between = measure.per is None or (measure.per == "day" and is_every_so_many(goal.rhythm))
    if goal.rhythm and (between or is_single(measure)):
        return ""
    return measure.per or "week"


def on_its_days(goal: Counted) -> bool:
    """Tell whether an amount for each day is asked for on the weekdays of its rhythm alone.

    A rhythm of one day a week only says when such a habit is asked about.
    """
    measure = goal.counts
    daily = measure is not None and measure.is_habit and measure.per == "day" and not is_single(measure)
    return daily and names_weekdays(goal.rhythm)


def _kept(measure: Measure, tally: Tally, per: str) -> tuple[float, str]:
    """Return the share of a habit's periods that were kept; one still running counts once it is kept."""
    judged = tally.kept + tally.missed
    every = f"{tally.per or per}{'s' if judged != 1 else ''}"
    begun = f"the first {_whole(tally, per)} is not over yet" if per != "time" else "its first time is still ahead"
    words = f"kept {tally.kept} of {judged} {every}" if judged else begun
    if tally.running is not None and not is_single(measure):
        words += f", {number(tally.running)} of {amount(measure.target or 1, measure.unit)} {_now(per)}"
    return (WHOLE * tally.kept / judged if judged else 0.0), words


def _whole(tally: Tally, per: str) -> str:
    """Return the name of the first period to be judged: `whole week` after one that was cut short by the setting."""
    return f"whole {per}" if tally.excused and per != "time" else per


def is_single(measure: Measure) -> bool:
    """Tell whether a habit asks for once in each period: then there is nothing to add up."""
    return is_bare(measure.unit) and (measure.target or 1) == 1 and measure.direction != "down"


def _on_the_way(measure: Measure, begin: float, at: float, goal: Goal) -> str:
    target = amount(measure.target or 0, measure.unit)
    if begin == 0 and measure.direction != "down":
        money = amount(at, measure.unit) if target[:1] in "$€£¥" else number(at)
        return f"{money} of {target}"
    known = measure.start is not None or not goal.team
    way_to_go = begin > (measure.target or 0) if measure.direction == "down" else begin != measure.target
    return f"at {amount(at, measure.unit)} ({f'from {number(begin)} ' if known and way_to_go else ''}to {target})"


def _now(per: str) -> str:
    return "today" if per == "day" else f"this {per}"
