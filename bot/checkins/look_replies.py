"""What Milepost shows of the check-ins so far: as they were said, as a streak, as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.checkins import wording
from bot.checkins.kinds import STILL
from bot.checkins.streaks import Outcome, called
from bot.checkins.units import amount
from bot.dates.rhythm import rhythm_in_words
from bot.dates.wording import day
from bot.goals.progress import period_of
from bot.goals.visibility import Sight
from bot.messages import Button, Chart, Field, Reply, Section
from bot.replies.wording import many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.checkins.standing import Standing
    from bot.checkins.streaks import Period, Streak
    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting
    from bot.models import Checkin, Goal
    from bot.replies.paging import Page

_SHOWN_PERIODS = 12
"""Periods that a streak shows one by one."""
_SIGNS = {Outcome.kept: "✓", Outcome.missed: "✗", Outcome.excused: "–", Outcome.running: "…"}


def checkins_listed(one: Sighting, rows: Sequence[tuple[Checkin, str]], page: Page, *, whole: bool) -> Reply:
    """Show one page of what was said, newest first, each with who said it if it was not the reader.

    Notes and blockers with `whole` only, beside those that they wrote themselves.
    """
    goal = one.goal
    if not page.found:
        example = f"Say how it stands, for example: checkin {goal.typed} note: first draft is out"
        act = _check_in(one, "primary")
        return Reply(
            title=f"No check-ins yet on {goal.named}: {one.title}",
            sections=(Section(example, buttons=act),) if act else (),
        )
    turning = page.turning(f"checkins {goal.ref}", "Newer", "Older")
    return Reply(
        title=f"{many(page.found, 'check-in')} on {goal.named}: {one.title}{page.words}",
        sections=(
            Section(
                fields=tuple(
                    Field(f"{day(row.on)}{who}", _in_brief(row, goal, whole=whole or not who)) for row, who in rows
                ),
                buttons=tuple(Button(label, call) for label, call in turning),
            ),
        ),
    )


def _check_in(one: Sighting, style: str = "") -> tuple[Button, ...]:
    """Offer to say how it stands to whoever may, as long as there is something to say."""
    return (Button("Check in", f"checkin {one.ref}", style),) if one.may_add and one.is_ahead else ()


def _in_brief(row: Checkin, goal: Goal, *, whole: bool) -> str:
    """Say one check-in in a line; notes and blockers with `whole` only."""
    unit = goal.counts.unit if goal.counts else None
    adds = "+" if row.value is not None and row.value >= 0 and (goal.team or goal.is_habit) else ""
    words = [
        f"{adds}{amount(row.value, unit)}" if row.value is not None else "",
        str(row.confidence or ""),
        row.note if whole else "",
        f"blocked by: {row.blocker}" if row.blocker and whole else "",
    ]
    return " · ".join(filter(None, words)) or STILL


def streak_shown(one: Sighting, found: Streak, periods: Sequence[Period], drawn: Chart | None) -> Reply:
    """Show the streak of a habit, and its last periods one by one."""
    goal = one.goal
    per = called(periods, period_of(goal))
    latest = [
        Field(_period(period), f"{_SIGNS[period.outcome]} {_told(period)}") for period in periods[-_SHOWN_PERIODS:]
    ]
    facts = (
        Field("Kept", str(found.kept)),
        Field("Missed", str(found.missed)),
        *((Field("Excused", str(found.excused)),) if found.excused else ()),
    )
    lately = Section("Lately", tuple(reversed(latest)))
    return Reply(
        title=f"{goal.heading}: {wording.in_a_row(found, per)}: {one.title}",
        sections=(
            Section(fields=facts, buttons=_check_in(one, "primary")),
            Section(chart=drawn),
            lately,
        ),
        note="Pauses and time off are excused: they break no streak. So is the period in which the goal was set.",
    )


def _period(period: Period) -> str:
    span = period.span
    return day(span.first) if span.days == 1 else f"{day(span.first)} to {day(span.last)}"


def _told(period: Period) -> str:
    if period.rule.needed == 1:
        return str(period.outcome)
    return f"{amount(period.counted, period.rule.unit)}, {period.outcome}"


def streak_ahead(one: Sighting, on: date) -> Reply:
    """Say when the streak of a habit begins whose first day is still ahead."""
    goal = one.goal
    return Reply(
        title=f"The streak of {goal.named} begins on {day(on)}: {one.title}",
        sections=(Section(f"Its rhythm: {rhythm_in_words(goal.rhythm)}. No day of it has come yet."),),
    )


def no_streak(one: Sighting, *, is_owner: bool) -> Reply:
    """Say why a goal has no streak, and what would give it one."""
    goal = one.goal
    text = f"A streak needs a habit, for example: alter {goal.typed} measure: 3 times a week" if is_owner else ""
    rhythm = f"Its rhythm: {rhythm_in_words(goal.rhythm)}." if goal.rhythm else ""
    return Reply(
        title=f"{goal.heading} is no habit, so it has no streak: {one.title}",
        sections=(Section(" ".join(filter(None, (rhythm, text)))),),
    )


def _without_pace(goal: Goal) -> str:
    """Say why there is no pace: nothing has a date, or the milestones that are counted have none."""
    what = "It has no date" if goal.due is None else "Its milestones have no dates"
    return f"{what}, so there is no pace to compare it with."


def chart_shown(standing: Standing, one: Sighting, drawn: Chart | None, calendar: Calendar) -> Reply:
    """Show progress against the pace, or a habit's days, as a picture and in words, and where it is heading."""
    goal, facts = standing.goal, []
    if goal.due is not None:
        facts.append(Field("Due", goal.due.shown(calendar)))
    if standing.confidence is not None:
        own = standing.last is not None and standing.last.confidence is not None
        facts.append(Field("Confidence", f"{standing.confidence}{'' if own else ', by its pace'}"))
    text = [back] if (back := wording.stepped_back(standing)) else []
    text += [] if drawn else ["There is nothing to draw yet."]
    if drawn and (heading := wording.heading(standing)):
        text.append(heading)
    if drawn and not standing.pace and not standing.is_habit and not standing.progress.is_reached:
        text.append(_without_pace(goal))
    elif drawn is None and not goal.has_number and not standing.is_habit and one.sight >= Sight.shared:
        text.append(f"Have it counted, for example: alter {goal.typed} measure: from 0 to 100 %")
    return Reply(
        title=f"{goal.heading}, progress against pace: {one.title}",
        sections=(Section(" ".join(text), tuple(facts), _check_in(one), chart=drawn),),
        note=(wording.HABIT_RULE if standing.is_habit else wording.RULE) if standing.proposed else "",
    )
