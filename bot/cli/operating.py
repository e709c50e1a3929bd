"""What an operator asks of a database: bring it up to date, see what was given up, send it after all, look ahead."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import typer

from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.messages import Reply, Request, Tone
from bot.nudges import failing as failures
from bot.nudges import simulation
from bot.nudges.replies import simulated
from bot.people import accounts
from bot.process.shell import shell_line
from bot.replies import plain
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.catalogue import Commands
    from bot.messages import Address, Answer
    from bot.settings import Settings


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database with tables of this version; raises DatabaseFault if it has others."""
    database = Database(settings.database_url)
    try:
        await database.prepare()
        yield database
    finally:
        await database.close()


async def bring_in(settings: Settings, text: str, person: Address, commands: Commands) -> int:
    """Set the goals of an exported file for somebody, as if they had typed it."""
    answer: Answer | None = Reply(title=f"Nobody called {person.id} has talked to me there yet", tone=Tone.refused)
    async with opened(settings) as database:
        async with database.look() as session:
            known = await accounts.find(session, person)
        if known is not None:
            dispatcher = Dispatcher(database=database, commands=commands, clock=Clock())
            answer = await dispatcher.answer(Request(who=person, command="import", values={"file": text}))
    typer.echo(plain.text(answer) if answer is not None else "")
    return 1 if isinstance(answer, Reply) and answer.tone is Tone.refused else 0


async def upgrade(settings: Settings) -> int:
    """Bring the tables to this version."""
    database = Database(settings.database_url)
    try:
        await database.upgrade()
    finally:
        await database.close()
    typer.echo("The database is up to date.")
    return 0


async def failing(settings: Settings) -> int:
    """Print the check-ins that were given up."""
    async with opened(settings) as database, database.transaction() as session:
        given_up = await failures.failing(session)
    for one in given_up:
        typer.echo(one)
    typer.echo(
        f"To send them after all: {shell_line('retry NUMBER…')}, or --all" if given_up else "Nothing was given up."
    )
    return 0


async def retry(settings: Settings, nudges: Sequence[int]) -> int:
    """Plan check-ins again that were given up: those named, or all."""
    async with opened(settings) as database, database.transaction() as session:
        wanted = nudges or [one.id for one in await failures.failing(session)]
        done = await failures.retry(session, wanted, await database.now(session, Clock()))
    typer.echo(f"Planned again: {_numbers(done.again) or 'nothing'}.")
    if done.replaced:
        typer.echo(f"Left out, as a later one about the same was sent: {_numbers(done.replaced)}.")
    others = sorted({*nudges} - {*done.again, *done.replaced})
    if others:
        typer.echo(f"Not among those given up: {_numbers(others)}. See: {shell_line('failing')}", err=True)
    return 1 if others else 0


def _numbers(ids: Sequence[int]) -> str:
    return " ".join(map(str, ids))


async def simulate(settings: Settings, days: int) -> int:
    """Print how many messages would be sent in the next days: to whom, on which days and at which hours."""
    async with opened(settings) as database, database.transaction() as session:
        found = await simulation.simulate(session, Clock().now(), days)
    typer.echo(plain.text(simulated(found)))
    return 0
