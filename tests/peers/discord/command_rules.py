"""When Discord takes a list of application commands: names, nesting, order, sizes."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.errors import Form, Path, too_many_commands
from tests.peers.discord.modal_rules import check_choice_value

SUBCOMMAND, GROUP = 1, 2
STRING, USER, CHANNEL = 3, 6, 7


def check_commands(commands: list[Any]) -> None:
    """Refuse a bulk overwrite that Discord would refuse."""
    for kind, limit in ((1, limits.COMMANDS), (2, limits.MENU_COMMANDS), (3, limits.MENU_COMMANDS)):
        if sum((command.get("type") or 1) == kind for command in commands) > limit:
            raise too_many_commands(limit)
    form = Form()
    seen = set()
    for index, command in enumerate(commands):
        _check_command(form, command, (index,))
        key = (command.get("type") or 1, command.get("name"))
        if key in seen:
            message = "Application command names must be unique"
            form.fault((index, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        seen.add(key)
    form.refuse()


def _check_command(form: Form, command: Mapping[str, Any], at: Path) -> None:
    for key, allowed in (("contexts", (0, 1, 2)), ("integration_types", (0, 1))):
        values = command.get(key)
        if values is not None:
            form.length((*at, key), values, 1, len(allowed))
            for index, value in enumerate(values):
                form.choice((*at, key, index), value, allowed)
            if len(set(values)) != len(values):
                form.fault((*at, key), "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains a value.")
    if (command.get("type") or 1) != 1:
        form.length((*at, "name"), command.get("name"), 1, limits.COMMAND_NAME)
        if command.get("options") or command.get("description"):
            message = "Context menu commands cannot have description or options"
            form.fault(at, "APPLICATION_COMMAND_CONTEXT_MENU_CANNOT_HAVE_OPTIONS", message)
        return
    _check_name_and_description(form, command, at)
    _check_options(form, command.get("options") or [], 0, (*at, "options"))
    if _characters(command) > limits.COMMAND_CHARACTERS:
        message = f"Command exceeds maximum size ({limits.COMMAND_CHARACTERS})"
        form.fault(at, "APPLICATION_COMMAND_TOO_LARGE", message)


def _check_name_and_description(form: Form, node: Mapping[str, Any], at: Path) -> None:
    name = node.get("name")
    form.length((*at, "name"), name, 1, limits.COMMAND_NAME)
    if name and not (str(name) == str(name).lower() and all(map(_in_a_name, str(name)))):
        form.fault((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    form.length((*at, "description"), node.get("description"), 1, limits.COMMAND_DESCRIPTION)


def _in_a_name(character: str) -> bool:
    return character in "-_'" or unicodedata.category(character)[0] in "LN"


def _check_options(form: Form, options: list[Any], depth: int, at: Path) -> None:
    form.length(at, options, 0, limits.COMMAND_OPTIONS)
    kinds = {option.get("type") for option in options}
    if kinds & {SUBCOMMAND, GROUP} and kinds - {SUBCOMMAND, GROUP}:
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        form.fault(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    names: set[Any] = set()
    optional_seen = False
    for index, option in enumerate(options):
        place = (*at, index)
        if option.get("name") in names:
            form.fault((*place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Names must be unique")
        names.add(option.get("name"))
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            form.fault(place, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen |= not option.get("required")
        _check_name_and_description(form, option, place)
        if form.choice((*place, "type"), option.get("type"), range(1, 12)):
            _check_option(form, option, depth, place)


def _check_option(form: Form, option: Mapping[str, Any], depth: int, at: Path) -> None:
    kind = option["type"]
    children = option.get("options") or []
    if kind in (SUBCOMMAND, GROUP):
        wrong = depth > (0 if kind == GROUP else 1)
        unfit = [child.get("type") for child in children if (child.get("type") == SUBCOMMAND) != (kind == GROUP)]
        if wrong or unfit:
            message = "Groups hold sub-commands, sub-commands hold values, and no deeper."
            form.fault(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        else:
            _check_options(form, children, depth + 1, (*at, "options"))
    elif children:
        form.fault((*at, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Values have no options.")
    choices = option.get("choices") or []
    form.length((*at, "choices"), choices, 0, limits.CHOICES)
    if (choices or option.get("autocomplete")) and kind != STRING:
        message = "Only texts have choices or autocomplete here."
        form.fault(at, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", message)
        return
    if choices and option.get("autocomplete"):
        message = "Choices and autocomplete are mutually exclusive."
        form.fault((*at, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES_EXCLUSIVE", message)
    for index, choice in enumerate(choices):
        form.length((*at, "choices", index, "name"), choice.get("name"), 1, limits.CHOICE_NAME)
        check_choice_value(form, choice.get("value"), (*at, "choices", index, "value"))


def _characters(node: Mapping[str, Any]) -> int:
    """Names, descriptions and values together."""
    own = sum(len(node.get(key) or "") for key in ("name", "description", "value"))
    return own + sum(map(_characters, (*(node.get("options") or []), *(node.get("choices") or []))))
