"""What people can be nudged about: their goals and milestones, and what they put off of what channels are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlmodel import col, select

from bot.checkins.answered_day import is_of_a_period
from bot.checkins.daily_amounts import so_far
from bot.checkins.streaks import A_DAY
from bot.dates.wording import moment
from bot.goals.owners import on_their_clocks
from bot.goals.sighting import mine, whose
from bot.milestones.finding import steps
from bot.milestones.subjects import About, Subject
from bot.models import Checkin, CheckinState, Goal, Milestone, Person
from bot.nudges import snoozes
from bot.nudges.answers import COUNTED
from bot.nudges.asked_days import days_asked
from bot.nudges.planned import answered_by, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.models import Nudge, Snooze
    from bot.talk import Talk

Row = TypeVar("Row", Goal, Milestone)


async def subjects(talk: Talk) -> list[Subject]:
    """Return everything the asker can be nudged about."""
    wholes: list[Subject] = [About(goal, goal) for goal in await mine(talk)]
    return [*wholes, *await steps(talk)]


async def put_off(talk: Talk) -> dict[str, Subject]:
    """Return what the asker put off of what their channels are asked, by the name that nudges have for it."""
    found: dict[str, Subject] = {}
    for snooze, goal, step in await snoozes.of(talk.session, talk.me):
        owner = (await talk.session.get_one(Person, goal.person_id)).name
        await on_their_clocks(talk, [goal])
        if step is not None:
            step.goes_by(goal.whose)
        found[f"snooze:{snooze.id}"] = About(
            step or goal, goal, _again(talk, snooze), owner=whose(goal, owner), aside=True
        )
    return found


def _again(talk: Talk, snooze: Snooze) -> str:
    """Say when it is asked again; empty if that moment has passed."""
    at = snooze.asked_again(talk.calendar)
    return f"I ask again {moment(at.astimezone(talk.calendar.zone))}" if at is not None and at > talk.now else ""


async def named(talk: Talk, nudges: Sequence[Nudge]) -> dict[str, Subject]:
    """Return what the asker's `nudges` ask about, by the name that nudges have for it."""
    aside = await put_off(talk) if any(nudge.snooze_id is not None for nudge in nudges) else {}
    steps_ = await _rows(talk, Milestone, [nudge.milestone_id for nudge in nudges])
    said = await _said(talk, nudges)
    ids = [*(nudge.goal_id for nudge in nudges), *(step.goal_id for step in steps_)]
    by_id = {goal.id: goal for goal in await _rows(talk, Goal, ids)}
    found: dict[str, Subject] = {subject_of(goal): About(goal, goal) for goal in by_id.values()}
    found |= {subject_of(step): About(step, by_id[step.goal_id]) for step in steps_}
    found |= aside
    there = await so_far(talk.session, by_id.values(), talk.now)
    today = talk.local_now.date()
    return {
        name: one._replace(
            said=one.said or said.get(subject_of(one.thing), ""), so_far=there.get((one.goal.id, today), 0)
        )
        for name, one in found.items()
    }


async def _said(talk: Talk, nudges: Sequence[Nudge]) -> dict[str, str]:
    """Return what the asker has answered since the first of `nudges` came due, by the name that nudges have for it."""
    if not nudges:
        return {}
    rows = await talk.session.scalars(
        select(Checkin)
        .where(
            col(Checkin.goal_id).in_({nudge.goal_id for nudge in nudges}),
            Checkin.person_id == talk.me.id,
            Checkin.state == CheckinState.given,
            col(Checkin.at) >= min(nudge.due_at for nudge in nudges),
        )
        .order_by(col(Checkin.at))
    )
    days = await days_asked(talk, [nudge for nudge in nudges if nudge.milestone_id is None])
    habits = {goal.id: goal for goal in await _rows(talk, Goal, days) if goal.is_habit}
    return {
        subject: str(row.confidence or COUNTED)
        for row in rows
        for subject in answered_by(row.goal_id, row.milestone_id, counts=row.value is not None)
        if not subject.startswith("goal:") or _is_for(row, days, habits)
    }


def _is_for(row: Checkin, days: Mapping[int, date], habits: Mapping[int, Goal]) -> bool:
    """Tell whether a check-in answers what is asked; one on a habit does not if it is for an earlier day."""
    goal = habits.get(row.goal_id)
    return goal is None or row.on + is_of_a_period(goal) * A_DAY >= days[row.goal_id]


async def _rows(talk: Talk, table: type[Row], ids: Iterable[int | None]) -> Sequence[Row]:
    return (await talk.session.scalars(select(table).where(col(table.id).in_(set(ids) - {None})))).all()
