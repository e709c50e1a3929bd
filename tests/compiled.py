"""Statements are compiled once in a process rather than once in a test; that took a third of the suite's time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Dialect

    from bot.storage.database import Database


class Compiled:
    """What SQLAlchemy knows of SQLite and of PostgreSQL, and what it made of statements, from one test to the next."""

    def __init__(self) -> None:
        self._known: dict[bool, tuple[Dialect, dict[Any, Any]]] = {}

    def learn(self, database: Database) -> None:
        """Keep what a database's engine found out when it connected."""
        self._known[database.is_sqlite] = (database.engine.dialect, {})

    def lent(self, database: Database) -> Database:
        """Let a database that has not connected yet know what is known of its kind."""
        engine = database.engine.sync_engine
        engine.dialect, cache = self._known[database.is_sqlite]
        engine.update_execution_options(compiled_cache=cache)
        return database
