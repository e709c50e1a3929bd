"""What Milepost says when a goal is shown to one of its owners: all of it, and what can be done next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import day, in_words
from bot.goals.buttons import add_button, leave_button
from bot.goals.fields import contributed, dates, due_shown, facts, leads_to, value_in_words, whose
from bot.goals.leaving_replies import shown_to_its_owner
from bot.messages import Button, Field, Reply, Section, Value
from bot.models import Goal, GoalState, Milestone
from bot.roads.road import banked, next_milestone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.dates.workdays import Calendar
    from bot.goals.sighting import Sighting
    from bot.roads.road import Road


def left_open(goal: Goal) -> Section:
    """Say that a goal stays as it is, where the question about it stood."""
    if goal.state is GoalState.draft:
        return Section("It stays a draft, as it is.")
    if not goal.is_ahead:
        return Section("It stays as it is.")
    return Section(f"Left open: it stays as it is. To look at it again, type: coach {goal.ref}")


def goal_shown(
    one: Sighting,
    road: Road,
    end: Sighting | None,
    calendar: Calendar,
    now: datetime,
    *,
    added: Sequence[Field],
    said: Sequence[Field],
    asked: Sequence[Field] = (),
) -> Reply:
    """Show a goal to one of its owners: its milestones, what was `said` last, what each `added`, what comes next.

    `asked` tells when it is asked about beside its date.
    """
    goal = one.goal
    told = _told(one, road, end, calendar, now, said=said, asked=asked)
    steps = tuple(
        Field(f"{goal.ref}.{m.number} {m.title}", _milestone_state(goal, m, calendar, now)) for m in road.milestones
    )
    under = tuple(Field(f"{sub.goal.ref} {sub.title}", _in_short(sub, calendar)) for sub in road.roads)
    roads = Section("Short-term goals on its road", under, (Button("Show the road", f"roadmap {goal.ref}"),))
    return Reply(
        title=f"Goal {goal.ref}: {one.title}",
        sections=(
            Section(fields=tuple(field for field in told if field.value)),
            *shown_to_its_owner(goal),
            *((Section(text="Milestones", fields=steps),) if steps else ()),
            *((roads,) if under else ()),
            *contributed(added),
            Section(buttons=(*_next_acts(goal, road), *(() if one.is_own else (leave_button(goal),)))),
        ),
    )


def _told(
    one: Sighting,
    road: Road,
    end: Sighting | None,
    calendar: Calendar,
    now: datetime,
    *,
    said: Sequence[Field],
    asked: Sequence[Field],
) -> tuple[Field, ...]:
    """Tell how a goal stands: whose it is, how far it has come, when it is due and asked about, where it leads."""
    goal, kept = one.goal, banked(road).words
    at = goal.asked_at(calendar)
    is_active = goal.standing == GoalState.active
    return (
        *(() if one.is_own else (Field("Set by" if goal.team else "Whose", one.owner),)),
        *whose(goal),
        Field("State", _state(goal, calendar)),
        Field("Progress", road.progress.words or "no milestones yet"),
        *said,
        *dates(goal, calendar, asked=is_active and at is not None and at > now, now=now if is_active else None),
        *asked,
        *leads_to(end),
        *facts(goal, own=one.is_own),
        *((Field("Banked", kept),) if goal.state is GoalState.dropped else ()),
    )


def _state(goal: Goal, calendar: Calendar) -> str:
    state = f"{goal.state.said} on {day(calendar.day_of(goal.ended_at))}" if goal.ended_at else goal.state.said
    put_away = f", archived on {day(calendar.day_of(goal.archived_at))}" if goal.archived_at else ""
    return state + put_away


def _in_short(road: Road, calendar: Calendar) -> str:
    done = road.percent
    when = f"due {in_words(road.goal.due.shown(calendar))}" if road.goal.due and road.goal.is_ahead else ""
    state = "" if road.goal.standing == GoalState.active else road.goal.standing
    return " · ".join(filter(None, (state, f"{done} %" if done is not None else "", when))) or "no date"


def _milestone_state(goal: Goal, milestone: Milestone, calendar: Calendar, now: datetime) -> Value:
    if milestone.ended_at is not None:
        return f"{milestone.state} on {day(calendar.day_of(milestone.ended_at))}"
    value, due = value_in_words(goal, milestone), due_shown(milestone, calendar, now)
    return f"{in_words(due)} · {value}" if value else due


def _next_acts(goal: Goal, road: Road) -> tuple[Button, ...]:
    """Return what can be done with a goal now; what else there is, is one word away."""
    history = Button("History", f"history {goal.ref}")
    if not goal.is_ahead:
        return Button("Reopen", f"reopen {goal.ref}"), history
    if goal.state is GoalState.paused:
        return Button("Resume", f"resume {goal.ref}", "primary"), history, Button("Drop", f"drop {goal.ref}", "danger")
    following = next_milestone(road.milestones)
    step = f"{goal.ref}.{following.number}" if following else ""
    done = (Button(f"Done: {step}", f"milestone done {step}"),) if following else ()
    start = (Button("Start", f"start {goal.ref}", "primary"),) if goal.state is GoalState.draft else ()
    return (
        *done,
        *start,
        Button("Check in", f"checkin {goal.ref}"),
        add_button(goal, ""),
        Button("Goal reached", f"done {goal.ref}", "" if done or start else "primary"),
        Button("Change", f"form alter {goal.ref}"),
        *(() if goal.is_anothers else (Button("Coach", f"coach {goal.ref}"),)),
        *(() if start else (Button("Pause", f"pause {goal.ref}"),)),
        Button("Drop", f"drop {goal.ref}", "danger"),
    )
