"""The blanks of a modal: what a person sees of them, and how they are sent when filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.peers.discord import limits, shapes
from tests.peers.discord.component_rules import CHANNEL_SELECT, LABEL, TEXT_INPUT, USER_SELECT
from tests.peers.discord.registry import NotOfferedError
from tests.peers.discord.world import World


@dataclass(frozen=True)
class Field:
    """One blank of a modal."""

    label: str
    custom_id: str
    value: str
    required: bool
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
        else:
            pairs += [(child, child) for child in part["components"]]
    return pairs


def _field(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> Field:
    options = inner.get("options") or []
    preset = [option["label"] for option in options if option.get("default")]
    return Field(
        label=outer["label"],
        custom_id=inner["custom_id"],
        value=", ".join(preset) if options else inner.get("value") or _default(inner),
        required=inner.get("required") is not False,
        options=tuple(option["label"] for option in options),
        low=inner.get("min_length") or 0,
        high=inner.get("max_length") or limits.INPUT_VALUE,
    )


def _default(select: Mapping[str, Any]) -> str:
    """Give the id that is chosen beforehand in a menu of people or channels."""
    return next((str(chosen["id"]) for chosen in select.get("default_values") or []), "")


def resolved(components: list[Any], world: World) -> dict[str, Any]:
    """Describe the people and channels that were picked in a submitted modal, as Discord does beside it."""
    picked = [part.get("component") or {} for part in components]
    users = [id_ for part in picked if part.get("type") == USER_SELECT for id_ in part["values"]]
    channels = [id_ for part in picked if part.get("type") == CHANNEL_SELECT for id_ in part["values"]]
    rooms = {room.id: room for room in world.rooms()}
    found = {
        "users": {id_: shapes.user(world.account(id_)) for id_ in users},
        "channels": {id_: shapes.picked_channel(rooms[id_]) for id_ in channels},
    }
    return {kind: shown for kind, shown in found.items() if shown}


def filled_in(part: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Give one part of a modal as Discord submits it, with what a person wrote."""
    if part["type"] == LABEL:
        inner = _answered(_field(part, part["component"]), part["component"], given)
        return {"type": LABEL, "id": part["id"], "component": inner}
    inputs = [_answered(_field(child, child), child, given) for child in part["components"]]
    return {"type": part["type"], "id": part["id"], "components": inputs}


def _answered(field: Field, part: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    text = given.get(field.label, field.value)
    if field.required and not text:
        raise NotOfferedError(f"{field.label!r} must be filled in")
    shape = {"type": part["type"], "id": part["id"], "custom_id": field.custom_id}
    if part["type"] == TEXT_INPUT:
        if text and not field.low <= len(text) <= field.high:
            raise NotOfferedError(f"{field.label!r} takes {field.low} to {field.high} letters, not {len(text)}")
        return shape | {"value": text}
    if part["type"] in (USER_SELECT, CHANNEL_SELECT):
        return shape | {"values": [str(getattr(text, "id", text))] if text else []}
    chosen = [option["value"] for option in part.get("options") or [] if option["label"] == text]
    if text and not chosen:
        raise NotOfferedError(f"{field.label!r} offers {field.options}, not {text!r}")
    return shape | {"values": chosen}
