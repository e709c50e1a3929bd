"""Statements on the connection of a session, past the ORM: they read and write rows and make no objects.

Each `run_sync` costs as much as a small statement, so several in a row should share one (docs/decisions/0016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, CursorResult, Executable
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import Session


async def execute(
    session: AsyncSession, statement: Executable, blanks: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
) -> CursorResult[*tuple[Any, ...]]:
    """Execute a statement in the transaction of a session, its `blanks` filled in; its rows are read whole."""
    return await session.run_sync(lambda sync: connection_of(sync).execute(statement, blanks))


def connection_of(session: Session) -> Connection:
    """Return the connection of a session, which has written whatever was altered in it."""
    session.flush()
    return session.connection()
