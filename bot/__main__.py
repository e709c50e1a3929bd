"""The composition root: settings become parts, parts run until stopped. Nothing else looks outward."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from typing import TYPE_CHECKING

import structlog
import typer
from tzlocal import get_localzone_name

from adapters.terminal import PLATFORM, Terminal
from bot import cli, logs
from bot import help as helping
from bot.clock import Clock
from bot.commands import Commands
from bot.database import Database, SchemaFault
from bot.dispatch import Dispatcher
from bot.goals import commands as goals
from bot.milestones import commands as milestones
from bot.nudges import commands as nudges
from bot.people import commands as people
from bot.settings import Settings, SettingsFault, load
from scheduler.delivery import Deliverer, Lane
from scheduler.jobs import Scheduler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from typing import Any

    from adapters import Adapter

log = structlog.get_logger()

GRACE_SECONDS = 8
"""How long what is being sent may take to finish when Milepost is stopped."""


def all_commands() -> Commands:
    """Return everything that people can ask, in the order in which help shows it."""
    return Commands(goals, milestones, nudges, people, helping)


async def run(settings: Settings) -> int:
    """Start what is configured and work until SIGINT or SIGTERM; return the exit code."""
    from adapters.web.host import Host  # noqa: PLC0415 - a terminal needs no web server

    database, clock, woken = Database(settings.database_url), Clock(), asyncio.Event()
    await database.prepare()
    dispatcher = Dispatcher(database=database, commands=all_commands(), clock=clock, changed=woken.set)
    adapters = configured(settings, dispatcher)
    lanes = {Lane(adapter.name): adapter for adapter in adapters}
    deliverer = Deliverer(database=database, outgoing=lanes, clock=clock)
    host = Host(settings, [route for adapter in adapters for route in adapter.routes()])

    running = [asyncio.create_task(_tend(part.name, part.run())) for part in (*adapters, host)]
    sending = asyncio.create_task(Scheduler(database=database, deliverer=deliverer, clock=clock, woken=woken).run())
    print(welcome(settings, await host.started()), flush=True)  # noqa: T201 - this is what the operator reads
    await _until_stopped(running)
    for tasks in ([sending], running):
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=GRACE_SECONDS)
    await database.close()
    return 0


def configured(settings: Settings, dispatcher: Dispatcher) -> list[Adapter]:
    """Return an adapter for each platform whose tokens are there; each is imported only if it is used."""
    adapters: list[Adapter] = []
    if settings.slack:
        from adapters.slack import Slack  # noqa: PLC0415

        adapters.append(Slack(settings, dispatcher))
    if settings.discord:
        from adapters.discord import Discord  # noqa: PLC0415

        adapters.append(Discord(settings, dispatcher))
    if settings.playground:
        from adapters.web import Web  # noqa: PLC0415

        adapters.append(Web(settings, dispatcher))
    return adapters


def welcome(settings: Settings, url: str) -> str:
    """Say in a few lines where Milepost is, what to type and how to connect more."""
    lines = ["Milepost is running. Stop it with Ctrl-C."]
    if settings.playground:
        lines += [f"  Playground  {url}   (type: new Ship the billing API by: in 3 days)"]
    lines += [
        f"  Slack       {'on' if settings.slack else 'off: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN in .env'}",
        f"  Discord     {'on' if settings.discord else 'off: set DISCORD_TOKEN in .env'}",
    ]
    if not (settings.slack and settings.discord):
        lines.append("  To connect  python -m bot manifest   (prints the Slack app and the Discord invite)")
    lines.append("  Terminal    python -m bot chat")
    return "\n".join(lines)


async def _tend(name: str, running: Coroutine[Any, Any, None]) -> None:
    """Run one surface; if it cannot, say so and leave the others alone."""
    try:
        await running
    except Exception as error:  # noqa: BLE001 - one surface must not stop the others
        await log.aexception("surface stopped", surface=name)
        print(f"{name} stopped: {error}", file=sys.stderr, flush=True)  # noqa: T201 - the operator reads it


async def _until_stopped(surfaces: list[asyncio.Task[None]]) -> None:
    """Wait for SIGINT or SIGTERM, or until no surface is left."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    waiting = asyncio.create_task(stop.wait())
    gone = asyncio.create_task(asyncio.wait(surfaces))
    await asyncio.wait({waiting, gone}, return_when=asyncio.FIRST_COMPLETED)
    for task in (waiting, gone):
        task.cancel()


async def chat(settings: Settings, person: str, zone: str, *, as_json: bool) -> int:
    """Talk with one person on this terminal until the input ends; their nudges arrive here too."""
    database, clock, woken = Database(settings.database_url), Clock(), asyncio.Event()
    await database.prepare()
    terminal = Terminal(
        dispatcher=Dispatcher(database=database, commands=all_commands(), clock=clock, changed=woken.set),
        person=person,
        zone=zone or get_localzone_name(),
        show=lambda text: print(text, flush=True),  # noqa: T201 - the terminal is the surface
        as_json=as_json,
    )
    deliverer = Deliverer(database=database, outgoing={Lane(PLATFORM, person): terminal}, clock=clock)
    sending = asyncio.create_task(Scheduler(database=database, deliverer=deliverer, clock=clock, woken=woken).run())
    if not as_json:
        print(f"Hello {person}. Type help, or: new Ship the billing API by: in 3 days. Ctrl-D leaves.\n")  # noqa: T201
    await terminal.run(_typed_lines())
    sending.cancel()
    await asyncio.wait([sending], timeout=GRACE_SECONDS)
    await database.close()
    return 0


async def _typed_lines() -> AsyncIterator[str]:
    """Yield the lines of standard input; a thread waits for them, whether they come from a file, a pipe or a person."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        if line.strip():
            yield line


async def upgrade(settings: Settings) -> int:
    """Bring the tables to this version."""
    database = Database(settings.database_url)
    await database.upgrade()
    await database.close()
    print("The database is up to date.")  # noqa: T201 - the operator reads it
    return 0


def main() -> None:
    """Run the command line; what is wrong with settings or tables is said in words."""

    def with_settings(act: Callable[[Settings], Coroutine[Any, Any, int]]) -> int:
        try:
            settings = load()
            logs.configure(settings.log_level)
            return asyncio.run(act(settings))
        except (SettingsFault, SchemaFault) as fault:
            typer.echo(f"Milepost cannot start:\n{fault}", err=True)
            return 2

    cli.build(
        run=lambda: with_settings(run),
        chat=lambda person, zone, as_json: with_settings(lambda s: chat(s, person, zone, as_json=as_json)),
        upgrade=lambda: with_settings(upgrade),
    )()


if __name__ == "__main__":
    main()
