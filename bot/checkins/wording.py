"""Pace, streaks and landings in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.charts.scale import day as short_day
from bot.checkins.pace import AT_RISK, HABIT_AT_RISK, HABIT_ON_TRACK, HISTORY, ON_TRACK
from bot.checkins.units import amount, number
from bot.dates.rhythm import days_of
from bot.dates.wording import day
from bot.goals.progress import begins, on_its_days, step_back, way
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.checkins.standing import Standing
    from bot.checkins.streaks import Streak

_TOLD_RUNS = 12
"""How many runs of days are named: a description of a picture is read aloud whole."""
RULE = (
    f"On track from {ON_TRACK:.0%} of what is expected on, at risk from {AT_RISK:.0%}. Your own word counts more."
).replace("%", " %")
HABIT_RULE = f"On track from {HABIT_ON_TRACK} % kept on, at risk from {HABIT_AT_RISK} %. Your own word counts more."


def against_pace(standing: Standing) -> str:
    """Say what the pace says, with the numbers it says it from; empty if there is no pace."""
    said, wanted, here = standing.proposed, standing.expected, standing.progress.percent
    if standing.is_habit:
        judged = standing.tally.kept + standing.tally.missed
        return f"You kept {standing.tally.kept} of {judged}: {said}." if said else ""
    if wanted is None or standing.goal.ended_at is not None or standing.progress.is_reached:
        return ""
    if not round(wanted) and not standing.behind:
        return ""
    if said is None:
        return f"Expected {wanted:.0f} % by now, and nobody has given a number yet."
    return f"Expected {wanted:.0f} % by now, you are at {here} %: {said}."


def free_day(standing: Standing, on: date) -> str:
    """Say that a day is none of the habit's, so that what was said for it counts for none; empty for any other day."""
    if not on_its_days(standing.goal) or next(days_of(standing.goal.rhythm, on, on), on) == on:
        return ""
    return f"{on:%A} is none of its days, so this is noted and counts for no day."


def too_early(standing: Standing, on: date) -> str:
    """Say that a day lies before the first one of the habit's rhythm, so that what was said for it counts for none."""
    goal = standing.goal
    if not standing.is_habit or not goal.rhythm or standing.period_of(on) is not None:
        return ""
    first = next(days_of(goal.rhythm, goal.rhythm_from or standing.begun, on), on)
    return f"Its first day is {day(first)}, so this is noted and counts for none." if on < first else ""


def further_away(standing: Standing) -> str:
    """Say that a number went the wrong way, beyond where it began; empty if it did not."""
    measure = standing.goal.counts
    if measure is None or not standing.behind:
        return ""
    begin = amount(begins(standing.goal, standing.tally), measure.unit)
    return f"That is further from {amount(measure.target or 0, measure.unit)} than the start, {begin}."


def stepped_back(standing: Standing) -> str:
    """Say that the last number given is further from the target than the one before, with both; else nothing."""
    goal, measure = standing.goal, standing.goal.counts
    back = step_back(goal, standing.tally)
    if back is None or measure is None or goal.ended_at is not None or back[1].value != standing.progress.number:
        return ""
    begin, was = begins(goal, standing.tally), back[0].value
    percent = round(way(measure, begin, was))
    now = amount(back[1].value, measure.unit)
    return f"That is a step back, from {number(was)} to {now} ({percent} % → {standing.progress.percent} %)."


def heading(standing: Standing) -> str:
    """Say where the number is heading; what is missing where that cannot be told; empty if it has no number."""
    goal, measure = standing.goal, standing.goal.counts
    if measure is None or not measure.has_number or goal.ended_at is not None or standing.progress.is_reached:
        return ""
    landing = standing.landing
    if landing is None:
        return f"Once there are {HISTORY} days of numbers, I can say when it lands at your pace."
    unit = measure.unit
    needs = f" It takes {amount(_short(landing.needed), unit)} a week from now." if landing.needed is not None else ""
    if landing.weekly <= 0:
        return f"So far it has not moved towards {amount(measure.target or 0, unit)}.{needs}"
    speed = f"{amount(_short(landing.weekly), unit)} a week"
    if landing.on is None:
        return f"At your pace ({speed}) it takes more than ten years.{needs}"
    late = _late(landing.on, goal.due_on)
    return f"At your pace ({speed}) it lands on {day(landing.on)}{late[0]}.{needs if late[1] else ''}"


def _short(value: float) -> float:
    """Round to three figures: a pace is no measurement."""
    return float(f"{value:.3g}")


def _late(lands: date, due: date | None) -> tuple[str, bool]:
    if due is None:
        return "", False
    days = (lands - due).days
    return (", in time", False) if days <= 0 else (f", {many(days, 'day')} late", True)


def in_a_row(streak: Streak, per: str) -> str:
    """Say how many were kept in a row: `3 weeks in a row, 5 at best`."""
    now = f"{many(streak.current, per)} in a row" if streak.current else "none in a row now"
    return f"{now}, {streak.longest} at best" if streak.longest > streak.current else now


def days_told(days: Sequence[date], today: date) -> str:
    """Name the days with a check-in, in order, those in a row as one: `Checked in for 2 Nov to 6 Nov, 9 Nov`."""
    if not days:
        return "No day with a check-in yet"
    runs: list[list[date]] = []
    for one in days:
        if runs and (one - runs[-1][-1]).days == 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    latest = runs[-_TOLD_RUNS:]
    told = [_run(run, today) for run in latest]
    earlier = sum(len(run) for run in runs) - sum(len(run) for run in latest)
    first = [f"{many(earlier, 'day')} earlier"] if earlier else []
    return f"Checked in for {', '.join([*first, *told])}"


def _run(run: Sequence[date], today: date) -> str:
    first, last = short_day(run[0], today=today), short_day(run[-1], today=today)
    return first if len(run) == 1 else f"{first} to {last}"
