"""Commands in our own words as they are typed on Discord: under their own slash, with options that have names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.discord.declarations import slashes
from bot.errors import Refusal
from bot.line import parse
from bot.messages import Field
from bot.slashed import respelled

if TYPE_CHECKING:
    from adapters.discord.declarations import Slashes
    from bot.catalogue import Commands
    from bot.commands import Command
    from bot.messages import Reply

_ARGUMENT = re.compile(r" <[a-z]+>")
_LINE = "/goal "
_GOES_ON = re.compile(r"/goal [a-z ]+? (?:to|in the) (?!\d)")
"""How a sentence goes on behind a command: `/goal history to see what changed`."""


def as_typed_here(reply: Reply, commands: Commands) -> Reply:
    """Return `reply`, which holds no words of people, with its commands as they are typed on Discord."""
    placed = slashes(commands)
    sections = (
        replace(
            section,
            text=placed.spelled(section.text),
            fields=tuple(_fact(fact, placed, commands) for fact in section.fields),
        )
        for section in reply.sections
    )
    return replace(reply, title=placed.spelled(reply.title), sections=tuple(sections), note=placed.spelled(reply.note))


def hinted_here(reply: Reply, commands: Commands) -> Reply:
    """Return `reply` with each command that it tells somebody to type as it is typed here; all else may be people's."""
    placed = slashes(commands)

    def spelled(line: str) -> str:
        whole = _spelled(line, placed, commands)
        # In a sentence that goes on, what follows the command is no argument of it.
        return placed.spelled(line) if _GOES_ON.match(line) else whole

    return respelled(reply, spelled)


def _fact(fact: Field, placed: Slashes, commands: Commands) -> Field:
    value = _spelled(fact.value, placed, commands) if isinstance(fact.value, str) else fact.value
    return Field(_spelled(fact.label, placed, commands), value)


def _spelled(text: str, placed: Slashes, commands: Commands) -> str:
    """Write a whole line in Discord's way: an example with the names of its options, a shape as a list of them."""
    if not text.startswith(_LINE):
        return placed.spelled(text)
    shaped = next((command for command in commands if text == f"{_LINE}{command.usage}"), None)
    if shaped is not None:
        return f"/{placed.typed.get(shaped.path, shaped.path)}{_options(shaped)}"
    bare = _ARGUMENT.sub("", text)
    try:
        line = parse(bare, commands)
    except Refusal:
        return placed.spelled(bare)
    typed = placed.typed.get(line.command.path)
    if bare != text or typed is None:
        return placed.spelled(bare)
    return f"/{typed}" + "".join(f" {name}: {value}" for name, value in line.values.items())


def _options(command: Command) -> str:
    """Say in words which options a command has."""
    names = [p.name for p in command.parameters]
    if len(names) < 2:
        return f", with the option {names[0]}" if names else ""
    return f", with the options {', '.join(names[:-1])} and {names[-1]}"
