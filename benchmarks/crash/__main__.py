"""`python -m benchmarks.crash`: the real process is killed at random moments of a burst; what arrived is counted."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from benchmarks import machine
from benchmarks.crash.platforms import NAMES, started
from benchmarks.stage import Databases, postgres, seed

if TYPE_CHECKING:
    from benchmarks.crash.platforms import Platform

LEASE_SECONDS = 4
_IN_FLIGHT = 8
"""As many as a process has on their way at once, as `scheduler.policy` has it."""
_PATIENCE_SECONDS = 900


@dataclass
class Course:
    """What happened in one burst."""

    kills: int = 0
    drops: int = 0
    seconds: float = 0.0


class Replica:
    """A process that sends, started again whenever it was killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it, and wait until it says that it runs."""
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run", "--role", "scheduler"),
            env={"PATH": "", "LEASE_SECONDS": str(LEASE_SECONDS), "WEB": "false", **self._environment},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        await self._process.stdout.readline()

    async def kill(self) -> None:
        """End it with no chance to do anything."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()


async def burst(platform: Platform, url: str, *, replicas: int, kills: int, random: Random) -> Course:
    """Let `replicas` send all that is due, killing one at random moments, until some time after all arrived."""
    course, loop = Course(), asyncio.get_running_loop()
    began = loop.time()
    running = [Replica({"DATABASE_URL": url, **platform.environment}) for _ in range(replicas)]
    await asyncio.gather(*(replica.start() for replica in running))
    while course.kills < kills and 0 in platform.arrived():
        await asyncio.sleep(random.uniform(0.1, 1.6))
        platform.drop_an_answer()
        course.drops += 1
        await asyncio.sleep(random.uniform(0, 0.4))
        one = random.choice(running)
        await one.kill()
        course.kills += 1
        await one.start()
    while 0 in platform.arrived() and loop.time() - began < _PATIENCE_SECONDS:  # noqa: ASYNC110 - no event tells
        await asyncio.sleep(0.5)
    await asyncio.sleep(3 * LEASE_SECONDS)
    for replica in running:
        await replica.kill()
    course.seconds = loop.time() - began
    return course


async def measure(name: str, databases: Databases, *, nudges: int, replicas: int, kills: int, random: Random) -> str:
    """Return a row of the table: as many bursts as it takes for so many kills."""
    whole, due, lost, doubled = Course(), 0, 0, 0
    while whole.kills < kills:
        async with started(name, nudges) as platform:
            database = databases.make()
            await seed(databases.url(database), waiting=nudges, due=nudges, address=platform.address)
            course = await burst(
                platform, databases.url(database), replicas=replicas, kills=kills - whole.kills, random=random
            )
            arrived = platform.arrived()
            databases.drop(database)
        due, lost, doubled = due + nudges, lost + arrived.count(0), doubled + sum(max(n - 1, 0) for n in arrived)
        whole.kills, whole.drops = whole.kills + course.kills, whole.drops + course.drops
        whole.seconds += course.seconds
    allowed = whole.kills * _IN_FLIGHT + whole.drops if "no history" in name else 0
    return f"| {due:,} | {whole.kills} | {whole.drops} | {lost} | {doubled} | {allowed} | {whole.seconds:.0f} s |"


def main(
    kills: Annotated[int, typer.Option(help="In all; spread over the bursts.")] = 204,
    nudges: Annotated[int, typer.Option(help="Due at once in each burst.")] = 2000,
    seed_: Annotated[int, typer.Option("--seed", help="Of the random moments.")] = 1,
) -> None:
    """Kill and count."""
    print(machine.described())
    print("\n| platform | database | processes | due | kills | answers dropped | lost | doubled | allowed | took |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        databases = {"SQLite": Databases(Path(folder)), "PostgreSQL": Databases(Path(folder), server)}
        bursts = list(product(NAMES, databases, (1, 3)))
        for number, (name, database, replicas) in enumerate(bursts):
            each = kills // len(bursts) + (number < kills % len(bursts))
            row = asyncio.run(
                measure(
                    name,
                    databases[database],
                    nudges=nudges,
                    replicas=replicas,
                    kills=each,
                    random=Random(seed_ + number),  # noqa: S311 - chance, not a secret
                )
            )
            print(f"| {name} | {database} | {replicas} {row}", flush=True)


if __name__ == "__main__":
    typer.run(main)
