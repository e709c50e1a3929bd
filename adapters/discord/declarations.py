"""The commands as Discord wants them declared: one `/goal` with everything under it, made from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.discord import limits
from adapters.discord.words import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.commands import Command, Parameter

Json: TypeAlias = "dict[str, Any]"

ROOT = "goal"
MENU = "Make this a goal"
"""What stands in the menu of any message."""

SLASH, MESSAGE_MENU = 1, 3
SUB_COMMAND, GROUP, STRING = 1, 2, 3
_EVERYWHERE: Json = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
"""Installed in a server or by a user; in servers, in the DM with Milepost, and in DMs between people."""


def declared(commands: Iterable[Command]) -> list[Json]:
    """Return everything that Discord should offer."""
    about = "Set goals, break them into milestones, and be asked when they come due"
    root = {"type": SLASH, "name": ROOT, "description": about, "options": _tree(commands)}
    return [root | _EVERYWHERE, {"type": MESSAGE_MENU, "name": MENU} | _EVERYWHERE]


def _tree(commands: Iterable[Command]) -> list[Json]:
    """Make one word a sub-command, and two words a sub-command in a group."""
    options: dict[str, Json] = {}
    for command in commands:
        first, _, second = command.path.partition(" ")
        if not second:
            options[first] = _sub_command(first, command)
            continue
        empty = {"type": GROUP, "name": first, "description": f"All about a {first}", "options": []}
        options.setdefault(first, empty)["options"].append(_sub_command(second, command))
    return list(options.values())


def _sub_command(name: str, command: Command) -> Json:
    return {
        "type": SUB_COMMAND,
        "name": name,
        "description": shortened(command.summary, limits.COMMAND_DESCRIPTION),
        "options": [_option(parameter) for parameter in command.parameters],
    }


def _option(parameter: Parameter) -> Json:
    """Declare an argument; never as required, because then Discord sends nothing without it and no form can open."""
    about = f"{parameter.about} For example: {parameter.kind.example}"
    option: Json = {
        "type": STRING,
        "name": parameter.name,
        "description": shortened(about, limits.COMMAND_DESCRIPTION),
        "required": False,
    }
    if 0 < len(parameter.kind.options) <= limits.CHOICES:
        return option | {"choices": [{"name": choice, "value": choice} for choice in parameter.kind.options]}
    return option | ({"autocomplete": True} if parameter.kind.suggest else {})


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
