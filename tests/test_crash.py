"""The real process, killed at any moment: nothing is lost, and what was in flight is not doubled."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.messages import Address, Profile, Request
from bot.models import Goal
from bot.storage.database import Database
from tests.house import StillClock
from tests.peers.discord import DiscordPeer
from tests.peers.slack import SlackPeer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.peers.slack.person import Person

PEOPLE = 20


@asynccontextmanager
async def bot(
    environment: dict[str, str], role: str = "all", *, log: Path | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `python -m bot run` until the block ends, writing its `log`; what is still running then is killed."""
    stderr = os.open(log, os.O_WRONLY | os.O_CREAT) if log is not None else asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--role", role),
        env={"PORT": "0", "PATH": "", "LEASE_SECONDS": "3", **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=stderr,
    )
    try:
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), 30)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def environment_of(database_url: str, slack: SlackPeer) -> dict[str, str]:
    """Return what a process on that Slack is told."""
    return {
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }


async def until(fact: Callable[[], bool], within: float) -> None:
    async with asyncio.timeout(within):
        while not fact():  # noqa: ASYNC110 - the peer has no event for it
            await asyncio.sleep(0.005)


async def killed_twice(environment: dict[str, str], nudges: Callable[[], int]) -> None:
    """Start with everything due, and kill after 3 and after 9 nudges; then let it finish."""
    for seen in (3, 9):
        async with bot(environment) as process:
            await until(lambda seen=seen: nudges() >= seen, within=45)  # type: ignore[misc]
            process.kill()
    async with bot(environment) as process:
        await until(lambda: nudges() >= PEOPLE, within=60)
        await asyncio.sleep(1)
        process.terminate()

        assert await asyncio.wait_for(process.wait(), 10) == 0


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_on_slack_no_nudge_is_lost_or_doubled(database_url: str) -> None:
    async with SlackPeer.started() as slack:
        environment = environment_of(database_url, slack)
        people = [slack.user(f"U{n:03}", name=f"Person {n}", tz="Europe/Lisbon") for n in range(PEOPLE)]
        async with bot(environment) as process:
            await slack.connected()
            for person in people:
                await person.types("/goal new Ship it")
                await person.types("/goal milestone add 1 Draft by: in 15 seconds")
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 10) == 0
        await asyncio.sleep(15)

        def nudges() -> list[str]:
            return [person.id for person in people for m in person.dm if not m.ephemeral and m.from_bot]

        await killed_twice(environment, lambda: len(nudges()))

        assert nudges() == [person.id for person in people]


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_on_discord_no_nudge_is_lost_or_doubled(database_url: str) -> None:
    async with DiscordPeer.started(check_specs=False) as discord:
        environment = {
            "DATABASE_URL": database_url,
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_URL": discord.api_url,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
        }
        people = [discord.user(f"person{n}") for n in range(PEOPLE)]
        async with bot(environment) as process:
            await discord.connected()
            await discord.commands_synced()
            for person in people:
                await person.uses("goal new", {"goal": "Ship it"})
                await person.uses("goal milestone add", {"goal": "1", "title": "Draft", "by": "in 15 seconds"})
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), 10) == 0
        await asyncio.sleep(15)

        def nudges() -> list[str]:
            return [person.id for person in people for m in person.dm_messages if "is due" in m.plain]

        await killed_twice(environment, lambda: len(nudges()))

        assert nudges() == [person.id for person in people]


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_one_process_plans_another_sends_on_time_and_once(database_url: str) -> None:
    """Three processes start at once on an empty database: one hears, two send, and one of these is killed."""
    async with SlackPeer.started() as slack:
        environment = environment_of(database_url, slack)
        alice = slack.user("UALICE", name="Alice", tz="Europe/Lisbon")
        hearing, sending, doomed = (
            bot(environment, "gateway"),
            bot(environment, "scheduler"),
            bot(environment, "scheduler"),
        )
        async with AsyncExitStack() as stack:
            processes = await asyncio.gather(*(stack.enter_async_context(one) for one in (hearing, sending, doomed)))
            await slack.connected()
            await alice.types("/goal new Ship it")

            await alice.types("/goal milestone add 1 Draft by: in 2 seconds")
            late = -asyncio.get_running_loop().time()
            await until(lambda: len(nudges_to(alice)) == 1, within=8)
            late += asyncio.get_running_loop().time() - 2
            processes[2].kill()
            await alice.types("/goal milestone add 1 Review by: in 2 seconds")
            await until(lambda: len(nudges_to(alice)) == 2, within=10)

        assert late < 2
        assert sorted(nudges_to(alice)) == ["◆ Milestone 1.1 is due: Draft", "◆ Milestone 1.2 is due: Review"]


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_told_to_stop_under_load_it_stops_in_order_and_the_next_one_goes_on(database_url: str) -> None:
    """With nudges on their way and commands under way: none is lost, none comes twice, and it says so with a 0."""
    async with SlackPeer.started() as slack:
        environment = environment_of(database_url, slack)
        people = [slack.user(f"U{n:03}", name=f"Person {n}", tz="Europe/Lisbon") for n in range(DUE)]
        await have_due(database_url, slack, people)

        def asked() -> list[str]:
            return [person.id for person in people for line in nudges_to(person) if "is due" in line]

        exits: list[int] = []
        for seen in (10, 60):
            async with bot(environment) as process:
                await slack.connected()
                await until(lambda seen=seen: len(asked()) >= seen, within=45)  # type: ignore[misc]
                typing = [asyncio.ensure_future(one.types("/goal new Sing").perform()) for one in people[:20]]
                await asyncio.sleep(0.02)
                process.terminate()
                exits.append(await asyncio.wait_for(process.wait(), 10))
                for one in typing:
                    one.cancel()
                await asyncio.gather(*typing, return_exceptions=True)
        halfway = len(asked())
        async with bot(environment) as process:
            await until(lambda: len(asked()) >= DUE, within=90)
            await asyncio.sleep(4)  # a lease, and a little more: nothing comes a second time
            process.terminate()
            exits.append(await asyncio.wait_for(process.wait(), 10))
        database = Database(database_url)
        async with database.transaction() as session:
            sung = Counter(await session.scalars(select(Goal.person_id).where(Goal.title == "Sing")))
        await database.close()

    assert exits == [0, 0, 0]
    assert halfway < DUE, "it was stopped in the middle"
    assert sorted(asked()) == sorted(person.id for person in people)
    assert max(sung.values(), default=0) <= 2, "each of the two lines is carried out once at most"


DUE = 150


async def have_due(database_url: str, slack: SlackPeer, people: list[Person]) -> None:
    """Let each of them have one milestone that came due a moment ago."""
    database, clock = Database(database_url), StillClock(datetime.now(UTC) - timedelta(minutes=2))
    dispatcher = Dispatcher(database=database, commands=all_commands(), clock=clock)
    for person in people:
        who = Address("slack", slack.home.team_id, person.id)
        for words in ("settings quiet: none", "new Ship it", "milestone add 1 Draft by: in 5 seconds"):
            await dispatcher.answer(Request(who=who, words=words, profile=Profile(zone="Europe/Lisbon")))
    await database.close()


def nudges_to(person: Person) -> list[str]:
    return [m.plain.splitlines()[0] for m in person.dm if not m.ephemeral and m.from_bot]
