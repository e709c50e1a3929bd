"""Pictures in Slack: seen by those alone who see the message, and never in the way of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from adapters.replies import NO_PICTURE
from adapters.slack.render import message
from adapters.slack.responder import ELSEWHERE
from bot.catalogue import Commands
from bot.clock import Clock
from bot.dispatch import Dispatcher
from bot.help import commands as helping
from bot.messages import Chart, Reply, Section
from tests.charts import commands
from tests.charts.commands import ALT, STREAK_ALT, progress_shown
from tests.charts.examples import EXAMPLES
from tests.peers.slack import DEFAULT_SCOPES
from tests.peers.slack.posting import check_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.storage.database import Database
    from tests.adapters.slack.conftest import Milepost
    from tests.peers.slack import Person, SlackPeer

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def scopes() -> Iterable[str]:
    """With the one for pictures."""
    return DEFAULT_SCOPES | {"files:write"}


@pytest.fixture
def dispatcher(database: Database) -> Dispatcher:
    """A Milepost whose only commands show pictures."""
    return Dispatcher(database=database, commands=Commands(commands, helping), clock=Clock())


def pictures(person: Person) -> list[dict[str, bytes]]:
    """The pictures in each message of the person's conversation with Milepost."""
    return [message.pictures for message in person.dm]


async def test_what_one_writes_to_milepost_is_answered_with_words_and_picture_in_one(
    peer: SlackPeer, alice: Person
) -> None:
    answer = await alice.says("chart")

    assert list(answer.pictures) == [ALT]
    assert answer.pictures[ALT].startswith(PNG)
    assert answer.plain == f"Goal 1: Run to the sea\nNearly there.\n{ALT}"
    assert ALT in answer.text
    assert peer.refused == []


async def test_a_picture_is_uploaded_for_nobody_but_its_message(peer: SlackPeer, alice: Person) -> None:
    await alice.says("chart")
    [begun], [ended] = peer.calls("files.getUploadURLExternal"), peer.calls("files.completeUploadExternal")

    assert (begun.args["filename"], begun.args["alt_txt"]) == ("1-progress.png", ALT)
    assert ended.args.keys() == {"files"}
    assert "sea" not in str((begun.args, ended.args))


async def test_in_a_channel_the_words_are_whispered_and_the_picture_comes_by_direct_message(
    peer: SlackPeer, alice: Person
) -> None:
    """Slack cannot whisper a file."""
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])

    answer = await alice.types("/goal chart", general)
    picture = await alice.sees(ALT)
    while not picture.pictures:
        picture = await alice.next_message()

    assert answer.ephemeral
    assert answer.plain == f"Goal 1: Run to the sea\nNearly there.\n{ALT}\n{ELSEWHERE}"
    assert answer.pictures == {}
    assert list(picture.pictures) == [ALT]
    assert picture.post.channel == "D_ALICE"
    assert not [post for post in bob.dm if post.pictures]
    assert peer.refused == []


async def test_a_command_in_the_conversation_with_milepost_is_answered_there(peer: SlackPeer, alice: Person) -> None:
    await alice.types("/goal chart").perform()
    answer = await alice.next_message()

    assert list(answer.pictures) == [ALT]
    assert answer.buttons == ("Streak", "Words")
    assert peer.calls("response_url") == []


async def test_a_tap_that_replaces_changes_the_words_and_sends_the_picture(peer: SlackPeer, alice: Person) -> None:
    answer = await alice.says("chart")
    changed = await answer.tap("Streak")
    picture = await alice.next_message()

    assert changed.post is answer.post
    assert changed.plain == f"Your streak\n{STREAK_ALT}\n{ELSEWHERE}"
    assert list(picture.pictures) == [STREAK_ALT]
    assert peer.refused == []


async def test_a_nudge_brings_its_picture(milepost: Milepost, peer: SlackPeer, alice: Person) -> None:
    await milepost.surface.send(milepost.address(alice), progress_shown(), "n-1")
    [nudge] = alice.dm

    assert list(nudge.pictures) == [ALT]
    assert nudge.post.metadata == {"event_type": "milepost_nudge", "event_payload": {"key": "n-1"}}
    assert await milepost.surface.find(milepost.address(alice), "n-1", Clock().now())
    assert peer.refused == []


async def test_slack_is_given_time_to_work_on_a_file(peer: SlackPeer, alice: Person) -> None:
    peer.service.file_seconds = 0.6
    answer = await alice.says("chart")

    assert list(answer.pictures) == [ALT]
    assert {call.error for call in peer.refused} == {"invalid_blocks"}


@pytest.mark.slow
async def test_a_file_that_slack_never_gets_done_with_holds_the_words_up_for_seconds_only(
    peer: SlackPeer, alice: Person
) -> None:
    peer.service.file_seconds = 3600
    answer = await alice.says("chart")

    assert answer.plain == f"Goal 1: Run to the sea\nNearly there.\n{ALT}\n{NO_PICTURE}"
    assert answer.buttons == ("Streak", "Words")


@pytest.mark.parametrize(
    ("method", "how"),
    [
        ("files.getUploadURLExternal", {"error": "file_uploads_disabled"}),
        ("files.getUploadURLExternal", {"status": 429, "retry_after": 30}),
        ("files.getUploadURLExternal", {"body": "{}"}),
        ("files.completeUploadExternal", {"status": 500}),
        ("files.completeUploadExternal", {"reset": True}),
    ],
    ids=str,
)
async def test_without_its_picture_the_words_arrive(
    peer: SlackPeer, alice: Person, method: str, how: dict[str, object]
) -> None:
    peer.fail(method, **how)
    answer = await alice.says("chart")

    assert answer.plain == f"Goal 1: Run to the sea\nNearly there.\n{ALT}\n{NO_PICTURE}"
    assert answer.pictures == {}


@pytest.mark.parametrize("scopes", [DEFAULT_SCOPES])
async def test_without_the_scope_there_are_words(peer: SlackPeer, alice: Person) -> None:
    answer = await alice.says("chart")

    assert NO_PICTURE in answer.plain
    assert {call.error for call in peer.refused} == {"missing_scope"}


def test_a_long_text_for_a_picture_is_shortened_and_many_pictures_are_put_into_words() -> None:
    chart = Chart("Very long. " * 500, EXAMPLES["streak"])
    reply = Reply(title="Many", sections=(Section(chart=chart),) * 40)
    drawn = message(reply, ["F0123456789"] * 10)

    check_message(drawn)
    shown = [block for block in drawn["blocks"] if block["type"] == "image"]
    assert len(shown) == 10
    assert len(shown[0]["alt_text"]) <= 2_000
