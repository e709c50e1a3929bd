"""What the looks have in common: who said it and when, what can be tapped, and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.web.markup import joined, tag
from adapters.web.render import clocked, file_link, opening, picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from adapters.web.conversation import Message
    from adapters.web.markup import Child, Markup
    from adapters.web.people import Person
    from bot.messages import Reply


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message is drawn: for whom, when, and which one of the conversation it is."""

    person: Person
    now: datetime
    shown: Message


def own(place: Place, words: str) -> Markup:
    """Return what a person said."""
    name = place.person.name
    face = tag("span", name[0], class_="face avatar", aria_hidden="true")
    said = tag("p", words, dir="auto", class_="words")
    return _post(place, face, tag("b", name), said, kind="mine", data_person=place.person.id)


def ours(place: Place, reply: Reply, body: Markup) -> Markup:
    """Return what Milepost said, whose `body` was drawn already."""
    face = tag("img", src="/static/milepost.svg", alt="", width="36", height="36", class_="avatar")
    file = file_link(reply.file, place.shown, place.person) if reply.file else None
    by = joined(tag("b", "Milepost"), tag("span", "APP", class_="app"))
    return _post(place, face, by, tag("article", body, file), kind=f"theirs{' nudge' if place.shown.nudge else ''}")


def _post(place: Place, face: Markup, by: Markup, said: Markup, *, kind: str, **more: str) -> Markup:
    """Return a message with its author's face beside it."""
    shown, person = place.shown, place.person
    return tag(
        "li",
        opening(shown, person),
        face,
        tag(
            "div",
            tag("p", by, clocked(shown, person), class_="by"),
            tag("p", "Only you can see this", class_="aside") if shown.aside else None,
            said,
            class_="post",
        ),
        id=f"m{shown.number}",
        class_=f"message {kind}",
        tabindex="-1",
        data_number=str(shown.number),
        data_version=str(shown.version),
        data_key=shown.key,
        **more,
    )


def tap(label: str, call: str, style: str = "", read_out: str = "") -> Markup:
    """Return a button that says `call` for whoever taps it."""
    return tag("button", label, name="call", value=call, class_=style or None, aria_label=read_out or None, dir="auto")


def menu(label: str, options: Sequence[Markup]) -> Markup:
    """Return a menu that opens below its label."""
    return tag("details", tag("summary", label), tag("div", *options, class_="options"), class_="menu")


def row(place: Place, *controls: Child) -> Markup:
    """Return a row of what can be tapped."""
    number = tag("input", type="hidden", name="from", value=str(place.shown.number))
    return tag("form", number, *controls, method="post", action=place.person.path, class_="acts")


def image(place: Place, which: str) -> Markup | None:
    """Return a picture of the message, by its place among them."""
    charts = () if isinstance(place.shown.said, str) else place.shown.said.charts
    return picture(charts[int(which)], place.shown, place.person) if int(which) < len(charts) else None
