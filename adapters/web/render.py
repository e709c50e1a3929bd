"""Replies and forms as HTML: people's words are escaped, dates are <time>, buttons work without JavaScript."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from adapters.web.markup import Markup, joined, tag
from bot.charts import card
from bot.charts.paper import WIDTH
from bot.dates.wording import day, in_words
from bot.messages import Reply, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from adapters.web.conversation import Message
    from adapters.web.people import Person
    from bot.errors import Choice
    from bot.messages import Ask, Button, Chart, Field, File, Form, Menu, Section, Value

SIGNS = {Tone.plain: "", Tone.good: "✓", Tone.attention: "◆", Tone.refused: "✕"}
"""The tone of a reply as a sign, for people who do not see its colour."""
BLANK = "value."
"""The prefix of the names of a form's blanks, so that no argument can have the name of a field of ours."""
_SHORT = 16
"""A longer label stands above its value, not beside it."""


def message(shown: Message, person: Person) -> Markup:
    """Return one message of `person`'s conversation."""
    said = shown.said
    kind = "mine" if isinstance(said, str) else f"theirs {said.tone}"
    return tag(
        "li",
        opening(shown, person),
        tag("span", f"{person.name}: " if isinstance(said, str) else "Milepost: ", class_="unseen"),
        tag("p", said, dir="auto", class_="words") if isinstance(said, str) else _card(said, shown, person),
        clocked(shown, person),
        id=f"m{shown.number}",
        class_=f"message {kind}{' nudge' if shown.nudge else ''}",
        tabindex="-1",
        data_number=str(shown.number),
        data_version=str(shown.version),
        data_key=shown.key,
    )


def opening(shown: Message, person: Person) -> Markup | None:
    """Return the day that a message opens, if it is the first one of it."""
    came = shown.came.astimezone(person.clock)
    return tag("p", tag("time", day(came), datetime=f"{came:%Y-%m-%d}"), class_="day") if shown.opens else None


def clocked(shown: Message, person: Person) -> Markup:
    """Return the clock time of a message, with the day where it was changed on a later one."""
    at, came = shown.at.astimezone(person.clock), shown.came.astimezone(person.clock)
    told = f"{at:%H:%M}" if at.date() == came.date() else f"{at:%a} {at.day} {at:%b} {at:%H:%M}"
    return tag("time", told, datetime=at.isoformat(timespec="seconds"), class_="at")


def _card(reply: Reply, shown: Message, person: Person) -> Markup:
    """Return a reply as a card."""
    sign = SIGNS[reply.tone]
    return tag(
        "article",
        tag(
            "h2",
            tag("span", sign, class_="sign", aria_hidden="true") if sign else None,
            tag("span", reply.title, dir="auto"),
        ),
        tag("p", "Only you can see this", class_="aside") if shown.aside else None,
        *(_section(section, shown, person) for section in reply.sections),
        file_link(reply.file, shown, person) if reply.file else None,
        tag("p", reply.note, class_="note", dir="auto") if reply.note else None,
    )


def file_link(file: File, shown: Message, person: Person) -> Markup:
    """Return the link to the file of a message."""
    return tag("p", tag("a", f"Download {file.name}", href=f"{person.path}/files/{shown.number}", download=file.name))


def _section(section: Section, shown: Message, person: Person) -> Markup:
    return tag(
        "div",
        tag("p", section.text, class_="text", dir="auto") if section.text else None,
        _facts(section.fields) if section.fields else None,
        picture(section.chart, shown, person) if section.chart else None,
        tag(
            "form",
            _hidden("from", str(shown.number)),
            *map(_button, section.buttons),
            _menu(section.menu) if section.menu else None,
            method="post",
            action=person.path,
            class_="acts",
        )
        if section.buttons or section.menu
        else None,
        class_="section",
    )


def picture(chart: Chart, shown: Message, person: Person) -> Markup:
    """Return the element of a picture, of its final size, with a text alternative."""
    number = shown.said.charts.index(chart) if isinstance(shown.said, Reply) else 0
    return tag(
        "img",
        src=f"{person.path}/pictures/{shown.number}/{shown.version}/{number}.png",
        alt=chart.alt,
        width=str(WIDTH),
        height=str(card(chart.picture).height),
        class_="picture",
    )


