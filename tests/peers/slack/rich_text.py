"""The rules of Slack's rich text: sections, lists, quotes and what may stand in them."""

from __future__ import annotations

from .checks import each, flag, matching, one_of, shape, string, typed, url, whole
from .limits import most

_WORD_STYLE = shape(None, dict.fromkeys(("bold", "italic", "strike", "code", "underline"), flag))
_MENTION_STYLE = shape(
    None,
    dict.fromkeys(("bold", "italic", "strike", "highlight", "client_highlight", "unlink"), flag),
)
_DATE_TOKEN = r"\{(date_num|date_slash|date|date_long|date_long_full|date_long_pretty|date_pretty"
_DATE_TOKEN += r"|date_short|date_short_pretty|time|time_secs|ago|day_divider_pretty)\}"


_DATE_FORMAT = matching(rf"(?s).*{_DATE_TOKEN}.*", "date format")
_TEXT = shape({"text": string("rich_text.text")}, {"style": _WORD_STYLE})
_LINK = shape({"url": url("button.url")}, {"text": string("rich_text.text"), "unsafe": flag, "style": _WORD_STYLE})
_INLINE = typed(
    {
        "text": _TEXT,
        "link": _LINK,
        "user": shape({"user_id": string()}, {"style": _MENTION_STYLE}),
        "usergroup": shape({"usergroup_id": string()}, {"style": _MENTION_STYLE}),
        "channel": shape({"channel_id": string()}, {"style": _MENTION_STYLE}),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}),
        "emoji": shape({"name": string()}, {"unicode": string(), "skin_tone": whole(1, 6)}),
        "color": shape({"value": string()}),
        "date": shape(
            {"timestamp": whole(0, 99_999_999_999), "format": _DATE_FORMAT},
            {"url": url("button.url"), "fallback": string(), "style": _WORD_STYLE},
        ),
    },
)
_BORDER = {"border": whole(0, 1)}
_SECTION = shape({"elements": each(_INLINE, "rich_text.elements", least=0)})
_PARTS = {
    "rich_text_section": _SECTION,
    "rich_text_list": shape(
        {
            "style": one_of("bullet", "ordered"),
            "elements": each(typed({"rich_text_section": _SECTION}), "rich_text.elements"),
        },
        {"indent": whole(0, most("rich_text.indent")), "offset": whole(0, 1_000_000), **_BORDER},
    ),
    "rich_text_preformatted": shape(
        {"elements": each(typed({"text": _TEXT, "link": _LINK}), "rich_text.elements")},
        {**_BORDER, "language": string()},
    ),
    "rich_text_quote": shape({"elements": each(_INLINE, "rich_text.elements")}, _BORDER),
}

RICH_TEXT = shape({"elements": each(typed(_PARTS), "rich_text.elements")}, {"block_id": string("block_id")})
