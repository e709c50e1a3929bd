"""People's words on their way to Slack and back: harmless, short enough, and read as they were typed."""

from __future__ import annotations

import re
import unicodedata
from html import escape
from typing import TYPE_CHECKING

from adapters import text as text_

if TYPE_CHECKING:
    from adapters.slack.limits import Limit

_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that change the direction of all text after them, ours included."""
_BREAKS = "\r\v\f\x85\u2028\u2029"
_READABLE = str.maketrans(_BREAKS, "\n" * len(_BREAKS), _BIDI)
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters except tab and newline, and lone surrogates."""
_BLANK = "–"
_CONTROL = re.compile(r"<([^<>]*)>")
_MENTION = re.compile(r"@[UW]\w+|#[CDG]\w+")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def clean(text: str) -> str:
    """Remove what cannot be shown: control characters, lone surrogates and changes of direction."""
    text = text.replace("\r\n", "\n").translate(_READABLE)
    return _NOT_SHOWN.sub("", text).strip()


def line(text: str) -> str:
    """Return `text` cleaned and on one line."""
    return " ".join(clean(text).split())


def cut(text: str, limit: Limit | int) -> str:
    """Shorten `text` to a limit with an ellipsis, never between a letter and its marks."""
    return text_.cut(text, limit if isinstance(limit, int) else limit.most)


def plain_text(text: str, limit: Limit) -> dict[str, object]:
    """Return a text object in which nothing acts as markup, a mention or an `:emoji:`."""
    shown = cut(line(text), limit)
    return {"type": "plain_text", "text": shown if visible(shown) else _BLANK, "emoji": False}


def visible(text: str) -> bool:
    """Tell whether there is anything to see: Slack refuses texts of blanks alone."""
    return any(not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text)


def escaped(text: str, limit: Limit) -> str:
    """Return `text` escaped for a message's `text`, where Slack reads markup; no escape is cut in two."""
    most = limit.most
    shown = cut(clean(text), most)
    while len(written := escape(shown, quote=False)) > limit.most:
        most -= len(written) - limit.most
        shown = cut(shown, max(most, 1))
    return written if visible(written) else _BLANK


def as_typed(text: str) -> str:
    """Return what the person typed, without Slack's own notation such as `&lt;` and `<https://x|y>`.

    Mentions keep their ids: `<@U1|bob>` becomes `@U1`, and `<#C1|general>` becomes `#C1`.
    """
    return _read(text, named=False)


def as_said(text: str) -> str:
    """Return a message as people see it, with names in place of mentions, as far as Slack tells them."""
    return _read(text, named=True)


def mentioned(text: str) -> dict[str, str]:
    """Return the names of those who are mentioned, by how `as_typed` writes them; empty where Slack gives none."""
    found = (body.partition("|") for body in _CONTROL.findall(text))
    return {target: label.lstrip("@#") for target, _, label in found if _MENTION.fullmatch(target)}


def _read(text: str, *, named: bool) -> str:
    words = _CONTROL.sub(lambda found: _spoken(found[1], named=named), text.replace("\xa0", " "))
    for written, meant in _ENTITIES:
        words = words.replace(written, meant)
    return words.strip()


def _spoken(body: str, *, named: bool) -> str:
    target, _, label = body.partition("|")
    if _MENTION.fullmatch(target):
        return target[0] + label.lstrip("@#") if named and label else target
    if target.startswith("!"):
        word = re.split(r"[\^|]", target[1:], maxsplit=1)[0]
        return label or "@" + word
    return label or target.removeprefix("mailto:")
