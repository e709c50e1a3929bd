"""Goals and their milestones in the database: begun, added to, counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.errors import Refusal
from bot.goals.leaving import refuse_in_others
from bot.models import Goal, GoalState, Milestone, MilestoneState
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.dates.due import Due
    from bot.talk import Talk

MILESTONES_LIMIT = 100
"""Milestones that one goal can have had."""
GOALS_LIMIT = 1_000
"""Goals that one person can have set."""
ENOUGH = 5
"""Active goals that most people can keep an eye on."""
# What is asked again and again is put together once: that takes longer than the asking.
_STEPS = (
    select(Milestone)
    .where(among(col(Milestone.goal_id), "goals"), Milestone.state != MilestoneState.withdrawn)
    .order_by(col(Milestone.place), col(Milestone.number))
)
_ACTIVE = (
    select(Goal)
    .where(Goal.person_id == bindparam("person"), Goal.state == GoalState.active, col(Goal.archived_at).is_(None))
    .order_by(col(Goal.number))
    .limit(ENOUGH + 2)
)
"""As many as there may be, one that is too many, and one more: then there were too many before."""


async def milestones_of(talk: Talk, goals: Iterable[Goal]) -> dict[int | None, list[Milestone]]:
    """Return the milestones of each goal, in their order, by the goal's row id.

    As objects, since some who ask here change them; who only looks often reads values (`bot.milestones.rows`).
    """
    of = {goal.id: goal for goal in goals}
    rows = await talk.session.scalars(_STEPS, {"goals": list(of)})
    found: dict[int | None, list[Milestone]] = defaultdict(list)
    for milestone in rows:
        milestone.goes_by(of[milestone.goal_id].whose)
        found[milestone.goal_id].append(milestone)
    return found


async def too_many(talk: Talk) -> Sequence[Goal]:
    """Return the asker's active goals where it is time to ask whether they are too many; otherwise none.

    That is when there is one more than most people can keep an eye on, and at no other time: whoever goes on has
    answered.
    """
    await talk.session.flush()
    active = (await talk.session.scalars(_ACTIVE, {"person": talk.me.id})).all()
    return active if len(active) == ENOUGH + 1 else ()


def begin(talk: Talk, title: str, *, reason: str = "", rhythm: str = "", begins: date | None = None) -> Goal:
    """Give the asker a new goal with the next number, which has its rhythm from the day that it `begins`, or today.

    Raises Refusal when they have as many as there may be.
    """
    if talk.me.goals_numbered >= GOALS_LIMIT:
        raise Refusal(f"You have set {GOALS_LIMIT:,} goals, which is as many as I can hold.", "Talk to your operator.")
    talk.me.goals_numbered += 1
    goal = Goal(
        person_id=talk.me.id,
        number=talk.me.goals_numbered,
        title=title,
        reason=reason,
        rhythm=rhythm,
        rhythm_from=begins or (talk.local_now.date() if rhythm else None),
        created_at=talk.now,
    )
    talk.session.add(goal)
    return goal


def append(talk: Talk, goal: Goal, title: str, due: Due | None = None, value: float | None = None) -> Milestone:
    """Add a milestone to a goal that has its row id; raises Refusal when it has as many as there may be."""
    refuse_if_full(goal, 1)
    refuse_in_others(talk, goal, title)
    goal.milestones_numbered += 1
    number = goal.milestones_numbered
    milestone = Milestone(goal_id=goal.id, number=number, place=number, title=title, value=value, created_at=talk.now)
    milestone.goes_by(goal.whose)
    milestone.set_due(due, talk.now)
    talk.session.add(milestone)
    return milestone


def hand_over(talk: Talk, goal: Goal, step: Milestone) -> None:
    """Give a milestone to another goal, with that goal's next number."""
    refuse_in_others(talk, goal, step.title)
    goal.milestones_numbered += 1
    step.goal_id, step.number, step.place = goal.id, goal.milestones_numbered, goal.milestones_numbered
    due, there = step.due, goal.whose or talk.calendar
    if due is not None and due.at is not None and due.zone is None:
        # It is due at the same moment as before, on the clock of whoever set the goal that it leads to now.
        due = replace(due, whose=due.whose or talk.calendar).on_clock(there)
        step.due_on, step.due_at = due.on, due.at
    step.goes_by(there)


def refuse_if_full(goal: Goal, more: int) -> None:
    """Raise Refusal if `goal` cannot hold `more` milestones beside those it has had."""
    room = MILESTONES_LIMIT - goal.milestones_numbered
    if more <= room:
        return
    rest = f"There is room for {room} more." if room else "Set a second goal for the rest, for example: new The rest"
    if more > 1:
        raise Refusal(f"These are {more} milestones, and a goal can hold {MILESTONES_LIMIT}. None was added.", rest)
    raise Refusal(f"{goal.heading} has had {MILESTONES_LIMIT} milestones, which is as many as a goal can hold.", rest)


def refuse_if_ended(goal: Goal) -> None:
    """Raise Refusal for a goal that was reached, dropped or put away."""
    if not goal.is_ahead:
        raise Refusal(
            f"{goal.heading} is {goal.standing}, so it stays as it is.", f"To go on with it: reopen {goal.typed}"
        )
