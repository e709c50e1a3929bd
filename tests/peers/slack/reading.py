"""What a person reads in a message or a view: its words in order, and its buttons by their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .blocks import elements_of
from .mrkdwn import Kind, NameOf, Token, readable, tokens

if TYPE_CHECKING:
    from collections.abc import Callable


def text_object(value: dict[str, Any] | None, name_of: NameOf) -> str:
    if not value:
        return ""
    words = str(value.get("text", ""))
    return words if value.get("type") == "plain_text" else readable(words, name_of)


_INLINE: dict[str, Callable[[dict[str, Any], NameOf], Any]] = {
    "user": lambda one, name_of: "@" + name_of(one["user_id"]),
    "channel": lambda one, name_of: "#" + name_of(one["channel_id"]),
    "usergroup": lambda one, _: "@" + one["usergroup_id"],
    "broadcast": lambda one, _: "@" + one["range"],
    "emoji": lambda one, _: f":{one['name']}:",
    "date": lambda one, _: one.get("fallback") or one["timestamp"],
    "link": lambda one, _: one.get("text") or one["url"],
    "color": lambda one, _: one["value"],
    "text": lambda one, _: one["text"],
}


def _inline(element: dict[str, Any], name_of: NameOf) -> str:
    return str(_INLINE[element["type"]](element, name_of))


def _rich_part(part: dict[str, Any], name_of: NameOf) -> list[str]:
    if part["type"] != "rich_text_list":
        return ["".join(_inline(one, name_of) for one in part["elements"])]
    ordered, first = part["style"] == "ordered", int(part.get("offset", 0)) + 1
    lines = []
    for number, item in enumerate(part["elements"], start=first):
        words = "".join(_inline(one, name_of) for one in item["elements"])
        mark = f"{number}." if ordered else "•"
        lines.append("  " * int(part.get("indent", 0)) + f"{mark} {words}")
    return lines


def _section(block: dict[str, Any], name_of: NameOf) -> list[str]:
    texts = [block.get("text"), *(block.get("fields") or [])]
    shown = [text_object(one, name_of) for one in texts if one]
    accessory = block.get("accessory") or {}
    return [*shown, accessory["alt_text"]] if accessory.get("type") == "image" else shown


def _context(block: dict[str, Any], name_of: NameOf) -> list[str]:
    parts = [one.get("alt_text") or text_object(one, name_of) for one in block["elements"]]
    return ["  ".join(parts)]


_LINES: dict[str, Callable[[dict[str, Any], NameOf], list[str]]] = {
    "header": lambda block, name_of: [text_object(block["text"], name_of)],
    "section": _section,
    "context": _context,
    "rich_text": lambda block, name_of: [line for part in block["elements"] for line in _rich_part(part, name_of)],
    "image": lambda block, name_of: [text_object(block.get("title"), name_of), block["alt_text"]],
    "input": lambda block, name_of: [
        text_object(block["label"], name_of),
        text_object(block.get("hint"), name_of),
    ],
}


def _lines(block: dict[str, Any], name_of: NameOf) -> list[str]:
    draw = _LINES.get(block["type"])
    return draw(block, name_of) if draw else []


def words_of(blocks: list[dict[str, Any]], name_of: NameOf) -> str:
    """Everything readable in these blocks, a line each, as a person goes down the screen."""
    lines = [line for block in blocks for line in _lines(block, name_of)]
    return "\n".join(line for line in lines if line)


def labelled(blocks: list[dict[str, Any]], kind: str = "button") -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Find the elements of one kind, each with its label and its block."""
    return [
        (str(one["text"]["text"]) if "text" in one else "", one, block)
        for block in blocks
        for one in elements_of(block)
        if one["type"] == kind
    ]


_RICH_TOKENS: dict[str, tuple[Kind, str]] = {
    "user": ("user", "user_id"),
    "usergroup": ("usergroup", "usergroup_id"),
    "channel": ("channel", "channel_id"),
    "broadcast": ("broadcast", "range"),
    "link": ("link", "url"),
    "date": ("date", "timestamp"),
}


def _rich_token(element: dict[str, Any], where: str) -> Token | None:
    kind, key = _RICH_TOKENS.get(str(element.get("type")), ("user", ""))
    return Token(kind, str(element[key]), where) if key and key in element else None


def tokens_in(value: Any, where: str = "/blocks") -> list[Token]:
    """Everything alive in these blocks: mrkdwn is parsed, plain text never is, rich text says so itself."""
    if isinstance(value, list):
        return [token for number, item in enumerate(value) for token in tokens_in(item, f"{where}/{number}")]
    if not isinstance(value, dict):
        return []
    if value.get("type") == "mrkdwn":
        loose = not value.get("verbatim", False)
        return tokens(str(value.get("text", "")), where, names=loose, urls=loose)
    own = _rich_token(value, where)
    inner = [token for key, one in value.items() for token in tokens_in(one, f"{where}/{key}")]
    return [own, *inner] if own else inner
