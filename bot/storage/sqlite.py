"""SQLAlchemy's dialect for SQLite that executes statements in the event loop, and in a thread only what may wait.

Within a transaction that holds the write lock nothing waits, neither for another process nor for the disk. So only its
beginning and its end go to a thread; a thread for every call would cost more than the calls (docs/decisions/0010).
"""

from __future__ import annotations

import asyncio
import sqlite3
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import AsyncAdaptedQueuePool, StaticPool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.characteristics import ConnectionCharacteristic
from sqlalchemy.util import await_

from bot.storage.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import URL, Pool

T = TypeVar("T")

DRIVER = "sqlite+inloop"
"""What a database's URL begins with to be spoken to in this way."""
LOOKING = "milepost_looking"
"""The option of a connection that only reads."""
_PATIENCE_MS = 200
"""How long readers are waited for before the log is emptied: whoever wants to write waits as well."""


class Cursor(sqlite3.Cursor):
    """A cursor that fetches all rows as it executes: nothing is left open when its transaction ends."""

    _rows: Iterator[Any] = iter(())

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        """Carry out a statement, and read what it answers."""
        super().execute(sql, parameters)
        self._rows = iter(super().fetchall())
        return self

    def fetchone(self) -> Any:
        """Return the next row, if there is one."""
        return next(self._rows, None)

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        """Return the next rows."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return list(self._rows)

    async def _async_soft_close(self) -> None:
        """SQLAlchemy asks for this where a result is not read to its end."""


class Connection(sqlite3.Connection):
    """A connection whose cursors leave nothing open."""

    looking = False
    """Its next transactions only read, so they need no lock."""

    def cursor(self, factory: Any = Cursor) -> Any:
        """Return a new cursor."""
        return super().cursor(factory)


class _Looking(ConnectionCharacteristic):
    """Says to a connection that it only reads, until it goes back to the pool."""

    transactional = True

    def set_characteristic(self, dialect: Any, dbapi_conn: Any, value: Any) -> None:
        del dialect
        dbapi_conn.looking = value

    def reset_characteristic(self, dialect: Any, dbapi_conn: Any) -> None:
        del dialect
        dbapi_conn.looking = False

    def get_characteristic(self, dialect: Any, dbapi_conn: Any) -> bool:
        del dialect
        return bool(dbapi_conn.looking)


class InLoop(SQLiteDialect_pysqlite):
    """SQLAlchemy's dialect for Python's own sqlite3, for an engine that lives in an event loop."""

    driver = "inloop"
    is_async = True
    supports_statement_cache = True
    connection_characteristics = SQLiteDialect_pysqlite.connection_characteristics.union({LOOKING: _Looking()})

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        """Let each transaction have a connection of its own; a database in memory is one connection."""
        return AsyncAdaptedQueuePool if is_in_a_file(url) else StaticPool

    def connect(self, *arguments: Any, **options: Any) -> Any:
        """Open the file."""
        return _aside(opened, *arguments, **options | {"check_same_thread": False})

    def do_execute(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Carry out a statement; outside a transaction it may have to wait for one of another process."""
        del context
        _aside_unless_in_one(cursor, cursor.execute, statement, parameters)

    def do_executemany(self, cursor: Any, statement: str, parameters: Any, context: Any = None) -> None:
        """Carry out a statement for many rows."""
        del context
        _aside_unless_in_one(cursor, cursor.executemany, statement, parameters)

    def do_begin(self, dbapi_connection: Any) -> None:
        """Take the write lock at once: a transaction that reads first and writes later could not get it any more.

        This is no listener of the engine's, as any listener makes SQLAlchemy prepare every statement for more of them.
        """
        _aside(dbapi_connection.execute, "BEGIN" if dbapi_connection.looking else "BEGIN IMMEDIATE")

    def do_commit(self, dbapi_connection: Any) -> None:
        """End a transaction; the disk must have it before anything is answered."""
        _aside(dbapi_connection.commit)

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Give a transaction up, if there is one."""
        if dbapi_connection.in_transaction:
            _aside(dbapi_connection.rollback)

    def do_close(self, dbapi_connection: Any) -> None:
        """Close the file; the last one to do so writes what is still in its log."""
        _aside(dbapi_connection.close)


def is_in_a_file(url: URL) -> bool:
    """Tell whether a database is in a file, with a log beside it, and not in memory."""
    return bool(SQLiteDialect_pysqlite._is_url_file_db(url))  # noqa: SLF001 - SQLAlchemy's pools go by it, too


def register() -> None:
    """Let SQLAlchemy know of this way to speak with SQLite."""
    registry.register("sqlite.inloop", __name__, InLoop.__name__)


_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def opened(path: str, *, pragmas: Iterable[str] = _PRAGMAS, **options: Any) -> Connection:
    """Open a file: WAL lets readers go on while one writes; FULL survives a loss of power; `fold` knows all letters.

    What is deleted is overwritten in the file, too, so that who was forgotten is nowhere in it (docs/decisions/0024);
    in its log it is until that is `emptied`. Without `pragmas` a file is left as it is.
    """
    connection: Connection = sqlite3.connect(path, isolation_level=None, factory=Connection, **options)
    try:
        connection.create_function("fold", 1, fold, deterministic=True)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def emptied(connection: sqlite3.Connection) -> bool:
    """Write the log into the file and empty it, as it still holds what was overwritten in the file.

    Tell whether that could be done: it cannot while somebody reads what was there before.
    """
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error:
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}")


def _aside_unless_in_one(cursor: sqlite3.Cursor, call: Callable[..., object], *arguments: Any) -> None:
    if cursor.connection.in_transaction:
        call(*arguments)
        await_(_nothing())
    else:
        _aside(call, *arguments)


def _aside(call: Callable[..., T], *arguments: Any, **options: Any) -> T:
    """Carry out a call that may wait in a thread, while the loop goes on."""
    return await_(finished(partial(call, *arguments, **options)))


async def _nothing() -> None:
    """Be waited for: SQLAlchemy takes a driver that never is for one that would hold up the loop."""


async def finished(call: Callable[[], T]) -> T:
    """Carry out `call` in a thread, to its end: who waits may be cancelled, but SQLite must never hear two at once."""
    carried_out = asyncio.get_running_loop().run_in_executor(None, call)
    cancelled: asyncio.CancelledError | None = None
    while not carried_out.done():
        try:
            await asyncio.wait([carried_out])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        carried_out.exception()  # it was heard of: nobody asks any more
        raise cancelled
    return carried_out.result()
