"""Milepost and its connection to Discord: what it declares, what it asks for, and how it comes and goes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from adapters.discord import invite
from adapters.discord.app import Unreachable
from adapters.discord.client import intents
from adapters.discord.declarations import declared, same
from adapters.discord.forms import modal
from bot.__main__ import all_commands
from bot.messages import Ask, Form
from tests.peers.discord.command_rules import check_commands
from tests.peers.discord.modal_rules import check_modal

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from tests.adapters.discord.conftest import Stage


def test_every_command_is_declared_as_discord_wants_it() -> None:
    """With every argument, none of them required, so that a missing one can open a form."""
    commands = all_commands()

    goal, menu = wanted = declared(commands)

    check_commands(wanted)
    groups = {option["name"]: option for option in goal["options"]}
    assert {command.path.partition(" ")[0] for command in commands} == groups.keys()
    assert [o["name"] for o in groups["new"]["options"]] == ["goal", "by", "why"]
    assert not any(option["required"] for option in groups["new"]["options"])
    assert menu["name"] == "Make this a goal"


def test_a_changed_description_is_a_change() -> None:
    """What Discord adds by itself is none."""
    ours = declared(all_commands())
    theirs = [command | {"id": "1", "version": "2", "default_member_permissions": None} for command in ours]
    changed = [ours[0] | {"description": "Something else"}, ours[1]]

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


async def test_a_token_that_was_revoked_is_said_in_a_sentence(stage: Stage) -> None:
    """While running, too."""
    running = asyncio.create_task(stage.milepost().run())
    await stage.peer.connected()
    stage.peer.revoke_token()

    with pytest.raises(Unreachable, match="DISCORD_TOKEN"):
        await asyncio.wait_for(running, 10)


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
