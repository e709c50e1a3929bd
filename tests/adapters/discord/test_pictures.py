"""Pictures on Discord: beside the words, described, gone when the message becomes another, and never in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord import limits
from adapters.discord.render import render
from adapters.replies import NO_PICTURE
from bot.catalogue import Commands
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.help import commands as helping
from bot.messages import Address, Chart, Reply, Section
from bot.outgoing import Undeliverable
from bot.replies.pictures import Painted, worded
from tests.adapters.discord.conftest import Stage, message
from tests.charts import commands
from tests.charts.commands import ALT, STREAK_ALT, progress_shown
from tests.charts.examples import EXAMPLES
from tests.peers.discord import DiscordPeer, pointed_at
from tests.peers.discord.desk import DEFER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.discord import Discord
    from bot.storage.database import Database

PNG = b"\x89PNG\r\n\x1a\n"
ANSWERS = "/webhooks/*"


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    """A Discord with Alice, and a Milepost whose only commands show pictures."""
    dispatcher = Dispatcher(database=database, commands=Commands(commands, helping), clock=Clock())
    async with DiscordPeer.started() as peer:
        with pointed_at(peer):
            yield Stage(peer, dispatcher, database, peer.user("alice"))
        assert peer.faults_in_answers == []


async def test_an_answer_for_one_person_brings_its_picture_for_that_person(live: Stage) -> None:
    server = live.peer.guild("Team", members=[live.alice])
    answer = message(await live.alice.uses("goal chart", where=server.general))

    assert answer.ephemeral
    assert [call.body["type"] for call in live.peer.calls("POST", "/interactions/*/callback")] == [DEFER]
    assert answer.descriptions == {"1-progress.png": ALT}
    assert answer.files["1-progress.png"].startswith(PNG)
    assert ALT not in answer.content
    assert "Nearly there." in answer.plain


async def test_a_public_answer_brings_its_picture_for_all(live: Stage) -> None:
    server = live.peer.guild("Team", members=[live.alice])
    await live.alice.uses("goal chart", {"which": "public"}, where=server.general)
    await live.peer.called("POST", ANSWERS)
    shown = [post for post in live.alice.messages_in(server.general) if post.files]

    assert [(post.ephemeral, post.descriptions) for post in shown] == [(False, {"1-progress.png": ALT})]


async def test_a_message_that_becomes_another_takes_its_picture_along(live: Stage) -> None:
    """One picture for another, and none where there is none."""
    first = message(await live.alice.uses("goal chart"))
    second = message(await first.tap("Streak"))
    files = dict(second.descriptions)
    third = message(await second.tap("Words"))

    assert first.id == second.id == third.id
    assert files == {"1-streak.png": STREAK_ALT}
    assert third.descriptions == {}


async def test_a_written_message_is_answered_with_a_picture(live: Stage) -> None:
    await live.alice.says("chart")
    answer = await live.alice.next_message()

    assert answer.descriptions == {"1-progress.png": ALT}


async def test_a_nudge_brings_its_picture_and_its_key(live: Stage, milepost: Discord) -> None:
    to = Address("discord", "", live.alice.id)
    sent = await milepost.send(to, progress_shown(), "n-1")
    nudge = await live.alice.next_message()

    assert nudge.descriptions == {"1-progress.png": ALT}
    assert nudge.nonce == "n-1"
    assert await milepost.find(to, "n-1", Clock().now()) == sent


@pytest.mark.parametrize(
    "how",
    [{"status": 413, "code": 40005}, {"status": 403, "code": 50013}, {"status": 400, "code": 50035}],
    ids=str,
)
async def test_without_its_picture_the_words_arrive(live: Stage, how: dict[str, Any]) -> None:
    live.peer.fail("PATCH", ANSWERS, **how)
    answer = message(await live.alice.uses("goal chart"))

    assert answer.descriptions == {}
    assert ALT in answer.plain
    assert NO_PICTURE in answer.plain
    assert answer.buttons[:2] == ["Streak", "Words"]


async def test_a_nudge_arrives_without_its_picture_where_that_is_refused(live: Stage, milepost: Discord) -> None:
    live.peer.fail("POST", "/channels/*/messages", status=413, code=40005)
    await milepost.send(Address("discord", "", live.alice.id), progress_shown(), "n-1")
    nudge = await live.alice.next_message()

    assert NO_PICTURE in nudge.plain
    assert nudge.nonce == "n-1"


async def test_a_closed_door_is_tried_once(live: Stage, milepost: Discord) -> None:
    """It is not the picture that is refused."""
    live.alice.closes_dms()
    with pytest.raises(Undeliverable):
        await milepost.send(Address("discord", "", live.alice.id), progress_shown(), "n-1")

    assert len(live.peer.calls("POST", "/channels/*/messages")) == 1


def test_words_stand_for_what_is_not_painted() -> None:
    assert ALT in render(progress_shown()).content
    assert ALT not in render(progress_shown(), [Painted("1.png", ALT, PNG)]).content


def test_descriptions_and_numbers_of_pictures_keep_to_the_limits() -> None:
    chart = Chart("Very long. " * 500, EXAMPLES["streak"])
    reply = worded(Reply(title="Many", sections=(Section(chart=chart),) * 40), keep=limits.FILES)
    [file] = render(progress_shown(), [Painted("1.png", chart.alt, PNG)]).files

    assert len(reply.charts) == limits.FILES
    assert len(file.description or "") <= limits.FILE_DESCRIPTION
