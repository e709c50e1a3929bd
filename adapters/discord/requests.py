"""What people do on Discord, as requests: a command, a tap, a sent form, a message to the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from adapters.discord.controls import call_of
from adapters.discord.correction import command_to_correct, refilled
from adapters.discord.declarations import GROUP, MENU, SUB_COMMAND
from adapters.discord.forms import command_of, filled
from adapters.discord.words import clean, shortened
from bot.goals.kinds import TITLE_LIMIT
from bot.messages import Address, Form, Profile, Request

if TYPE_CHECKING:
    from bot.commands import Commands

PLATFORM = "discord"
NEW = "new"
"""The command behind the message menu."""


def address(user: discord.abc.User) -> Address:
    """Return where somebody is reached: user ids are global, so there is no realm."""
    return Address(PLATFORM, "", str(user.id))


def asked(interaction: discord.Interaction, commands: Commands) -> Request | Form:
    """Return what an interaction asks for; some ask for a form that is filled in part."""
    data: Any = interaction.data
    if interaction.type is discord.InteractionType.modal_submit:
        return _request(interaction, command=command_of(data), values=dict(filled(data)), from_form=True)
    if interaction.type is discord.InteractionType.component:
        return _tapped(interaction, call_of(data), commands)
    if data["name"] == MENU:
        return _picked(data, commands)
    path, options = chosen(data)
    values = {option["name"]: clean(str(option["value"])) for option in options}
    return _request(interaction, command=path, values=values)


def chosen(data: Any) -> tuple[str, list[Any]]:
    """Return the path of a native command, and its options as Discord gives them."""
    words, options = [], data.get("options") or []
    while options and options[0]["type"] in (SUB_COMMAND, GROUP):
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return " ".join(words), options


def written(message: discord.Message) -> Request:
    """Return what a message to the bot asks for."""
    return Request(
        who=address(message.author),
        words=clean(message.content),
        key=f"{PLATFORM}:{message.id}",
        profile=Profile(name=message.author.display_name),
    )


def _tapped(interaction: discord.Interaction, call: str, commands: Commands) -> Request | Form:
    command = commands.get(command_to_correct(call))
    if command is not None and interaction.message is not None:
        return refilled(command, interaction.message.content)
    return _request(interaction, words=call)


def _picked(data: Any, commands: Commands) -> Form:
    """Open the form of a new goal with the words of the message that was picked."""
    message = data["resolved"]["messages"][data["target_id"]]
    command = commands[NEW]
    return command.form({command.positional[0].name: shortened(message.get("content") or "", TITLE_LIMIT)})


def _request(interaction: discord.Interaction, **more: Any) -> Request:
    user = interaction.user
    profile = Profile(name=user.display_name, locale=str(interaction.locale))
    return Request(who=address(user), key=f"{PLATFORM}:{interaction.id}", profile=profile, **more)
