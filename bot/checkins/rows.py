"""What a goal's progress is computed from, as read-only rows (docs/decisions/0016).

Nearly every command reads it, so the statements are put together once, of tables rather than classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import SQLModel

from bot.checkins.conditions import IN_ORDER, NEWEST_FIRST, TELLS_OF_THE_GOAL
from bot.models import Checkin, CheckinState, Goal, GoalState
from bot.models.reading import Reader
from bot.storage.array_parameters import among
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.ext.asyncio import AsyncSession

_OFF_THE_ROAD = (GoalState.withdrawn, GoalState.dropped, GoalState.draft)

_goal, _checkin = (SQLModel.metadata.tables[name].c for name in ("goal", "checkin"))
_GOAL, _CHECKIN = Reader.of(Goal), Reader.of(Checkin)
_BELOW = (
    select(*_GOAL.columns).where(among(_goal.parent_id, "goals"), _goal.state.not_in(_OFF_THE_ROAD)).order_by(_goal.id)
)


def _both_ends() -> Select[Any]:
    """Return the question for the check-ins at both ends of each goal, each with which of them it is."""
    valued = _checkin.value.is_not(None)
    place = func.row_number()
    ranked = select(
        _checkin.id.label("row"),
        valued.label("valued"),
        place.over(partition_by=[_checkin.goal_id, valued], order_by=IN_ORDER).label("first"),
        place.over(partition_by=[_checkin.goal_id, valued], order_by=NEWEST_FIRST).label("last"),
        place.over(partition_by=_checkin.goal_id, order_by=NEWEST_FIRST).label("newest"),
    ).where(among(_checkin.goal_id, "goals"), _checkin.state == CheckinState.given, TELLS_OF_THE_GOAL)
    at = ranked.subquery()
    ends = select(*_CHECKIN.columns, at.c.valued, at.c.first, at.c.last, at.c.newest).join(at, at.c.row == _checkin.id)
    return ends.where(or_(and_(at.c.valued, or_(at.c.first == 1, at.c.last <= _LAST_TWO)), at.c.newest == 1))


_LAST_TWO = 2
_ENDS = _both_ends()


async def below(session: AsyncSession, goals: Sequence[int]) -> list[Goal]:
    """Return the goals right under some, by their row ids, but those that count for nothing."""
    return _GOAL.rows(await execute(session, _BELOW, {"goals": goals}))


@dataclass(frozen=True, slots=True)
class Ends:
    """The check-ins at both ends, by the goals' row ids."""

    first: dict[int, Checkin]
    """The earliest that gives a number."""
    last: dict[int, Checkin]
    """The newest that gives a number …"""
    prior: dict[int, Checkin]
    """… and the one before it."""
    newest: dict[int, Checkin]
    """The newest of all."""


async def ends(session: AsyncSession, ids: Sequence[int]) -> Ends:
    """Read the check-ins at both ends of each goal in one query."""
    found = Ends({}, {}, {}, {})
    for *given, has_value, first, last, newest in await execute(session, _ENDS, {"goals": ids}):
        row = _CHECKIN.row(given)
        if has_value and first == 1:
            found.first[row.goal_id] = row
        if has_value and last == 1:
            found.last[row.goal_id] = row
        if has_value and last == _LAST_TWO:
            found.prior[row.goal_id] = row
        if newest == 1:
            found.newest[row.goal_id] = row
    return found
