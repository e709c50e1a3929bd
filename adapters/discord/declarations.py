"""The commands as Discord wants them declared, made from the registry.

What a person types after the slash is always a line that Milepost reads anywhere. Everything stands under `/goal`, as
on other platforms; there is room for 25 commands and groups of commands, so what does not fit stands under `/milepost`,
and after that under its own first word (docs/decisions/0007).
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
"""What stands in the menu of any message."""
UMBRELLAS = {
    "goal": "Set goals, break them into milestones, and be asked when they come due",
    "milepost": "What else Milepost does for you",
}
"""Words that can stand before every command, with what Discord says beside them."""

SLASH, MESSAGE_MENU = 1, 3
SUB_COMMAND, GROUP, STRING, USER = 1, 2, 3, 6
_EVERYWHERE: Json = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
"""Installed in a server or by a user; in servers, in the DM with Milepost, and in DMs between people."""


@dataclass(frozen=True, slots=True)
class Slashes:
    """The commands where Discord has room for them."""

    declared: Sequence[Json]
    """Everything that Discord should offer."""
    typed: Mapping[str, str]
    """What is typed after the slash, by the path of the command."""

    def spelled(self, text: str) -> str:
        """Return `text` with the commands in it, written as `/goal new`, as they are typed here."""
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
    """Find each command its place among Discord's; what there is no room for can still be written to Milepost."""
    roots: dict[str, _Root] = {}
    typed: dict[str, str] = {}
    # Groups first, because each takes one place however large it grows; and whoever is at a loss types /goal help.
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
    """Yield where a command can stand, the best first."""
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
    """The command itself, where it has none under it."""
    under: dict[str, Json] = field(default_factory=dict)
    """Its sub-commands, and groups of them, by their names."""

    def take(self, below: Sequence[str], command: Command) -> bool:
        """Put `command` in at `below` if Discord allows that."""
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
        """Return it as it is declared."""
        if self.own:
            return {**self.own, "type": SLASH} | _EVERYWHERE
        about = UMBRELLAS.get(self.name) or _about(self.name)
        return {"type": SLASH, "name": self.name, "description": about, "options": list(self.under.values())} | (
            _EVERYWHERE
        )


def _about(group: str) -> str:
    return f"All about a {group}"


def _characters(node: Json) -> int:
    """Count as Discord does: names, descriptions and values of everything together."""
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
    """Declare an argument; never as required, because then Discord sends nothing without it and no form can open."""
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
    """Tell whether Discord has these commands already, whatever else it adds to them."""

    def by_name(commands: Sequence[Json]) -> list[Any]:
        return sorted((_essence(command) for command in commands), key=lambda c: (c["type"], c["name"]))

    return by_name(ours) == by_name(theirs)


def _essence(node: Json) -> Json:
    """Keep what we declare; Discord leaves out what is empty or false, and tells more than it was told."""
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
