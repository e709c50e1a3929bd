"""A goal that somebody changes is held until they are done: of two at once, the second sees what the first did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.models import Goal, Milestone
from bot.storage.array_parameters import among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.talk import Talk

# Read anew: whoever had to wait read it before it was changed. In one order, so that no two wait for each other.
_HELD = (
    select(Goal)
    .where(among(col(Goal.id), "goals"))
    .order_by(col(Goal.id))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_STEP = select(Milestone).where(col(Milestone.id) == bindparam("step")).execution_options(populate_existing=True)


async def hold(talk: Talk, goal: Goal, step: Milestone | None = None) -> None:
    """Hold `goal` until the transaction ends, and have it and its `step` say what they say by then."""
    if await hold_all(talk, [goal]) and step is not None:
        await talk.session.execute(_STEP, {"step": step.id})


async def hold_all(talk: Talk, goals: Iterable[Goal]) -> bool:
    """Hold `goals` until the transaction ends, and have them say what they say by then; tell whether that was needed.

    Whoever only looks holds nothing. SQLite has one writer, so there nobody else can be at it.
    """
    if talk.only_looks or talk.session.get_bind().dialect.name == "sqlite":
        return False
    await talk.session.execute(_HELD, {"goals": sorted({goal.id for goal in goals})})
    return True
