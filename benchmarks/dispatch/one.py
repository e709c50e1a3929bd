"""One run of one contestant in a process of its own; prints its figures as a line of JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import TYPE_CHECKING

import structlog

from benchmarks.dispatch import milepost, peers, raw
from benchmarks.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


async def _replicas(url: str, due: int, count: int) -> Meter:
    """Send with several processes, which begin at the same moment; each reports what it did."""
    begin = str(time.time() + 6)
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.dispatch.one", "milepost-at", url, begin, str(due)),
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(count)
    ]
    said = [json.loads((await process.communicate())[0]) for process in processes]
    meter = Meter(began=float(begin), ended=max(one["ended"] for one in said), stall=max(one["stall"] for one in said))
    meter.moments = sorted(moment for one in said for moment in one["moments"])
    return meter


async def _at(url: str, begin: float, due: int) -> None:
    meter = await milepost.drain(url, due, begin)
    print(json.dumps({"moments": meter.moments, "ended": meter.ended, "stall": meter.stall}))


async def main(name: str, url: str, waiting: int, due: int, recorded_on: str) -> None:
    """Run it."""
    contestants: dict[str, Callable[[], Awaitable[Meter]]] = {
        "milepost": lambda: milepost.drain(url, due),
        "milepost x1": lambda: _replicas(url, due, 1),
        "milepost x2": lambda: _replicas(url, due, 2),
        "job per milestone": lambda: peers.job_per_milestone(url, waiting, due),
        "pgqueuer": lambda: peers.pgqueuer(url, waiting, due),
        "procrastinate": lambda: peers.procrastinate(url, waiting, due),
        "celery": lambda: peers.celery(url, waiting, due),
    }
    if name == "raw driver":
        meter = await raw.replay(url, await milepost.record(recorded_on), due)
    else:
        meter = await contestants[name]()
    print(json.dumps(meter.figures().as_dict()))


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    arguments = sys.argv[1:]
    if arguments[0] == "milepost-at":
        asyncio.run(_at(arguments[1], float(arguments[2]), int(arguments[3])))
    else:
        asyncio.run(main(arguments[0], arguments[1], int(arguments[2]), int(arguments[3]), arguments[4]))
