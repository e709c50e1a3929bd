"""What is there soon comes with the acknowledgement of a command; all else follows by the response URL."""

import asyncio
from types import SimpleNamespace
from typing import Annotated, Any

import pytest

from adapters.grace import Grace
from adapters.slack import limits
from adapters.slack.listeners import Patience
from adapters.slack.responder import acknowledging
from bot.catalogue import Commands
from bot.clock import Clock
from bot.commands import command
from bot.dispatch import Dispatcher
from bot.everything import all_commands
from bot.goals.titles import Sentence
from bot.help.commands import help_
from bot.messages import Button, Field, File, Reply, Section
from bot.storage.database import Database
from bot.talk import Talk
from tests.adapters.slack.conftest import MODES
from tests.adapters.slack.living import living_in
from tests.adapters.slack.ways import both_ways
from tests.charts.commands import progress_shown
from tests.peers.slack import Person, SlackPeer, payloads
from tests.peers.slack.delivery import Delivery

patient = pytest.mark.parametrize("patience", [Patience(grace=Grace(2, 2))], ids=["patient"], indirect=True)
"""Where a busy machine is not to decide which way an answer goes."""
EMOJI = "🎯" * 190


@both_ways
@patient
async def test_an_answer_that_is_there_soon_comes_with_the_acknowledgement(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])
    here = await alice.types("/goal new Ship it", general)
    there = await alice.types("/goal frobnicate")

    assert "Goal 1 is set: Ship it" in here.plain
    assert "I don't know" in there.plain
    assert (here.ephemeral, there.ephemeral) == (True, True)
    assert bob.messages(general) == []
    assert all(ack.payload["blocks"] for ack in peer.postman.acks)
    assert peer.calls("response_url") == []
    assert peer.troubles == []


@both_ways
async def test_an_answer_that_takes_longer_follows_by_the_response_url(
    peer: SlackPeer, alice: Person, database: Database
) -> None:
    async with database.transaction():
        asking = asyncio.ensure_future(alice.types("/goal list").message())
        async with asyncio.timeout(5):
            while not peer.postman.acks:  # noqa: ASYNC110 - nothing tells when it came
                await asyncio.sleep(0.01)
    listed = await asking

    assert "No goals" in listed.plain
    assert [(ack.ok, ack.payload) for ack in peer.postman.acks] == [(True, {})]
    assert len(peer.calls("response_url")) == 1


@patient
async def test_what_is_for_everybody_does_not_bring_the_typed_command_along(peer: SlackPeer, alice: Person) -> None:
    bob = peer.user("U_BOB", name="Bob")
    general = peer.channel("C_GENERAL", name="general", members=[alice, bob])
    await alice.types("/goal new Ship it", general)
    await alice.types("/goal post 1", general)

    assert "Ship it" in bob.messages(general)[0].plain
    assert peer.postman.acks[-1].payload == {}


@both_ways
@patient
async def test_whoever_did_not_hear_the_answer_gets_the_same_again(peer: SlackPeer, alice: Person) -> None:
    """Slack asks again over a new socket when the old one broke before it was acknowledged."""
    await alice.types("/goal new Ship it")
    first = peer.postman.acks[-1]
    again = await peer.redeliver()

    assert again.payload == first.payload
    assert "1 goal" in (await alice.types("/goal list")).plain.splitlines()[0]


@patient
async def test_what_has_no_key_of_its_own_is_never_taken_for_something_else(peer: SlackPeer, alice: Person) -> None:
    """Slack gives each command one, so that nobody gets somebody else's answer if it ever should not."""
    bob = peer.user("U_BOB", name="Bob")
    await alice.types("/goal new Ship it")
    for person in (alice, bob):
        act = peer.service.act(peer.home, person.id, peer.home.dm(person.id).id)
        body = payloads.command(peer.service, act, "/goal list") | {"trigger_id": ""}
        await peer.postman.send(Delivery("slash_commands", body))

    assert ["Ship it" in ack.payload["text"] for ack in peer.postman.acks[-2:]] == [True, False]


