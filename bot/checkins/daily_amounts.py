"""Habits that ask for an amount each day (30 minutes): how much is done today, so that only the rest is asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam
from sqlmodel import col, func, select

from bot.checkins.conditions import GIVEN_A_NUMBER
from bot.checkins.units import is_bare
from bot.models import Checkin, Goal
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

    from bot.measure import Measure

_COUNTED = (
    select(col(Checkin.goal_id), col(Checkin.on), func.sum(Checkin.value))
    .where(among(Checkin.goal_id, "goals"), GIVEN_A_NUMBER)
    .group_by(col(Checkin.goal_id), col(Checkin.on))
)
_LATELY = _COUNTED.where(col(Checkin.on) >= bindparam("since"))
_ON_DAYS = _COUNTED.where(col(Checkin.on).in_(bindparam("days", expanding=True)))


def is_amount_a_day(goal: Goal) -> bool:
    """Tell whether it asks for an amount each day, like 30 minutes."""
    measure = goal.counts
    habit = measure is not None and measure.is_habit and measure.per == "day" and measure.direction != "down"
    return habit and measure is not None and measure.target is not None and not is_bare(measure.unit)


async def so_far(
    session: AsyncSession | AsyncConnection, goals: Iterable[Goal | None], now: datetime
) -> Mapping[tuple[int, date], float]:
    """Return what was counted for `goals` on each of the last days, by row id and day: today's, whatever the zone."""
    ids = {goal.id for goal in goals if goal is not None and is_amount_a_day(goal)}
    if not ids:
        return {}
    since: Any = (now - timedelta(days=1)).date()
    rows = await session.execute(_LATELY, {"goals": ids, "since": since})
    return {(goal, on): float(total or 0) for goal, on, total in rows}


async def begun_only(
    session: AsyncSession | AsyncConnection, goals: Iterable[Goal], days: Collection[date]
) -> set[tuple[int, date]]:
    """Return the goals (by row id) and `days` on which some, but not all, of the day's amount was counted."""
    amounts = {goal.id: goal for goal in goals if is_amount_a_day(goal)}
    if not amounts or not days:
        return set()
    rows = await session.execute(_ON_DAYS, {"goals": list(amounts), "days": list(days)})
    return {(goal, on) for goal, on, total in rows if rest(amounts[goal].counts, float(total or 0)) > 0}


def rest(measure: Measure | None, done: float) -> float:
    """Return what is left of the day's amount."""
    target = measure.target if measure is not None and measure.target is not None else 0.0
    return max(round(target - done, 6), 0.0)
