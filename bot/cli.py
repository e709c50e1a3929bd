"""What an operator types: `python -m bot …`."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from bot import programs
from bot.clock import Clock
from bot.dates.when import Locale, Order
from bot.messages import Address
from bot.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Protocol

    class Wiring(Protocol):
        """What the command line needs of the composition root; each returns an exit code."""

        def run(self, role: Role) -> int: ...  # noqa: D102
        def chat(self, person: str, zone: str, *, as_json: bool) -> int: ...  # noqa: D102
        def upgrade(self) -> int: ...  # noqa: D102
        def failing(self) -> int: ...  # noqa: D102
        def retry(self, nudges: Sequence[int]) -> int: ...  # noqa: D102
        def simulate(self, days: int) -> int: ...  # noqa: D102
        def bring_in(self, file: Path, person: Address) -> int: ...  # noqa: D102
        def manifest(self, platform: str, url: str, application: str) -> int: ...  # noqa: D102


def build(wiring: Wiring) -> typer.Typer:
    """Return the command line over the parts that `__main__` wires."""
    app = typer.Typer(
        help="Milepost: goals and milestones in Slack and Discord, with check-ins that arrive.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.command("run")
    def run_(
        role: Annotated[
            Role, typer.Option(help="What this process does; any number of each on PostgreSQL.")
        ] = Role.all,
    ) -> None:
        """Start everything that is configured; without any token, the web playground."""
        raise typer.Exit(wiring.run(role))

    @app.command("chat")
    def chat_(
        person: Annotated[str, typer.Option("--as", help="Who you are.")] = "me",
        zone: Annotated[str, typer.Option(help="Your time zone; that of this machine if left out.")] = "",
        *,
        json: Annotated[bool, typer.Option("--json", help="One JSON object per line, for programs.")] = False,
    ) -> None:
        """Talk with Milepost on this terminal."""
        raise typer.Exit(wiring.chat(person, zone, as_json=json))

    @app.command("upgrade")
    def upgrade_() -> None:
        """Bring the database's tables to this version."""
        raise typer.Exit(wiring.upgrade())

    _add_failures(app, wiring)

    @app.command("simulate")
    def simulate_(
        days: Annotated[int, typer.Argument(help="How many days ahead.", min=1, max=366)] = 90,
    ) -> None:
        """Count the check-ins that would be sent: to whom, on which days and at which hours; nothing is sent."""
        raise typer.Exit(wiring.simulate(days))

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
        raise typer.Exit(wiring.bring_in(file, Address(platform, realm, user)))

    @app.command("manifest")
    def manifest_(
        platform: Annotated[str, typer.Argument(help="slack or discord; both if left out.")] = "",
        url: Annotated[str, typer.Option(help="Milepost's public https address, for Slack's HTTP mode.")] = "",
        application: Annotated[str, typer.Option(help="The id of your Discord application.")] = "",
    ) -> None:
        """Print the Slack app manifest and the Discord invite links."""
        raise typer.Exit(wiring.manifest(platform, url, application))

    _add_programs(app)
    return app


def _add_failures(app: typer.Typer, wiring: Wiring) -> None:
    """Add what an operator does about check-ins that were given up."""

    @app.command("failing")
    def failing_() -> None:
        """List the check-ins that were given up, each with its reason."""
        raise typer.Exit(wiring.failing())

    @app.command("retry")
    def retry_(
        nudges: Annotated[list[int] | None, typer.Argument(help="Numbers, as `failing` shows them.")] = None,
        *,
        everything: Annotated[bool, typer.Option("--all", help="All that `failing` shows.")] = False,
    ) -> None:
        """Send check-ins that were given up after all."""
        if bool(nudges) == everything:
            raise typer.BadParameter("name them by number, for example: retry 12 15; or say --all")
        raise typer.Exit(wiring.retry(nudges or ()))


def _add_programs(app: typer.Typer) -> None:
    """Add what other programs ask."""

    @app.command("when")
    def when_(
        now: Annotated[str, typer.Option(help="The moment of speaking, ISO 8601; now if left out.")] = "",
        zone: Annotated[str, typer.Option(help="The speaker's time zone.")] = "UTC",
        order: Annotated[str, typer.Option(help="DMY, MDY or YMD: how the speaker writes 5/6/2027.")] = "DMY",
        *,
        json: Annotated[bool, typer.Option("--json", help="JSON lines, the only way there is.")] = True,
    ) -> None:
        """Read the words about time in JSON lines like {"text": "by end of Q2"}."""
        del json
        if order not in get_args(Order):
            raise typer.BadParameter("say DMY, MDY or YMD", param_hint="--order")
        _answer(programs.when(_moment(now, zone), Locale(order=cast("Order", order))))

    @app.command("coach")
    def coach_(
        now: Annotated[str, typer.Option(help="The moment of reading, ISO 8601; now if left out.")] = "",
        zone: Annotated[str, typer.Option(help="The owner's time zone.")] = "UTC",
        *,
        json: Annotated[bool, typer.Option("--json", help="JSON lines, the only way there is.")] = True,
    ) -> None:
        """Read goals in JSON lines like {"text": "Read 24 books in 2027", "why": null}."""
        del json
        _answer(programs.coach(_moment(now, zone)))


def _answer(program: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    for line in programs.answers(sys.stdin, program):
        typer.echo(line)


def _moment(now: str, zone: str) -> datetime:
    """Return the moment that was named, on the clock of `zone`."""
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise typer.BadParameter(
            f"I don't know the zone {zone}; say one like Europe/Lisbon", param_hint="--zone"
        ) from None
    if not now:
        return Clock().now().astimezone(there)
    try:
        moment = datetime.fromisoformat(now)
    except ValueError:
        raise typer.BadParameter("write it like 2026-11-18T10:00:00", param_hint="--now") from None
    return moment.astimezone(there) if moment.tzinfo else moment.replace(tzinfo=there)
