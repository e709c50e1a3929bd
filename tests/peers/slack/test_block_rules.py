"""Blocks and views that Slack refuses, and those that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from . import LIMITS
from .blocks import block_problems
from .tiny_bot import actions, button, goal, modal, prose, rich, text_input, words
from .view_rules import view_problems

if TYPE_CHECKING:
    from .tiny_bot import Json


SECTION = {"type": "section", "text": prose("hello")}


def select(count: int, text: str = "Option", value: str = "v") -> Json:
    options = [{"text": words(f"{text}"), "value": f"{value}{number}"} for number in range(count)]
    element = {"type": "static_select", "action_id": "pick", "options": options}
    return {"type": "actions", "elements": [element]}


def overflow(count: int) -> Json:
    return {**SECTION, "accessory": {**select(count)["elements"][0], "type": "overflow"}}


CONFIRM = {"title": words("Sure?"), "text": words("Really"), "confirm": words("Yes"), "deny": words("No")}
TOO_LONG = "must be less than {} characters"

BAD_BLOCKS: dict[str, tuple[list[Json], str]] = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "section text": ([{"type": "section", "text": prose("x" * 3001)}], TOO_LONG.format(3001)),
    "section empty text": ([{"type": "section", "text": prose("")}], "must be more than 0 characters"),
    "section of nothing": ([{"type": "section"}], "missing required field: text"),
    "section field": ([{"type": "section", "fields": [prose("x" * 2001)]}], TOO_LONG.format(2001)),
    "11 fields": ([{"type": "section", "fields": [prose("x")] * 11}], "no more than 10 items"),
    "header": ([{"type": "header", "text": words("x" * 151)}], TOO_LONG.format(151)),
    "header in mrkdwn": ([{"type": "header", "text": prose("x")}], "unsupported type: mrkdwn"),
    "26 buttons": ([actions(*(button("x", f"a{n}") for n in range(26)))], "no more than 25 items"),
    "no buttons": ([actions()], "no less than 1 items"),
    "button label": ([actions(button("x" * 76, "a"))], TOO_LONG.format(76)),
    "button value": ([actions({**button("x", "a"), "value": "x" * 2001})], TOO_LONG.format(2001)),
    "button style": ([actions(button("x", "a", style="success"))], "must be one of: primary, danger"),
    "button disabled": ([actions(button("x", "a", disabled=True))], "invalid additional property: disabled"),
    "action_id": ([actions(button("x", "a" * 256))], TOO_LONG.format(256)),
    "action_id twice": ([actions(button("x", "a"), button("y", "a"))], '`action_id` "a" already exists'),
    "block_id": ([{**SECTION, "block_id": "b" * 256}], TOO_LONG.format(256)),
    "block_id twice": ([{**SECTION, "block_id": "b"}] * 2, '`block_id` "b" already exists'),
    "101 options": ([select(101)], "no more than 100 items"),
    "option text": ([select(1, text="x" * 76)], TOO_LONG.format(76)),
    "option value": ([select(1, value="x" * 150)], TOO_LONG.format(151)),
    "6 in an overflow": ([overflow(6)], "no more than 5 items"),
    "11 in a context": ([{"type": "context", "elements": [prose("x")] * 11}], "no more than 10 items"),
    "image without words": ([{"type": "image", "image_url": "https://x.y/z.png"}], "missing required field: alt_text"),
    "confirm": ([actions(button("x", "a", confirm={**CONFIRM, "deny": words("x" * 31)}))], TOO_LONG.format(31)),
    "unknown block": ([{"type": "carousel"}], "unsupported type: carousel [json-pointer:/blocks/0/type]"),
    "unknown element": ([actions({"type": "dial", "action_id": "a"})], "unsupported type: dial"),
    "text input in a row": ([actions({"type": "plain_text_input", "action_id": "a"})], "unsupported type"),
    "no type": ([{"text": prose("x")}], "missing required field: type"),
    "rich text empty": ([rich({"type": "text", "text": ""})], "must be more than 0 characters"),
    "rich text style": ([rich({"type": "text", "text": "x", "style": {"loud": True}})], "invalid additional property"),
    "rich text kind": ([rich({"type": "blink", "text": "x"})], "unsupported type: blink"),
    "rich text range": ([rich({"type": "broadcast", "range": "all"})], "must be one of"),
    "rich text date": ([rich({"type": "date", "timestamp": 1, "format": "noon"})], "must be a valid date format"),
    "initial option": (
        [actions({**select(1)["elements"][0], "initial_option": {"text": words("Other"), "value": "o"}})],
        "initial option is not among the options",
    ),
    "bad date": ([actions({"type": "datepicker", "action_id": "a", "initial_date": "31.3.27"})], "valid date"),
    "label": ([text_input("x" * 2001, "b")], TOO_LONG.format(2001)),
    "length": ([text_input("x", "b", max_length=3001)], "must be between 1 and 3000"),
}


@pytest.mark.parametrize("name", BAD_BLOCKS)
def test_bad_blocks_are_refused_in_slacks_words(name: str) -> None:
    blocks, expected = BAD_BLOCKS[name]

    assert any(expected in one and one.startswith("[ERROR] ") for one in block_problems(blocks)), block_problems(blocks)


def test_good_blocks_are_taken() -> None:
    date = {"type": "date", "timestamp": 1_800_000_000, "format": "{date_short}, {time}", "fallback": "in 2027"}
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": "q"}]}
    code = {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "c"}]}
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "i", "style": {"bold": True}}]}
    listed = {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [item]}
    picture = {"type": "image", "image_url": "https://x.y/z.png", "alt_text": "A chart", "title": words("Chart")}
    blocks = [
        *goal("x"),
        overflow(5),
        rich({"type": "user", "user_id": "U1"}, {"type": "emoji", "name": "tada"}, date),
        {"type": "rich_text", "elements": [quote, code, listed]},
        picture,
        {"type": "context", "elements": [prose("x"), {**picture, "type": "image"} | {}]},
        actions(button("x", "a", confirm=CONFIRM, style="danger", url="https://x.y")),
        text_input("Title", "t", min_length=1, max_length=3000, placeholder=words("…")),
    ]
    del blocks[-3]["elements"][1]["title"]

    assert block_problems(blocks) == []


BAD_VIEWS: dict[str, tuple[Json, str]] = {
    "title": (modal(title=words("x" * 25)), TOO_LONG.format(25)),
    "submit": (modal(submit=words("x" * 25)), TOO_LONG.format(25)),
    "metadata": (modal(private_metadata="x" * 3001), TOO_LONG.format(3001)),
    "callback": (modal(callback_id="x" * 256), TOO_LONG.format(256)),
    "no title": ({"type": "modal", "blocks": []}, "missing required field: title [json-pointer:/view]"),
    "no submit": (
        {"type": "modal", "title": words("x"), "blocks": [text_input("x", "b")]},
        "missing required field: submit",
    ),
    "101 blocks": (modal(*[{"type": "divider"}] * 101), "no more than 100 items"),
    "home": ({"type": "home", "blocks": []}, "unsupported type: home"),
    "unknown": (modal(submit_disabled=True), "invalid additional property: submit_disabled"),
    "two focused": (
        modal(text_input("x", "a", focus_on_load=True), text_input("y", "b", focus_on_load=True)),
        "only one element can have focus_on_load",
    ),
}


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_bad_views_are_refused_in_slacks_words(name: str) -> None:
    view, expected = BAD_VIEWS[name]

    assert any(expected in one for one in view_problems(view)), view_problems(view)


def test_every_limit_names_its_source() -> None:
    assert {limit.source.split("/")[0] for limit in LIMITS.values()} == {
        "docs.slack.dev",
        "@slack",
        "undocumented",
    }
