"""A reply as Slack's blocks.

Words go only into `plain_text` and the text of `rich_text`, where nothing acts as markup. What is too long is shortened
with an ellipsis, and what does not fit is counted in a last line, so that Slack refuses none of it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from adapters.slack import limits
from adapters.slack.words import clean, cut, escaped, line, plain_text, visible
from adapters.text import length
from bot.dates.wording import in_words
from bot.messages import Tone
from bot.replies import plain
from bot.replies.pictures import worded
from bot.replies.plain import led_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.messages import Button, Chart, Field, Menu, Reply, Section, Value

Block = dict[str, Any]

SIGNS = {Tone.plain: "", Tone.good: "✓ ", Tone.attention: "◆ ", Tone.refused: "✕ "}
"""The tone of a reply, for eyes and screen readers alike: nothing depends on colour."""

_DATE_FORMAT = "{date_long_pretty}, {time}"
_EXACT_FORMAT = "{date_long_pretty}, {time_secs}"
_SPARED = 60
"""Characters reserved for the line that counts what did not fit."""
_NUMBERED = limits.Limit(limits.READ_OUT.most - 5, limits.READ_OUT.source)
"""The limit of a screen reader's label where a number has to tell it from another one."""
_FOR_TAPS = 4_000
"""Characters that the labels of buttons and menus may take in all."""


def message(reply: Reply, files: Sequence[str] = ()) -> dict[str, Any]:
    """Return what chat.postMessage and a response URL need to show `reply`; `files` are its uploaded pictures."""
    return {
        "text": escaped(SIGNS[reply.tone] + plain.text(reply), limits.FALLBACK),
        "blocks": blocks(reply, files=files),
        # Without this Slack makes links of bare addresses in the fallback text.
        "mrkdwn": False,
    }


def blocks(reply: Reply, prefix: str = "call", *, files: Sequence[str] = ()) -> list[Block]:
    """Draw `reply`; its action ids begin with `prefix`, so that several replies can share one view.

    The first charts are shown by `files`, which are the ids of their uploads; the others are put into words.
    """
    reply = worded(reply, keep=len(files))
    title = _title(reply)
    note = [{"type": "context", "elements": [plain_text(reply.note, limits.CONTEXT)]}] if visible(reply.note) else []
    page = _Page(
        prefix,
        _names(reply.sections),
        blocks=limits.BLOCKS.most - 3 - len(files),
        text=limits.ALL_TEXT.most - _size([title, *note]) - _SPARED,
    )
    taps = [page.taps(section) for section in reply.sections]
    body: list[Block] = []
    pictures = iter(files)
    for section, row in zip(reply.sections, taps, strict=True):
        body += [*page.words(section), *([_picture(section.chart, next(pictures))] if section.chart else []), *row]
    return [title, *body, *page.rest(), *note]


def _title(reply: Reply) -> Block:
    words = line(SIGNS[reply.tone] + reply.title)
    if length(words) <= limits.HEADER.most:
        return {"type": "header", "text": plain_text(words, limits.HEADER)}
    return _rich([_text(words, limits.RICH_TEXT, bold=True)])


def _picture(chart: Chart, file: str) -> Block:
    alt = cut(line(chart.alt), limits.ALT)
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt if visible(alt) else "Picture"}


def _names(sections: Sequence[Section]) -> Mapping[str, int]:
    """Count the buttons of each label."""
    return Counter(button.label for section in sections for button in section.buttons)


