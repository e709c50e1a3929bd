"""How goals stand: their progress, the pace expected of them, their streaks and where they are heading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.checkins import pace, streaks
from bot.checkins.facts import facts, roads
from bot.coach.expressing import means_leaving
from bot.goals.progress import Progress, Tally, begins, behind, on_a_road, progress, way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.checkins.facts import Facts
    from bot.checkins.pace import Landing, Mark
    from bot.checkins.streaks import Period
    from bot.dates.workdays import Calendar
    from bot.models import Checkin, Confidence, Goal, Milestone
    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Standing:
    """How one goal stands today."""

    goal: Goal
    steps: tuple[Milestone, ...]
    tally: Tally
    progress: Progress
    calendar: Calendar
    """Its owner's, by which all days here go."""
    today: date
    begun: date
    """The day it was set."""
    pace: tuple[Mark, ...] = ()
    """The line of the expected pace; empty if there is none."""
    periods: tuple[Period, ...] = ()
    """The periods of a habit or a rhythm."""
    extra_days: tuple[date, ...] = ()
    """Days with a check-in on which the habit was not asked for: they count for no period."""
    last: Checkin | None = None
    """What was said last."""
    week_starts: int = 0
    """The first day of its owner's week; Monday is 0."""
    on_the_road: int = 0
    """How many short-term goals stand on its road: their progress is part of its own."""

    @property
    def is_habit(self) -> bool:
        """Tell whether it is counted in periods."""
        return self.goal.is_habit

    def period_of(self, day: date) -> Period | None:
        """Return the period that a day lies in."""
        return next((period for period in reversed(self.periods) if period.span.first <= day <= period.span.last), None)

    @property
    def expected(self) -> float | None:
        """The percent that the pace calls for today; None if there is no line, or no number to compare with."""
        by_number = self.goal.has_number
        day = self.today if by_number or not self.steps else self.today - streaks.A_DAY
        return pace.expected(self.pace, day, steps=not by_number)

    @property
    def behind(self) -> float:
        """How far its number has moved away from the target, beyond where it began, in percent of the way; mostly 0."""
        measure, at = self.goal.counts, self.progress.number
        if measure is None or not measure.has_number or at is None or self.goal.ended_at is not None:
            return 0
        return behind(measure, begins(self.goal, self.tally, at), at)

    @property
    def proposed(self) -> Confidence | None:
        """What the pace says of it; None if it says nothing."""
        if self.goal.ended_at is not None:
            return None
        if self.is_habit:
            judged = self.tally.kept + self.tally.missed
            return pace.proposed_for_habit(self.progress.percent) if judged else None
        wanted = self.expected
        if wanted is None or (self.goal.has_number and self.progress.number is None):
            return None
        return pace.proposed(self.progress.percent - self.behind, wanted)

    @property
    def confidence(self) -> Confidence | None:
        """Whether it will be reached: what was said last, or else what the pace says."""
        return self.last.confidence if self.last and self.last.confidence else self.proposed

    @property
    def landing(self) -> Landing | None:
        """Where its number is heading; None if it has none, has no history, or is there."""
        measure, last = self.goal.counts, self.tally.last
        if measure is None or not measure.has_number or last is None or self.progress.is_reached:
            return None
        since = self.begun
        if measure.start is None and measure.direction != "up" and self.tally.first:
            since = self.tally.first.on
        began, at = begins(self.goal, self.tally), self.progress.number
        if at is None or measure.target is None:
            return None
        due = self.goal.due_on
        return pace.lands((since, began), (max(last.on, since), at), measure.target, self.today, due)


async def standing(talk: Talk, goal: Goal, *, for_others: bool = False) -> Standing:
    """Return how one goal stands for the asker, or as others are told."""
    return (await standings(talk, [goal], for_others=for_others))[goal.id]


async def standings(talk: Talk, goals: Sequence[Goal], *, for_others: bool = False) -> dict[int, Standing]:
    """Return how each goal stands, by its row id; the short-term goals on its road are counted in.

    A milestone that speaks of leaving is not even counted for anybody but the one who set the goal.
    """
    if not goals:
        return {}
    await talk.session.flush()
    road_of = await roads(talk, goals)
    everything = {goal.id: goal for goal in (*goals, *(child for road in road_of.values() for child in road))}
    known = await facts(talk, list(everything.values()))
    shown = {goal.id: _shown(talk, goal, known, for_others=for_others) for goal in everything.values()}
    counted: dict[int, Progress] = {}

    def count(goal: Goal) -> Progress:
        if goal.id not in counted:
            road = [on_a_road(child, count(child).percent) for child in road_of[goal.id]]
            counted[goal.id] = progress(goal, shown[goal.id], known.tallies[goal.id], road)
        return counted[goal.id]

    return {
        goal.id: _stands(goal, shown[goal.id], count(goal), known, talk.now, on_the_road=len(road_of[goal.id]))
        for goal in goals
    }


def _shown(talk: Talk, goal: Goal, known: Facts, *, for_others: bool) -> list[Milestone]:
    """Return the milestones of a goal that the asker, or with `for_others` everybody else, is told of."""
    steps = known.steps[goal.id]
    if goal.person_id != talk.me.id:
        for step in steps:
            step.goes_by(known.owners[goal.person_id].person.calendar)
    elif not for_others:
        return steps
    return [step for step in steps if not means_leaving(step.title, goal.misread)]


def _stands(
    goal: Goal, steps: Sequence[Milestone], done: Progress, known: Facts, now: datetime, *, on_the_road: int
) -> Standing:
    """Put together how one goal stands, of what is known of it."""
    owner, tally = known.owners[goal.person_id], known.tallies[goal.id]
    begun = owner.day(goal.created_at)
    return Standing(
        goal=goal,
        steps=tuple(steps),
        tally=tally,
        progress=done,
        calendar=owner.person.calendar,
        today=owner.day(now),
        begun=begun,
        pace=_pace(goal, steps, tally, begun, on_the_road=bool(on_the_road)),
        periods=tuple(known.periods[goal.id]),
        extra_days=known.extra_days.get(goal.id, ()),
        last=known.last.get(goal.id),
        week_starts=owner.week_start,
        on_the_road=on_the_road,
    )


def _pace(goal: Goal, steps: Sequence[Milestone], tally: Tally, begun: date, *, on_the_road: bool) -> tuple[Mark, ...]:
    """Return the line of the expected pace, drawn by dated values: the measure's, the milestones', the due date's."""
    measure = goal.counts
    counting = [step for step in steps if step.is_counted]
    dated = sorted((step.due_on, step.id, step.value) for step in counting if step.due_on is not None)
    if goal.is_habit:
        return ()
    if measure is not None and measure.has_number:
        began = begins(goal, tally)
        marks = [pace.Mark(on, way(measure, began, value)) for on, _, value in dated if value is not None]
        return pace.line(begun, marks, goal.due_on)
    if on_the_road:
        return pace.line(begun, (), goal.due_on)
    shares = [pace.Mark(on, 100 * place / len(counting)) for place, (on, _, _) in enumerate(dated, 1)]
    return pace.line(begun, shares, goal.due_on) if shares else ()
