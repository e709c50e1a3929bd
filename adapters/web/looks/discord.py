"""Discord's messages as HTML: the little markdown that our renderer writes, and its rows."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from adapters.web.looks.post import image, menu, row, tap
from adapters.web.markup import joined, tag
from bot.dates.wording import span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from adapters.web.looks.post import Place
    from adapters.web.markup import Child, Markup

_BUTTON = 2
_STYLES = {1: "primary", 3: "success", 4: "danger"}
_MARK = re.compile(r"\\(?P<plain>[^0-9A-Za-z\s])|(?P<bold>\*\*)|<t:(?P<seconds>-?\d+):(?P<style>[fR])>")


def body(sent: Mapping[str, Any], place: Place) -> Markup:
    """Return what Discord shows of a message."""
    return joined(
        *(_line(line, place) for line in sent["content"].split("\n")),
        *(image(place, one["filename"]) for one in sent["attachments"]),
        *(row(place, *map(_control, one["components"])) for one in sent["components"]),
    )


def _line(line: str, place: Place) -> Markup:
    for mark, name, kind in (("### ", "h2", None), ("-# ", "p", "note")):
        if line.startswith(mark):
            return tag(name, *_runs(line.removeprefix(mark), place), class_=kind, dir="auto")
    return tag("p", *_runs(line, place), class_="text" if line else "gap", dir="auto")


def _runs(line: str, place: Place) -> Iterator[Child]:
    """Yield the pieces of a line: plain, bold, and moments."""
    words, is_bold, at = "", False, 0
    for found in _MARK.finditer(line):
        words += line[at : found.start()] + (found["plain"] or "")
        at = found.end()
        if found["plain"]:
            continue
        yield tag("b", words) if is_bold else words
        words = ""
        if found["bold"]:
            is_bold = not is_bold
        else:
            yield _moment(int(found["seconds"]), found["style"], place)
    words += line[at:]
    yield tag("b", words) if is_bold else words


def _moment(seconds: int, style: str, place: Place) -> Markup:
    """Return a moment on the reader's clock, or how far away it is, which the page keeps right."""
    at = datetime.fromtimestamp(seconds, UTC).astimezone(place.person.clock)
    if style == "f":
        return tag("time", f"{at.day} {at:%B %Y} {at:%H:%M}", datetime=at.isoformat(), class_="stamp")
    away = span(abs(at - place.now))
    told = f"in {away}" if at > place.now else f"{away} ago"
    return tag("time", told, datetime=at.isoformat(), class_="stamp", data_relative=True)


def _control(component: Mapping[str, Any]) -> Markup:
    if component["type"] == _BUTTON:
        return tap(component["label"], component["custom_id"], _STYLES.get(component["style"], ""))
    return menu(component["placeholder"], [tap(one["label"], one["value"]) for one in component["options"]])
