"""The command line: each command, its options, and which part of Milepost it calls."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args
from zoneinfo import ZoneInfo

import typer

from bot.cli import operating, programs
from bot.cli import parsers as read
from bot.clock import Clock
from bot.dates.when import Locale, Order
from bot.messages import Address
from bot.process import logs
from bot.process.roles import ProcessRole
from bot.settings import Settings, SettingsFault, load
from bot.storage.database import DatabaseFault

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Act = Coroutine[Any, Any, int]
    """What returns an exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What the command line needs of the composition root."""

    run: Callable[[Settings, ProcessRole], Act]
    """Start what is configured."""
    chat: Callable[..., Act]
    """Talk on this terminal."""
    bring_in: Callable[[Settings, str, Address], Act]
    """Set the goals of a file for somebody."""
    manifest: Callable[[Settings, str, str, str], Act]
    """Print how to connect Slack and Discord."""
    doctor: Callable[..., Act]
    """Look whether all that Milepost needs is there."""


def build(wiring: Wiring) -> typer.Typer:
    """Return the command line over the parts that `__main__` wires."""
    app = typer.Typer(
        help="Milepost: goals and milestones in Slack and Discord, with check-ins that arrive.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        # Plain words; Rich's panels would need Rich, which is not installed (docs/decisions/0005).
        rich_markup_mode=None,
    )
    _add_surfaces(app, wiring)
    _add_upkeep(app, wiring)
    _add_files(app, wiring)
    _add_programs(app)
    return app


def _add_surfaces(app: typer.Typer, wiring: Wiring) -> None:
    """Add what people talk with Milepost by."""

    @app.command("run")
    def run_(
        role: Annotated[
            ProcessRole,
            typer.Option(
                help="What this process does; any number of each on PostgreSQL.",
                parser=read.role,
                metavar=f"[{'|'.join(ProcessRole)}]",
            ),
        ] = ProcessRole.all,
    ) -> None:
        """Start everything that is configured; without any token, the web playground."""
        raise typer.Exit(_carried_out(lambda settings: wiring.run(settings, role)))

    @app.command("chat")
    def chat_(
        person: Annotated[str, typer.Option("--as", help="Who you are.", parser=read.name, metavar="NAME")] = "me",
        zone: Annotated[
            str | None,
            typer.Option(help="Your time zone; that of this machine if left out.", parser=read.zone, metavar="ZONE"),
        ] = None,
        *,
        json: Annotated[bool, typer.Option("--json", help="One JSON object per line, for programs.")] = False,
    ) -> None:
        """Talk with Milepost on this terminal."""
        raise typer.Exit(_carried_out(lambda settings: wiring.chat(settings, person, zone or "", as_json=json)))


def _add_upkeep(app: typer.Typer, wiring: Wiring) -> None:
    """Add what an operator does when something is wrong, after an update, and to see what is ahead."""

    @app.command("doctor")
    def doctor_(
        *, json: Annotated[bool, typer.Option("--json", help="One JSON object per line, for programs.")] = False
    ) -> None:
        """Say what is wrong and how to mend it: tokens, scopes, database, clock, zones, port; changes nothing."""
        raise typer.Exit(_carried_out(lambda settings: wiring.doctor(settings, as_json=json)))

    @app.command("upgrade")
    def upgrade_() -> None:
        """Bring the database's tables to this version."""
        raise typer.Exit(_carried_out(operating.upgrade))

    @app.command("failing")
    def failing_() -> None:
        """List the check-ins that were given up, each with its reason."""
        raise typer.Exit(_carried_out(operating.failing))

    @app.command("retry")
    def retry_(
        nudges: Annotated[
            list[int] | None,
            typer.Argument(help="Numbers, as `failing` shows them.", parser=read.whole("12"), metavar="NUMBER"),
        ] = None,
        *,
        everything: Annotated[bool, typer.Option("--all", help="All that `failing` shows.")] = False,
    ) -> None:
        """Send check-ins that were given up after all."""
        if bool(nudges) == everything:
            raise typer.BadParameter("name them by number, for example: retry 12 15; or say --all")
        raise typer.Exit(_carried_out(lambda settings: operating.retry(settings, nudges or ())))

    @app.command("simulate")
    def simulate_(
        days: Annotated[
            int, typer.Argument(help="How many days ahead.", parser=read.whole("90", 1, 366), metavar="DAYS")
        ] = 90,
    ) -> None:
        """Count the check-ins that would be sent: to whom, on which days and at which hours; nothing is sent."""
        raise typer.Exit(_carried_out(lambda settings: operating.simulate(settings, days)))


