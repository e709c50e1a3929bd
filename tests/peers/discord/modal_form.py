"""The blanks of a modal: what a person sees of them, and how they are sent when filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.component_rules import LABEL, TEXT, TEXT_INPUT
from tests.peers.discord.registry import NotOfferedError


@dataclass(frozen=True)
class Field:
    """One blank of a modal."""

    label: str
    custom_id: str
    value: str
    required: bool
    placeholder: str
    options: tuple[str, ...]
    """Labels to choose from, if it is a menu."""
    low: int
    high: int


def fields(components: list[Any]) -> list[Field]:
    """List the blanks of a modal, in order."""
    return [_field(outer, inner) for outer, inner in _inputs(components)]


def _inputs(components: list[Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    pairs = []
    for part in components:
        if part["type"] == LABEL:
            pairs.append((part, part["component"]))
        elif part["type"] != TEXT:
            pairs += [(child, child) for child in part["components"]]
    return pairs


def _field(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> Field:
    options = inner.get("options") or []
    preset = [option["label"] for option in options if option.get("default")]
    return Field(
        label=outer["label"],
        custom_id=inner["custom_id"],
        value=", ".join(preset) if options else inner.get("value") or "",
        required=inner.get("required") is not False,
        placeholder=inner.get("placeholder") or "",
        options=tuple(option["label"] for option in options),
        low=inner.get("min_length") or 0,
        high=inner.get("max_length") or limits.INPUT_VALUE,
    )


def filled_in(part: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """Give one part of a modal as Discord submits it, with what a person wrote."""
    if part["type"] == TEXT:
        return {"type": TEXT, "id": part["id"]}
    if part["type"] == LABEL:
        inner = _answered(_field(part, part["component"]), part["component"], given)
        return {"type": LABEL, "id": part["id"], "component": inner}
    inputs = [_answered(_field(child, child), child, given) for child in part["components"]]
    return {"type": part["type"], "id": part["id"], "components": inputs}


def _answered(field: Field, part: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    text = given.get(field.label, field.value)
    if field.required and not text:
        raise NotOfferedError(f"{field.label!r} must be filled in")
    shape = {"type": part["type"], "id": part["id"], "custom_id": field.custom_id}
    if part["type"] == TEXT_INPUT:
        if text and not field.low <= len(text) <= field.high:
            raise NotOfferedError(f"{field.label!r} takes {field.low} to {field.high} letters, not {len(text)}")
        return shape | {"value": text}
    chosen = [option["value"] for option in part.get("options") or [] if option["label"] == text]
    if text and not chosen:
        raise NotOfferedError(f"{field.label!r} offers {field.options}, not {text!r}")
    return shape | {"values": chosen}
