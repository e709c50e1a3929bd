"""When Discord takes the parts of a message: rows, buttons and menus."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.peers.discord import limits
from tests.peers.discord.errors import Form, Path

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
USER_SELECT, CHANNEL_SELECT = 5, 8
_DEFAULTS = {5: ("user",), 6: ("role",), 7: ("user", "role"), 8: ("channel",)}
LABEL = 18
LINK_STYLE, PREMIUM_STYLE = 5, 6


def walk(components: list[Any]) -> Iterator[dict[str, Any]]:
    """Every part, in reading order, however deep."""
    for part in components:
        yield part
        yield from walk(part.get("components") or [])
        yield from walk([part["component"]] if part.get("component") else [])


def check_components(form: Form, components: list[Any], at: Path) -> None:
    """Write down what is wrong with a message's components."""
    form.length(at, components, 0, limits.ROWS)
    for index, part in enumerate(components):
        if part.get("type") == ROW:
            _check_row(form, part, (*at, index))
        else:
            form.fault((*at, index, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1,).')
    _check_ids(form, components, at)


def _check_ids(form: Form, components: list[Any], at: Path) -> None:
    seen: set[Any] = set()
    for part in walk(components):
        for key in ("custom_id", "id"):
            value = part.get(key)
            if value and (key, value) in seen:
                kind = "Component custom id cannot be duplicated"
                form.fault(at, f"COMPONENT_{key.upper()}_DUPLICATED", f"{kind}: {value}")
            seen.add((key, value))


def _check_row(form: Form, row: Mapping[str, Any], at: Path) -> None:
    children = row.get("components") or []
    form.length((*at, "components"), children, 1, limits.BUTTONS_IN_A_ROW)
    if len(children) > 1 and any(child.get("type") in SELECTS for child in children):
        message = "A select takes a row to itself."
        form.fault((*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)
    for index, child in enumerate(children):
        place = (*at, "components", index)
        if child.get("type") == BUTTON:
            check_button(form, child, place)
        elif child.get("type") in SELECTS:
            check_select(form, child, place)
        else:
            form.fault((*place, "type"), "UNION_TYPE_CHOICES", "Must be a button or a select in a message.")


def check_button(form: Form, button: Mapping[str, Any], at: Path) -> None:
    """One button: a label or an emoji, and exactly the target that its style calls for."""
    style = button.get("style")
    if not form.choice((*at, "style"), style, range(1, 7)):
        return
    form.length((*at, "label"), button.get("label"), 0, limits.BUTTON_LABEL)
    wanted = {LINK_STYLE: "url", PREMIUM_STYLE: "sku_id"}.get(style or 0, "custom_id")
    for key in ("url", "sku_id", "custom_id"):
        if key == wanted:
            most = limits.BUTTON_URL if key == "url" else limits.CUSTOM_ID
            form.length((*at, key), button.get(key), 1, most)
        elif button.get(key):
            message = f"A button of this style cannot have a {key}."
            form.fault((*at, key), "BUTTON_COMPONENT_UNEXPECTED_FIELD", message)
    if style != PREMIUM_STYLE and not (button.get("label") or button.get("emoji")):
        form.fault(at, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button needs a label or an emoji.")
    _check_emoji(form, button.get("emoji"), (*at, "emoji"))


def _check_emoji(form: Form, emoji: Mapping[str, Any] | None, at: Path) -> None:
    name = (emoji or {}).get("name")
    if emoji and not emoji.get("id") and (not name or name.isascii()):
        form.fault((*at, "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")


def check_select(form: Form, select: Mapping[str, Any], at: Path) -> None:
    """One menu: its custom_id, its options and how many may be chosen."""
    form.length((*at, "custom_id"), select.get("custom_id"), 1, limits.CUSTOM_ID)
    form.length((*at, "placeholder"), select.get("placeholder"), 0, limits.SELECT_PLACEHOLDER)
    options = select.get("options") or []
    if select.get("type") == STRING_SELECT:
        form.length((*at, "options"), options, 1, limits.SELECT_OPTIONS)
    low, high = select.get("min_values", 1), select.get("max_values", 1)
    if not (0 <= low <= limits.SELECT_OPTIONS and max(low, 1) <= high <= limits.SELECT_OPTIONS):
        form.fault((*at, "max_values"), "NUMBER_TYPE_MAX", "min_values and max_values do not agree.")
    defaults = select.get("default_values") or []
    for index, chosen in enumerate(defaults):
        form.choice(
            (*at, "default_values", index, "type"), chosen.get("type"), _DEFAULTS.get(select.get("type") or 0, ())
        )
    if sum(bool(option.get("default")) for option in options) > high or len(defaults) > high:
        message = "More options are chosen by default than may be chosen."
        form.fault((*at, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message)
    seen = set()
    for index, option in enumerate(options):
        place = (*at, "options", index)
        form.length((*place, "label"), option.get("label"), 1, limits.OPTION_TEXT)
        form.length((*place, "value"), option.get("value"), 1, limits.OPTION_TEXT)
        form.length((*place, "description"), option.get("description"), 0, limits.OPTION_TEXT)
        _check_emoji(form, option.get("emoji"), (*place, "emoji"))
        if option.get("value") in seen:
            message = "The specified option value is already used"
            form.fault((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(option.get("value"))
