"""Several real processes on one PostgreSQL: each nudge is sent by one of them, whoever dies."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from benchmarks.stage import seed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

LEASE = 3.0
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


@asynccontextmanager
async def replica(url: str, sheet: Path, how: str = "well") -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a process that sends until the block ends."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.scheduler.replica", url, str(sheet), str(LEASE), how)
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def lines(sheet: Path, count: int, within: float) -> list[list[str]]:
    """Wait until so many lines are written; return each as its words."""
    async with asyncio.timeout(within):
        while not sheet.exists() or sheet.read_text().count("\n") < count:  # noqa: ASYNC110 - it is a file
            await asyncio.sleep(0.02)
    return [line.split() for line in sheet.read_text().splitlines()]


async def test_four_processes_share_five_thousand_and_send_each_once(database_url: str, tmp_path: Path) -> None:
    await seed(database_url, waiting=5000, due=5000)
    sheet = tmp_path / "sent"

    async with AsyncExitStack() as stack:
        for _ in range(4):
            await stack.enter_async_context(replica(database_url, sheet))
        await lines(sheet, 5000, within=120)
        await asyncio.sleep(LEASE + 1)
    sent = [line.split() for line in sheet.read_text().splitlines()]

    assert Counter(user for _, user in sent) == Counter(f"u{n}" for n in range(1, 5001))
    assert len({process for process, _ in sent}) > 1


async def test_what_a_dead_process_held_is_sent_when_its_lease_ends(database_url: str, tmp_path: Path) -> None:
    await seed(database_url, waiting=20, due=20)
    held, sheet = tmp_path / "held", tmp_path / "sent"

    async with replica(database_url, held, "mute") as holder:
        await lines(held, 2, within=30)
        async with replica(database_url, sheet) as _:
            await lines(sheet, 1, within=30)
            holder.kill()
            died = asyncio.get_running_loop().time()
            sent = await lines(sheet, 20, within=30)
            waited = asyncio.get_running_loop().time() - died

    assert sorted(user for _, user in sent) == sorted(f"u{n}" for n in range(1, 21))
    assert waited < LEASE + 2
