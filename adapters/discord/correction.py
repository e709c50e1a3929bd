"""A form that came back with errors: Discord opens no modal after a modal, so a message says what to correct.

Its button opens the form again with everything that was typed. That is read from the message itself: it is too long
for a button, and nothing else lasts as long as the message.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from adapters.discord.render import Drawn, render
from adapters.discord.words import one_line, unescaped
from bot.messages import Button, Field, Reply, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.commands import Command
    from bot.messages import Ask, Form

_CALL = "again "
_FACT = re.compile(r"^\*\*(?P<label>.+?)\*\* (?P<value>.+)$", re.MULTILINE)
_EMPTY = "left empty"


def asked_again(form: Form) -> Drawn:
    """Return the message that says what is wrong with each blank, and what was typed, with a button to correct it."""
    wrong = [ask for ask in form.asks if ask.error]
    kept = [ask for ask in form.asks if ask.value and not ask.error]
    button = Button("Correct it", f"{_CALL}{form.command}", "primary")
    return render(
        Reply(
            title="Nothing is changed yet: please look at this once more",
            sections=(
                *(Section(text=ask.error, fields=(_typed(ask),)) for ask in wrong),
                Section(fields=tuple(map(_typed, kept)), buttons=(button,)),
            ),
            tone=Tone.refused,
        )
    )


def _typed(ask: Ask) -> Field:
    return Field(ask.label, one_line(ask.value) or _EMPTY)


def asks_again(components: Iterable[object]) -> bool:
    """Tell whether these are the components of a message that `asked_again` drew: its correction replaces it."""
    parts = (part for row in components for part in getattr(row, "children", ()))
    return any((getattr(part, "custom_id", None) or "").startswith(_CALL) for part in parts)


def command_to_correct(call: str) -> str:
    """Return the path of the command whose form a tapped call corrects; empty if it is another call."""
    return call.removeprefix(_CALL) if call.startswith(_CALL) else ""


def refilled(command: Command, content: str, *, alone: bool) -> Form:
    """Return the form of `command`, filled with what the message that `asked_again` drew says was typed."""
    typed = {unescaped(found["label"]): unescaped(found["value"]) for found in _FACT.finditer(content)}
    values: Mapping[str, str] = {
        ask.name: typed[ask.label] for ask in command.form({}).asks if typed.get(ask.label, _EMPTY) != _EMPTY
    }
    return command.form(values, alone=alone)
