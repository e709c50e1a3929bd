"""HTML that is safe by construction: whatever is not Markup is text, and text is escaped."""

from __future__ import annotations

import re
from html import escape
from typing import TypeAlias

Child: TypeAlias = "str | Markup | None"
"""A child of an element; None is left out."""

_VOID = frozenset({"input", "img", "link", "meta", "br"})
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and those that change the direction of text: they would rearrange the line around them."""


class Markup(str):
    """Finished HTML; only this module makes it."""

    __slots__ = ()


def tag(name: str, /, *children: Child, **attributes: str | bool | None) -> Markup:
    """Return an element; `data_seq` is written data-seq and `class_` class. True stands alone, None is left out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    return Markup(f"<{name}{written}>" + ("" if name in _VOID else f"{joined(*children)}</{name}>"))


def joined(*children: Child) -> Markup:
    """Return several pieces joined together."""
    return Markup("".join(child if isinstance(child, Markup) else text(child) for child in children if child))


def text(words: str) -> Markup:
    """Return `words` escaped."""
    return Markup(escape(_UNSEEN.sub("", words), quote=False))


def document(*children: Child) -> Markup:
    """Return a whole page."""
    return Markup(f"<!doctype html>\n{joined(*children)}\n")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
