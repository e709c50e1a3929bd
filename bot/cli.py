"""What an operator types: `python -m bot …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from typing import Protocol

    class Wiring(Protocol):
        """What the command line needs of the composition root; each returns an exit code."""

        def run(self) -> int: ...  # noqa: D102
        def chat(self, person: str, zone: str, *, as_json: bool) -> int: ...  # noqa: D102
        def upgrade(self) -> int: ...  # noqa: D102
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
    def run_() -> None:
        """Start everything that is configured; without any token, the web playground."""
        raise typer.Exit(wiring.run())

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

    @app.command("manifest")
    def manifest_(
        platform: Annotated[str, typer.Argument(help="slack or discord; both if left out.")] = "",
        url: Annotated[str, typer.Option(help="Milepost's public https address, for Slack's HTTP mode.")] = "",
        application: Annotated[str, typer.Option(help="The id of your Discord application.")] = "",
    ) -> None:
        """Print the Slack app manifest and the Discord invite links."""
        raise typer.Exit(wiring.manifest(platform, url, application))

    return app
