"""The limit: the very statements that Milepost made, said again by the bare driver, one after the other."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import asyncpg

from benchmarks.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.dispatch.milepost import Statement


async def replay(url: str, transactions: Sequence[Sequence[Statement]], due: int) -> Meter:
    """Carry out `transactions`, which were recorded on a copy of this database."""
    meter = Meter()
    if url.startswith("sqlite"):
        await asyncio.to_thread(_on_sqlite, url.removeprefix("sqlite:///"), transactions, meter)
    else:
        connection = await asyncpg.connect(url)
        async with meter.running():
            for transaction in transactions:
                async with connection.transaction():
                    for words, parameters, many in transaction:
                        if many:
                            await connection.executemany(words, parameters)
                        else:
                            await connection.fetch(words, *parameters)
        await connection.close()
    meter.stall = None
    meter.moments = [meter.ended] * due
    return meter


def _on_sqlite(path: str, transactions: Sequence[Sequence[Statement]], meter: Meter) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    meter.start()
    for transaction in transactions:
        connection.execute("BEGIN IMMEDIATE")
        for words, parameters, many in transaction:
            if many:
                connection.executemany(words, parameters)
            else:
                connection.execute(words, parameters).fetchall()
        connection.execute("COMMIT")
    meter.stop()
    connection.close()
