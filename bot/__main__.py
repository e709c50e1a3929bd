"""The composition root: settings become parts, parts run until stopped. Nothing else looks outward."""

from __future__ import annotations

import asyncio
import json
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import typer
from tzlocal import get_localzone_name

from adapters.terminal import PLATFORM, Terminal, typed_lines
from bot.cli import doctor as checkup
from bot.cli import operating
from bot.cli.app import Wiring, build
from bot.cli.welcome import partly, welcome
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.doctor import machine
from bot.doctor.database import checks as database_checks
from bot.doctor.readiness import Readiness
from bot.everything import all_commands
from bot.feeds.serving import Feeds
from bot.metrics.events import uncounted
from bot.metrics.logged import counted
from bot.metrics.looks import Looks
from bot.metrics.wanted import wanted
from bot.process import memory
from bot.process.moved_clock import resumed
from bot.process.roles import ProcessRole
from bot.process.tending import cancelled, tended
from bot.process.warm_up import warm
from bot.requests.rate_limit import RateLimit
from bot.settings import SettingsFault
from bot.storage import wakeups
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from adapters import Adapter
    from adapters.web.host import Host
    from adapters.web.looks import Preview
    from bot.messages import Address
    from bot.metrics.events import Count
    from bot.metrics.registry import Metrics
    from bot.outgoing import Outgoing
    from bot.settings import Settings
    from scheduler.jobs import Scheduler


