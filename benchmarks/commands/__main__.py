"""Run with `python -m benchmarks.commands`: CPU and time of a command, flatness over the size of the database, memory.

Milepost and the bare handler run in processes of their own and are asked in turns, in one run; CPU is that of the
process that answers, user and system, read from the kernel. The peers that play the platforms run in this process, so
the time of an answer has their part in it, for both alike.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import socket
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from bot.models import Account, Goal, Person
from bot.process.memory import keep_what_is_loaded
from bot.storage.database import Database
from tests.adapters.at_once import crowd_on
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

ASKERS = 64
"""People who type; each has ten goals of their own."""
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_CHUNK = 5_000
SAYING = "the same, saying Milepost's statements"
"""Bare slack-bolt that tells the database what Milepost does, and makes nothing of what it hears."""


@dataclass
class Bot:
    """One process that answers."""

    name: str
    pid: int
    ask: Callable[[int], Awaitable[object]]
    """Have somebody type a command, and wait for the answer."""
    cpu: list[float] = field(default_factory=list)
    """Milliseconds of CPU a command, a round each."""
    times: list[float] = field(default_factory=list)
    """Milliseconds until the answer is there, a command each."""

    def used(self) -> float:
        """Return the seconds of CPU that the process has used."""
        parts = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / _TICK

    def resident(self) -> float:
        """Return its resident memory in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE / 2**20

    async def round(self, commands: int, at_once: int) -> None:
        """Ask so often, so many at once, and note what it cost."""
        turns = asyncio.Semaphore(at_once)

        async def one(number: int) -> None:
            async with turns:
                began = time.perf_counter()
                await self.ask(number)
                self.times.append(1000 * (time.perf_counter() - began))

        before = self.used()
        await asyncio.gather(*(one(number) for number in range(commands)))
        self.cpu.append(1000 * (self.used() - before) / commands)


