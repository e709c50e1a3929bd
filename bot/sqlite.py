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
    """A connection that works in the event loop while it holds the write lock.

    Who waits for a call in the thread may be cancelled; the call itself goes on. SQLite must never hear two at once, so
    until the thread is done, everything queues up behind it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each is written by one thread only, so neither needs a lock.
        self._sent = 0
        self._done = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        opened = self._connection if self._running else None
        if opened and self._sent == self._done and not _may_wait(fn, opened):
            return fn(*args, **kwargs)

        def counted() -> Any:
            try:
                return fn(*args, **kwargs)
            finally:
                self._done += 1

        if opened:
            self._sent += 1
        return await super()._execute(counted)  # type: ignore[no-untyped-call]


def _may_wait(call: Callable[..., Any], connection: sqlite3.Connection) -> bool:
    """Tell whether a call may have to wait for somebody else, or for the disk."""
    match call.__name__:
        case "cursor":
            return False
        case "close":
            return getattr(call, "__self__", None) is connection  # a cursor's waits for nobody
        case "commit":
            return True
        case "rollback":
            return connection.in_transaction
        case _:
            return not connection.in_transaction


def connect(path: str, **options: Any) -> Connection:
    """Open the database file at `path`; `options` are those of `sqlite3.connect`."""
    connection = Connection(lambda: sqlite3.connect(path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does with aiosqlite's own connections
    return connection
