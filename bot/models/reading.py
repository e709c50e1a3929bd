"""Read-only rows: tuples with the properties and methods of a model, without the ORM's bookkeeping.

Reading thousands of rows without changing any needs no identity map, history or lazy loading, which take several times
as long as the reading itself (docs/decisions/0015 and 0020).
"""

from __future__ import annotations

import enum
from collections import namedtuple
from dataclasses import dataclass
from datetime import datetime
from types import FunctionType
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from sqlalchemy import Enum, type_coerce
from sqlalchemy.types import UserDefinedType
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sqlalchemy import Column, ColumnElement, Dialect

Row = TypeVar("Row", bound=SQLModel)


class _Moment(UTCDateTime):
    """A moment as the database has it: asyncpg says it in UTC, and in SQLite it stands so without a word."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], datetime | None] | None:
        del coltype
        return _in_utc if dialect.name == "sqlite" else None


def _in_utc(text: str | None) -> datetime | None:
    return datetime.fromisoformat(f"{text}+00:00") if text is not None else None


class _State(UserDefinedType[enum.Enum]):
    """A state by its name: looked up, and nothing else. What is joined may be missing."""

    cache_ok = True

    def __init__(self, states: type[enum.Enum]) -> None:
        self.states = states

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], enum.Enum | None]:
        del dialect, coltype
        states: dict[str | None, enum.Enum | None] = {state.name: state for state in self.states}
        return (states | {None: None}).__getitem__


def _read(column: Column[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, UTCDateTime):
        return type_coerce(column, _Moment())
    if isinstance(column.type, Enum) and column.type.enum_class is not None:
        return type_coerce(column, _State(column.type.enum_class))
    return column


@dataclass(frozen=True, slots=True)
class Reader(Generic[Row]):
    """Which columns of a table are read, and what is made of them."""

    kind: type[Row]
    names: tuple[str, ...]
    columns: tuple[ColumnElement[Any], ...]
    beside: tuple[str, ...]
    """Attributes that the results of other statements fill in."""

    @classmethod
    def of(cls, model: type[Row], *, but: Collection[str] = (), beside: Collection[str] = ()) -> Reader[Row]:
        """Read rows of `model`: all columns `but` some, and `beside` them what is read by other statements."""
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        columns = [column for column in table.c if column.name not in but]
        names = tuple(column.name for column in columns)
        return cls(_as_read(model, [*names, *beside], but), names, tuple(map(_read, columns)), tuple(beside))

    def row(self, values: Iterable[Any], **beside: Any) -> Row:
        """Return the row of these values, in the order of `columns`."""
        read = (*values, *map(beside.__getitem__, self.beside)) if beside else values
        return tuple.__new__(self.kind, read)  # type: ignore[type-var]

    def rows(self, found: Iterable[Iterable[Any]]) -> list[Row]:
        """Return the rows that a statement found which asks for `columns`."""
        return [self.row(values) for values in found]


class _Unread:
    """Stands where a column was not read."""

    def __set_name__(self, kind: type, name: str) -> None:
        self._said = f"{name} of {kind.__name__} was not read"

    def __get__(self, row: object, kind: type) -> NoReturn:
        raise AttributeError(self._said)


def _as_read(model: type[Row], names: Collection[str], unread: Collection[str]) -> type[Row]:
    """Return a class of tuples with a model's properties and methods, whose instances pass for the model's own."""
    kinds = model.__mro__[: model.__mro__.index(SQLModel)]
    words = {
        name: word
        for kind in reversed(kinds)
        for name, word in vars(kind).items()
        if isinstance(word, FunctionType | property) and not name.startswith("__")
    }
    values = namedtuple(f"{model.__name__}AsRead", names)  # type: ignore[misc]  # noqa: PYI024 - by what is asked for
    each_its_own = {name: getattr(object, name) for name in ("__eq__", "__ne__", "__hash__")}
    # What stands as `__class__` in a class is what `isinstance` takes its instances for.
    same = {"__class__": model, "__module__": model.__module__, "__setattr__": _only_read}
    nothing = {name: _Unread() for name in unread}
    return type(values.__name__, (values,), words | each_its_own | same | nothing)


def _only_read(row: object, name: str, value: object) -> NoReturn:
    del value
    raise AttributeError(f"{name} of {type(row).__name__} is only read")