async def seed(url: str, goals: int, *, platform_: str, realm: str, ids: Sequence[str]) -> None:
    """Fill an empty database with people of ten goals each; the first of them are those of `ids`."""
    database = Database(url)
    await database.upgrade()
    now = datetime.now(UTC)
    people = max(len(ids), goals // 10)
    async with database.engine.begin() as connection:
        for start in range(1, people + 1, _CHUNK):
            numbers = range(start, min(start + _CHUNK, people + 1))
            await connection.execute(insert(Person), [_person(n, now) for n in numbers])
            rows = [{"person_id": n, "platform": platform_, "realm": realm, "user_id": _user(n, ids)} for n in numbers]
            await connection.execute(insert(Account), rows)
            each = 10 if goals >= 10 * len(ids) else 1
            await connection.execute(insert(Goal), [_goal(n, g, now) for n in numbers for g in range(1, each + 1)])
    await database.close()


def _user(n: int, ids: Sequence[str]) -> str:
    return ids[n - 1] if n <= len(ids) else f"somebody{n}"


def _person(n: int, now: datetime) -> dict[str, Any]:
    return {"id": n, "name": f"Person {n}", "zone": "Europe/Lisbon", "goals_numbered": 10, "created_at": now} | {
        "zone_settled": True
    }


def _goal(n: int, number: int, now: datetime) -> dict[str, Any]:
    due = date.today() + timedelta(days=200 + (n + number) % 100)  # noqa: DTZ011 - any day far enough ahead
    title = f"Ship part {number} of the billing API"
    return {"person_id": n, "number": number, "title": title, "due_on": due, "dated_at": now, "created_at": now}


@contextlib.asynccontextmanager
async def process(*command: str, env: Mapping[str, str]) -> AsyncIterator[int]:
    """Run a program, from its first words on until the block ends; gives its pid."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, *command, env={"PATH": "", **env}, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert running.stdout is not None  # noqa: S101 - it is a pipe
        if not await asyncio.wait_for(running.stdout.readline(), 60):
            raise SystemExit(f"{command} ended before it was ready")
        yield running.pid
    finally:
        running.terminate()
        await running.wait()


MILEPOST = ("-m", "bot", "run")


def bare(which: str) -> tuple[str, ...]:
    """Return the command that runs a bare library."""
    return ("-m", "benchmarks.commands.bare", which)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextlib.asynccontextmanager
async def on_slack(url: str, name: str, command: Sequence[str] = MILEPOST) -> AsyncIterator[Bot]:
    """Serve signed Slack HTTP requests from a process of this `name`."""
    async with SlackPeer.started() as slack:
        people = [slack.user(f"U{n}", name=f"P{n}", tz="Europe/Lisbon") for n in range(1, ASKERS + 1)]
        env = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "DATABASE_URL": url,
            "PORT": str(free_port()),
            "WEB": "false",
        }
        async with process(*command, env=env) as pid:
            slack.request_url = f"http://127.0.0.1:{env['PORT']}/slack/events"

            async def ask(number: int) -> object:
                person = people[number % ASKERS]
                return await person.types("/goal later 1 in 150 days")

            yield Bot(name, pid, ask)


@contextlib.asynccontextmanager
async def on_discord(url: str, name: str, command: Sequence[str] = MILEPOST) -> AsyncIterator[Bot]:
    """Serve Discord interactions that come by the gateway, from a process of this `name`."""
    async with DiscordPeer.started() as peer:
        people = [peer.user(f"p{n}") for n in range(1, ASKERS + 1)]
        env = {
            "DISCORD_API_URL": peer.api_url,
            "DISCORD_GATEWAY_URL": peer.gateway_url,
            "DISCORD_TOKEN": peer.token,
            "DATABASE_URL": url,
            "PORT": "0",
            "WEB": "false",
        }
        await seed(url, 640, platform_="discord", realm="", ids=[str(person.id) for person in people])
        async with process(*command, env=env) as pid:
            await peer.connected()
            await peer.commands_synced()

            async def ask(number: int) -> object:
                person = people[number % ASKERS]
                return await person.uses("goal later", {"goal": "1", "to": "in 150 days"})

            yield Bot(name, pid, ask)


async def interleaved(bots: Sequence[Bot], *, rounds: int, commands: int, at_once: int) -> None:
    """Ask each in turn, round after round; the first round warms up and does not count."""
    for number in range(rounds + 1):
        for bot in bots:
            await bot.round(commands, at_once)
            if number == 0:
                bot.cpu.clear()
                bot.times.clear()


def p99(times: Sequence[float]) -> float:
    """Return the time within which 99 of 100 were answered."""
    return sorted(times)[int(0.99 * (len(times) - 1))]


def row(*cells: object) -> str:
    """Return a line of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


async def cost(folder: Path, options: argparse.Namespace) -> None:
    """Print what a command costs beside the bare libraries."""
    print(row("", "CPU ms a command", "beside bare", "p50 ms", "p99 ms", "at once"))
    print(row(*["---"] * 6))
    for where, contestants in (
        (on_slack, {"bare slack-bolt": bare("slack"), "Milepost on Slack": MILEPOST, SAYING: bare("writing")}),
        (on_discord, {"bare discord.py": bare("discord"), "Milepost on Discord": MILEPOST}),
    ):
        async with contextlib.AsyncExitStack() as stack:
            bots = []
            for number, (name, command) in enumerate(contestants.items()):
                url = f"sqlite:///{folder / f'{where.__name__}{number}.db'}"
                if where is on_slack:
                    ids = [f"U{n}" for n in range(1, ASKERS + 1)]
                    await seed(url, 640, platform_="slack", realm="T_ACME", ids=ids)
                bots.append(await stack.enter_async_context(where(url, name, command)))
            for at_once in (1, 32):
                for bot in bots:
                    bot.cpu.clear()
                    bot.times.clear()
                await interleaved(bots, rounds=options.rounds, commands=options.commands, at_once=at_once)
                for bot in bots:
                    beside = f"{median(bot.cpu) / median(bots[0].cpu):.2f} x"
                    times = f"{median(bot.times):.1f}", f"{p99(bot.times):.1f}"
                    print(row(bot.name, f"{median(bot.cpu):.2f}", beside, *times, at_once), flush=True)


async def flatness(folder: Path, options: argparse.Namespace) -> None:
    """Print what a command costs with ever more goals in the database, asked in turns."""
    print(row("goals", "CPU ms a command", "beside the fewest", "p99 ms"))
    print(row(*["---"] * 4))
    ids = [f"U{n}" for n in range(1, ASKERS + 1)]
    async with contextlib.AsyncExitStack() as stack:
        bots: dict[int, Bot] = {}
        for goals in options.goals:
            url = f"sqlite:///{folder / f'flat{goals}.db'}"
            await seed(url, goals, platform_="slack", realm="T_ACME", ids=ids)
            bots[goals] = await stack.enter_async_context(on_slack(url, f"{goals:,}"))
        await interleaved(list(bots.values()), rounds=options.rounds, commands=options.commands, at_once=8)
        fewest = median(next(iter(bots.values())).cpu)
        for goals, bot in bots.items():
            cells = f"{median(bot.cpu):.2f}", f"{median(bot.cpu) / fewest:.2f} x", f"{p99(bot.times):.1f}"
            print(row(f"{goals:,}", *cells), flush=True)


async def idle(folder: Path) -> None:
    """Print how soon it is ready and what it holds in memory: everything in one process, and each role alone.

    The tables are there already, as at every start but the first: making them leaves Alembic in memory.
    """
    print(row("", "ready after s", "memory MB"))
    print(row(*["---"] * 3))
    async with SlackPeer.started() as slack, DiscordPeer.started() as peer:
        env = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "DISCORD_API_URL": peer.api_url,
            "DISCORD_GATEWAY_URL": peer.gateway_url,
            "DISCORD_TOKEN": peer.token,
            "DATABASE_URL": f"sqlite:///{folder / 'idle.db'}",
            "PORT": "0",
        }
        database = Database(env["DATABASE_URL"])
        await database.upgrade()
        await database.close()
        by_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": slack.signing_secret}
        no_slack = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}
        for name, role, more in (
            ("all in one, with the playground", "all", {"WEB": "true"}),
            ("gateway: Discord, and Slack by socket", "gateway", {"WEB": "false"}),
            ("gateway: Discord alone", "gateway", {"WEB": "false", **no_slack}),
            ("gateway: Slack by socket alone", "gateway", {"WEB": "false", "DISCORD_TOKEN": ""}),
            ("web: Slack by HTTP", "web", {"WEB": "false", **by_http}),
            ("scheduler", "scheduler", {"WEB": "false"}),
        ):
            began = time.perf_counter()
            async with process("-m", "bot", "run", "--role", role, env=env | more) as pid:
                ready = time.perf_counter() - began
                await asyncio.sleep(6)
                bot = Bot(name, pid, ask=lambda _: asyncio.sleep(0))
                print(row(f"{name}, idle", f"{ready:.1f}", f"{bot.resident():.0f}"), flush=True)


