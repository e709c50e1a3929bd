"""What a command asks is found by indexes: it takes no longer for all the goals that others have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event

if TYPE_CHECKING:
    from tests.house import House

LINES = (
    "list",
    "list whose: team",
    "list whose: shared",
    "list whose: all",
    "list overdue",
    "list at risk",
    "list billing",
    "next",
    "show 1",
    "milestone done 1.1",
    "road 1",
    "history 1",
    "nudges 1",
    "why 1",
    "done 1",
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: PostgreSQL decides anew by how many rows there are, and here are few."""
    return sqlite_url


async def test_no_command_looks_through_all_that_there_is(house: House) -> None:
    await house.says("ana", "new Ship the billing API by: 2027-03-31")
    await house.says("ana", "milestone add 1 Draft by: 2027-02-01")
    said: list[tuple[str, Any]] = []
    engine = house.database.engine.sync_engine

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        said.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", hear)
    for line in LINES:
        await house.says("ana", line)
    event.remove(engine, "before_cursor_execute", hear)

    scanned = []
    async with house.database.look() as session:
        connection = await session.connection()
        for statement, parameters in said:
            if statement.startswith("SELECT"):
                plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                steps = [str(step) for *_, step in plan]
                scanned += [(step, statement) for step in steps if step.startswith(("SCAN goal", "SCAN milestone"))]
    assert scanned == []
