"""Suggestions while a person types: commands by their first words, then values for the current argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Choice, Refusal
from bot.line.grammar import arguments, spell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.catalogue import Commands
    from bot.commands import Command, Parameter
    from bot.dispatch import Dispatcher
    from bot.messages import Address

SHOWN = 8
"""How many suggestions are shown."""
_TYPED = 200
"""Longer lines get no suggestions."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line that can replace what was typed."""

    label: str
    about: str
    line: str


async def suggest(
    dispatcher: Dispatcher, who: Address, typed: str, place: Address | None = None
) -> tuple[Sequence[Suggestion], str]:
    """Return suggestions for a line, and the usage of the command that is being typed, if it is complete."""
    words = _bare(typed)
    if len(words) > _TYPED:
        return (), ""
    command = _typed_out(words, dispatcher.commands)
    if command is None:
        return beginning(words, dispatcher.commands), ""
    at = _argument(words, command)
    if at is None:
        return (), command.usage
    parameter, values = at
    given = values.get(parameter.name, "")
    fixed = [Choice(option, option) for option in parameter.kind.options if option.startswith(given.casefold())]
    choices = fixed or await dispatcher.suggest(who, command.path, parameter.name, given, place)
    lines = (Suggestion(c.label, "", spell(command, {**values, parameter.name: c.value})) for c in choices[:SHOWN])
    return [line for line in lines if line.line != words.strip()], command.usage


def beginning(words: str, commands: Commands) -> Sequence[Suggestion]:
    """Return the commands that begin with `words`, then those of which another word does."""
    typed = " ".join(words.casefold().split())
    first = [c for c in commands if c.path.startswith(typed)]
    second = [c for c in commands if c not in first and any(w.startswith(typed) for w in c.path.split())]
    return [Suggestion(c.path, c.summary, f"{c.path} " if c.parameters else c.path) for c in [*first, *second]][:SHOWN]


def _bare(typed: str) -> str:
    """Remove `/` and `goal`, which may precede every command."""
    words = typed.lstrip().removeprefix("/")
    first, _, rest = words.partition(" ")
    return rest.lstrip() if first.casefold() == "goal" else words


def _typed_out(words: str, commands: Commands) -> Command | None:
    """Return the command whose words are typed in full, with a space after them."""
    found = [c for c in commands if words.casefold().startswith(f"{c.path} ")]
    return max(found, key=lambda c: len(c.path), default=None)


def _argument(words: str, command: Command) -> tuple[Parameter, dict[str, str]] | None:
    """Return the argument that is being typed, and the values of all of them so far; None if there is none."""
    try:
        values = arguments(words[len(command.path) :], command)
    except Refusal:
        return None
    given = [p for p in command.parameters if p.name in values]
    last = given[-1] if given else None
    after = next((p for p in command.positional if p.name not in values), None)
    if after is not None and (last is None or (words.endswith(" ") and last.positional)):
        return after, values
    return (last, values) if last is not None else None
