"""SQLite hears one call at a time, whoever stopped waiting for it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.storage.database import Database
from bot.storage.sqlite import finished

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_call_that_nobody_waits_for_any_more_is_still_let_finish() -> None:
    """Two at once would bring the process down (a segmentation fault)."""
    heard = []

    def commit() -> None:
        time.sleep(0.2)
        heard.append("commit")

    waiting = asyncio.create_task(finished(commit))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.sleep(0.05)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting

    assert heard == ["commit"]


async def test_what_a_call_raises_is_raised_where_it_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError):
        await finished(lambda: 1 / 0)


async def test_cancelled_transactions_leave_a_database_that_works(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'some.db'}")

    async def count() -> int:
        async with database.transaction() as session:
            await session.execute(text("CREATE TABLE IF NOT EXISTS some (n INTEGER)"))
            await session.execute(text("INSERT INTO some VALUES (1)"))
            return int((await session.execute(text("SELECT count(*) FROM some"))).scalar_one())

    for turn in range(100):
        task = asyncio.create_task(count())
        for _ in range(turn % 10):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    before = await count()
    after = await count()
    await database.close()

    assert after == before + 1
