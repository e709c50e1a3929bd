"""The first command finds loaded what it needs; a process that hears nobody loads nothing of it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import serve
from bot.clock import Clock
from bot.coach import lexicon
from bot.dates.grammar import lexicon as words_of_time
from bot.process.roles import ProcessRole
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


_HEARS = """
import sys, bot.__main__, adapters.slack, adapters.discord
from sqlalchemy.orm import configure_mappers
from bot.storage.database import Database
Database("sqlite://")
configure_mappers()
print(*sys.modules)
"""
"""What a process does that keeps everything in SQLite and hears people by sockets."""


@pytest.fixture(scope="module")
def held() -> set[str]:
    """The modules that such a process holds in memory."""
    listed = subprocess.run([sys.executable, "-c", _HEARS], capture_output=True, text=True, check=True)
    return set(listed.stdout.split())


@pytest.mark.slow
def test_who_listens_by_socket_or_only_sends_loads_no_web_server(held: set[str]) -> None:
    """Slack by HTTP and the playground need one; nobody else holds it in memory."""
    assert not {"starlette", "uvicorn"} & held


@pytest.mark.slow
def test_who_only_hears_people_loads_nothing_that_sends_what_is_due(held: set[str]) -> None:
    """Neither the scheduler nor APScheduler, which brings along Python's pools of processes."""
    assert not {"scheduler.delivery", "apscheduler", "multiprocessing"} & held


@pytest.mark.slow
def test_who_keeps_everything_in_sqlite_loads_nothing_of_postgresql(held: set[str]) -> None:
    """SQLAlchemy's dialect and the driver are some megabytes."""
    assert not {"sqlalchemy.dialects.postgresql", "asyncpg"} & held


@pytest.mark.parametrize(
    ("role", "loaded"), [(ProcessRole.all, True), (ProcessRole.gateway, True), (ProcessRole.scheduler, False)]
)
async def test_what_a_command_needs_is_there_before_the_first_is_heard(
    tmp_path: Path, role: ProcessRole, *, loaded: bool
) -> None:
    stop, found = asyncio.Event(), asyncio.Queue[bool]()
    lexicon.load.cache_clear()
    words_of_time.load.cache_clear()

    def started(_url: str) -> None:
        found.put_nowait(lexicon.load.cache_info().currsize > 0 and words_of_time.load.cache_info().currsize > 0)
        stop.set()

    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path / 'milepost.db'}",
        port=0,
        web=False,
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        slack_api_url="http://127.0.0.1:9/api/",
    )
    await serve(settings, role, clock=Clock(), stop=stop, started=started)

    assert found.get_nowait() is loaded