async def test_what_was_answered_another_way_is_said_to_be_done(
    peer: SlackPeer, alice: Person, database: Database
) -> None:
    """As it is where another process answered, and the answer got lost with it."""
    async with database.transaction():
        asking = asyncio.ensure_future(alice.types("/goal new Ship it").message())
        await asyncio.sleep(0.5)
    await asking
    again = await peer.redeliver()

    assert "That is done already" in again.payload["text"]
    assert "1 goal" in (await alice.types("/goal list")).plain.splitlines()[0]


@pytest.mark.parametrize("way", MODES)
async def test_who_stops_milepost_waits_for_what_is_being_answered(
    dispatcher: Dispatcher, database: Database, way: str
) -> None:
    async with SlackPeer.started() as peer:
        alice = peer.user("U_ALICE", name="Alice")
        async with living_in(peer, dispatcher, way, patience=Patience(grace=Grace(4, 4))), database.transaction():
            asking = asyncio.ensure_future(alice.types("/goal new Ship it").message())
            await asyncio.sleep(0.5)
        answer = await asking

        assert "Goal 1 is set: Ship it" in answer.plain
        assert peer.troubles == []


@patient
async def test_an_answer_too_long_for_a_socket_follows_by_the_response_url(peer: SlackPeer, alice: Person) -> None:
    """Slack closes a socket on which too much comes at once."""
    for _ in range(6):
        await alice.types(f"/goal new Ship {EMOJI}")
    listed = await alice.types("/goal list")

    assert "6 goals" in listed.plain
    assert peer.postman.acks[-1].payload == {}
    assert peer.sockets.since_start == 1


@command("list", examples=["list"])
async def list_(_talk: Talk) -> Reply:
    """Offer a form."""
    return Reply("No goals", (Section(buttons=(Button("Say much", "form much"),)),))


@command("much", examples=["much done"])
async def much(_talk: Talk, words: Annotated[Sentence, "Anything."]) -> Reply:
    """Say more than one should."""
    return Reply(words, tuple(Section(EMOJI) for _ in range(12)))


def garrulous() -> Commands:
    """Return commands of which one has a long answer to a form."""
    room: Any = SimpleNamespace(list_=list_, much=much, help_=help_)
    return Commands(room)


@pytest.fixture
def dispatcher(request: pytest.FixtureRequest, database: Database) -> Dispatcher:
    """The one door, to the commands that a test asks for."""
    return Dispatcher(database=database, commands=getattr(request, "param", all_commands)(), clock=Clock())


@patient
@pytest.mark.parametrize("dispatcher", [garrulous], indirect=True)
async def test_a_form_of_the_home_whose_answer_is_too_long_for_a_socket_is_answered_all_the_same(
    peer: SlackPeer, alice: Person
) -> None:
    home = await alice.opens_home()
    form = await home.tap("Say much").form()
    await form.submit({form.fields[0]: "Said and done"}).closed()
    async with asyncio.timeout(5):
        while alice.modal is None or "Said and done" not in alice.modal.plain:  # noqa: ASYNC110 - it is a new modal
            await asyncio.sleep(0.01)

    assert peer.sockets.since_start == 1
    assert peer.troubles == []


FILE = File("goals.csv", "text/csv", "a,b")


@pytest.mark.parametrize(
    "reply",
    [
        Reply("For all", private=False),
        Reply("With a file", file=FILE),
        progress_shown(),
        Reply("Long", tuple(Section(fields=(Field("One", EMOJI),)) for _ in range(12))),
    ],
    ids=lambda reply: str(reply.title),
)
def test_what_cannot_stand_in_an_acknowledgement_stands_in_none(reply: Reply) -> None:
    assert acknowledging(reply) is None


def test_an_acknowledgement_leaves_room_for_its_envelope() -> None:
    assert limits.ACK.most < 20_480 - 200