def _add_files(app: typer.Typer, wiring: Wiring) -> None:
    """Add what goes from one place to another: somebody's goals, and how Slack and Discord are connected."""

    @app.command("import")
    def import_(
        file: Annotated[
            Path, typer.Argument(help="What `/goal export` gave somebody, as JSON or CSV.", dir_okay=False)
        ],
        person: Annotated[
            str, typer.Option("--for", help="Whose they become, like slack:T0123:U0123 or discord::4567.")
        ],
    ) -> None:
        """Set the goals of a file for somebody: of any size, where a form is too small."""
        platform, _, rest = person.partition(":")
        realm, _, user = rest.rpartition(":")
        if not platform or not user:
            raise typer.BadParameter("write it like slack:T0123:U0123", param_hint="--for")
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except OSError as fault:
            raise typer.BadParameter(f"I can't read {file}: {fault.strerror}.", param_hint="FILE") from None
        except UnicodeDecodeError:
            raise typer.BadParameter(f"I can't read {file}: it is no text in UTF-8.", param_hint="FILE") from None
        whose = Address(platform, realm, user)
        raise typer.Exit(_carried_out(lambda settings: wiring.bring_in(settings, text, whose)))

    @app.command("manifest")
    def manifest_(
        platform: Annotated[str, typer.Argument(help="slack or discord; both if left out.")] = "",
        url: Annotated[str, typer.Option(help="Milepost's public https address, for Slack's HTTP mode.")] = "",
        application: Annotated[str, typer.Option(help="The id of your Discord application.")] = "",
    ) -> None:
        """Print the Slack app manifest and the Discord invite links."""
        raise typer.Exit(_carried_out(lambda settings: wiring.manifest(settings, platform, url, application)))


def _add_programs(app: typer.Typer) -> None:
    """Add what other programs ask."""

    @app.command("when")
    def when_(
        now: Annotated[str, typer.Option(help="The moment of speaking, ISO 8601; now if left out.")] = "",
        zone: Annotated[str, typer.Option(help="The speaker's time zone.", parser=read.zone, metavar="ZONE")] = "UTC",
        order: Annotated[str, typer.Option(help="DMY, MDY or YMD: how the speaker writes 5/6/2027.")] = "DMY",
        *,
        json: Annotated[bool, typer.Option("--json", help="JSON lines, the only way there is.")] = True,
    ) -> None:
        """Read the words about time in JSON lines like {"text": "by end of Q2"}."""
        del json
        if order not in get_args(Order):
            raise typer.BadParameter("say DMY, MDY or YMD", param_hint="--order")
        _answer(programs.when(_moment(now, zone), Locale(order=cast("Order", order))), "by end of Q2")

    @app.command("coach")
    def coach_(
        now: Annotated[str, typer.Option(help="The moment of reading, ISO 8601; now if left out.")] = "",
        zone: Annotated[str, typer.Option(help="The owner's time zone.", parser=read.zone, metavar="ZONE")] = "UTC",
        *,
        json: Annotated[bool, typer.Option("--json", help="JSON lines, the only way there is.")] = True,
    ) -> None:
        """Read goals in JSON lines like {"text": "Read 24 books in 2027", "why": null}."""
        del json
        _answer(programs.coach(_moment(now, zone)), "Read 24 books by June")


def _carried_out(act: Callable[[Settings], Act]) -> int:
    """Do it with the settings of this machine; what is wrong with them or the tables is said in words."""
    try:
        settings = load()
        logs.configure(settings.log_level)
        return asyncio.run(act(settings))
    except (SettingsFault, DatabaseFault) as fault:
        typer.echo(f"Milepost cannot start:\n{fault}", err=True)
        return 2


def _answer(program: Callable[[dict[str, Any]], dict[str, Any]], example: str) -> None:
    """Answer the lines that are typed or piped in, which look like one with the `example`."""
    if sys.stdin.isatty():
        typer.echo(f'I wait for lines like {{"text": "{example}"}}, and answer each with one; Ctrl-D ends.', err=True)
    for line in programs.answers(sys.stdin, program, example):
        typer.echo(line)


def _moment(now: str, zone: str) -> datetime:
    """Return the moment that was named, on the clock of `zone`."""
    there = ZoneInfo(zone)
    if not now:
        return Clock().now().astimezone(there)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise typer.BadParameter("write it like 2026-11-18T10:00:00", param_hint="--now") from None
    return moment.astimezone(there) if moment.tzinfo else moment.replace(tzinfo=there)
