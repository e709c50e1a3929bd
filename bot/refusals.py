"""What Milepost answers where it cannot do what was asked: why not, and what would work, to tap or to correct."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Barred
from bot.line import spell
from bot.messages import CALL_LIMIT, Button, Menu, Reply, Section, Tone
from bot.wording import many

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.errors import Ambiguous, Refusal
    from bot.line import Line
    from bot.messages import Form

_MENU_FROM = 6
"""From this many choices on, a menu is easier to read than buttons."""
_QUOTED = re.compile("“([^”]+)”")


def refused(refusal: Refusal, line: Line | None = None) -> Reply:
    """Say why it cannot be done and what would work: to tap, or to correct in the form with what was typed."""
    calls = [(call, call) for call in refusal.instead]
    is_mendable = line is not None and line.given and not isinstance(refusal, Barred)
    if line is not None and is_mendable and (spelled := spell(line.command, line.values)):
        calls.append(("Correct it", f"form {spelled}"))
    buttons = tuple(Button(label, call) for label, call in calls if 0 < len(call) <= CALL_LIMIT)
    sections = (Section(text=refusal.hint, buttons=buttons),) if refusal.hint or buttons else ()
    return Reply(title=refusal.message, sections=sections, tone=Tone.refused)


def asked_which(unclear: Ambiguous, line: Line, name: str) -> Reply:
    """Let the person pick what they meant; each choice is the same command with that value."""
    calls = [(choice.label, spell(line.command, {**line.values, name: choice.value})) for choice in unclear.choices]
    options = tuple(Button(label, call) for label, call in calls if 0 < len(call) <= CALL_LIMIT)
    few = len(options) < _MENU_FROM
    section = Section(
        text="" if options else "Say it with more words, or by its number.",
        buttons=options if few else (),
        menu=None if few else Menu("Choose", options),
    )
    return Reply(title=unclear.message, sections=(section,), tone=Tone.attention)


def sent_back(line: Line, faults: Mapping[str, Refusal]) -> Form:
    """Return the form that was sent, with what is wrong beside each blank."""
    return line.command.form(line.values, {name: fault.in_short for name, fault in faults.items()})


def concerned(refusal: Refusal, line: Line) -> str:
    """Return the argument that a whole command's refusal is about: the one whose words it quotes, else the first."""
    quoted = [words.casefold() for words in _QUOTED.findall(refusal.message)]
    about = (name for name, typed in line.values.items() if any(words in typed.casefold() for words in quoted))
    return next(about, line.command.parameters[0].name)


def too_much(wait: timedelta) -> Reply:
    """Ask somebody to go slower, and say when to go on."""
    seconds = -(-wait // timedelta(seconds=1))
    return Reply(
        title=f"That is a lot at once: please go on in {many(seconds, 'second')}",
        sections=(Section(text="This last one I left undone, so that everybody gets their turn."),),
        tone=Tone.attention,
    )
