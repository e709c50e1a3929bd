"""Everything that belongs to rows which go: it is found along the foreign keys, so that no table can be left out.

A new table that refers to a person, or to something of theirs, is reached without a word (docs/decisions/0024).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Integer, delete, or_, select, update
from sqlmodel import SQLModel

from bot.storage.array_parameters import among
from bot.storage.database import ERASED
from bot.storage.statements import execute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Column, ColumnElement, Table
    from sqlalchemy.ext.asyncio import AsyncSession

Gone: TypeAlias = "dict[str, set[int]]"
"""The ids of rows that go, by their tables."""

LET_GO = frozenset({("goal", "parent_id"), ("nudge", "delivery_id")})
"""The columns that are emptied where what they refer to goes; any other row goes with it."""

_GONE = "gone_"
"""Stands before the names of blanks: a table may be called as a column of another."""


def references(table: Table) -> Iterator[tuple[Column[int], str]]:
    """Yield the columns of a table that refer to rows, each with the table of these."""
    for column in table.c:
        for key in column.foreign_keys:
            yield column, key.column.table.name


async def reached(session: AsyncSession, first: Mapping[str, set[int]]) -> Gone:
    """Return the rows `first`, and all that belong to them."""
    gone: Gone = defaultdict(set, {table: set(ids) for table, ids in first.items()})
    for table in SQLModel.metadata.sorted_tables:
        key = _id_of(table)
        while key is not None and (of := _belongs(table, gone)):
            found = {id_ for (id_,) in await execute(session, select(key).where(or_(*of)), _blanks(gone))}
            if found <= gone[table.name]:
                break
            gone[table.name] |= found
    return gone


async def erase(session: AsyncSession, gone: Gone) -> None:
    """Delete rows that go with all that belong to them, and empty what else refers to them; no file keeps them."""
    session.info[ERASED] = True
    blanks = _blanks(gone)
    for table in SQLModel.metadata.sorted_tables:
        for column, to in references(table):
            if (table.name, column.name) in LET_GO and gone.get(to):
                emptied = update(table).where(among(column, _GONE + to)).values({column.name: None})
                await execute(session, emptied, blanks)
    for table in reversed(SQLModel.metadata.sorted_tables):
        key = _id_of(table)
        own = [among(key, _GONE + table.name)] if key is not None and gone.get(table.name) else []
        if which := [*own, *_belongs(table, gone)]:
            await execute(session, delete(table).where(or_(*which)), blanks)


def _belongs(table: Table, gone: Gone) -> list[ColumnElement[bool]]:
    """Return the conditions on rows of a table that belong to a row that goes."""
    those = ((column, to) for column, to in references(table) if (table.name, column.name) not in LET_GO)
    return [among(column, _GONE + to) for column, to in those if gone.get(to)]


def _blanks(gone: Gone) -> dict[str, list[int]]:
    return {_GONE + table: sorted(ids) for table, ids in gone.items()}


def _id_of(table: Table) -> Column[int] | None:
    """Return the column by which other tables refer to rows of this one; None if they are known by words."""
    keys = [key for key in table.primary_key.columns if isinstance(key.type, Integer)]
    return keys[0] if len(keys) == len(table.primary_key.columns) == 1 else None
