"""Commands in our own replies, spelled as they are typed on Discord: after a slash, with named options."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from adapters.discord.declarations import slashes
from bot.errors import Refusal
from bot.line.grammar import parse
from bot.line.slashed import respelled
from bot.messages import Field, Tone

if TYPE_CHECKING:
    from adapters.discord.declarations import Slashes
    from bot.catalogue import Commands
    from bot.commands import Command
    from bot.messages import Reply

_ARGUMENT = re.compile(r" <[a-z]+>")
_LINE = "/goal "
_GOES_ON = re.compile(r"/goal [a-z ]+? (?:to|in the) (?!\d)")
"""A command after which the sentence goes on, as in `/goal history to see what changed`."""


def spelled_here(reply: Reply, command: str, commands: Commands) -> Reply:
    """Return the reply to a `command` with commands as they are typed on Discord: all of help, and hints elsewhere."""
    is_help = command == "help" and reply.tone is not Tone.refused
    return as_typed_here(reply, commands) if is_help else hinted_here(reply, commands)


def as_typed_here(reply: Reply, commands: Commands) -> Reply:
    """Return `reply` with all its commands as they are typed on Discord; it must not hold words of people."""
    placed, reply = slashes(commands), hinted_here(reply, commands)
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
    """Return `reply` with only those commands respelled that it tells somebody to type: other words may be people's."""
    placed = slashes(commands)

    def spelled(line: str) -> str:
        whole = _spelled(line, placed, commands)
        # Where the sentence goes on, what follows the command is no argument of it.
        return placed.spelled(line) if _GOES_ON.match(line) else whole

    return respelled(reply, spelled)


def _fact(fact: Field, placed: Slashes, commands: Commands) -> Field:
    value = _spelled(fact.value, placed, commands) if isinstance(fact.value, str) else fact.value
    return Field(_spelled(fact.label, placed, commands), value)


def _spelled(text: str, placed: Slashes, commands: Commands) -> str:
    """Spell a whole line: an example gets the names of its options, a usage line lists them."""
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
