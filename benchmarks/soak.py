"""`python -m benchmarks.soak`: a year of many people in virtual time; what was sent, how late, in what memory.

It ends with 1, and says what is wrong, unless each check-in that the planner calls for was sent once and on time, in
memory that does not grow.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from dataclasses import dataclass
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
from bot.models import Account, Delivery, Goal, Nudge, Person
from bot.nudges import planner
from bot.storage.database import Database
from scheduler.claim import Lane
from scheduler.delivery import Deliverer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.messages import Address, Reply
    from bot.nudges.planned import Planned

START = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
ZONES = ("Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo")
_CHUNK = 2000
_WARM = 6
"""The part of the time after which caches are full, and memory may grow no more: a sixth."""
_GROWTH = 0.1
"""By how much it may grow all the same."""
_LATE = timedelta(seconds=5)
"""How late the latest may be: here the platform takes no time, and the clock stands still meanwhile."""


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of the time that passed."""

    called_for: int
    """Check-ins that the planner has in that time."""
    states: Mapping[str, int]
    """Nudges in the outbox at the end, by their state."""
    messages: int
    """Messages that the platform was given …"""
    deliveries: int
    """… and those that are written down as sent."""
    at_once: int
    """How often two messages went to one person in the same moment."""
    late: Sequence[timedelta]
    """How late each nudge was, the latest last."""
    warm: float
    """Memory when caches were full, in MB …"""
    end: float
    """… and at the end."""
    tasks: int
    """Tasks left over."""

    def __str__(self) -> str:
        counts = ", ".join(f"{count:,} {state}" for state, count in self.states.items())
        seconds = [span.total_seconds() for span in self.late] or [0.0]
        return (
            f"nudges: {counts}, {self.called_for:,} called for; two at once to one person: {self.at_once}\n"
            f"late: p50 {seconds[len(seconds) // 2]:.0f} s, p99 {seconds[len(seconds) * 99 // 100]:.0f} s, "
            f"most {seconds[-1]:.0f} s\n"
            f"memory when warm {self.warm:.0f} MB, at the end {self.end:.0f} MB; tasks left over: {self.tasks}"
        )

    def faults(self) -> Sequence[str]:
        """Say all that is not as it should be."""
        sent, latest = self.states.get("sent", 0), self.late[-1] if self.late else timedelta(0)
        others = {state: count for state, count in self.states.items() if state not in ("sent", "waiting")}
        wrong = {
            f"{sent:,} check-ins were sent, and {self.called_for:,} are called for": sent != self.called_for,
            f"nobody answered, and not all were sent or wait: {others}": bool(others),
            f"{self.messages:,} messages went out, and {self.deliveries:,} are written down": (
                self.messages != self.deliveries
            ),
            f"{self.at_once} times two messages went to one person in one moment": self.at_once > 0,
            f"one came {latest.total_seconds():.0f} s late": latest > _LATE,
            f"memory grew from {self.warm:.0f} MB to {self.end:.0f} MB": self.end > self.warm * (1 + _GROWTH),
            f"{self.tasks} tasks are left over": self.tasks != 0,
        }
        return [words for words, is_so in wrong.items() if is_so]


class VirtualClock(Clock):
    """A clock that goes as far as it is told."""

    def now(self) -> datetime:
        """Return where it stands."""
        return START + self._ahead


class Nowhere:
    """A platform that takes everything, and counts it."""

    def __init__(self) -> None:
        self.messages = 0

    async def send(self, to: Address, reply: Reply, key: str) -> str:
        """Take it."""
        del to, reply
        self.messages += 1
        return key

    async def find(self, to: Address, key: str, since: datetime) -> None:
        """Find nothing."""
        del to, key, since


