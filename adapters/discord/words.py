"""People's own words on Discord: escaped, so that they never act as markup, and shortened to what fits."""

from __future__ import annotations

import re
from bisect import bisect_right

from adapters.text import MORE, cut, length, unbroken

_INVISIBLE = dict.fromkeys(
    [
        *(code for code in range(32) if chr(code) not in "\n\t"),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),  # embeddings and overrides turn around whatever follows them
        *range(0x2066, 0x206A),  # isolates that nobody closes do so too
        0x00AD,
        0x180E,
        0x200B,  # kept: the joiners 200C and 200D, which words and emoji are made with
        0x2060,
        0xFEFF,
    ]
)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_MARKUP = re.compile(r"[\\*_~|`<\[]")
_AT_LINE_START = re.compile(r"^(\s*)(#|-|\+|>)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s|$)", re.MULTILINE)
_LINK = re.compile(r"(:/)(?=/)|((?:discord\.(?:gg|com|me|new)|discordapp\.com|dis\.gd))(?=/)", re.IGNORECASE)
_MASS_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_MENTION = re.compile(r"<(@|#)!?(\d+)>")


def clean(text: str) -> str:
    """Remove invisible characters and those that change the direction of text; replace lone surrogates."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BREAKS.sub("\n", whole).translate(_INVISIBLE).replace("\t", " ")


def as_typed(text: str) -> str:
    """Return what a person wrote, cleaned; mentions keep their ids: `<@1>` becomes `@1`, and `<#2>` becomes `#2`."""
    return _MENTION.sub(r"\1\2", clean(text))


def one_line(text: str) -> str:
    """Return the words of `text` on one line."""
    return " ".join(clean(text).split())


def escaped(text: str) -> str:
    r"""Return `text` escaped, so that Discord shows just these letters.

    A backslash takes the meaning of the mark behind it; `https:\//` is no link and so never unfurls.
    """
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _AT_LINE_START.sub(r"\1\\\2", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    text = _LINK.sub(lambda found: f"{found[0][:-1]}\\/" if found[1] else f"{found[0]}\\", text)
    # `AllowedMentions.none()` goes with every message as well; this also prevents the highlighting.
    return _MASS_MENTION.sub("@\u200b", text)


def unescaped(text: str) -> str:
    """Return the words that `escaped` was given."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text).replace("@\u200b", "@")


def fitted(text: str, room: int) -> str:
    """Return `text` escaped, in at most `room` characters; if it is cut, its length is told."""
    text = clean(text).strip()
    whole = escaped(text)
    if length(whole) <= room:
        return whole
    tail = f"… ({len(text):,} characters in all)"
    end = bisect_right(range(len(text)), room - length(tail), key=lambda end: length(escaped(text[:end]))) - 1
    return escaped(text[: unbroken(text, max(end, 0))].rstrip()) + tail


def hint(text: str, limit: int) -> str:
    """Return as much of a hint as fits: with its example, without it, or its first words."""
    whole = one_line(text)
    about = whole.partition(" For example: ")[0]
    fitting = next((part for part in (whole, about) if length(part) <= limit), "")
    if fitting:
        return fitting
    kept = cut(about, limit).removesuffix(MORE)
    return (kept if about[len(kept) : len(kept) + 1].isspace() else kept.rpartition(" ")[0] or kept).rstrip(
        " ,;:"
    ) + MORE


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters, for places that know no markup."""
    return cut(one_line(text), limit)
