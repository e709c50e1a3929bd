"""Several processes listen to Discord, each to its own shards: everything is heard, and nothing twice."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from adapters.discord.app import Unreachable
from bot.process.shards import Shards
from bot.settings import SettingsFault, load
from tests.adapters.discord.conftest import message
from tests.peers.discord import DiscordPeer
from tests.test_crash import bot

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.adapters.discord.conftest import Stage


@asynccontextmanager
async def listening(stage: Stage, *shards: str) -> AsyncIterator[list[asyncio.Task[None]]]:
    """Run a Milepost for each of these shards, one at the time, as their first sessions begin."""
    running: list[asyncio.Task[None]] = []
    for some in shards:
        running.append(asyncio.create_task(stage.milepost(shards=some).run()))
        await stage.peer.connected(sessions=len(running))
    await stage.peer.commands_synced()
    yield running
    for task in running:
        task.cancel()
    await asyncio.wait(running)
    await stage.peer.disconnected()


async def test_two_that_have_a_shard_each_hear_their_own_servers_and_answer_once(stage: Stage) -> None:
    left = stage.peer.guild("Left", members=[stage.alice], shard=(0, 2)).general
    right = stage.peer.guild("Right", members=[stage.alice], shard=(1, 2)).general

    async with listening(stage, "0/2", "1/2") as (_, second):
        for where, goal in ((left, "Ship it"), (right, "Read 24 books"), (None, "Swim")):
            assert goal in message(await stage.alice.uses("goal new", {"goal": goal}, where=where)).plain
        await stage.alice.says("list")
        written = await stage.alice.next_message()
        answered = [call.path for call in stage.peer.calls("POST", "/interactions/*/callback")]
        heard = {session.shard: [event for _, event, _ in session.sent] for session in stage.peer.gateway.connected}
        second.cancel()
        await asyncio.wait([second])
        still = message(await stage.alice.uses("goal list", where=left)).plain
        stage.peer.stage.desk.answer_seconds = 0.2
        unheard = (await stage.alice.uses("goal list", where=right)).as_message

    assert [identity["shard"] for _, identity in stage.peer.gateway.identifies] == [[0, 2], [1, 2]]
    assert len(answered) == len(set(answered)) == 3
    assert heard[0, 2].count("INTERACTION_CREATE") == 2
    assert heard[1, 2].count("INTERACTION_CREATE") == 1
    assert "Swim" in written.plain
    assert "Ship it" in still
    assert unheard.failed


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_two_real_processes_share_discord_and_a_third_sends(database_url: str) -> None:
    """As in docs/operations.md: two gateways with a shard each, and a scheduler, on either database."""
    async with DiscordPeer.started(check_specs=False) as peer:
        environment = {
            "DATABASE_URL": database_url,
            "DISCORD_TOKEN": peer.token,
            "DISCORD_API_URL": peer.api_url,
            "DISCORD_GATEWAY_URL": peer.gateway_url,
        }
        alice = peer.user("alice")
        places = [peer.guild(f"Team {n}", members=[alice], shard=(n, 2)).general for n in range(2)]
        async with (
            bot(environment | {"DISCORD_SHARDS": "0/2"}, "gateway"),
            bot(environment | {"DISCORD_SHARDS": "1/2"}, "gateway"),
            bot(environment | {"DISCORD_SHARDS": "0/2"}, "scheduler"),
        ):
            await peer.connected(sessions=2, within=30)
            await peer.commands_synced()
            for n, where in enumerate(places, 1):
                await alice.uses("goal new", {"goal": f"Ship part {n}"}, where=where)
            await alice.uses(
                "goal milestone add", {"goal": "2", "title": "Draft", "by": "in 5 seconds"}, where=places[1]
            )
            await peer.called("POST", "/channels/*/messages", within=40)
            await asyncio.sleep(2)
        answered = [call.path for call in peer.calls("POST", "/interactions/*/callback")]

    assert sorted(identity["shard"] for _, identity in peer.gateway.identifies) == [[0, 2], [1, 2]]
    assert len(answered) == len(set(answered)) == 3
    assert [sum("is due" in one.plain for one in alice.dm_messages)] == [1]


async def test_what_is_written_in_private_is_heard_on_shard_0_alone(stage: Stage) -> None:
    async with listening(stage, "1/2", "0/2"):
        await stage.alice.says("new Ship it by: 2027-03-31")
        await stage.alice.next_message()
        await stage.alice.says("list")
        await stage.alice.next_message()

    assert [one.plain for one in stage.alice.dm_messages if "Ship it" in one.plain][1:] != []
    assert len(stage.peer.calls("POST", "/channels/*/messages")) == 2


@pytest.mark.slow
async def test_one_process_may_have_several_shards(stage: Stage) -> None:
    """They come one after the other: Discord lets no bot begin two sessions within five seconds."""
    stage.peer.gateway.shards_required = 2
    places = [stage.peer.guild(f"Team {n}", members=[stage.alice], shard=(n, 2)).general for n in range(2)]

    async with listening(stage, "0,1/2"):
        await stage.peer.connected(sessions=2, within=15)
        for where in places:
            assert message(await stage.alice.uses("goal list", where=where)).plain

    assert stage.peer.gateway.hasty_identifies == 0


async def test_a_shard_comes_back_after_its_connection_was_cut(stage: Stage) -> None:
    right = stage.peer.guild("Right", members=[stage.alice], shard=(1, 2)).general

    async with listening(stage, "1/2"):
        await stage.peer.drop_gateway()
        answer = message(await stage.alice.uses("goal new", {"goal": "Ship it"}, where=right))

    assert "Ship it" in answer.plain
    assert len(stage.peer.gateway.resumes) == 1


async def test_too_few_shards_are_said_in_a_sentence(stage: Stage) -> None:
    stage.peer.gateway.shards_required = 4

    for shards in ("", "0/2"):
        with pytest.raises(Unreachable, match="DISCORD_SHARDS"):
            await asyncio.wait_for(stage.milepost(shards=shards).run(), 10)


async def test_whoever_only_sends_needs_no_shard(stage: Stage) -> None:
    running = asyncio.create_task(stage.milepost(shards="0/2").run(hearing=False))
    await stage.peer.called("GET", "/users/@me")
    await asyncio.sleep(0.1)

    assert stage.peer.gateway.identifies == []
    running.cancel()
    await asyncio.wait([running])


@pytest.mark.parametrize(
    ("written", "ids", "count"),
    [
        ("0/1", [0], 1),
        ("1/2", [1], 2),
        ("0,1/4", [0, 1], 4),
        (" 3, 0 / 4 ", [3, 0], 4),
        ("0-3/16", [0, 1, 2, 3], 16),
        ("0-1,5/8", [0, 1, 5], 8),
    ],
)
def test_shards_are_read(written: str, ids: list[int], count: int) -> None:
    shards = Shards.read(written)

    assert (list(shards.ids), shards.count) == (ids, count)
    assert Shards.read(str(shards)) == shards


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("4/4", "there is no shard 4 among 4, they are 0 to 3"),
        ("2-1/4", "there is no shard 2-1 among 4"),
        ("1", "“” is no number"),
        ("all/4", "“all” is no number"),
        ("-1/4", "“” is no number"),
        ("٣/4", "“٣” is no number"),
        ("0/0", "0 is no number of shards"),
        ("0/99999999999999", "is no number"),
        ("0,0/4", "name each shard once"),
    ],
)
def test_wrong_shards_are_refused_at_the_start_with_an_example(
    written: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    monkeypatch.setenv("DISCORD_SHARDS", written)

    with pytest.raises(SettingsFault) as fault:
        load()

    assert "DISCORD_SHARDS: " in str(fault.value)
    assert wrong in str(fault.value)
    assert "write it like 0,1/4" in str(fault.value)


def test_shards_without_a_token_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_SHARDS", "0/2")

    with pytest.raises(SettingsFault, match="set DISCORD_TOKEN too"):
        load()


def test_shards_are_read_once_when_the_settings_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    monkeypatch.setenv("DISCORD_SHARDS", "0-1,3/4")

    assert load().discord_shards == Shards([0, 1, 3], 4)


def test_no_shards_are_all_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token")
    monkeypatch.setenv("DISCORD_SHARDS", "")

    assert load().discord_shards is None
