"""A form as Discord's modal, and what was filled in; the modal's custom id carries its command."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.discord import limits
from adapters.discord.words import as_typed, clean, hint, shortened
from adapters.text import headline, length

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Ask, Form

Json: TypeAlias = "dict[str, Any]"

SELECT, TEXT_INPUT, USER_SELECT, LABEL = 3, 4, 5, 18
_MARKS = {USER_SELECT: "@"}
_PERSON = re.compile(r"@(\d{15,20})")
_ONE_LINE, _PARAGRAPH = 1, 2
_LONG = 100
"""A blank with more characters than this is several lines high."""
_PREFIX, _MARKED = "form:", "#"


def modal(form: Form) -> Json:
    """Draw `form`; if it has more blanks than Discord allows, those that are required or filled come first."""
    by_need = sorted(form.asks, key=lambda ask: (not (ask.required or ask.value or ask.error), not ask.current))
    return {
        "custom_id": f"{_PREFIX}{form.command}{_MARKED if form.marks else ''}{form.marks}",
        "title": headline(form.short or form.title, limits.MODAL_TITLE) or "Milepost",
        "components": [_blank(ask) for ask in by_need[: limits.MODAL_BLANKS]],
    }


def _blank(ask: Ask) -> Json:
    about = shortened(ask.error or ask.question, limits.BLANK_DESCRIPTION)
    return {
        "type": LABEL,
        "label": shortened(ask.label, limits.BLANK_LABEL) or ask.name,
        **({"description": about} if about else {}),
        "component": _component(ask),
    }


def _component(ask: Ask) -> Json:
    if 0 < len(ask.options) <= limits.OPTIONS:
        return _choice(ask)
    person = _PERSON.fullmatch(ask.shown)
    if ask.native == "person" and (person or not ask.shown):
        chosen = {"default_values": [{"id": person[1], "type": "user"}]} if person else {}
        return {"type": USER_SELECT, "custom_id": ask.name, "required": ask.required, **chosen}
    return _input(ask)


def _input(ask: Ask) -> Json:
    value = clean(ask.shown).strip()
    if length(value) > limits.BLANK_VALUE:
        value = shortened(value, limits.BLANK_VALUE)
    return {
        "type": TEXT_INPUT,
        "custom_id": ask.name,
        "style": _PARAGRAPH if ask.native == "lines" or length(value) > _LONG or "\n" in value else _ONE_LINE,
        "required": ask.required,
        "placeholder": hint(ask.hint, limits.BLANK_PLACEHOLDER),
        **({"value": value} if value else {}),
    }


def _choice(ask: Ask) -> Json:
    options = [
        {"label": shortened(o, limits.OPTION_TEXT), "value": o} | ({"default": True} if o == ask.shown else {})
        for o in ask.options
    ]
    return {"type": SELECT, "custom_id": ask.name, "required": ask.required, "options": options}


def command_of(data: Any) -> str:
    """Return the path of the command that a submitted modal is for."""
    return str(data["custom_id"]).removeprefix(_PREFIX).partition(_MARKED)[0]


def marks_of(data: Any) -> str:
    """Return the marks of a submitted modal: see `Form.marks`."""
    return str(data["custom_id"]).partition(_MARKED)[2]


def filled(data: Any) -> Mapping[str, str]:
    """Return what was filled into a submitted modal, by the names of its blanks."""
    blanks = (label["component"] for label in data["components"])
    return {blank["custom_id"]: _typed(blank) for blank in blanks}


def _typed(part: Any) -> str:
    values = part.get("values") or []
    picked = f"{_MARKS.get(part['type'], '')}{values[0]}" if values else ""
    return as_typed(str(part.get("value") or picked))
