"""What a person has filled in: the state of every field, and how an answer goes into it."""

from __future__ import annotations

import re
from typing import Any

from .blocks import elements_of
from .errors import NotThereError
from .limits import most

Values = dict[str, dict[str, dict[str, Any]]]
"""`state.values`: by block_id, then by action_id."""

_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_LISTS = {"checkboxes"} | {kind for kind in _KEYS if kind.startswith("multi_")}


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def state_of(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """One field's entry in `state.values`."""
    return {"type": element["type"], _KEYS[element["type"]][0]: value}


def initial_values(blocks: list[dict[str, Any]]) -> Values:
    """Give the state of a message or view that nobody has touched yet."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            kind = element["type"]
            if kind in _KEYS:
                first = element.get(_KEYS[kind][1], [] if kind in _LISTS else None)
                values.setdefault(block["block_id"], {})[element["action_id"]] = state_of(element, first)
    return values


def shown_value(element: dict[str, Any], state: dict[str, Any]) -> Any:
    """Show a field as a person sees it: the words of an option, not its value."""
    value = state.get(_KEYS[element["type"]][0])
    if isinstance(value, dict) and "text" in value:
        return value["text"]["text"]
    if isinstance(value, list):
        return [one["text"]["text"] if isinstance(one, dict) else one for one in value]
    return value


def _option(element: dict[str, Any], words: str) -> dict[str, Any]:
    for option in options_of(element):
        if option["text"]["text"] == words:
            return option
    raise NotThereError(f"No option says {words!r}; there are {[one['text']['text'] for one in options_of(element)]}.")


def entered(element: dict[str, Any], answer: Any) -> Any:
    """Turn what a person picks or types into what the field holds."""
    kind = element["type"]
    if kind in {"static_select", "radio_buttons"}:
        return _option(element, answer) if answer else None
    if kind in {"checkboxes", "multi_static_select"}:
        return [_option(element, words) for words in answer]
    if kind in {"external_select", "multi_external_select"}:
        raise NotThereError("The local Slack does not ask for outside options; it has no block_suggestion yet.")
    if kind == "datepicker" and answer and not re.fullmatch(r"\d{4}-\d\d-\d\d", answer):
        raise NotThereError(f"A date picker cannot hold {answer!r}; write 2027-03-31.")
    if kind == "timepicker" and answer and not re.fullmatch(r"\d\d:\d\d", answer):
        raise NotThereError(f"A time picker cannot hold {answer!r}; write 09:30.")
    return answer or None


def missing(block: dict[str, Any], value: Any) -> str:
    """Say what Slack itself says under a field before it lets the form go."""
    element = block["element"]
    if not value:
        return "" if block.get("optional") else "Please complete this required field."
    if element["type"] == "plain_text_input":
        longest = element.get("max_length", most("text_input.max_length"))
        if len(value) > longest:
            return f"This entry is too long: use {longest} characters at most."
        if len(value) < element.get("min_length", 0):
            return f"This entry is too short: use {element['min_length']} characters at least."
    return ""
