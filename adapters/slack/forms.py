"""A form as Slack's modal: drawn from its blanks, and read back when it is submitted."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from adapters.slack import limits
from adapters.slack.render import Block, blocks, option
from adapters.slack.words import clean, cut, line, plain_text, visible
from adapters.text import headline, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.slack.places import Place
    from bot.messages import Ask, Form, Reply

CALLBACK = "form"
_VALUE = "value"
_PICKED = "selected_user"
_PERSON = re.compile(r"@([UW]\w+)")
_TITLE = "Milepost"


def modal(form: Form, place: Place) -> dict[str, Any]:
    """Return the modal that asks for the blanks of `form`; its outcome goes to `place`."""
    whole = line(form.title)
    short = length(whole) <= limits.VIEW_TITLE.most and visible(whole)
    brief = headline(line(form.short or form.title), limits.VIEW_TITLE.most)
    heading = [] if short else [{"type": "section", "text": plain_text(form.title, limits.CONTEXT)}]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": _metadata(form, place),
        "title": plain_text(whole if short else brief or _TITLE, limits.VIEW_TITLE),
        "submit": plain_text("Save", limits.VIEW_TITLE),
        "close": plain_text("Cancel", limits.VIEW_TITLE),
        "blocks": [*heading, *map(_blank, form.asks[: limits.VIEW_BLOCKS.most - 1])],
    }


def shown(reply: Reply) -> dict[str, Any]:
    """Return a modal that shows `reply`, for people who came from the App Home."""
    return {
        "type": "modal",
        "callback_id": "reply",
        "title": plain_text(_TITLE, limits.VIEW_TITLE),
        "close": plain_text("Close", limits.VIEW_TITLE),
        "blocks": blocks(reply),
    }


def filled_in(view: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a modal's blanks by their names; an empty blank has an empty string."""
    return {name: _typed(element) for name, element in _elements(view).items()}


def _elements(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    state = (view.get("state") or {}).get("values") or {}
    return {name: (inner or {}).get(_VALUE) or {} for name, inner in state.items()}


def _typed(element: Mapping[str, Any]) -> str:
    chosen = element.get("selected_option") or {}
    picked = f"@{element[_PICKED]}" if element.get(_PICKED) else ""
    return str(picked or chosen.get("value") or element.get("value") or "")


def picked(view: Mapping[str, Any]) -> list[str]:
    """Return the people who were picked in a modal, as mentions."""
    return [_typed(element) for element in _elements(view).values() if element.get(_PICKED)]


def complaints(form: Form) -> dict[str, str]:
    """Return the errors of a form by the names of its blanks, shortened to fit under them."""
    return {name: cut(clean(error), limits.INPUT_ERROR) for name, error in form.errors.items() if visible(error)}


def command_of(view: Mapping[str, Any]) -> str:
    """Return the path of the command that a modal was drawn for; for a modal that is not ours, no command's."""
    return str(_read(view).get("command") or view.get("callback_id") or CALLBACK)


def marks_of(view: Mapping[str, Any]) -> str:
    """Return the marks of a modal: see `Form.marks`."""
    return str(_read(view).get("marks") or "")


def place_of(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `modal` kept of its place: see `places.recalled`."""
    kept = _read(view).get("place")
    return kept if isinstance(kept, dict) else {}


def _metadata(form: Form, place: Place) -> str:
    """Return the command and the place for the outcome as JSON; without the place if that would be too long."""
    own = {"command": form.command, **({"marks": form.marks} if form.marks else {})}
    whole = json.dumps({**own, "place": place.kept()})
    return whole if len(whole) <= limits.PRIVATE_METADATA.most else json.dumps(own)


def _read(view: Mapping[str, Any]) -> dict[str, Any]:
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _blank(ask: Ask) -> Block:
    hint = " ".join(part for part in (ask.error, ask.question, ask.hint) if part)
    block: Block = {
        "type": "input",
        "block_id": ask.name,
        "label": plain_text(ask.label or ask.name, limits.INPUT_LABEL),
        "element": _element(ask),
        "optional": not ask.required,
    }
    return {**block, "hint": plain_text(hint, limits.INPUT_HINT)} if visible(hint) else block


def _element(ask: Ask) -> Block:
    if 0 < len(ask.options) <= limits.OPTIONS.most:
        return _options(ask)
    person = _PERSON.fullmatch(ask.shown)
    if ask.native == "person" and (person or not ask.shown):
        initial = {"initial_user": person[1]} if person else {}
        return {"type": "users_select", "action_id": _VALUE, **initial}
    return _line(ask)


def _options(ask: Ask) -> Block:
    offered = [option(value, cut(value, limits.OPTION_VALUE)) for value in dict.fromkeys(ask.options)]
    chosen = next((one for one in offered if one["value"] == ask.shown), None)
    return {
        "type": "static_select",
        "action_id": _VALUE,
        "options": offered,
        **({"initial_option": chosen} if chosen else {}),
    }


def _line(ask: Ask) -> Block:
    value = cut(clean(ask.shown), limits.INPUT)
    return {
        "type": "plain_text_input",
        "action_id": _VALUE,
        "max_length": limits.INPUT.most,
        **({"initial_value": value} if value else {}),
        **({"multiline": True} if ask.native == "lines" or "\n" in value else {}),
    }
