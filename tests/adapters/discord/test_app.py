"""Milepost and its connection to Discord: what it declares, what it asks for, and how it comes and goes."""

from __future__ import annotations

import asyncio
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import invite
from adapters.discord.app import Unreachable
from adapters.discord.client import intents
from adapters.discord.declarations import path_of, same, slashes
from adapters.discord.forms import modal
from adapters.discord.spelling import as_typed_here, hinted_here
from bot.catalogue import Commands
from bot.commands import Command, Kind, Parameter
from bot.doctor.finding import Standing
from bot.everything import all_commands
from bot.help import replies as helping
from bot.line.grammar import parse
from bot.line.slashed import in_a_channel
from bot.messages import Ask, Form, Reply, Section, Tone
from bot.replies import plain
from tests.adapters.room import odd_commands
from tests.peers.discord.command_rules import USER, check_commands
from tests.peers.discord.modal_rules import check_modal

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

    from bot.talk import Talk
    from tests.adapters.discord.conftest import Stage


def test_every_command_is_declared_as_discord_wants_it() -> None:
    """With every argument, none of them required, so that a missing one can open a form."""
    commands = all_commands()

    wanted = list(slashes(commands).declared)
    goal, menu = wanted[0], wanted[-1]

    check_commands(wanted)
    assert slashes(commands).typed.keys() == {command.path for command in commands}
    groups = {option["name"]: option for option in goal["options"]}
    assert [o["name"] for o in groups["new"]["options"]] == [p.name for p in commands["new"].parameters]
    assert not any(option["required"] for option in groups["new"]["options"])
    assert menu["name"] == "Make this a goal"


def made(paths: Sequence[str], *, arguments: int = 3) -> Commands:
    """Return commands of these paths, each with so many arguments."""
    kind = Kind("", "billing", read=_read)
    parameters = tuple(
        Parameter(f"argument{n}", kind, "What it is for, told in one short sentence.", required=False, positional=False)
        for n in range(arguments)
    )
    declared = [Command(path, _run, f"Do what {path} says, in so many words.", parameters, (path,)) for path in paths]
    room = ModuleType("room")
    for n, one in enumerate(declared):
        setattr(room, f"command{n}", one)
    return Commands(room)


async def _read(text: str, _talk: Talk) -> str:
    return text


async def _run(_talk: Talk) -> Reply:
    return Reply("Done")


SINGLE = st.integers(0, 200).map(lambda n: f"word{n}")
DOUBLE = st.tuples(st.sampled_from("abcdef"), st.integers(0, 20)).map(lambda pair: f"group{pair[0]} sub{pair[1]}")
GROUP_AND_WORD = st.sampled_from([f"group{letter}" for letter in "abcdef"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(SINGLE, DOUBLE, GROUP_AND_WORD), max_size=90, unique=True), st.integers(0, 6))
def test_ninety_commands_find_their_place_and_are_typed_as_they_are_written(paths: list[str], arguments: int) -> None:
    """Whatever there is of single words and groups, within what Discord takes; without its slash it is a line."""
    commands = made([*paths, "help"], arguments=arguments)

    placed = slashes(commands)

    check_commands(list(placed.declared))
    assert placed.typed.keys() == {*paths, "help"}
    assert len(set(placed.typed.values())) == len(paths) + 1
    for path, typed in placed.typed.items():
        assert path_of(typed.split()) == path
        assert parse(f"/{typed}", commands).command.path == path


def test_what_goal_has_no_room_for_stands_under_milepost_and_then_by_itself() -> None:
    """Groups and help keep their places; in each, commands stand in the order of help."""
    words = [f"word{n}" for n in range(60)]
    placed = slashes(made([*words, "milestone add", "milestone drop", "help"], arguments=0))
    goal, milepost, *alone = placed.declared

    assert placed.typed["milestone add"] == "goal milestone add"
    assert placed.typed["help"] == "goal help"
    assert [entry["name"] for entry in goal["options"]] == [*words[:23], "milestone", "help"]
    assert [entry["name"] for entry in milepost["options"]] == words[23:48]
    assert [entry["name"] for entry in alone] == [*words[48:], "Make this a goal"]


def test_help_names_commands_as_they_are_typed_here() -> None:
    """A longer name is not taken for a shorter one."""
    words = [f"word{chr(97 + n)}" for n in range(26)]
    placed = slashes(made([*words, "milestone add", "help"]))

    spelled = placed.spelled("/goal wordz x, /goal milestone add 1, /goal worda, /goal nothing, goal wordz")

    assert spelled == "/milepost wordz x, /goal milestone add 1, /goal worda, /goal nothing, goal wordz"


def test_help_shows_options_as_they_are_typed_here() -> None:
    """Discord knows no arguments by their place: each option has its name."""
    commands = all_commands()
    told = plain.text(as_typed_here(helping.explained(commands["milestone add"]), commands))
    begun = plain.text(as_typed_here(helping.introduced(commands), commands))

    assert "with the options " in told
    assert "<" not in told
    assert "/goal milestone add goal: 1 title: Draft the schema by: in 3 days" in told
    assert "/goal new goal: " in begun
    assert "/goal help about: milestone add. Every command: /goal help about: all" in begun


def test_what_help_tells_in_a_sentence_is_typed_so_here_too() -> None:
    commands = all_commands()
    told = plain.text(as_typed_here(in_a_channel(helping.dates_explained(), commands), commands))

    assert "for example: /goal new goal: Ship the billing API by the end of March" in told


