"""A database in a file of SQLite: whether it opens, can be written, is sound and has room."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from bot.doctor.finding import well, wrong
from bot.doctor.tables import tables
from bot.storage import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.doctor.finding import Finding

BUSY_SECONDS, READING_SECONDS = 3, 5
"""How long another program is waited for, and how long the file is read through."""
ROOM = 200_000_000
"""How many free bytes are needed: the log of a busy day, and a migration that makes the largest table anew."""
_STEPS = 10_000
"""After how many steps SQLite asks whether to go on."""
_OURS = {"alembic_version", "person", "goal"}
"""Tables of every version; many programs have the first."""
_CHECKED = "Please check DATABASE_URL, or restore a backup: docs/operations.md"


def findings(path: str, busy_seconds: float = BUSY_SECONDS) -> Iterator[Finding]:
    """Yield how the file at `path` stands; takes seconds, and makes no file that is not there."""
    if path in ("", ":memory:"):
        yield well("Database", "In memory", "Nothing outlives a stop: name a file, DATABASE_URL=sqlite:///milepost.db")
        return
    file = Path(path).absolute()
    if not file.exists():
        yield _not_there(file)
        if file.parent.is_dir():
            yield _room(file.parent)
        return
    try:
        with closing(sqlite.opened(str(file), pragmas=(), timeout=busy_seconds)) as connection:
            if _is_of_another(connection):
                yield wrong("Database", f"{file} is of another program", "Name another file in DATABASE_URL")
                return
            yield _written(file, connection)
            yield _journal(connection)
            yield _sound(connection)
            yield _room(file.parent)
            yield tables(version(connection))
    except sqlite3.Error as error:
        yield wrong("Database", f"{file}: {error}", _CHECKED)


def version(connection: sqlite3.Connection) -> str | None:
    """Return the version of the tables, if there are any."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else None


def _is_of_another(connection: sqlite3.Connection) -> bool:
    """Tell whether there are tables, and none of ours: then nothing more is done to the file."""
    names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(names) and not names >= _OURS


def _not_there(file: Path) -> Finding:
    if not file.parent.is_dir():
        return wrong("Database", f"There is no folder {file.parent}", "Make it, or name another file in DATABASE_URL")
    if not os.access(file.parent, os.W_OK):
        return wrong(
            "Database", f"No file can be made in {file.parent}", f"Let whoever runs Milepost write there: {_ID}"
        )
    return well("Database", f"{file} is not there yet; it is made at the first start")


_ID = "chown or chmod, or name another file in DATABASE_URL"


def _written(file: Path, connection: sqlite3.Connection) -> Finding:
    """Write what is there already, and take it back."""
    log = file.with_name(f"{file.name}-wal")
    megabytes = (file.stat().st_size + (log.stat().st_size if log.exists() else 0)) / 1e6
    try:
        connection.execute("BEGIN IMMEDIATE")
        if version(connection) is not None:
            connection.execute("UPDATE alembic_version SET version_num = version_num")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        held = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        mend = "End the program that holds it" if held else f"Let whoever runs Milepost write it and its folder: {_ID}"
        return wrong("Database", f"{file} cannot be written: {error}", mend)
    return well("Database", f"SQLite {sqlite3.sqlite_version}, {file}, {megabytes:,.1f} MB, can be written")


def _journal(connection: sqlite3.Connection) -> Finding:
    """See whether the disk takes WAL, as Milepost sets it when it starts; what the file had is set again."""
    found = _mode(connection, "journal_mode")
    mode = found if found == "wal" else _mode(connection, "journal_mode=WAL")
    if mode != found:
        _mode(connection, f"journal_mode={found}")
    if mode == "wal":
        return well("Journal", "WAL: what is read and what is written do not wait for each other")
    return wrong(
        "Journal",
        f"This disk takes no WAL, only {mode}, as network shares do",
        "Put the file on a disk of this machine, or use PostgreSQL: DATABASE_URL=postgresql://user:password@host/name",
    )


def _mode(connection: sqlite3.Connection, pragma: str) -> str:
    return str(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _sound(connection: sqlite3.Connection) -> Finding:
    """Read the file through, as far as there is time."""
    end = time.monotonic() + READING_SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return well("Integrity", f"No fault in {READING_SECONDS} seconds of reading", "All of it: PRAGMA quick_check")
    finally:
        connection.set_progress_handler(None, 0)
    if found == "ok":
        return well("Integrity", "The file is sound")
    return wrong("Integrity", f"The file is damaged: {found}", "Stop Milepost and restore a backup: docs/operations.md")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free in {folder}"
    return well("Disk", told) if free >= ROOM else wrong("Disk", told, "Make room, or move the file to another disk")
