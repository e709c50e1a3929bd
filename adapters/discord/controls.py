"""Buttons and menus as Discord's rows; each carries its command, so that it works after a restart and a year later."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from adapters.discord import limits
from adapters.discord.words import shortened
from bot.messages import Button, Menu

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages import Section

Row: TypeAlias = "dict[str, Any]"
"""An action row as JSON."""
Group: TypeAlias = "tuple[Button, ...] | Menu"
"""What shares a row."""

ROW, BUTTON, SELECT = 1, 2, 3
_STYLES = {"primary": 1, "danger": 4}
_PLAIN_STYLE = 2
_ABOUT = 24
"""Characters that tell buttons of the same name apart."""
_TWIN = re.compile(r"^~\d+ ")


def arranged(sections: Sequence[Section]) -> tuple[list[Row], list[Button]]:
    """Return the rows of buttons and menus of `sections`, and the buttons that have no room."""
    groups = list(_groups(sections))
    if len(groups) > limits.ROWS:
        groups = _denser(groups)
    twins: Counter[str] = Counter()
    rows: list[Row] = []
    left_out: list[Button] = []
    for place, group in enumerate(groups):
        several = group.options if isinstance(group, Menu) else group
        held = limits.OPTIONS if isinstance(group, Menu) else limits.BUTTONS_IN_A_ROW
        if place >= limits.ROWS:
            held = 0
        elif isinstance(group, Menu):
            rows.append(_menu(group, several[:held], twins))
        else:
            rows.append({"type": ROW, "components": [_button(button, twins) for button in several[:held]]})
        left_out += several[held:]
    return rows, left_out


def _groups(sections: Sequence[Section]) -> Iterator[Group]:
    """Yield the rows as they read best: a section's buttons beside each other, its menu below."""
    names = Counter(button.label for section in sections for button in section.buttons)
    for section in sections:
        about = shortened(section.about or section.text, _ABOUT)
        # Discord shows all rows below all text, so where one of a section's buttons has the name of another, all of
        # that section say what they are about.
        twins = any(names[button.label] > 1 for button in section.buttons)
        buttons = [
            replace(button, label=f"{button.label}: {about}") if twins and about else button
            for button in section.buttons
        ]
        yield from _in_rows(buttons)
        if section.menu is not None and section.menu.options:
            yield section.menu


def _in_rows(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    for start in range(0, len(buttons), limits.BUTTONS_IN_A_ROW):
        yield tuple(buttons[start : start + limits.BUTTONS_IN_A_ROW])


def _denser(groups: Sequence[Group]) -> list[Group]:
    """Fill every row with buttons, whatever section they are from; menus follow."""
    buttons = [button for group in groups if not isinstance(group, Menu) for button in group]
    return [*_in_rows(buttons), *(group for group in groups if isinstance(group, Menu))]


def _button(button: Button, twins: Counter[str]) -> dict[str, Any]:
    return {
        "type": BUTTON,
        "style": _STYLES.get(button.style, _PLAIN_STYLE),
        "label": shortened(button.label, limits.BUTTON_LABEL) or _call(button),
        "custom_id": _unique(_call(button), twins),
    }


def _menu(menu: Menu, options: Sequence[Button], twins: Counter[str]) -> Row:
    within: Counter[str] = Counter()
    select = {
        "type": SELECT,
        "custom_id": _unique("menu", twins),
        "placeholder": shortened(menu.label, limits.PLACEHOLDER) or "Choose",
        "options": [
            {
                "label": shortened(option.label, limits.OPTION_TEXT) or _call(option),
                "value": _unique(_call(option), within),
            }
            for option in options
        ],
    }
    return {"type": ROW, "components": [select]}


def _call(button: Button) -> str:
    return shortened(button.call, limits.CUSTOM_ID - 4) or "help"


def _unique(call: str, twins: Counter[str]) -> str:
    """Return `call`, marked if it is in the message already: Discord refuses custom ids that are the same."""
    twins[call] += 1
    return call if twins[call] == 1 else f"~{twins[call]} {call}"


def bare(row: Row) -> Row:
    """Return a row whose controls are called just by what they call, though some may then be called the same."""
    controls = [{**one, "custom_id": _TWIN.sub("", one["custom_id"])} for one in row["components"]]
    for one in controls:
        if "options" in one:
            one["options"] = [{**option, "value": _TWIN.sub("", option["value"])} for option in one["options"]]
    return {**row, "components": controls}


def call_of(data: Any) -> str:
    """Return the command line of the button or option that was tapped, from the interaction's data."""
    tapped = (data.get("values") or [data["custom_id"]])[0]
    return _TWIN.sub("", tapped)
