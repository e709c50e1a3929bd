"""Rows that are only read: a model's words on plain values, without the ORM's watch over them.

Whoever looks through thousands of rows and changes none needs no identity map, no history and no lazy loading. They
take several times as long as the reading (docs/decisions/0015).
"""

from __future__ import annotations

from abc import ABCMeta
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from sqlmodel import SQLModel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy import Column

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Reader(Generic[Row]):
    """Which columns of a table are read, and what is made of them."""

    kind: type[Row]
    names: tuple[str, ...]
    columns: tuple[Column[Any], ...]

    @classmethod
    def of(cls, model: type[Row], *, but: Collection[str] = (), beside: Collection[str] = ()) -> Reader[Row]:
        """Read rows of `model`: all columns `but` some, and `beside` them what is read by other statements."""
        columns = tuple(
            column for column in SQLModel.metadata.tables[str(model.__tablename__)].c if column.name not in but
        )
        return cls(_as_read(model, beside), tuple(column.name for column in columns), columns)

    def row(self, values: Iterable[Any], **beside: Any) -> Row:
        """Return the row of these values, in the order of `columns`."""
        row = object.__new__(self.kind)
        row.__dict__.update(zip(self.names, values, strict=False), **beside)
        return row

    def rows(self, found: Iterable[Iterable[Any]]) -> list[Row]:
        """Return the rows that a statement found which asks for `columns`."""
        return [self.row(values) for values in found]


class _Unread:
    """Stands where the ORM's attribute stands in the model; what was read is found before it."""

    def __get__(self, row: object, kind: type) -> NoReturn:
        raise AttributeError


def _as_read(model: type[Row], beside: Collection[str]) -> type[Row]:
    """Return the model as one that no session knows: its properties and methods, on values that stay as they are."""
    names = [*SQLModel.metadata.tables[str(model.__tablename__)].c.keys(), *beside]
    words = {"__module__": model.__module__, "__getattr__": _not_read, "__setattr__": _only_read}
    same = {"__eq__": object.__eq__, "__hash__": object.__hash__}
    # SQLModel's own metaclass would make columns of the model's fields once more.
    return ABCMeta.__new__(
        type(model), f"{model.__name__}AsRead", (model,), words | same | dict.fromkeys(names, _Unread())
    )


def _not_read(row: object, name: str) -> NoReturn:
    raise AttributeError(f"{name} of {type(row).__name__} was not read")


def _only_read(row: object, name: str, value: object) -> NoReturn:
    del value
    raise AttributeError(f"{name} of {type(row).__name__} is only read")
