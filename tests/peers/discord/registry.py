"""The commands that the bot registered, and what a person can fill in when using one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.discord import limits, shapes
from tests.peers.discord.command_rules import (
    CHANNEL,
    GROUP,
    STRING,
    SUBCOMMAND,
    USER,
    check_commands,
)
from tests.peers.discord.world import Account, Guild, World, snowflake

GUILD_INSTALL, USER_INSTALL = 0, 1
IN_GUILD, IN_BOT_DM, IN_PRIVATE = 0, 1, 2


class NotOfferedError(Exception):
    """Discord's own client would not let a person do this."""


@dataclass(eq=False)
class Registry:
    """The commands, which are the same everywhere."""

    world: World
    syncs: int = 0
    """How often a whole list was put in place."""
    commands: list[dict[str, Any]] = field(default_factory=list)

    def overwrite(self, commands: list[Any]) -> list[dict[str, Any]]:
        """Put a whole list in place; commands that keep their name keep their id."""
        check_commands(commands)
        known = {(command["name"], command["type"]): command["id"] for command in self.commands}
        self.commands = [self._kept(command, known) for command in commands]
        self.syncs += 1
        return self.commands

    def _kept(self, command: dict[str, Any], known: Mapping[Any, str]) -> dict[str, Any]:
        kind = command.get("type") or 1
        permissions = command.get("default_member_permissions")
        return {
            **{key: value for key, value in command.items() if value is not None},
            "id": known.get((command["name"], kind)) or snowflake(),
            "application_id": self.world.application_id,
            "version": snowflake(),
            "type": kind,
            "description": command.get("description") or "",
            "default_member_permissions": None if permissions is None else str(permissions),
            "integration_types": command.get("integration_types") or [GUILD_INSTALL],
            "contexts": command.get("contexts"),
        }

    def offered(self, account: Account, guild: Guild | None, context: int) -> Iterator[dict[str, Any]]:
        """Give the slash commands that a person finds at a place."""
        with_bot = guild.bot if guild else context == IN_BOT_DM and bool(self.world.mutual_guild(account))
        installs = {GUILD_INSTALL} if with_bot else set()
        installs |= {USER_INSTALL} if account.installed else set()
        for command in self.commands:
            contexts = command["contexts"]
            if (contexts is None or context in contexts) and installs & set(command["integration_types"]):
                yield command

    def filled(
        self, words: str, values: Mapping[str, Any], offered: Iterator[dict[str, Any]], *, focused: str | None
    ) -> dict[str, Any]:
        """Give a command's data as an interaction carries it."""
        root, *path = words.removeprefix("/").split()
        command = next((c for c in offered if c["name"] == root and c["type"] == 1), None)
        if command is None:
            raise NotOfferedError(f"no command /{root} is registered for this person and place")
        node: Mapping[str, Any] = command
        for word in path:
            node = self._below(node, word, words)
        if any(option["type"] in (SUBCOMMAND, GROUP) for option in node.get("options") or []):
            raise NotOfferedError(f"/{words} is a group, not a command")
        resolved: dict[str, Any] = {}
        options = self._options(words, node, values, focused, resolved)
        for word in reversed(path):
            kind = SUBCOMMAND if word is path[-1] else GROUP
            options = [{"type": kind, "name": word, "options": options}]
        data: dict[str, Any] = {"id": command["id"], "name": root, "type": 1, "options": options}
        return data | ({"resolved": resolved} if resolved else {})

    @staticmethod
    def _below(node: Mapping[str, Any], word: str, words: str) -> dict[str, Any]:
        for option in node.get("options") or []:
            if option["name"] == word and option["type"] in (SUBCOMMAND, GROUP):
                return dict(option)
        raise NotOfferedError(f"/{words} is not registered: {node['name']} has no {word}")

    def _options(
        self,
        words: str,
        node: Mapping[str, Any],
        values: Mapping[str, Any],
        focused: str | None,
        resolved: dict[str, Any],
    ) -> list[dict[str, Any]]:
        declared = {option["name"]: option for option in node.get("options") or []}
        for name in values.keys() - declared.keys():
            raise NotOfferedError(f"/{words} has no option {name}, only {sorted(declared)}")
        missing = [name for name, option in declared.items() if option.get("required") and name not in values]
        if missing and focused is None:
            raise NotOfferedError(f"/{words} cannot be sent without {missing}")
        options = []
        for name, value in values.items():
            option = declared[name]
            filled = {"name": name, "type": option["type"], "value": value}
            if name == focused:
                if not option.get("autocomplete"):
                    raise NotOfferedError(f"option {name} of /{words} does not autocomplete")
                filled |= {"value": str(value), "focused": True}
            else:
                filled["value"] = self._value(option, value, resolved)
            options.append(filled)
        return options

    def _value(self, option: Mapping[str, Any], value: Any, resolved: dict[str, Any]) -> Any:
        name, kind = option["name"], option["type"]
        if kind == USER:
            if isinstance(value, str):
                raise NotOfferedError(f"option {name} takes a person of the server, not {value!r}")
            account = self.world.account(value.id)
            resolved.setdefault("users", {})[account.id] = shapes.user(account)
            return account.id
        if kind == CHANNEL:
            if option.get("channel_types") and 0 not in option["channel_types"]:
                raise NotOfferedError(f"option {name} does not take text channels")
            resolved.setdefault("channels", {})[value.id] = shapes.picked_channel(value)
            return value.id
        if kind != STRING:
            raise NotOfferedError(f"this peer cannot fill in option {name} of type {kind}")
        if not isinstance(value, str) or len(value) > limits.STRING_OPTION:
            raise NotOfferedError(f"option {name} does not take {value!r}")
        choices = [choice["value"] for choice in option.get("choices") or []]
        if choices and value not in choices:
            raise NotOfferedError(f"option {name} offers {choices}, not {value!r}")
        return value
