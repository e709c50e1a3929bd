"""What people do on Discord, read as requests: a command, a tap, a submitted form, a direct message."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from adapters.discord.controls import call_of
from adapters.discord.correction import command_to_correct, refilled
from adapters.discord.declarations import GROUP, MENU, SUB_COMMAND, USER, path_of
from adapters.discord.forms import command_of, filled, marks_of
from adapters.discord.words import as_typed, one_line, shortened
from bot.goals.titles import TITLE_LIMIT
from bot.messages import Address, Form, Profile, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from bot.catalogue import Commands
    from bot.dispatch import Dispatcher

PLATFORM = "discord"
_LOOKED_UP = 3
"""How many people of one request Discord is asked about."""
_ID = re.compile(r"(?<![\w@])@(\d{15,20})\b")
_MARKS = {USER: "@"}
_MENTION, _EMOJI = re.compile(r"<@!?(\d+)>"), re.compile(r"<a?:(\w+):\d+>")


def address(user: discord.abc.User) -> Address:
    """Return the address of a user: their ids are global, so there is no realm."""
    return Address(PLATFORM, "", str(user.id))


def place(interaction: discord.Interaction) -> Address | None:
    """Return the channel or thread of a server in which an interaction happened; None in direct messages."""
    if interaction.guild_id is None or interaction.channel_id is None:
        return None
    return Address(PLATFORM, str(interaction.guild_id), str(interaction.channel_id))


def asked(interaction: discord.Interaction, dispatcher: Dispatcher) -> Request | Form:
    """Return the request of an interaction; some open a form instead, with a part of it filled in."""
    data: Any = interaction.data
    if interaction.type is discord.InteractionType.modal_submit:
        values, marks = dict(filled(data)), marks_of(data)
        return _request(interaction, command=command_of(data), values=values, from_form=True, marks=marks)
    if interaction.type is discord.InteractionType.component:
        return _tapped(interaction, call_of(data), dispatcher.commands)
    if data["name"] == MENU:
        return _picked(data, dispatcher)
    path, options = chosen(data)
    values = {o["name"]: f"{_MARKS.get(o['type'], '')}{as_typed(str(o['value']))}" for o in options}
    return _request(interaction, command=path, values=values)


def chosen(data: Any) -> tuple[str, list[Any]]:
    """Return the path of a native command, and its options as Discord gives them."""
    words, options = [data["name"]], data.get("options") or []
    while options and options[0]["type"] in (SUB_COMMAND, GROUP):
        words.append(options[0]["name"])
        options = options[0].get("options") or []
    return path_of(words), options


def written(message: discord.Message) -> Request:
    """Return the request of a direct message."""
    return Request(
        who=address(message.author),
        words=as_typed(message.content),
        key=f"{PLATFORM}:{message.id}",
        profile=Profile(name=message.author.display_name),
        mentions={f"@{user.id}": _profile(user.display_name, bot=user.bot) for user in message.mentions},
    )


async def with_members(interaction: discord.Interaction[discord.Client], request: Request) -> Request:
    """Return `request` with the profiles of those members of the server who are mentioned in its words.

    Discord describes people who are picked, but not those who are mentioned in a text or a button.
    """
    words = " ".join((request.words, *request.values.values()))
    ids = [user for user in dict.fromkeys(_ID.findall(words)) if f"@{user}" not in request.mentions]
    members: dict[str, Profile] = {}
    for user in ids[:_LOOKED_UP] if interaction.guild_id else ():
        try:
            member: Any = await interaction.client.http.get_member(interaction.guild_id or 0, int(user))
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            # Not a member, or Milepost is not in the server: only people whom it knows already can be named then.
            continue
        members |= _people({user: member["user"]}, {user: member.get("nick")})
    return replace(request, mentions={**members, **request.mentions})


def _tapped(interaction: discord.Interaction, call: str, commands: Commands) -> Request | Form:
    command = commands.get(command_to_correct(call))
    if command is not None and interaction.message is not None:
        return refilled(command, interaction.message.content, alone=place(interaction) is None)
    return _request(interaction, words=call)


def _picked(data: Any, dispatcher: Dispatcher) -> Form:
    """Return the form of a new goal with the words of the message that was picked."""
    message = data["resolved"]["messages"][data["target_id"]]
    words = next(filter(None, map(one_line, _wordings(message))), "")
    return dispatcher.goal_of(words, shortened(words, TITLE_LIMIT))


def _wordings(message: Any) -> Iterator[str]:
    """Yield the words of a message: its text, forwarded messages, embeds, poll and attachments."""
    yield _as_read(message)
    for snapshot in message.get("message_snapshots") or ():
        yield from _wordings(snapshot["message"])
    for embed in message.get("embeds") or ():
        facts = (f"{field['name']}: {field['value']}" for field in embed.get("fields") or ())
        yield " ".join(filter(None, (embed.get("title"), embed.get("description"), *facts)))
    yield ((message.get("poll") or {}).get("question") or {}).get("text") or ""
    for brought in (*(message.get("attachments") or ()), *(message.get("sticker_items") or ())):
        yield brought.get("title") or brought.get("filename") or brought.get("name") or ""


def _as_read(message: Any) -> str:
    """Return the text of a message as people see it, with names where Discord has ids."""
    names = {user["id"]: user.get("global_name") or user["username"] for user in message.get("mentions") or ()}
    text = _MENTION.sub(lambda found: f"@{names.get(found[1], found[1])}", message.get("content") or "")
    return _EMOJI.sub(r":\1:", text)


def _request(interaction: discord.Interaction, **more: Any) -> Request:
    user = interaction.user
    profile = Profile(name=user.display_name, locale=str(interaction.locale))
    return Request(
        who=address(user),
        key=f"{PLATFORM}:{interaction.id}",
        profile=profile,
        place=place(interaction),
        mentions=_mentions(interaction.data),
        tapped_at=_tapped_at(interaction),
        **more,
    )


def _tapped_at(interaction: discord.Interaction) -> datetime | None:
    """Return when the message came that was tapped, or whose button opened the form, if nobody else sees it."""
    message = interaction.message
    alone = message is not None and (place(interaction) is None or message.flags.ephemeral)
    return message.created_at if message is not None and alone else None


def _mentions(data: Any) -> dict[str, Profile]:
    """Return the people and channels that were picked, as Discord describes them."""
    resolved = data.get("resolved") or {}
    nicks = {user: member.get("nick") for user, member in (resolved.get("members") or {}).items()}
    people = _people(resolved.get("users") or {}, nicks)
    channels = {f"#{id_}": Profile(name=shown["name"]) for id_, shown in (resolved.get("channels") or {}).items()}
    return people | channels


def _people(users: Mapping[str, Any], nicks: Mapping[str, str | None]) -> dict[str, Profile]:
    """Return people by how they are mentioned, with their names in this server."""
    return {
        f"@{user}": _profile(nicks.get(user) or shown.get("global_name") or shown["username"], bot=shown.get("bot"))
        for user, shown in users.items()
    }


def _profile(name: str, *, bot: bool | None) -> Profile:
    """Return the profile of somebody who is named; a bot is no person."""
    return Profile(name=name, is_person=not bot)
