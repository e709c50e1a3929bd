"""A goal that somebody changes is held until they are done: of two at once, the second sees what the first did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.models import Goal, Milestone

if TYPE_CHECKING:
    from bot.talk import Talk

# Read anew: whoever had to wait read it before it was changed.
_HELD = (
    select(Goal)
    .where(col(Goal.id) == bindparam("goal"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_STEP = select(Milestone).where(col(Milestone.id) == bindparam("step")).execution_options(populate_existing=True)


async def hold(talk: Talk, goal: Goal, step: Milestone | None = None) -> None:
    """Hold `goal` until the transaction ends, and have it and its `step` say what they say by then.

    Whoever only looks holds nothing. SQLite has one writer, so there nobody else can be at it.
    """
    if talk.only_looks or talk.session.get_bind().dialect.name == "sqlite":
        return
    await talk.session.execute(_HELD, {"goal": goal.id})
    if step is not None:
        await talk.session.execute(_STEP, {"step": step.id})
