"""Many values in one SQL parameter: an array on PostgreSQL, JSON on SQLite.

SQLAlchemy's own `IN` writes a parameter for each value, so a list of another length is another statement to compile.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, Integer, Text, bindparam, cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import NullType, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Dialect
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlalchemy.types import TypeEngine


class _Numbers(TypeDecorator[list[int]]):
    """Numbers in one parameter: an array, or JSON where the database has no arrays."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(Integer()) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else json.dumps(list(value))


class _Among(GenericFunction[bool]):
    name = "among"
    # Were it a Boolean, `= 1` would be written after it for SQLite, which then looks at each row of the table.
    type = NullType()  # type: ignore[assignment]
    inherit_cache = True


@compiles(_Among)
def _one_of_json(function: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, numbers = (compiler.process(clause, **how) for clause in function.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - of compiled clauses


@compiles(_Among, "postgresql")
def _any_of_array(function: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, numbers = (compiler.process(clause, **how) for clause in function.clauses)
    return f"{column} = ANY ({numbers})"


def among(column: Any, name: str) -> ColumnElement[bool]:
    """Return the condition that `column` is one of the numbers in the parameter `name`."""
    return _Among(column, bindparam(name, type_=_Numbers()))


class _Words(TypeDecorator[dict[int, Any]]):
    """A mapping from numbers to words or numbers, in one parameter, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        del dialect
        return json.dumps(value)


class _LookedUp(GenericFunction[Any]):
    name = "looked_up"
    inherit_cache = True


@compiles(_LookedUp)
def _in_json(function: _LookedUp, compiler: SQLCompiler, **how: Any) -> str:
    number, words = (compiler.process(clause, **how) for clause in function.clauses)
    return f"json_extract({words}, '$.' || {number})"


@compiles(_LookedUp, "postgresql")
def _in_jsonb(function: _LookedUp, compiler: SQLCompiler, **how: Any) -> str:
    number, words = (compiler.process(clause, **how) for clause in function.clauses)
    # A subquery is read once, and not for each row.
    return f"((SELECT CAST({words} AS JSONB)) ->> CAST({number} AS TEXT))"


def looked_up(number: Any, name: str, type_: TypeEngine[Any]) -> ColumnElement[Any]:
    """Return the value for the column `number` in the parameter `name`, which is a mapping from numbers to values."""
    return cast(_LookedUp(number, bindparam(name, type_=_Words())), type_)
