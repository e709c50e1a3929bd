"""SQLite's connection without a trip to another thread for every statement.

aiosqlite runs each call in a thread of its own, because a call may wait: for another process that writes, or for the
disk. Within a transaction that holds the write lock neither happens, and the trips cost several times as much as the
statements (docs/decisions/0010). So only the calls that may wait still go there: those that open a transaction, and
those that end it.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import aiosqlite

if TYPE_CHECKING:
    from collections.abc import Callable


class Connection(aiosqlite.Connection):
    """A connection that works in the event loop while it holds the write lock."""

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        held = self._connection is not None and self._connection.in_transaction
        if held and fn.__name__ not in _WAITING:
            return fn(*args, **kwargs)
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]


_WAITING = ("commit", "rollback")


def connect(path: str, **options: Any) -> Connection:
    """Open the database file at `path`; `options` are those of `sqlite3.connect`."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with aiosqlite's own connections
    return connection
