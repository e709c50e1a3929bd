"""Whether Slack would take these blocks, and the sentences it refuses them with."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from .checks import Check, both, each, flag, plain, problem, prose, shape, string, typed
from .elements import IMAGE, element_in
from .limits import most
from .rich_text import RICH_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = {"block_id": string("block_id")}


def _says_something(section: dict[str, Any], where: str) -> Iterator[str]:
    if "text" not in section and "fields" not in section:
        yield problem("missing required field: text", where)


def _image_with_title(image: dict[str, Any], where: str) -> Iterator[str]:
    rest = {key: value for key, value in image.items() if key not in {"title", "block_id"}}
    yield from IMAGE(rest, where)
    yield from shape(None, {**_ID, "title": plain("image.title")})(
        {key: value for key, value in image.items() if key not in rest},
        where,
    )


def _no_dispatch_of_nothing(block: dict[str, Any], where: str) -> Iterator[str]:
    if isinstance(block.get("element"), dict) and block["element"].get("type") == "file_input":
        yield problem("unsupported type: file_input", f"{where}/element/type")


BLOCKS: dict[str, Check] = {
    "section": both(
        shape(
            None,
            {
                **_ID,
                "text": prose("section.text"),
                "fields": each(prose("section.field"), "section.fields"),
                "accessory": element_in("section"),
                "expand": flag,
            },
        ),
        _says_something,
    ),
    "divider": shape(None, _ID),
    "header": shape({"text": plain("header.text")}, _ID),
    "context": shape(
        {
            "elements": each(
                typed(
                    {
                        "image": IMAGE,
                        "plain_text": shape({"text": string("context.text")}, {"emoji": flag}),
                        "mrkdwn": shape({"text": string("context.text")}, {"verbatim": flag}),
                    },
                ),
                "context.elements",
            ),
        },
        _ID,
    ),
    "actions": shape({"elements": each(element_in("actions"), "actions.elements")}, _ID),
    "image": _image_with_title,
    "input": both(
        shape(
            {"label": plain("input.label"), "element": element_in("input")},
            {**_ID, "hint": plain("input.hint"), "optional": flag, "dispatch_action": flag},
        ),
        _no_dispatch_of_nothing,
    ),
    "rich_text": RICH_TEXT,
}


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything in a block that a person can press, choose or fill in."""
    if block.get("type") == "section":
        found = [block.get("accessory")]
    elif block.get("type") == "actions":
        found = block["elements"] if isinstance(block.get("elements"), list) else []
    elif block.get("type") == "input":
        found = [block.get("element")]
    else:
        found = []
    return [one for one in found if isinstance(one, dict) and one.get("type") != "image"]


def text_length(value: Any) -> int:
    """Add up every `text` there is: what Slack seems to count."""
    if isinstance(value, list):
        return sum(text_length(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = len(value["text"]) if isinstance(value.get("text"), str) else 0
    return own + sum(text_length(inner) for inner in value.values())


def _doubles(names: list[Any]) -> list[Any]:
    return [name for name, times in Counter(names).items() if times > 1]


def unique_ids(blocks: Any, where: str) -> Iterator[str]:
    """Check that no block_id is used twice, and no action_id twice in one block."""
    known = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    for name in _doubles([block["block_id"] for block in known if isinstance(block.get("block_id"), str)]):
        yield problem(f'`block_id` "{name}" already exists', where)
    for number, block in enumerate(known):
        ids = [one["action_id"] for one in elements_of(block) if isinstance(one.get("action_id"), str)]
        for name in _doubles(ids):
            yield problem(f'`action_id` "{name}" already exists', f"{where}/{number}")


def block_problems(blocks: Any, *, limit: str = "message.blocks", where: str = "/blocks") -> list[str]:
    """Say what is wrong with the blocks of a message or a view; nothing means that Slack takes them."""
    found = list(each(typed(BLOCKS), limit, least=0)(blocks, where))
    found.extend(unique_ids(blocks, where))
    return [f"[ERROR] {one}" for one in found]


def too_much_text(blocks: Any) -> bool:
    return text_length(blocks) > most("message.block_text")
