"""The commands as they are declared to Discord, made from the catalogue of commands.

What a person types after the slash is always a line that Milepost reads anywhere. Commands go under `/goal`, as on
other platforms. There is room for 25 commands and groups, so what does not fit goes under `/milepost`, and after that
under its own first word (docs/decisions/0007).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.discord import limits
from adapters.discord.words import hint, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.catalogue import Commands
    from bot.commands import Command, Parameter

Json: TypeAlias = "dict[str, Any]"

MENU = "Make this a goal"
"""The entry in the context menu of messages."""
UMBRELLAS = {
    "goal": "Set goals, break them into milestones, and be asked when they come due",
    "milepost": "What else Milepost does for you",
}
"""The slash commands that all others can go under, with the descriptions that Discord shows."""

SLASH, MESSAGE_MENU = 1, 3
SUB_COMMAND, GROUP, STRING, USER = 1, 2, 3, 6
_EVERYWHERE: Json = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
"""Installed in a server or by a user; in servers, in the DM with Milepost, and in DMs between people."""


@dataclass(frozen=True, slots=True)
class Slashes:
    """The slash commands: what is declared to Discord, and where each of our commands is found."""

    declared: Sequence[Json]
    """The declarations, as JSON."""
    typed: Mapping[str, str]
    """What is typed after the slash, by the path of our command."""

    def spelled(self, text: str) -> str:
        """Return `text` with its commands, such as `/goal new`, spelled as they are typed on Discord."""
        return _IN_TEXT.sub(self._respelled, text)

    def _respelled(self, found: re.Match[str]) -> str:
        first, second = found[1], found[2] or ""
        for path, rest in ((f"{first}{second}", ""), (first, second)):
            if path in self.typed:
                return f"/{self.typed[path]}{rest}"
        return found[0]


_IN_TEXT = re.compile(r"/goal ([a-z]+)( [a-z]+)?")


@lru_cache(maxsize=8)
def slashes(commands: Commands) -> Slashes:
    """Find a place for each command; one that has no room can still be written to Milepost in a DM."""
    roots: dict[str, _Root] = {}
    typed: dict[str, str] = {}
    # Groups go first, as each takes one place however large it grows; and help, as people try /goal help.
    for command in sorted(commands, key=lambda command: command.path != "help" and " " not in command.path):
        for words in _places(command.path):
            top, *below = words
            root = roots.get(top) or _Root(top)
            if (top in roots or len(roots) < limits.COMMANDS) and root.take(below, command):
                roots[top] = root
                typed[command.path] = " ".join(words)
                break
    as_in_help = list(dict.fromkeys(command.path.partition(" ")[0] for command in commands))
    for root in roots.values():
        if root.name in UMBRELLAS:
            root.under = {word: root.under[word] for word in as_in_help if word in root.under}
    menu = {"type": MESSAGE_MENU, "name": MENU} | _EVERYWHERE
    return Slashes([*(root.shape() for root in roots.values()), menu], typed)


def _places(path: str) -> Iterator[tuple[str, ...]]:
    """Yield the places for a command, the best first."""
    words = tuple(path.split())
    yield from ((umbrella, *words) for umbrella in UMBRELLAS)
    yield words


def path_of(words: Sequence[str]) -> str:
    """Return the path of the command that was typed as `words` after the slash."""
    return " ".join(words[1:] if len(words) > 1 and words[0] in UMBRELLAS else words)


@dataclass(slots=True)
class _Root:
    """One slash command while it is being filled."""

    name: str
    own: Json | None = None
    """The declaration of the command itself, if it has no sub-commands."""
    under: dict[str, Json] = field(default_factory=dict)
    """The declarations of its sub-commands and groups, by their names."""

    def take(self, below: Sequence[str], command: Command) -> bool:
        """Put `command` at the place `below`; False if Discord does not allow that."""
        if not below:
            if self.under or self.own:
                return False
            self.own = _sub_command(self.name, command)
            return True
        name, *rest = below
        group = self.under.get(name) or {"type": GROUP, "name": name, "description": _about(name), "options": []}
        entry = {**group, "options": [*group["options"], _sub_command(rest[0], command)]} if rest else None
        entry = entry or _sub_command(name, command)
        taken = name in self.under and not (rest and self.under[name]["type"] == GROUP)
        grown = _Root(self.name, None, {**self.under, name: entry})
        if self.own or taken or max(len(grown.under), len(entry["options"])) > limits.COMMAND_OPTIONS:
            return False
        if _characters(grown.shape()) > limits.COMMAND_CHARACTERS:
            return False
        self.under = grown.under
        return True

    def shape(self) -> Json:
        """Return its declaration."""
        if self.own:
            return {**self.own, "type": SLASH} | _EVERYWHERE
        about = UMBRELLAS.get(self.name) or _about(self.name)
        return {"type": SLASH, "name": self.name, "description": about, "options": list(self.under.values())} | (
            _EVERYWHERE
        )


def _about(group: str) -> str:
    return f"All about a {group}"


def _characters(node: Json) -> int:
    """Count characters as Discord does: all names, descriptions and values together."""
    own = sum(len(text) for key in ("name", "description", "value") if isinstance(text := node.get(key), str))
    return own + sum(map(_characters, (*node.get("options", ()), *node.get("choices", ()))))


def _sub_command(name: str, command: Command) -> Json:
    return {
        "type": SUB_COMMAND,
        "name": name,
        "description": shortened(command.summary, limits.COMMAND_DESCRIPTION),
        "options": [_option(parameter) for parameter in command.parameters],
    }


def _option(parameter: Parameter) -> Json:
    """Declare an argument; never as required, or Discord would not send the command without it for a form to open."""
    kind = parameter.kind
    option: Json = {
        "type": STRING,
        "name": parameter.name,
        "description": hint(f"{parameter.about} For example: {kind.example}", limits.COMMAND_DESCRIPTION),
        "required": False,
    }
    if kind.native == "person":
        return option | {"type": USER}
    if 0 < len(kind.options) <= limits.CHOICES:
        return option | {"choices": [{"name": choice, "value": choice} for choice in kind.options]}
    return option | ({"autocomplete": True} if kind.suggest else {})


def same(ours: Sequence[Json], theirs: Sequence[Json]) -> bool:
    """Tell whether `theirs`, as Discord returns them, are the commands that we declare."""

    def by_name(commands: Sequence[Json]) -> list[Any]:
        return sorted((_essence(command) for command in commands), key=lambda c: (c["type"], c["name"]))

    return by_name(ours) == by_name(theirs)


def _essence(node: Json) -> Json:
    """Keep only what we declare: Discord leaves out what is empty or false, and adds fields of its own."""
    return {
        "type": node.get("type", SLASH),
        "name": node["name"],
        "description": node.get("description") or "",
        "required": bool(node.get("required")),
        "autocomplete": bool(node.get("autocomplete")),
        "choices": [(choice["name"], choice["value"]) for choice in node.get("choices") or []],
        "integration_types": sorted(node.get("integration_types") or []),
        "contexts": sorted(node.get("contexts") or []),
        "options": [_essence(option) for option in node.get("options") or []],
    }