async def fill(database: Database, people: int, days: int) -> int:
    """Give everybody a goal with a date in that time, and one in ten a goal with a weekly rhythm.

    Returns how many check-ins that calls for.
    """
    random, called_for, end = Random(1), 0, START + timedelta(days=days)  # noqa: S311 - chance, not a secret
    for start in range(1, people + 1, _CHUNK):
        rows: dict[Any, list[dict[str, Any]]] = {Person: [], Account: [], Goal: [], Nudge: []}
        for n in range(start, min(start + _CHUNK, people + 1)):
            person: dict[str, Any] = {
                "id": n,
                "name": f"Person {n}",
                "zone": ZONES[n % len(ZONES)],
                "created_at": START,
            }
            rows[Person].append(person)
            rows[Account].append({"id": n, "person_id": n, "platform": PLATFORM, "user_id": f"u{n}"})
            due = (START + timedelta(days=random.randrange(1, days))).date()
            goals = [{"id": 2 * n, "number": 1, "due_on": due, "dated_at": START}]
            if n % 10 == 0:
                weekday = ("MO", "TU", "WE", "TH", "FR")[n // 10 % 5]
                goals.append({"id": 2 * n + 1, "number": 2, "rhythm": f"FREQ=WEEKLY;BYDAY={weekday}"})
            for goal in goals:
                whole: dict[str, Any] = goal | {"person_id": n, "title": f"Ship part {goal['id']}", "created_at": START}
                rows[Goal].append(whole)
                for track in planner.tracks(Goal(**whole), [], Person(**person).calendar, START):
                    ahead = list(_ahead(track, end))
                    called_for += sum(one.at <= end for one in ahead)
                    rows[Nudge] += [_waiting(whole, one) for one in ahead[:1]]
        async with database.engine.begin() as connection:
            for table, values in rows.items():
                # Rows with the same columns go together.
                for shape in {frozenset(row) for row in values}:
                    await connection.execute(insert(table), [row for row in values if frozenset(row) == shape])
    return called_for


def _ahead(track: Iterable[Planned], end: datetime) -> Iterator[Planned]:
    """Return what is planned along a track from the start, as far as the first that is past the end."""
    for one in track:
        if one.at > START:
            yield one
        if one.at > end:
            return


def _waiting(goal: dict[str, Any], one: Planned) -> dict[str, Any]:
    """Return the row of a nudge that waits in the outbox."""
    return {
        "subject": one.subject,
        "occurrence": str(one.occurrence),
        "person_id": goal["person_id"],
        "goal_id": goal["id"],
        "platform": PLATFORM,
        "realm": "",
        "due_at": one.at,
        "run_at": one.at,
    }


def _memory() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def live(url: str, people: int, days: int) -> Lived:
    """Let the time pass, from one due moment to the next, and say what happened."""
    database, clock, platform = Database(url), VirtualClock(), Nowhere()
    await database.upgrade()
    called_for = await fill(database, people, days)
    deliverer = Deliverer(database=database, outgoing={Lane(PLATFORM): platform}, clock=clock)
    tasks, end, began, looks = len(asyncio.all_tasks()), START + timedelta(days=days), time.monotonic(), 0
    warm, month = 0.0, 0
    print("| day | messages so far | memory | minutes |\n|--:|--:|--:|--:|")
    while (due := await deliverer.next_due()) is not None and due <= end:
        clock.advance(max(due - clock.now(), timedelta(0)))
        await deliverer.send_due()
        looks += 1
        passed = (clock.now() - START).days
        if not warm and passed >= days // _WARM:
            warm = _memory()
        if passed // 30 > month:
            month = passed // 30
            minutes = (time.monotonic() - began) / 60
            print(f"| {passed} | {platform.messages:,} | {_memory():.0f} MB | {minutes:.1f} |", flush=True)
    memory = _memory()
    async with database.transaction() as session:
        lived = Lived(
            called_for=called_for,
            messages=platform.messages,
            warm=warm,
            end=memory,
            tasks=len(asyncio.all_tasks()) - tasks,
            **await _written(session),
        )
    await database.close()
    print(f"\n{looks:,} looks at the outbox; {lived}")
    return lived


async def _written(session: AsyncSession) -> dict[str, Any]:
    """Return what the tables tell of it."""
    states = await session.execute(select(col(Nudge.state), func.count()).group_by(col(Nudge.state)))
    twice = await session.execute(
        select(col(Delivery.person_id), col(Delivery.intended_at))
        .group_by(col(Delivery.person_id), col(Delivery.intended_at))
        .having(func.count() > 1)
    )
    sent = select(col(Delivery.sent_at), col(Nudge.due_at)).join(Nudge, col(Nudge.delivery_id) == Delivery.id)
    late = await session.execute(sent)
    return {
        "states": {str(state): count for state, count in states},
        "deliveries": await session.scalar(select(func.count(col(Delivery.id))).where(col(Delivery.state) == "sent")),
        "at_once": len(twice.all()),
        "late": sorted(sent_at - due_at for sent_at, due_at in late if sent_at is not None),
    }


def main(people: int = 10_000, days: int = 365) -> None:
    """Let a year pass; end with 1 if something is not as it should be."""
    print(machine.described())
    with tempfile.TemporaryDirectory() as folder:
        lived = asyncio.run(live(f"sqlite:///{folder}/soak.db", people, days))
    for words in lived.faults():
        print(f"WRONG: {words}")
    raise typer.Exit(1 if lived.faults() else 0)


if __name__ == "__main__":
    typer.run(main)