async def run(settings: Settings, role: ProcessRole) -> int:
    """Start what is configured and work until SIGINT or SIGTERM; return the exit code."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    said = welcome if role is ProcessRole.all else partly

    def started(url: str) -> None:
        memory.keep_what_is_loaded()
        print(said(settings, url), flush=True)  # noqa: T201 - the operator reads it

    return await serve(settings, role, clock=Clock(), stop=stop, started=started)


async def serve(
    settings: Settings,
    role: ProcessRole = ProcessRole.all,
    *,
    clock: Clock,
    stop: asyncio.Event,
    started: Callable[[str], None],
) -> int:
    """Run until `stop` is set (0), or all surfaces or something they need ended (1); `started` hears the address."""
    database, woken = Database(settings.database_url), asyncio.Event()
    await database.prepare()
    movable = settings.clock_moves and await resumed(clock, database)
    metrics = wanted(settings, role)
    count = metrics or uncounted
    dispatcher = Dispatcher(
        database=database,
        commands=all_commands(),
        clock=clock,
        changed=woken.set,
        rate_limit=RateLimit(),
        admins=settings.admins,
        reached_at=settings.reached_at,
        count=count,
    )
    adapters = configured(settings, role, dispatcher, clock, count)
    if role is not ProcessRole.scheduler:
        # Whoever speaks first is heard as soon as everybody after them.
        await asyncio.to_thread(warm, clock.now())
    hearing = role.does(ProcessRole.gateway)
    talking = [tended(adapter.name, adapter.run(hearing=hearing)) for adapter in adapters]
    scheduler = None
    if role.does(ProcessRole.scheduler):
        ways: dict[tuple[str, ...], Outgoing] = {(adapter.name,): adapter for adapter in adapters}
        scheduler = _scheduler(settings, database, ways, clock=clock, woken=woken, count=count)
    clock.mover = scheduler if movable else None
    sending = _sending(scheduler, database, woken) if scheduler is not None else []
    hosts = _hosts(settings, role, database, adapters, clock=clock, metrics=metrics)
    hosting = [tended(host.name, host.run()) for host in hosts]
    stopped = asyncio.create_task(stop.wait())
    try:
        urls = [await host.started() for host in hosts]
        started(urls[0] if role.does(ProcessRole.web) else "")
        needed = {stopped, *hosting, *sending[:1]}
        waiting = {*needed, *talking}
        # Calendars are served also where there is nobody to talk with.
        with counted(count):
            while needed < waiting or (needed == waiting and not talking):
                _, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        # What is being sent is finished while there are still surfaces to send it by.
        await cancelled(sending)
        await cancelled([*hosting, stopped, *talking])
        await database.close()
    return 0 if stop.is_set() else 1


def _hosts(
    settings: Settings,
    role: ProcessRole,
    database: Database,
    adapters: Sequence[Adapter],
    *,
    clock: Clock,
    metrics: Metrics | None,
) -> list[Host]:
    """Return the web server with all routes of adapters and calendars, and one for who looks after this process."""
    if metrics is None and not role.does(ProcessRole.web):
        return []
    from adapters.web import calendars  # noqa: PLC0415 - who only listens or sends needs no web server
    from adapters.web.host import Host, doors  # noqa: PLC0415
    from adapters.web.metrics import metrics_route  # noqa: PLC0415

    platforms, hosts = {adapter.name: adapter.connected for adapter in adapters}, list[Host]()
    ready = Readiness(database, [*platforms.values()])
    if role.does(ProcessRole.web):
        routes = [route for adapter in adapters for route in adapter.routes()]
        routes += calendars.routes(Feeds(database=database, clock=clock)) if settings.reached_at else []
        hosts.append(Host(settings, routes, ready))
    if metrics is not None:
        metrics.begin(platforms)
        numbers = metrics_route(metrics, Looks(database, clock, platforms))
        hosts.append(Host(settings, [numbers], ready, door=doors(settings)[-1]))
    return hosts


def _sending(scheduler: Scheduler, database: Database, woken: asyncio.Event) -> list[asyncio.Task[None]]:
    """Begin to send what comes due, woken by this process and by others; the first of the tasks is the one needed."""
    return [tended("scheduler", scheduler.run()), tended("wake-ups", wakeups.listen(database, woken.set))]


def _scheduler(
    settings: Settings,
    database: Database,
    ways: Mapping[tuple[str, ...], Outgoing],
    *,
    clock: Clock,
    woken: asyncio.Event,
    count: Count = uncounted,
) -> Scheduler:
    """Return what sends all that is due by the `ways` out, each named as its lane, and looks again once `woken`."""
    # Whoever only hears people sends nothing by itself, and needs none of this.
    from scheduler.claim import Lane  # noqa: PLC0415
    from scheduler.delivery import Deliverer  # noqa: PLC0415
    from scheduler.jobs import Scheduler  # noqa: PLC0415
    from scheduler.policy import Policy  # noqa: PLC0415

    policy = Policy(lease=timedelta(seconds=settings.lease_seconds))
    outgoing = {Lane(*names): way for names, way in ways.items()}
    deliverer = Deliverer(database=database, outgoing=outgoing, clock=clock, policy=policy, idle=woken.set, count=count)
    return Scheduler(database=database, deliverer=deliverer, clock=clock, woken=woken)


def configured(
    settings: Settings, role: ProcessRole, dispatcher: Dispatcher, clock: Clock, count: Count
) -> list[Adapter]:
    """Return an adapter for each platform whose tokens are there; each is imported only if it is used.

    Raises SettingsFault where there is none, or none that this role could be for.
    """
    if settings.playground and role is not ProcessRole.all:
        raise SettingsFault("The web playground is one process: leave out --role, or set WEB=false")
    if role is ProcessRole.web and settings.slack_signing_secret is None and not settings.public_url:
        raise SettingsFault("--role web answers Slack and calendars over HTTP: set SLACK_SIGNING_SECRET or PUBLIC_URL")
    if role is ProcessRole.gateway and settings.slack_app_token is None and not settings.discord:
        raise SettingsFault(
            "--role gateway listens to Discord or to Slack's sockets: set DISCORD_TOKEN or SLACK_APP_TOKEN"
        )
    adapters: list[Adapter] = []
    if settings.slack:
        from adapters.slack import Slack  # noqa: PLC0415

        adapters.append(Slack(settings, dispatcher, count=count))
    if settings.discord and role is not ProcessRole.web:
        from adapters.discord import Discord  # noqa: PLC0415

        adapters.append(Discord(settings, dispatcher, count=count))
    if settings.playground:
        from adapters.web import Web  # noqa: PLC0415

        adapters.append(Web(settings, dispatcher, clock, {"slack": _as_slack, "discord": _as_discord}))
    if not adapters and not (role is ProcessRole.web and settings.discord):
        raise SettingsFault(
            "Nothing is switched on: set WEB=true, or the tokens of Slack or Discord (see .env.example)"
        )
    return adapters


def _as_slack() -> Preview:
    """Load what says what Slack would be sent; the playground shows it, and knows nothing of Slack itself."""
    from adapters.slack.preview import preview  # noqa: PLC0415

    return preview


def _as_discord() -> Preview:
    """Load what says what Discord would be sent."""
    from adapters.discord.preview import preview  # noqa: PLC0415

    return preview


async def chat(settings: Settings, person: str, zone: str, *, as_json: bool) -> int:
    """Talk with one person on this terminal until the input ends; their nudges arrive here too."""
    database, clock, woken = Database(settings.database_url), Clock(), asyncio.Event()
    await database.prepare()
    terminal = Terminal(
        dispatcher=Dispatcher(
            database=database, commands=all_commands(), clock=clock, changed=woken.set, reached_at=settings.public_url
        ),
        person=person,
        zone=zone or get_localzone_name(),
        show=lambda text: print(text, flush=True),  # noqa: T201 - the terminal is the surface
        as_json=as_json,
    )
    scheduler = _scheduler(settings, database, {(PLATFORM, person): terminal}, clock=clock, woken=woken)
    sending = asyncio.create_task(scheduler.run())
    if not as_json:
        print(f"Hello {person}. Type help, or: new Ship the billing API by: in 3 days. quit leaves.\n")  # noqa: T201
    await terminal.run(typed_lines())
    await cancelled([sending])
    await database.close()
    return 0


async def bring_in(settings: Settings, text: str, person: Address) -> int:
    """Set the goals of an exported file for somebody."""
    return await operating.bring_in(settings, text, person, all_commands())


async def manifest(settings: Settings, platform: str, url: str, application: str) -> int:
    """Print what to paste where, so that Slack and Discord know Milepost."""
    from adapters.discord import invite  # noqa: PLC0415
    from adapters.slack.manifest import is_public  # noqa: PLC0415
    from adapters.slack.manifest import manifest as slack_manifest  # noqa: PLC0415

    if platform not in ("", "slack", "discord"):
        typer.echo(f"There is no platform {platform!r}: say slack or discord.", err=True)
        return 2
    if url and not is_public(url):
        typer.echo(f"{url} is no public https address: write it like https://goals.example.com", err=True)
        return 2
    if platform in ("", "slack"):
        if not platform:
            typer.echo("Slack: at api.slack.com/apps choose “Create New App”, “From a manifest”, and paste:\n")
        typer.echo(json.dumps(slack_manifest(url, socket_mode=not url), indent=2))
    if platform in ("", "discord"):
        token = settings.discord_token.get_secret_value() if settings.discord_token else ""
        application = application or invite.application_of(token) or "YOUR_APPLICATION_ID"
        typer.echo(
            f"\nDiscord: make an application at discord.com/developers/applications, then\n"
            f"  add Milepost to a server:        {invite.server_link(application)}\n"
            f"  add Milepost to your own account: {invite.user_link(application)}"
        )
    return 0


async def doctor(settings: Settings, *, as_json: bool) -> int:
    """Look whether all that `run` needs is there, and print how to mend what is not."""
    from adapters.discord.checks import checks as of_discord  # noqa: PLC0415
    from adapters.slack.checks import checks as of_slack  # noqa: PLC0415
    from adapters.web.checks import checks as of_the_web  # noqa: PLC0415

    clock = Clock()
    checks = [*database_checks(settings, clock), *of_slack(settings, clock), *of_discord(settings, clock)]
    return await checkup.doctor([*checks, *of_the_web(settings), *machine.checks()], as_json=as_json)


if __name__ == "__main__":
    build(Wiring(run=run, chat=chat, bring_in=bring_in, manifest=manifest, doctor=doctor))()
