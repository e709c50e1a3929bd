"""Many values in one parameter, and the index is still used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Integer, Text, literal, text, union_all
from sqlmodel import col, select

from bot.models import Nudge
from bot.storage.array_parameters import among, looked_up

if TYPE_CHECKING:
    from bot.storage.database import Database


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


async def test_each_row_finds_its_own_among_words_and_numbers(database: Database) -> None:
    words = {1: "D0:1700.0001", 22: """it's "ü" 💚 \\ {}""", 333: ""}
    numbers = {1: 7, 22: 8, 333: 9}
    rows = union_all(*(select(literal(number).label("number")) for number in words)).subquery()
    asked = select(
        rows.c.number, looked_up(rows.c.number, "words", Text()), looked_up(rows.c.number, "numbers", Integer())
    )

    async with database.transaction() as session:
        found = (await session.execute(asked, {"words": words, "numbers": numbers})).all()

    assert {number: (word, other) for number, word, other in found} == {n: (words[n], numbers[n]) for n in words}
