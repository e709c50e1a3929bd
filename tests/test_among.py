"""Many values in one parameter, and the index is still used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, select

from bot.among import among, worded
from bot.models import Nudge

if TYPE_CHECKING:
    from bot.database import Database


async def test_rows_are_looked_up_by_number_and_not_by_going_through_the_table(database: Database) -> None:
    asked = select(col(Nudge.state)).where(among(Nudge.id, "ids"))
    words = str(asked.compile(database.engine.sync_engine))

    async with database.transaction() as session:
        found = (await session.execute(asked, {"ids": {1, 2, 3}})).all()
        if database.is_sqlite:
            explained = text(f"EXPLAIN QUERY PLAN {words.replace('?', ':ids')}")
            plan = str((await session.execute(explained, {"ids": "[1]"})).all())
            assert "SEARCH nudge USING INTEGER PRIMARY KEY" in plan

    assert found == []


async def test_words_by_number_come_back_as_rows(database: Database) -> None:
    words = {1: "D0:1700.0001", 22: """it's "ü" 💚 \\ {}""", 333: ""}
    rows = worded("words")

    async with database.transaction() as session:
        found = await session.execute(select(rows.c.number, rows.c.words), {"words": words})

        assert {number: said for number, said in found} == words  # noqa: C416 - rows are not pairs to a type checker
