"""Slack's blocks as HTML: those that our renderer writes, as Slack shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from adapters.web.looks.post import image, menu, row, tap
from adapters.web.markup import joined, tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adapters.web.looks.post import Place
    from adapters.web.markup import Child, Markup

Block = dict[str, Any]

_NEAR = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def body(sent: Mapping[str, Any], place: Place) -> Markup:
    """Return what Slack shows of a message."""
    return joined(*(_block(block, place) for block in sent["blocks"]))


def _block(block: Block, place: Place) -> Child:
    kind = block["type"]
    if kind == "header":
        return tag("h2", block["text"]["text"], dir="auto")
    if kind == "context":
        return tag("p", *(element["text"] for element in block["elements"]), class_="note", dir="auto")
    if kind == "image":
        return image(place, block["slack_file"]["id"])
    if kind == "actions":
        return row(place, *map(_control, block["elements"]))
    runs = [run for section in block["elements"] for run in section["elements"]]
    return tag("p", *(_run(run, place) for run in runs), class_="text", dir="auto")


def _run(run: Block, place: Place) -> Child:
    """Return a piece of rich text; line breaks stand in its words."""
    if run["type"] == "date":
        return _date(run, place)
    style = run.get("style", {})
    words: Child = tag("em", run["text"]) if style.get("italic") else run["text"]
    return tag("b", words) if style.get("bold") else words


def _date(run: Block, place: Place) -> Markup:
    """Return a moment on the reader's clock: near days by name, as the format says; the page keeps them right."""
    at = datetime.fromtimestamp(run["timestamp"], UTC).astimezone(place.person.clock)
    today = place.now.astimezone(place.person.clock).date()
    long = f"{at:%A}, {at:%B} {at.day}{_ENDINGS.get(at.day, 'th')}, {at.year}"
    clock = f"{at:%H:%M:%S}" if "{time_secs}" in run["format"] else f"{at:%H:%M}"
    shown = f"{_NEAR.get((at.date() - today).days, long)}, {clock}"
    return tag("time", shown, datetime=at.isoformat(), data_long=long, data_clock=clock)


def _control(element: Block) -> Markup:
    if element["type"] == "static_select":
        return menu(
            element["placeholder"]["text"], [tap(one["text"]["text"], one["value"]) for one in element["options"]]
        )
    read_out = element.get("accessibility_label", "")
    return tap(element["text"]["text"], element["value"], element.get("style", ""), read_out)
