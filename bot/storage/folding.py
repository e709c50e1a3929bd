"""Case-insensitive search in the database, for the letters of all languages, on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from sqlalchemy.sql.compiler import SQLCompiler


def fold(text: str | None) -> str | None:
    """Return `text` as it is compared; SQLite is given this as `fold`, because its own `lower` knows ASCII only."""
    return text.casefold() if text is not None else None


class place_of(FunctionElement[int]):  # noqa: N801 - it reads like the functions of the database
    """`place_of(column, words)`: where `words` begin in it, counted from 1, whatever their case; 0 if nowhere.

    PostgreSQL folds letters as the locale of its database does.
    """

    type = Integer()
    inherit_cache = True


@compiles(place_of, "sqlite")
def _in_sqlite(element: place_of, compiler: SQLCompiler, **more: Any) -> str:
    column, words = (compiler.process(clause, **more) for clause in element.clauses)
    return f"instr(fold({column}), fold({words}))"


@compiles(place_of, "postgresql")
def _in_postgresql(element: place_of, compiler: SQLCompiler, **more: Any) -> str:
    column, words = (compiler.process(clause, **more) for clause in element.clauses)
    return f"strpos(lower({column}), lower({words}))"
