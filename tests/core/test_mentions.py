"""Somebody who is named in a command, and a channel."""

from types import SimpleNamespace
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue import Commands
from bot.commands import command
from bot.dispatch import Dispatcher
from bot.goals.titles import Sentence
from bot.line.grammar import parse, spell
from bot.messages import Address, Profile, Reply, Request, Section
from bot.replies import plain
from bot.talk import Talk
from tests.adapters.room import SomePerson
from tests.house import House

ALICE = Address("slack", "T1", "U1")
GENERAL = Address("slack", "T1", "C1")


@command("greet", examples=["greet @anna Hello"])
async def greet(
    talk: Talk, who: Annotated[SomePerson, "Whom."], words: Annotated[Sentence, "What to say."] = ""
) -> Reply:
    """Greet somebody."""
    return Reply(f"{talk.me.id} greets {who.id} {who.name}: {words}")


@command("say", examples=["say Hello"])
async def say(talk: Talk, words: Annotated[Sentence, "What."]) -> Reply:
    """Say something."""
    return Reply(f"{words} in {talk.place.id if talk.place else 'private'}")


ROOM: Any = SimpleNamespace(greet=greet, say=say)
COMMANDS = Commands(ROOM)


@pytest.fixture
def door(house: House) -> Dispatcher:
    return Dispatcher(database=house.database, commands=COMMANDS, clock=house.clock)


async def asks(door: Dispatcher, words: str, who: Address = ALICE, **more: Any) -> Reply:
    answer = await door.answer(Request(who=who, words=words, profile=Profile(name="Alice"), **more))
    assert isinstance(answer, Reply)
    return answer


async def test_who_never_spoke_is_met_when_they_are_mentioned(door: Dispatcher) -> None:
    """And is the same person when they speak."""
    told = {"@U2": Profile(name="Bob", zone="Asia/Tokyo")}
    first = await asks(door, "greet @U2 Hello", mentions=told)
    again = await asks(door, "greet @U2 Hello")
    bobs = await asks(door, "greet @U1", Address("slack", "T1", "U2"))

    assert first.title == again.title == "1 greets 2 Bob: Hello"
    assert bobs.title.startswith("2 greets 1")


async def test_an_id_typed_by_hand_is_nobody(door: Dispatcher) -> None:
    """Nor is one from another workspace."""
    await asks(door, "say Hello", Address("slack", "T2", "U7"))

    for words in ("greet @U9 Hello", "greet @U7 Hello", "greet U7 Hello", "greet @ Hello"):
        refusal = await asks(door, words)
        assert refusal.title.startswith("I know nobody here called “U" if "U" in words else "I know nobody")
        assert "type @" in refusal.sections[0].text


async def test_a_name_is_looked_for_in_ones_own_workspace(door: Dispatcher) -> None:
    """Several of one name are asked about, and each choice is a mention."""
    for user, name in (("U2", "Bob Miller"), ("U3", "Bob Smith"), ("U4", "Chika"), ("U5", "100% Anna")):
        await asks(door, f"greet @{user}", mentions={f"@{user}": Profile(name=name)})

    assert "greets 4 Chika" in (await asks(door, "greet chika")).title
    assert "greets 4 Chika" in (await asks(door, "greet @Chika")).title
    assert "greets 2 Bob Miller" in (await asks(door, 'greet "bob miller" Hello')).title
    unclear = await asks(door, "greet bob Hello")
    assert [button.call for button in unclear.sections[0].buttons] == ["greet @U2 Hello", "greet @U3 Hello"]
    assert "I know nobody" in (await asks(door, "greet chika", Address("slack", "T2", "U4"))).title
    assert "I know nobody" in (await asks(door, "greet %")).title


async def test_people_are_offered_as_their_name_is_typed(door: Dispatcher) -> None:
    for user, name in (("U2", "Bob Miller"), ("U3", "Bobby"), ("U4", "Chika")):
        await asks(door, f"greet @{user}", mentions={f"@{user}": Profile(name=name)})

    offered = {typed: await door.suggest(ALICE, "greet", "who", typed) for typed in ("@bo", "chi", "", "zo")}

    assert {typed: [choice.value for choice in found] for typed, found in offered.items()} == {
        "@bo": ["@U2", "@U3"],
        "chi": ["@U4"],
        "": ["@U1", "@U2", "@U3", "@U4"],
        "zo": [],
    }


async def test_names_are_not_looked_for_where_nothing_bounds_them(door: Dispatcher) -> None:
    """A Discord account belongs to no server, so a name could be anybody's anywhere."""
    carol = Address("discord", "", "3")
    await asks(door, "say Hello", carol)
    refusal = await asks(door, "greet Alice", Address("discord", "", "4"))

    assert "I know nobody" in refusal.title


async def test_everybody_at_a_terminal_can_be_named(door: Dispatcher) -> None:
    anna = Address("terminal", "anna", "anna")
    await asks(door, "say Hello", anna)

    assert "greets 1" in (await asks(door, "greet @anna", Address("terminal", "bob", "bob"))).title


async def test_a_mention_among_other_words_is_told_by_name(door: Dispatcher) -> None:
    told = {"@U2": Profile(name="Bob"), "#C1": Profile(name="general")}

    said = await asks(door, "say Ask @U2, in #C1. Not @U22 or a@U2", mentions=told)

    assert said.title == "Ask @Bob, in #general. Not @U22 or a@U2 in private"
    assert (await asks(door, "say @U2", mentions=told)).title == "@U2 in private"


async def test_a_command_knows_where_it_is_said(door: Dispatcher) -> None:
    assert (await asks(door, "say Hello", place=GENERAL)).title == "Hello in C1"
    assert (await asks(door, "say Hello")).title == "Hello in private"


@given(st.from_regex(r"@[A-Z0-9]{2,20}", fullmatch=True), st.text("abc @#:", max_size=12).map(str.strip).filter(len))
def test_a_mention_comes_back_from_a_button_as_it_went_in(who: str, words: str) -> None:
    line = spell(COMMANDS["greet"], {"who": who, "words": words})

    assert not line or dict(parse(line, COMMANDS).values) == {"who": who, "words": words}
    assert line or '"' in words or ":" in words


IVY = {"@UIVY": Profile(name="Ivy", zone="Europe/Lisbon")}


async def test_what_is_offered_instead_calls_people_by_their_names(house: House) -> None:
    """What is tapped holds the id, and nobody reads it."""
    refused = await asks(house.dispatcher, "unshare 1 with: @UIVY", mentions=IVY)

    first = refused.sections[0].buttons[0]
    assert (first.label, first.call) == ("unshare 1 from: @Ivy", "unshare 1 from: @UIVY")
    assert "UIVY" not in plain.text(Reply(refused.title, (Section(refused.sections[0].text),)))
    assert "Did you mean unshare 1 from: @Ivy?" in plain.text(refused)


async def test_a_list_that_finds_nothing_of_somebody_names_them(house: House) -> None:
    nothing = await asks(house.dispatcher, "list @UIVY", mentions=IVY)

    assert "I looked for whose: Ivy." in plain.text(nothing)


@pytest.mark.parametrize(("realm", "hello"), [("T1", True), ("", False)])
async def test_saying_hello_is_advised_only_where_it_helps(house: House, *, realm: str, hello: bool) -> None:
    """On Discord accounts belong to no workspace, and a name alone is somebody's anywhere."""
    refused = plain.text(await asks(house.dispatcher, "list @syd", Address("slack", realm, "U1")))

    assert ("say hello" in refused) is hello
    assert ("@ and pick them from the list" if hello else "type it in a channel where both of you are") in refused
