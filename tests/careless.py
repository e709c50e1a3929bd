"""SQLite of tests does not wait for the disk, as their PostgreSQL does not: a power cut takes nothing that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from bot.storage.database import Database


def careless(database: Database) -> Database:
    """Let a database on SQLite, which has not connected yet, write nothing down for good."""
    if database.is_sqlite:
        event.listen(database.engine.sync_engine, "connect", _trusting)
    return database


def _trusting(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