async def heard(folder: Path, options: argparse.Namespace) -> None:
    """Print how soon fifty commands at once are heard, on each surface, with and without a write that stalls."""
    print(row("acknowledged within", "p50 ms", "p99 ms", "p50 ms, a write stalls", "p99 ms, a write stalls"))
    print(row(*["---"] * 5))
    for name in ("slack socket", "slack http", "discord"):
        database = Database(f"sqlite:///{folder / name.replace(' ', '_')}.db")
        await database.prepare()
        calm: list[float] = []
        stalled: list[float] = []
        async with crowd_on(name, database) as crowd:
            await crowd.ask()  # the first time warms up, and does not count
            keep_what_is_loaded()  # as whoever runs Milepost does
            for _ in range(options.rounds):
                calm += await crowd.ask()
                stalling = asyncio.create_task(_stall(database))
                await asyncio.sleep(0.05)
                stalled += await crowd.ask()
                await stalling
        await database.close()
        cells = [f"{1000 * value:.0f}" for times in (calm, stalled) for value in (median(times), p99(times))]
        print(row(name, *cells), flush=True)


async def _stall(database: Database) -> None:
    """Hold the write lock for two seconds."""
    async with database.transaction():
        await asyncio.sleep(2)


async def main(options: argparse.Namespace) -> None:
    """Run all four."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite\n")
    with tempfile.TemporaryDirectory() as folder:
        await cost(Path(folder), options)
        print()
        await flatness(Path(folder), options)
        print()
        await idle(Path(folder))
        print()
        await heard(Path(folder), options)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--commands", type=int, default=200, help="in a round")
    parser.add_argument("--goals", type=int, nargs="+", default=[10, 1_000, 100_000])
    asyncio.run(main(parser.parse_args()))
