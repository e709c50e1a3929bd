"""Changing how a goal is counted, as long as the check-ins so far still mean something then."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from bot.checkins.measuring import is_doubtful
from bot.checkins.units import is_bare, same_unit
from bot.errors import Refusal
from bot.goals.replies import measure_doubted
from bot.models import Checkin, CheckinState

if TYPE_CHECKING:
    from bot.checkins.measuring import Wanted
    from bot.measure import Measure
    from bot.messages import Reply
    from bot.models import Goal
    from bot.talk import Talk


async def check_ins(talk: Talk, goal: Goal, *, numbers: bool = False) -> int:
    """Return how many check-ins stand on a goal; of those that give a number, with `numbers`."""
    asked = select(func.count(col(Checkin.id))).where(Checkin.goal_id == goal.id, Checkin.state == CheckinState.given)
    return (await talk.session.scalars(asked.where(col(Checkin.value).is_not(None)) if numbers else asked)).one()


async def recounted(talk: Talk, goal: Goal, wanted: Wanted, title: str) -> Reply | None:
    """Count `goal` as `wanted` from now on; returns the question to ask where its words and numbers disagree.

    Raises Refusal where numbers were given in another unit already.
    """
    measure, before = wanted.measure, goal.counts
    if is_doubtful(wanted, title):
        return measure_doubted(goal, measure)
    if before is not None and not _fits(before, measure) and (said := await check_ins(talk, goal, numbers=True)):
        times = "a check-in" if said == 1 else f"{said:,} check-ins"
        raise Refusal(
            f"{goal.heading} has {times} in {before.unit} already, so it can't be counted in {measure.unit}.",
            f"Keep to {before.unit}, or set a new goal for the {measure.unit}.",
        )
    goal.measure = asdict(measure)
    return None


def _fits(old: Measure, new: Measure) -> bool:
    """Tell whether numbers given in the one unit mean something in the other."""
    if not old.unit or not new.unit or is_bare(old.unit) or is_bare(new.unit):
        return True
    return same_unit(old.unit, new.unit)


def brought_up_to_date(old: Measure, new: Measure) -> Measure:
    """Return `old` with what `new`, read out of new words, says of the same number; `old` if that is another one.

    Where the words say no start, it stays where it was: “to 12k euros” is still from 2k.
    """
    if old.kind != new.kind or new.target is None or not _fits(old, new):
        return old
    start = old.start if new.start is None else new.start
    if new.kind == "number" and start is not None:
        falls = new.target < start
        if start == new.target or (old.direction is not None and falls != (old.direction == "down")):
            return old
        return replace(new, start=start, unit=new.unit or old.unit, direction="down" if falls else "up")
    return replace(new, unit=new.unit or old.unit)