def test_a_person_is_picked_from_discords_own_list() -> None:
    """Whoever loses their part in a goal, for one."""
    declared = list(slashes(all_commands()).declared)
    placed = next(one for root in declared for one in root.get("options", ()) if one["name"] == "unshare")

    assert {option["name"]: option["type"] for option in placed["options"]}["from"] == USER
    check_commands(list(slashes(odd_commands()).declared))


def test_a_changed_description_is_a_change() -> None:
    """What Discord adds by itself is none."""
    ours = list(slashes(all_commands()).declared)
    theirs = [command | {"id": "1", "version": "2", "default_member_permissions": None} for command in ours]
    changed = [ours[0] | {"description": "Something else"}, *ours[1:]]

    assert same(ours, theirs)
    assert not same(ours, changed)
    assert not same(ours, [])


def test_every_form_is_one_that_discord_takes() -> None:
    """As it opens, filled to the brim, and with an error beside every blank."""
    for command in all_commands():
        names = [p.name for p in command.parameters]
        forms = [command.form({}), command.form(dict.fromkeys(names, "x" * 9000), dict.fromkeys(names, "e" * 500))]
        for form in forms if names else []:
            check_modal(modal(form))


def test_of_many_blanks_those_come_first_that_are_needed_or_filled() -> None:
    """Discord has room for five."""
    asks = tuple(Ask(f"n{n}", f"Blank {n}", required=n == 7, value="typed" if n == 6 else "") for n in range(8))

    blanks = modal(Form("Many", "new", asks))["components"]

    assert [blank["label"] for blank in blanks] == ["Blank 6", "Blank 7", "Blank 0", "Blank 1", "Blank 2"]


def test_milepost_asks_for_no_more_than_it_needs() -> None:
    """No privileged intent, no permission in a server."""
    link = "https://discord.com/oauth2/authorize?client_id=1&integration_type="

    assert [name for name, wanted in intents() if wanted] == ["dm_messages"]
    assert invite.server_link("1") == f"{link}0&scope=bot+applications.commands&permissions=0"
    assert invite.user_link("1") == f"{link}1&scope=applications.commands"


async def test_a_wrong_token_is_said_in_a_sentence(stage: Stage) -> None:
    """And Milepost stops trying."""
    milepost = stage.milepost(token="wrong")

    with pytest.raises(Unreachable, match="DISCORD_TOKEN"):
        await asyncio.wait_for(milepost.run(), 5)


@pytest.mark.parametrize("shards", ["", pytest.param("0/1", marks=pytest.mark.slow)])
async def test_a_token_that_was_revoked_is_said_in_a_sentence_and_we_know_that_we_are_not_connected(
    stage: Stage, shards: str
) -> None:
    """While running, too."""
    milepost = stage.milepost(shards=shards)
    before = await milepost.connected()
    running = asyncio.create_task(milepost.run())
    await stage.peer.connected()
    async with asyncio.timeout(5):
        while (meanwhile := await milepost.connected()).standing is Standing.wrong:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.01)
    stage.peer.revoke_token()

    with pytest.raises(Unreachable, match="DISCORD_TOKEN"):
        await asyncio.wait_for(running, 10)
    assert before.standing is (await milepost.connected()).standing is Standing.wrong
    assert meanwhile.told == "Connected"


async def test_an_unreachable_discord_is_tried_again(stage: Stage, events: list[MutableMapping[str, Any]]) -> None:
    """A start while Discord is down is only late."""
    stage.peer.fail("GET", "/users/@me", status=503)

    async with stage.running():
        pass

    assert "Discord cannot be reached" in [event["event"] for event in events]


async def test_no_token_is_ever_logged(
    stage: Stage, events: list[MutableMapping[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    """Neither by us nor by the library, at the levels that we let through."""
    stage.peer.fail("PATCH", "/webhooks/*", status=400, code=50035)
    stage.peer.fail("POST", "/users/@me/channels", retry_after=0.2)
    with caplog.at_level("INFO"):
        async with stage.running():
            await stage.peer.commands_synced()
            await stage.alice.uses("goal list")
            await stage.peer.drop_gateway()

    tokens = [stage.peer.token, *stage.peer.stage.desk.interactions]
    logged = caplog.text + repr(events)
    assert len(tokens) == 2
    assert not [token for token in tokens if token in logged]


@pytest.mark.parametrize("tone", [Tone.plain, Tone.refused])
def test_every_hint_in_a_server_is_one_that_can_be_typed_there(tone: Tone) -> None:
    commands = all_commands()
    placed = slashes(commands)
    for command in commands:
        for example in command.examples:
            hint = Reply("No", (Section(f"For example: {example}"),), note=f"To see it, type {example}.", tone=tone)

            told = hinted_here(in_a_channel(hint, commands), commands)

            options = list(parse(example, commands).values)
            assert told.sections[0].text.startswith(f"For example: /{placed.typed[command.path]}")
            assert [name for name in options if f" {name}: " not in told.sections[0].text] == []
            assert f"type /{placed.typed[command.path]}" in told.note


def test_what_people_say_of_a_command_stays_as_they_said_it() -> None:
    said = Reply("See /goal team", (Section("They wrote “type /goal team here”; /goal team and that is that"),))

    assert hinted_here(said, all_commands()) == said
