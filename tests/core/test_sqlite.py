"""SQLite's connection hears one call at a time, whoever stopped waiting for it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from bot import sqlite

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_call_that_nobody_waits_for_any_more_is_still_let_finish(tmp_path: Path) -> None:
    """Two at once would bring the process down (a segmentation fault); the lock being held is no leave for it."""
    heard = []

    def commit() -> None:
        time.sleep(0.2)
        heard.append("commit")

    async with sqlite.connect(str(tmp_path / "some.db"), isolation_level=None, check_same_thread=False) as connection:
        await connection.execute("BEGIN IMMEDIATE")
        execute: Any = connection._execute
        long = asyncio.create_task(execute(commit))
        await asyncio.sleep(0.1)
        long.cancel()
        await execute(lambda: heard.append("the next"))

    assert heard == ["commit", "the next"]
