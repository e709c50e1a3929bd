"""Which workspaces of a platform have nudges that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlmodel import col

from bot.models import Nudge

if TYPE_CHECKING:
    from sqlalchemy import CTE

# A literal rather than a parameter: only then can the databases use the partial index of waiting nudges.
WAITS = col(Nudge.state) == literal_column("'waiting'")
WAITS_HERE = and_(WAITS, col(Nudge.platform) == bindparam("platform"))


def waiting_workspaces() -> CTE:
    """Find the workspaces by a loose index scan, which takes as long for a million nudges as for ten.

    The column `realm` of its last row is NULL.
    """
    first = select(func.min(Nudge.realm).label("realm")).where(WAITS_HERE).cte("realms", recursive=True)
    following = select(func.min(Nudge.realm)).where(WAITS_HERE, col(Nudge.realm) > first.c.realm).scalar_subquery()
    return first.union_all(select(following).where(first.c.realm.is_not(None)))
