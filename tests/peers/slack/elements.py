"""Which elements Block Kit knows, what each may carry, and where each may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .checks import (
    Check,
    both,
    each,
    flag,
    matching,
    one_of,
    plain,
    problem,
    prose,
    shape,
    string,
    typed,
    url,
    whole,
)
from .limits import most
from .rich_text import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONFIRM = shape(
    {
        "title": plain("confirm.title"),
        "text": prose("confirm.text"),
        "confirm": plain("confirm.confirm"),
        "deny": plain("confirm.deny"),
    },
    {"style": one_of("primary", "danger")},
)
_ACTION = {"action_id": string("action_id")}
_CONFIRMED = {**_ACTION, "confirm": _CONFIRM}
_FOCUSED = {**_CONFIRMED, "focus_on_load": flag}
_MENU = {**_FOCUSED, "placeholder": plain("placeholder")}
_OPTION = shape(
    {"text": plain("option.text"), "value": string("option.value")},
    {"description": plain("option.description"), "url": url("option.url")},
)
_RICH_OPTION = shape(
    {"text": prose("option.text"), "value": string("option.value")},
    {"description": prose("option.description")},
)
_GROUP = shape({"label": plain("group.label"), "options": each(_OPTION, "select.options")})
_FILTER = shape(
    None,
    {
        "include": each(one_of("im", "mpim", "private", "public"), "select.options"),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_DISPATCH = shape(
    None,
    {"trigger_actions_on": each(one_of("on_enter_pressed", "on_character_entered"), "select.options")},
)
_SOME = whole(1, 100)
_DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "date")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "time")


def _offered(element: dict[str, Any]) -> list[Any]:
    grouped = [option for group in element.get("option_groups", []) for option in group.get("options", [])]
    return [*element.get("options", []), *grouped]


def _choices_add_up(element: dict[str, Any], where: str) -> Iterator[str]:
    """Check that what is chosen at first is on offer, and that nothing is offered twice."""
    if not isinstance(element, dict):
        return
    offered = _offered(element)
    first = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    for option in first:
        if option not in offered:
            yield problem("initial option is not among the options", where)
    values = [option.get("value") for option in offered if isinstance(option, dict)]
    if len(values) != len(set(values)):
        yield problem("option values must be unique", where)


def _has_options(element: dict[str, Any], where: str) -> Iterator[str]:
    if ("options" in element) == ("option_groups" in element):
        yield problem("exactly one of options and option_groups is required", where)


def _bounds(element: dict[str, Any], where: str) -> Iterator[str]:
    shortest, longest = element.get("min_length", 0), element.get("max_length", most("text_input.max_length"))
    if shortest > longest:
        yield problem("min_length must not exceed max_length", where)
    if len(element.get("initial_value", "")) > longest:
        yield problem("initial_value is longer than max_length", where)


def _static(initial: Mapping[str, Check]) -> Check:
    options = {"options": each(_OPTION, "select.options"), "option_groups": each(_GROUP, "select.groups")}
    return both(shape(None, {**_MENU, **options, **initial}), _has_options, _choices_add_up)


def _chosen(limit: str, initial: Mapping[str, Check]) -> Check:
    options = {"options": each(_RICH_OPTION, limit)}
    return both(shape(options, {**_FOCUSED, **initial}), _choices_add_up)


def _typed_in(extra: Mapping[str, Check]) -> Check:
    known = {
        **_ACTION,
        "placeholder": plain("placeholder"),
        "initial_value": string(least=0),
        "focus_on_load": flag,
        "dispatch_action_config": _DISPATCH,
    }
    return both(shape(None, {**known, **extra}), _bounds)


_ONE = {"initial_option": _OPTION}
_MANY = {"initial_options": each(_OPTION, "select.options"), "max_selected_items": _SOME}
_IDS = each(string(), "select.options")

_FILE = both(
    shape(None, {"id": matching("F[A-Z0-9]{8,}", "^[F][A-Z0-9]{8,}$"), "url": string()}),
    lambda file, where: iter([problem("exactly one of id and url is required", where)] if len(file) != 1 else []),
)

IMAGE = both(
    shape(
        {"alt_text": string("image.alt_text")},
        {"image_url": url("image.url"), "slack_file": _FILE},
    ),
    lambda image, where: (
        iter(())
        if ("image_url" in image) != ("slack_file" in image)
        else iter([problem("exactly one of image_url and slack_file is required", where)])
    ),
)

ELEMENTS: dict[str, Check] = {
    "button": shape(
        {"text": plain("button.text")},
        {
            **_CONFIRMED,
            "value": string("button.value"),
            "url": url("button.url"),
            "style": one_of("primary", "danger"),
            "accessibility_label": string("button.accessibility_label"),
        },
    ),
    "overflow": both(shape({"options": each(_OPTION, "overflow.options")}, _CONFIRMED), _choices_add_up),
    "static_select": _static(_ONE),
    "multi_static_select": _static(_MANY),
    "external_select": shape(None, {**_MENU, "initial_option": _OPTION, "min_query_length": whole(0, 100)}),
    "multi_external_select": shape(None, {**_MENU, **_MANY, "min_query_length": whole(0, 100)}),
    "users_select": shape(None, {**_MENU, "initial_user": string()}),
    "multi_users_select": shape(None, {**_MENU, "initial_users": _IDS, "max_selected_items": _SOME}),
    "conversations_select": shape(
        None,
        {
            **_MENU,
            "initial_conversation": string(),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": _FILTER,
        },
    ),
    "multi_conversations_select": shape(
        None,
        {
            **_MENU,
            "initial_conversations": _IDS,
            "default_to_current_conversation": flag,
            "max_selected_items": _SOME,
            "filter": _FILTER,
        },
    ),
    "channels_select": shape(None, {**_MENU, "initial_channel": string(), "response_url_enabled": flag}),
    "multi_channels_select": shape(None, {**_MENU, "initial_channels": _IDS, "max_selected_items": _SOME}),
    "datepicker": shape(None, {**_MENU, "initial_date": _DATE}),
    "timepicker": shape(None, {**_MENU, "initial_time": _TIME, "timezone": string()}),
    "datetimepicker": shape(None, {**_FOCUSED, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    "radio_buttons": _chosen("radio.options", {"initial_option": _RICH_OPTION}),
    "checkboxes": _chosen("checkboxes.options", {"initial_options": each(_RICH_OPTION, "checkboxes.options")}),
    "plain_text_input": _typed_in(
        {
            "multiline": flag,
            "min_length": whole(0, 3_000),
            "max_length": whole(1, most("text_input.max_length")),
        },
    ),
    "email_text_input": _typed_in({}),
    "url_text_input": _typed_in({}),
    "number_input": both(
        _typed_in({"is_decimal_allowed": flag, "min_value": string(), "max_value": string()}),
        lambda element, where: (
            iter(())
            if "is_decimal_allowed" in element
            else iter([problem("missing required field: is_decimal_allowed", where)])
        ),
    ),
    "rich_text_input": shape(
        None,
        {
            **_ACTION,
            "placeholder": plain("placeholder"),
            "focus_on_load": flag,
            "initial_value": typed({"rich_text": RICH_TEXT}),
            "dispatch_action_config": _DISPATCH,
        },
    ),
    "image": IMAGE,
}

_SELECTS = {"static_select", "external_select", "users_select", "conversations_select", "channels_select"}
_MULTIS = {f"multi_{name}" for name in _SELECTS}
_PICKERS = {"datepicker", "timepicker"}
_CHOICES = {"radio_buttons", "checkboxes"}
_TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}

PLACES: dict[str, frozenset[str]] = {
    "actions": frozenset({"button", "overflow", "datetimepicker"} | _SELECTS | _PICKERS | _CHOICES),
    "section": frozenset({"button", "overflow", "image"} | _SELECTS | _MULTIS | _PICKERS | _CHOICES),
    "input": frozenset({"datetimepicker"} | _SELECTS | _MULTIS | _PICKERS | _CHOICES | _TEXTS),
}


def element_in(block: str) -> Check:
    return typed({name: ELEMENTS[name] for name in sorted(PLACES[block])})
