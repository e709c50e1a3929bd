"""`python -m benchmarks.pace`: how late nudges come that are due in one minute, or all at once, through real adapters.

The real process sends to local platforms that refuse what comes too fast, as the real ones do.
"""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy import text, update
from sqlmodel import col, select

from benchmarks import machine
from benchmarks.crash.__main__ import Replica
from benchmarks.crash.platforms import Platform, discord_at, slack_at
from benchmarks.stage import Databases, seed
from bot.models import Delivery, Goal, Nudge
from bot.models.occurrence import Occurrence
from bot.storage.database import Database
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_READY_SECONDS = 12
"""After which the process runs for certain; nothing is due before, if it is due in one minute."""
_PATIENCE_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class Strict:
    """A platform that keeps to its limits."""

    platform: Platform
    refused: Callable[[], int]
    """How often it answered 429."""


@asynccontextmanager
async def strict(name: str, people: int) -> AsyncIterator[Strict]:
    """Run a platform that refuses what comes too fast, until the block ends."""
    if name == "discord":
        async with DiscordPeer.started(check_specs=False) as discord:
            discord.pace(50)
            yield Strict(discord_at(discord, people), lambda: discord.too_many_requests)
        return
    async with SlackPeer.started() as slack:
        slack.limit_rate(1, burst=4)
        if "workspace" in name:
            slack.limit_workspace(300)
        yield Strict(slack_at(slack, people), lambda: slack.too_many_requests)


async def spread(url: str, seconds: float) -> None:
    """Let what is due now come due one after the other, from when the process is ready, within so many seconds."""
    database, start = Database(url), datetime.now(UTC) + timedelta(seconds=_READY_SECONDS)
    async with database.engine.begin() as connection:
        goals = list(
            await connection.execute(
                select(Nudge.id, Nudge.goal_id).where(Nudge.state == "waiting").order_by(col(Nudge.id))
            )
        )
        for place, (nudge, goal) in enumerate(goals):
            at = (start + timedelta(seconds=seconds * place / len(goals))).replace(microsecond=0)
            words = str(Occurrence("due", at.date(), at.time(), "UTC"))
            due = {"due_on": at.date(), "due_at": at.time(), "due_zone": "UTC"}
            await connection.execute(update(Goal).where(col(Goal.id) == goal).values(**due))
            moved = update(Nudge).where(col(Nudge.id) == nudge)
            await connection.execute(moved.values(due_at=at, run_at=at, occurrence=words))
        await connection.execute(text("ANALYZE"))
    await database.close()


async def measure(name: str, databases: Databases, *, nudges: int, seconds: float, processes: int = 1) -> str:
    """Return a row of the table."""
    async with strict(name, nudges) as there:
        database = databases.make()
        url = databases.url(database)
        await seed(url, waiting=nudges, due=nudges, address=there.platform.address)
        if seconds:
            await spread(url, seconds)
        loop = asyncio.get_running_loop()
        replicas = [Replica({"DATABASE_URL": url, **there.platform.environment}) for _ in range(processes)]
        await asyncio.gather(*(replica.start() for replica in replicas))
        began = loop.time()
        while 0 in there.platform.arrived() and loop.time() - began < _PATIENCE_SECONDS:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.5)
        took = loop.time() - began
        await asyncio.sleep(2)
        await asyncio.gather(*(replica.kill() for replica in replicas))
        late, disorder = await lateness(url)
        arrived, refused = there.platform.arrived(), there.refused()
        databases.drop(database)
    lost, doubled = arrived.count(0), sum(max(count - 1, 0) for count in arrived)
    spent = f"{seconds:.0f} s" if seconds else "at once"
    figures = f"{at(late, 0.5):.2f} s | {at(late, 0.99):.2f} s | {late[-1]:.2f} s | {nudges / took:.0f}"
    overtaken = disorder if seconds else "–"  # what was due at once has no order
    return f"| {nudges:,} | {spent} | {figures} | {100 * refused / nudges:.2f} | {overtaken} | {lost} | {doubled} |"


async def lateness(url: str) -> tuple[list[float], int]:
    """Return how late each came, in seconds, the least first; and by how many places one was overtaken at most."""
    database = Database(url)
    async with database.engine.connect() as connection:
        rows = list(
            await connection.execute(
                select(Nudge.due_at, Delivery.sent_at, Nudge.id)
                .join(Delivery, col(Delivery.id) == col(Nudge.delivery_id))
                .where(col(Delivery.sent_at).is_not(None), col(Delivery.key).not_like("seed%"))
            )
        )
    await database.close()
    late = sorted((sent - due).total_seconds() for due, sent, _ in rows)
    in_order = {row[2]: place for place, row in enumerate(sorted(rows, key=lambda row: (row[0], row[2])))}
    arrived = sorted(rows, key=lambda row: row[1])
    return late, max(abs(place - in_order[row[2]]) for place, row in enumerate(arrived))


def at(values: list[float], share: float) -> float:
    """Return the value below which that share lies."""
    return values[min(len(values) - 1, int(len(values) * share))]


def main(
    minute: Annotated[int, typer.Option(help="Due one after the other in one minute.")] = 1_000,
    at_once: Annotated[int, typer.Option(help="Due at once.")] = 10_000,
    workspace: Annotated[int, typer.Option(help="Due at once in a workspace that takes 300 a minute.")] = 1_000,
) -> None:
    """Send on time, and at the platforms' pace; print the table."""
    print(f"{machine.described()}; SQLite\n", flush=True)
    columns = ("platform", "due", "within", "late p50", "late p99", "latest", "a second", "429s per 100")
    print(f"| {' | '.join((*columns, 'overtaken by', 'lost', 'doubled'))} |")
    print("|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    runs = [
        *((name, minute, 60.0, 1) for name in ("discord", "slack")),
        *((name, at_once, 0.0, 1) for name in ("discord", "slack")),
        *(("slack, 300 a minute and workspace", workspace, 0.0, processes) for processes in (1, 2)),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name, nudges, seconds, processes in runs:
            row = asyncio.run(
                measure(name, Databases(Path(folder)), nudges=nudges, seconds=seconds, processes=processes)
            )
            print(f"| {name}{', two processes' if processes == 2 else ''} {row}", flush=True)


if __name__ == "__main__":
    typer.run(main)