class _Page:
    """One message while it is filled: how much room is left, and how much was left out."""

    def __init__(self, prefix: str, names: Mapping[str, int], *, blocks: int, text: int) -> None:
        self._prefix = prefix
        self._names = names
        self._read_out: set[str] = set()
        self._blocks = blocks
        self._text = text
        self._spent_on_taps = 0
        self._left_out = 0
        self._calls = 0

    def taps(self, section: Section) -> list[Block]:
        """Draw the buttons and the menu of a section, in rows."""
        kept = [one for button in section.buttons if self._take_tap(one := self._button(button, section))]
        kept += [one for one in self._menu(section.menu) if self._take_tap(one)] if section.menu else []
        rows = [kept[i : i + limits.ELEMENTS.most] for i in range(0, len(kept), limits.ELEMENTS.most)]
        fitting = rows[: max(0, self._blocks // 2)]
        self._left_out += sum(map(len, rows[len(fitting) :]))
        self._blocks -= len(fitting)
        return [{"type": "actions", "elements": row} for row in fitting]

    def words(self, section: Section) -> list[Block]:
        """Draw the text and the facts of a section as one piece of rich text."""
        lines = [[_text(clean(section.text), limits.RICH_TEXT)]] if visible(section.text) else []
        lines += [drawn for field in section.fields if (drawn := _fact(field))]
        if not lines:
            return []
        if self._blocks < 1:
            self._left_out += len(lines)
            return []
        fitting: list[list[Block]] = []
        for one in lines:
            if _size(one) > self._text:
                self._left_out += 1
                continue
            self._text -= _size(one)
            fitting.append(one)
        if not fitting:
            return []
        self._blocks -= 1
        return [_rich(_joined(fitting))]

    def rest(self) -> list[Block]:
        """Draw the line that counts what did not fit, if there is anything."""
        if not self._left_out:
            return []
        return [_rich([{"type": "text", "text": f"… and {self._left_out} more", "style": {"italic": True}}])]

    def _take_tap(self, element: Block) -> bool:
        """Tell whether there is room for a button or menu, and take it; what has none is counted."""
        size = _size(element)
        if self._spent_on_taps + size > _FOR_TAPS:
            self._left_out += 1
            return False
        self._spent_on_taps += size
        self._text -= size
        return True

    def _action_id(self) -> str:
        self._calls += 1
        return f"{self._prefix}-{self._calls}"

    def _button(self, button: Button, section: Section) -> Block:
        read_out = self._about(button, section) if self._names[button.label] > 1 else ""
        style = {"style": button.style} if button.style in ("primary", "danger") else {}
        return {
            "type": "button",
            "action_id": self._action_id(),
            "text": plain_text(button.label if visible(button.label) else button.call, limits.BUTTON),
            "value": button.call,
            **({"accessibility_label": read_out} if read_out else {}),
            **style,
        }

    def _about(self, button: Button, section: Section) -> str:
        """Return what a screen reader says for one of several buttons with the same label: a text that no other has."""
        about = line(section.text) or line(button.call)
        read_out = cut(f"{line(button.label)}: {about}", limits.READ_OUT)
        for number in count(2):
            if read_out not in self._read_out:
                break
            read_out = f"{number}. {cut(f'{line(button.label)}: {about}', _NUMBERED)}"
        self._read_out.add(read_out)
        return read_out

    def _menu(self, menu: Menu) -> list[Block]:
        offered = {button.call: button for button in reversed(menu.options)}
        chosen = list(reversed(offered.values()))
        room = (_FOR_TAPS - self._spent_on_taps - limits.PLACEHOLDER.most) // limits.OPTION.most
        fitting = chosen[: max(0, min(limits.OPTIONS.most, room))]
        self._left_out += len(chosen) - len(fitting)
        if not fitting:
            return []
        return [
            {
                "type": "static_select",
                "action_id": self._action_id(),
                "placeholder": plain_text(menu.label, limits.PLACEHOLDER),
                "options": [option(button.label, button.call) for button in fitting],
            }
        ]


def option(label: str, value: str) -> Block:
    """Return one entry of a menu."""
    return {"text": plain_text(label if visible(label) else value, limits.OPTION), "value": value}


def _fact(field: Field) -> list[Block]:
    label = line(field.label)
    named = [_text(f"{cut(label, limits.LABEL)}{led_on(label)}", limits.RICH_TEXT, bold=True)] if visible(label) else []
    return [*named, *_value(field.value)]


def _value(value: Value) -> list[Block]:
    """Draw a value; Slack shows a moment in each reader's own time zone.

    A date without a time stays in words: Slack only has moments, and those fall on another day in some time zones.
    """
    if not isinstance(value, datetime):
        words = clean(in_words(value))
        return [_text(words, limits.RICH_TEXT)] if visible(words) else []
    seconds = int(value.timestamp())
    if not 0 <= seconds <= limits.TIMESTAMP.most:
        return [_text(in_words(value), limits.RICH_TEXT)]
    exact = _EXACT_FORMAT if value.second else _DATE_FORMAT
    return [{"type": "date", "timestamp": seconds, "format": exact, "fallback": in_words(value)}]


def _text(words: str, limit: limits.Limit, *, bold: bool = False) -> Block:
    shown: Block = {"type": "text", "text": cut(words, limit)}
    return {**shown, "style": {"bold": True}} if bold else shown


def _joined(lines: Sequence[list[Block]]) -> list[Block]:
    parts = list(lines[0])
    for one in lines[1:]:
        parts += [{"type": "text", "text": "\n"}, *one]
    return parts


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _size(value: Block | Iterable[Any]) -> int:
    """Count the characters of all texts in blocks, as Slack seems to do, and one for a line break after each."""
    if isinstance(value, dict):
        own = value.get("text") or value.get("fallback")
        inner = sum(_size(one) for one in value.values() if isinstance(one, dict | list))
        return (length(own) + 1 if isinstance(own, str) else 0) + inner
    return sum(_size(one) for one in value if isinstance(one, dict | list))