def _facts(fields: Sequence[Field]) -> Markup:
    stacked = any(len(field.label) > _SHORT for field in fields)
    rows = (
        tag("div", tag("dt", field.label, dir="auto"), tag("dd", value(field.value), dir="auto")) for field in fields
    )
    return tag("dl", *rows, class_="facts stacked" if stacked else "facts")


def value(shown: Value) -> Markup | str:
    """Return a field's value; a moment is marked, so that the page can say how far away it is."""
    if isinstance(shown, datetime):
        return tag("time", in_words(shown), datetime=shown.isoformat(timespec="seconds"), data_moment=True)
    return tag("time", in_words(shown), datetime=shown.isoformat()) if isinstance(shown, date) else shown


def _button(button: Button) -> Markup:
    return tag("button", button.label, name="call", value=button.call, class_=button.style or None, dir="auto")


def _menu(menu: Menu) -> Markup:
    return tag(
        "details",
        tag("summary", menu.label),
        tag("div", *map(_button, menu.options), class_="options"),
        class_="menu",
    )


def form(
    shown: Form,
    person: Person,
    *,
    replying_to: str = "",
    known: Mapping[str, Sequence[Choice]] | None = None,
    is_open: bool = False,
) -> Markup:
    """Return a form as a dialog; `known` are the values to offer, by the name of the blank.

    Without JavaScript, a dialog is shown only if it `is_open`.
    """
    return tag(
        "dialog",
        tag(
            "form",
            tag("h2", shown.short or shown.title, id="form-title"),
            _as_command(shown.command),
            _hidden("command", shown.command),
            _hidden("marks", shown.marks),
            _hidden("from", replying_to),
            *(_blank(ask, (known or {}).get(ask.name, ())) for ask in shown.asks),
            tag(
                "div",
                tag("a", "Cancel", href=person.path, class_="button", data_close=True),
                tag("button", "Send", class_="primary"),
                class_="acts",
            ),
            method="post",
            action=person.path,
            # The server says what is wrong, in words, beside the blank; a browser's bubble would come before it.
            novalidate=True,
        ),
        id="form",
        aria_labelledby="form-title",
        open=is_open,
    )


def _as_command(path: str) -> Markup:
    """Say that a form can be typed as a command, too."""
    return tag("p", "You can also type ", tag("code", path), ". How: ", tag("code", f"help {path}"), class_="same")


def _hidden(name: str, value: str) -> Markup | None:
    """Return a hidden field; None if it has no value."""
    return tag("input", type="hidden", name=name, value=value) if value else None


def _blank(ask: Ask, known: Sequence[Choice]) -> Markup:
    """Return one blank of a form, with its hint, and with what is wrong with it."""
    own = f"blank-{ask.name}"
    told = [f"{own}-{what}" for what in ("error", "question", "hint") if getattr(ask, what)]
    shared = {
        "id": own,
        "name": f"{BLANK}{ask.name}",
        "aria_describedby": " ".join(told),
        "aria_required": "true" if ask.required else None,
        "aria_invalid": "true" if ask.error else None,
    }
    return tag(
        "div",
        tag("label", ask.label, None if ask.required else tag("span", " optional", class_="optional"), for_=own),
        tag("p", ask.question, class_="question", id=f"{own}-question") if ask.question else None,
        _choice(ask, shared) if ask.options else _entry(ask, known, shared),
        tag("p", ask.error, class_="error", id=f"{own}-error") if ask.error else None,
        tag("p", ask.hint, class_="hint", id=f"{own}-hint") if ask.hint else None,
        class_="blank",
    )


def _choice(ask: Ask, shared: Mapping[str, str | None]) -> Markup:
    options = ("", *ask.options)
    return tag("select", *(tag("option", o, value=o, selected=o == ask.shown) for o in options), **shared)


def _entry(ask: Ask, known: Sequence[Choice], shared: Mapping[str, str | None]) -> Markup:
    """Return the field to type in, with the values to offer."""
    if ask.native == "lines":
        return tag("textarea", ask.shown, rows="8", dir="auto", **shared)
    offers = f"{shared['id']}-offers" if known else None
    return joined(
        tag("input", type="text", value=ask.shown, autocomplete="off", dir="auto", list=offers, **shared),
        tag("datalist", *(tag("option", c.label, value=c.value) for c in known), id=offers) if known else None,
    )
