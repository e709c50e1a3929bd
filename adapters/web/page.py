"""The playground's one page: who you are, what was said, and a line to type in."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from adapters.web import render
from adapters.web.frame import framed
from adapters.web.markup import Markup, tag
from adapters.web.people import CHANNEL, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from adapters.web.conversation import Conversation
    from adapters.web.live import Draw
    from adapters.web.people import Person

PLACEHOLDER = "new Read 24 books by June"


def page(
    person: Person,
    conversation: Conversation,
    now: datetime,
    dialog: Markup | None = None,
    *,
    draw: Draw = render.message,
    clock: Markup | None = None,
    looks: Mapping[str, str] = MappingProxyType({}),
) -> Markup:
    """Return the whole page for `person`; `dialog` is a form to fill in first, and `clock` what moves the time.

    Messages are as `draw` makes them; `looks` are the platforms as which it can look, by their names in paths.
    """
    log = tag(
        "ol",
        *(draw(message, person) for message in conversation),
        id="log",
        role="log",
        aria_label="Conversation with Milepost",
        aria_live="polite",
        data_mark=conversation.mark,
    )
    body = tag(
        "body",
        _header(person, now, clock, looks),
        tag("main", log),
        tag("div", dialog, id="stage"),
        _composer(person),
        data_person=person.id,
        data_place=person.path,
        data_look=person.look or None,
        data_now=now.isoformat(timespec="seconds"),
        data_zone=person.zone,
    )
    return framed(person.name, body, tag("script", src="/static/page.js", defer=True))


def _header(person: Person, now: datetime, clock: Markup | None, looks: Mapping[str, str]) -> Markup:
    """Return the top of the page: who one can be, and where."""
    return tag(
        "header",
        tag("img", src="/static/milepost.svg", alt="", width="32", height="32"),
        tag("h1", "Milepost", tag("span", "playground", class_="place")),
        tag(
            "nav",
            tag("span", "You are", class_="ask", aria_hidden="true"),
            *(
                _someone(replace(o, channel=person.channel, look=person.look), now, current=o.id == person.id)
                for o in PEOPLE.values()
            ),
            aria_label="Who you are",
        ),
        tag(
            "div",
            tag(
                "nav",
                _room(replace(person, channel=""), "Only Milepost", current=not person.channel),
                _room(replace(person, channel=CHANNEL), f"#{CHANNEL}", current=bool(person.channel)),
                aria_label="Where you are",
                class_="rooms",
            ),
            _looks(person, looks) if looks else None,
            clock,
            class_="below",
        ),
    )


def _looks(person: Person, looks: Mapping[str, str]) -> Markup:
    """Return the links to the same page as the playground draws it, and as each platform would."""
    return tag(
        "nav",
        tag("span", "Looks like", class_="ask", aria_hidden="true"),
        *(
            _room(replace(person, look=look), name, current=person.look == look)
            for look, name in {"": "Plain", **looks}.items()
        ),
        aria_label="What it looks like",
        class_="looks",
    )


def _room(there: Person, label: str, *, current: bool) -> Markup:
    return tag("a", label, href=there.path, class_="room", aria_current="page" if current else None)


def _someone(person: Person, now: datetime, *, current: bool) -> Markup:
    """Return the link to the page of one person, with their clock."""
    return tag(
        "a",
        tag("span", person.name[0], class_="face", aria_hidden="true"),
        tag(
            "span",
            tag("span", person.name, class_="name"),
            tag(
                "span",
                tag("span", f"{person.city} ", class_="town"),
                tag("time", f"{now.astimezone(person.clock):%H:%M}", data_zone=person.zone),
                class_="city",
            ),
        ),
        href=person.path,
        class_="someone",
        data_person=person.id,
        aria_current="page" if current else None,
    )


def _composer(person: Person) -> Markup:
    """Return the line to type in, with the suggestions above it."""
    where = f" in #{person.channel}" if person.channel else ""
    return tag(
        "footer",
        tag(
            "form",
            tag("button", "New message ↓", id="jump", type="button", hidden=True),
            tag(
                "div",
                tag("ul", id="offers", role="listbox", aria_label="Suggestions"),
                tag("p", id="usage"),
                id="palette",
                hidden=True,
            ),
            tag(
                "label",
                f"Say something to Milepost as {person.name}{where}; Shift+Enter begins a new line",
                for_="words",
                class_="unseen",
            ),
            tag(
                "textarea",
                id="words",
                name="words",
                rows="1",
                enterkeyhint="send",
                placeholder=PLACEHOLDER,
                autocomplete="off",
                autocapitalize="off",
                spellcheck="false",
                autofocus=True,
                dir="auto",
            ),
            tag("button", "Send", class_="primary"),
            id="composer",
            method="post",
            action=person.path,
        ),
        tag("p", id="state", role="status", class_="state"),
    )
