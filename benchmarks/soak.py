"""`python -m benchmarks.soak`: a year of many people in virtual time; what was sent, how late, in what memory."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import typer
from sqlalchemy import func, insert, select
from sqlmodel import col

from benchmarks import machine
from benchmarks.stage import PLATFORM
from bot.clock import Clock
from bot.database import Database
from bot.models import Account, Delivery, Goal, Nudge, Person
from bot.nudges import planner
from scheduler.claim import Lane
from scheduler.delivery import Deliverer

if TYPE_CHECKING:
    from bot.messages import Address, Reply

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo")
_CHUNK = 2000
_WARM = 60
"""Days after which caches are full, and memory may grow no more."""


class VirtualClock(Clock):
    """A clock that goes as far as it is told."""

    def now(self) -> datetime:
        """Return where it stands."""
        return START + self._ahead


class Nowhere:
    """A platform that takes everything."""

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Take it."""
        del to, reply
        return key

    async def find(self, to: Address, key: str, since: datetime) -> None:
        """Find nothing."""
        del to, key, since


async def fill(database: Database, people: int, days: int) -> None:
    """Give everybody a goal with a date in that time, and one in ten a goal with a weekly rhythm."""
    random = Random(1)  # noqa: S311 - chance, not a secret
    for start in range(1, people + 1, _CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {Person: [], Account: [], Goal: [], Nudge: []}
        for n in range(start, min(start + _CHUNK, people + 1)):
            person = {"id": n, "name": f"Person {n}", "zone": ZONES[n % len(ZONES)], "created_at": START}
            rows[Person].append(person)
            rows[Account].append({"id": n, "person_id": n, "platform": PLATFORM, "user_id": f"u{n}"})
            due = (START + timedelta(days=random.randrange(1, days))).date()
            goals = [{"id": 2 * n, "number": 1, "due_on": due, "dated_at": START}]
            if n % 10 == 0:
                weekday = ("MO", "TU", "WE", "TH", "FR")[n // 10 % 5]
                goals.append({"id": 2 * n + 1, "number": 2, "rhythm": f"FREQ=WEEKLY;BYDAY={weekday}"})
            for goal in goals:
                whole = goal | {"person_id": n, "title": f"Ship part {goal['id']}", "created_at": START}
                rows[Goal].append(whole)
                rows[Nudge] += _planned(whole, Person(**person))
        async with database.engine.begin() as connection:
            for table, values in rows.items():
                # Rows with the same columns go together.
                for shape in {frozenset(row) for row in values}:
                    await connection.execute(insert(table), [row for row in values if frozenset(row) == shape])


def _planned(goal: dict[str, Any], person: Person) -> list[dict[str, Any]]:
    tracks = planner.tracks(Goal(**goal), [], person.calendar, START)
    firsts = (next((one for one in track if one.at > START), None) for track in tracks)
    return [
        {
            "subject": one.subject,
            "occurrence": one.occurrence,
            "person_id": person.id,
            "goal_id": goal["id"],
            "platform": PLATFORM,
            "realm": "",
            "due_at": one.at,
            "run_at": one.at,
        }
        for one in firsts
        if one is not None
    ]


def _memory() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def live(url: str, people: int, days: int) -> None:
    """Let the time pass, from one due moment to the next, and say what happened."""
    database, clock = Database(url), VirtualClock()
    await database.upgrade()
    await fill(database, people, days)
    deliverer = Deliverer(database=database, outgoing={Lane(PLATFORM): Nowhere()}, clock=clock)
    tasks, end, began, looks = len(asyncio.all_tasks()), START + timedelta(days=days), time.monotonic(), 0
    warm, month = 0.0, 0
    print("| day | sent so far | memory | minutes |\n|--:|--:|--:|--:|")
    while (due := await deliverer.next_due()) is not None and due <= end:
        clock.advance(max(due - clock.now(), timedelta(0)))
        await deliverer.send_due()
        looks += 1
        passed = (clock.now() - START).days
        if not warm and passed >= _WARM:
            warm = _memory()
        if passed // 30 > month:
            month = passed // 30
            async with database.transaction() as session:
                sent = await session.scalar(select(func.count(col(Delivery.id))).where(Delivery.state == "sent"))
            print(f"| {passed} | {sent:,} | {_memory():.0f} MB | {(time.monotonic() - began) / 60:.1f} |", flush=True)
    await _report(database, looks)
    print(f"memory after day {_WARM}: {warm:.0f} MB, at the end: {_memory():.0f} MB ({_memory() / warm - 1:+.0%})")
    print(f"tasks left over: {len(asyncio.all_tasks()) - tasks}")
    await database.close()


async def _report(database: Database, looks: int) -> None:
    async with database.transaction() as session:
        states = await session.execute(select(Nudge.state, func.count()).group_by(col(Nudge.state)))
        counts = ", ".join(f"{count:,} {state}" for state, count in states)
        twice = await session.execute(
            select(Delivery.person_id, Delivery.intended_at)
            .group_by(col(Delivery.person_id), col(Delivery.intended_at))
            .having(func.count() > 1)
        )
        late = sorted(
            (sent_at - due_at).total_seconds()
            for sent_at, due_at in await session.execute(
                select(Delivery.sent_at, Nudge.due_at)
                .join(Nudge, col(Nudge.delivery_id) == Delivery.id)
                .where(col(Delivery.sent_at).is_not(None))
            )
        )
    print(f"\n{looks:,} looks at the outbox; nudges: {counts}; two at once to one person: {len(twice.all())}")
    print(f"late: p50 {late[len(late) // 2]:.0f} s, p99 {late[len(late) * 99 // 100]:.0f} s, most {late[-1]:.0f} s")


def main(people: int = 10_000, days: int = 365) -> None:
    """Let a year pass."""
    print(machine.described())
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(f"sqlite:///{folder}/soak.db", people, days))


if __name__ == "__main__":
    typer.run(main)
