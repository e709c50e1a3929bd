"""When Discord takes a modal or a list of autocomplete choices as the answer to an interaction."""

from collections.abc import Mapping
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.component_rules import (
    LABEL,
    ROW,
    SELECTS,
    TEXT_INPUT,
    check_select,
    walk,
)
from tests.peers.discord.errors import Form, Path

_AT = ("data", "components")


def check_modal(modal: Mapping[str, Any]) -> None:
    """Refuse a modal that Discord would refuse."""
    form = Form()
    components = modal.get("components") or []
    form.length(("data", "title"), modal.get("title"), 1, limits.MODAL_TITLE)
    form.length(("data", "custom_id"), modal.get("custom_id"), 1, limits.CUSTOM_ID)
    form.length(_AT, components, 1, limits.MODAL_COMPONENTS)
    for index, part in enumerate(components):
        _check_part(form, part, (*_AT, index))
    seen: set[str] = set()
    for part in walk(components):
        if part.get("custom_id") in seen:
            message = "Component custom id cannot be duplicated"
            form.fault(_AT, "COMPONENT_CUSTOM_ID_DUPLICATED", message)
        seen |= {part["custom_id"]} if part.get("custom_id") else set()
    form.refuse()


def _check_part(form: Form, part: Mapping[str, Any], at: Path) -> None:
    kind = part.get("type")
    if kind == ROW:
        inputs = part.get("components") or []
        form.length((*at, "components"), inputs, 1, 1)
        for index, child in enumerate(inputs):
            place = (*at, "components", index)
            form.length((*place, "label"), child.get("label"), 1, limits.INPUT_LABEL)
            _check_input(form, child, place)
    elif kind == LABEL:
        form.length((*at, "label"), part.get("label"), 1, limits.INPUT_LABEL)
        form.length((*at, "description"), part.get("description"), 0, limits.LABEL_DESCRIPTION)
        child = part.get("component") or {}
        if child.get("type") in SELECTS:
            check_select(form, child, (*at, "component"))
        else:
            if child.get("label"):
                message = "A text input inside a label has no label of its own."
                form.fault((*at, "component", "label"), "COMPONENT_LABEL_NOT_ALLOWED", message)
            _check_input(form, child, (*at, "component"))
    else:
        form.fault((*at, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 18).')


def _check_input(form: Form, field: Mapping[str, Any], at: Path) -> None:
    if field.get("type") != TEXT_INPUT:
        form.fault((*at, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (4,).')
        return
    form.length((*at, "custom_id"), field.get("custom_id"), 1, limits.CUSTOM_ID)
    form.choice((*at, "style"), field.get("style"), (1, 2))
    form.length((*at, "placeholder"), field.get("placeholder"), 0, limits.INPUT_PLACEHOLDER)
    low, high = field.get("min_length") or 0, field.get("max_length") or limits.INPUT_VALUE
    if not 0 <= low <= high <= limits.INPUT_VALUE:
        form.fault((*at, "max_length"), "NUMBER_TYPE_MAX", "min_length and max_length do not agree.")
    if field.get("value"):
        form.length((*at, "value"), field["value"], low, high)


def check_choices(data: Mapping[str, Any]) -> None:
    """Refuse autocomplete choices that Discord would refuse."""
    form = Form()
    choices = data.get("choices")
    if choices is None:
        form.required(("data", "choices"))
    form.length(("data", "choices"), choices, 0, limits.CHOICES)
    for index, choice in enumerate(choices or []):
        at = ("data", "choices", index)
        form.length((*at, "name"), choice.get("name"), 1, limits.CHOICE_NAME)
        check_choice_value(form, choice.get("value"), (*at, "value"))
    form.refuse()


def check_choice_value(form: Form, value: Any, at: Path) -> None:
    """Demand a choice of a text: options of other kinds have none here."""
    if isinstance(value, str):
        form.length(at, value, 1, limits.CHOICE_VALUE)
    else:
        form.fault(at, "BASE_TYPE_BAD_TYPE", f'Could not interpret "{value}" as string.')
