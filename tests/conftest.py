"""What tests stand on: both databases, a clock that stands still, and Milepost's core on them."""

from __future__ import annotations

import asyncio
import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import structlog
from sqlalchemy import make_url

from bot.process.memory import keep_what_is_loaded
from bot.storage.database import Database
from tests.careless import careless
from tests.compiled import Compiled
from tests.house import House, Postbox, StillClock
from tests.patience import PatientClock, PatientLoop
from tests.postgres import Shelf, created, started

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path


hypothesis.settings.register_profile("milepost", deadline=None)
# How long an example takes is the machine's business here; benchmarks and tests/coach/test_speed.py look at time.
hypothesis.settings.load_profile("milepost")


_AT_ONCE = {
    *("scheduler", "test_at_once.py", "test_second_tap.py", "test_taken_meanwhile.py"),
    *("test_brought_back.py", "test_database.py", "test_rules.py", "test_statements.py"),
}
"""Where both databases are tried each time, as locks and statements of their own are what it is about."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes dialogs anew."""
    parser.addoption("--rewrite", action="store_true", help="write what is said now into tests/conversations")


CLOCK = pytest.StashKey[PatientClock]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the clock that event loops go by."""
    config.stash[CLOCK] = PatientClock()
    config.stash[CLOCK].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[CLOCK].stop()


def pytest_asyncio_loop_factories(config: pytest.Config) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Let no test run out of time because the machine stalled."""
    return {"patient": partial(PatientLoop, config.stash[CLOCK])}


def pytest_collection_finish() -> None:
    """Tell the garbage collector that modules and tests stay: to go through them again and again is a tenth of all."""
    keep_what_is_loaded()


def _seconds_allowed(item: pytest.Item) -> float:
    limit = item.get_closest_marker("timeout")
    return float(limit.args[0]) if limit else 0.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread what is slow in itself, and leave to CI what was tried on SQLite already."""
    _spread(items)
    for item in items:
        if _is_tried_on_sqlite(item):
            item.add_marker(pytest.mark.slow)


def _spread(items: list[pytest.Item]) -> None:
    """Spread the slow tests, which mostly wait, so that several workers begin with one each, the longest first."""
    slow = [item for item in items if item.get_closest_marker("slow")]
    slow.sort(key=_seconds_allowed, reverse=True)
    rest = [item for item in items if not item.get_closest_marker("slow")]
    apart = len(rest) // max(len(slow), 1)
    for number, item in enumerate(slow):
        rest.insert(number * (apart + 1), item)
    items[:] = rest


def _is_tried_on_sqlite(item: pytest.Item) -> bool:
    """Tell whether a test is a second one, on PostgreSQL, of what no two processes ever do at once."""
    on = getattr(item, "callspec", None)
    return on is not None and "postgres" in on.params.values() and not _AT_ONCE.intersection(item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def _short_logs() -> None:
    """Log in single lines: the console's own tracebacks, with all their locals, take longer than the tests."""
    structlog.configure(processors=[structlog.stdlib.add_log_level, structlog.processors.KeyValueRenderer()])


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real PostgreSQL, started for these tests in a second."""
    server = started(tmp_path_factory.mktemp("postgres"))
    yield server
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return created(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """What was made of statements before."""
    return Compiled()


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory, compiled: Compiled) -> Path:
    """A file with Milepost's tables and nothing in them, to be copied: making them anew takes a tenth of a second."""
    path = tmp_path_factory.mktemp("sqlite") / "tables.db"
    asyncio.run(_upgrade(f"sqlite:///{path}", compiled))
    return path


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Any, compiled: Compiled) -> str:
    """The name of a database with Milepost's tables and nothing in them, to be copied."""
    url = created(postgres)
    asyncio.run(_upgrade(url, compiled))
    return str(make_url(url).database)


@pytest.fixture(scope="session")
def shelf(postgres: Any, postgres_with_tables: str) -> Shelf:
    """Databases with tables on PostgreSQL."""
    return Shelf(postgres, postgres_with_tables)


@pytest.fixture
def sqlite_url(sqlite_with_tables: Path, tmp_path: Path) -> str:
    """The address of an SQLite database with Milepost's tables."""
    return f"sqlite:///{shutil.copy(sqlite_with_tables, tmp_path / 'milepost.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with Milepost's tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("sqlite_url"))
        return
    shelf: Shelf = request.getfixturevalue("shelf")
    url = shelf.take()
    yield url
    shelf.put_back(url)


async def _upgrade(url: str, compiled: Compiled) -> None:
    database = careless(Database(url))
    await database.upgrade()
    await database.close()
    compiled.learn(database)


@pytest.fixture
async def database(database_url: str, compiled: Compiled) -> AsyncIterator[Database]:
    """A database with Milepost's tables."""
    database = compiled.lent(careless(Database(database_url)))
    yield database
    await database.close()


@pytest.fixture
def house(database: Database) -> House:
    """Milepost's core with a clock that stands still and a postbox for what it sends."""
    return House(database, StillClock(), Postbox())
