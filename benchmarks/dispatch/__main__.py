"""`python -m benchmarks.dispatch`: every contestant in turn, several rounds, the medians as a table."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

from benchmarks import machine
from benchmarks.meter import Figures
from benchmarks.stage import Databases, postgres, seed

OURS = ("milepost", "raw driver")
ON_SQLITE = (*OURS, "job per milestone")
ON_POSTGRES = (*OURS, "milepost x1", "milepost x2", "pgqueuer", "procrastinate", "celery")
_SECONDS = 900
_SLOW_SECONDS = 40


def main(
    rounds: int = 3,
    due: int = 10_000,
    sizes: str = "10000,100000,1000000",
    peers_up_to: Annotated[int, typer.Option(help="Peers take part up to so many waiting.")] = 100_000,
) -> None:
    """Measure nudges per second, lateness, the event loop's stalls and memory."""
    print(machine.described())
    with tempfile.TemporaryDirectory() as folder, postgres() as server:
        for kind, names, databases in (
            ("SQLite", ON_SQLITE, Databases(Path(folder))),
            ("PostgreSQL", ON_POSTGRES, Databases(Path(folder), server)),
        ):
            for waiting in map(int, sizes.split(",")):
                full = databases.make()
                asyncio.run(seed(databases.url(full), waiting=waiting, due=due))
                chosen = [
                    name for name in names if name in OURS or name.startswith("milepost") or waiting <= peers_up_to
                ]
                if waiting > due:
                    chosen = [name for name in chosen if name != "celery"]
                found = _rounds(databases, full, chosen, rounds=rounds, waiting=waiting, due=due)
                _print(kind, waiting, due, found)
                databases.drop(full)


def _rounds(
    databases: Databases, full: str, names: list[str], *, rounds: int, waiting: int, due: int
) -> dict[str, list[Figures]]:
    """Run them one after the other, and again: what else the machine does meets all of them."""
    found: dict[str, list[Figures]] = defaultdict(list)
    for _ in range(rounds):
        # What takes minutes is measured once.
        for name in [name for name in names if not found[name] or found[name][0].seconds < _SLOW_SECONDS]:
            ours = name in OURS or name.startswith("milepost")
            database = databases.make(like=full if ours else "")
            other = databases.make(like=full) if name == "raw driver" else ""
            with contextlib.suppress(subprocess.TimeoutExpired):
                found[name].append(
                    _run(name, databases.url(database), waiting, due, databases.url(other) if other else "-")
                )
            for used in filter(None, (database, other)):
                databases.drop(used)
    return found


def _run(*arguments: Any) -> Figures:
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", "benchmarks.dispatch.one", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{arguments[0]} failed:\n{done.stderr[-3000:]}")
    return Figures(**json.loads(done.stdout.splitlines()[-1]))


def _print(kind: str, waiting: int, due: int, found: dict[str, list[Figures]]) -> None:
    """Print the medians."""
    print(f"\n### {kind}, {due:,} due among {waiting:,} waiting\n")
    print("| | sent/s | beside the raw driver | late p50 | late p99 | longest stall | memory |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    limit = median(figures.rate for figures in found["raw driver"])
    for name, runs in found.items():
        assert all(figures.sent == due for figures in runs), (name, [figures.sent for figures in runs])  # noqa: S101
        rate = median(figures.rate for figures in runs)
        bare = name == "raw driver"
        late = ["–", "–"] if bare else [f"{_median(runs, which):.2f} s" for which in ("late_p50", "late_p99")]
        stalls = [figures.stall for figures in runs if figures.stall is not None]
        stall = f"{median(stalls) * 1000:.0f} ms" if stalls and name != "celery" else "–"
        memory = (
            f"{_median(runs, 'memory'):.0f} MB"
            if name in ("milepost", "job per milestone", "pgqueuer", "procrastinate")
            else "–"
        )
        print(f"| {name} | {rate:,.0f} | {rate / limit:.2f} | {' | '.join(late)} | {stall} | {memory} |", flush=True)


def _median(runs: list[Figures], which: str) -> float:
    return median(getattr(figures, which) for figures in runs)


if __name__ == "__main__":
    typer.run(main)
