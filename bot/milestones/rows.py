"""Milestones as read-only rows (docs/decisions/0016)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.models import Milestone, MilestoneState
from bot.models.reading import Reader
from bot.storage.array_parameters import among
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.ext.asyncio import AsyncSession

# Nearly every command asks it, so the statements are put together once, of tables rather than classes.
_milestone = SQLModel.metadata.tables["milestone"].c
_STEP = Reader.of(Milestone)
_ALL = select(*_STEP.columns).where(among(_milestone.goal_id, "goals")).order_by(_milestone.place, _milestone.number)
_STEPS = _ALL.where(_milestone.state != MilestoneState.withdrawn)


async def steps_of(
    session: AsyncSession, goals: Collection[int], *, withdrawn: bool
) -> defaultdict[int, list[Milestone]]:
    """Return the milestones of goals in their order, by the goals' row ids; those that were `withdrawn` too, or not."""
    found: defaultdict[int, list[Milestone]] = defaultdict(list)
    for step in _STEP.rows(await execute(session, _ALL if withdrawn else _STEPS, {"goals": goals})):
        found[step.goal_id].append(step)
    return found
