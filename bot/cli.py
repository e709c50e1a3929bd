"""What an operator types: `python -m bot …`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable


def build(*, run: Callable[[], int], chat: Callable[[str, str, bool], int], upgrade: Callable[[], int]) -> typer.Typer:
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
        raise typer.Exit(run())

    @app.command("chat")
    def chat_(
        person: Annotated[str, typer.Option("--as", help="Who you are.")] = "me",
        zone: Annotated[str, typer.Option(help="Your time zone; that of this machine if left out.")] = "",
        *,
        json: Annotated[bool, typer.Option("--json", help="One JSON object per line, for programs.")] = False,
    ) -> None:
        """Talk with Milepost on this terminal."""
        raise typer.Exit(chat(person, zone, json))

    @app.command("upgrade")
    def upgrade_() -> None:
        """Bring the database's tables to this version."""
        raise typer.Exit(upgrade())

    return app
