"""What Milepost answers where it cannot do what was asked: why not, and what would work, to tap or to correct."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import Ambiguous, Asked, Barred, Impossible, IsMilestone, MissingSubject, Refusal, TooLong
from bot.line.grammar import spell
from bot.line.naming import as_typed
from bot.messages import CALL_LIMIT, Button, Menu, Reply, Section, Tone
from bot.replies.wording import many
from bot.talk import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.catalogue import Commands
    from bot.line.grammar import Line
    from bot.messages import Form, Profile

_MENU_FROM = 6
"""From this many choices on, a menu is easier to read than buttons."""
SHOWN = 25
"""Choices in one menu, of which there may be more; Discord takes no more."""
_ROW = re.compile(r"~\d+(?:\.\d+)?")
"""How a button calls what whoever taps it has no number for."""
_QUOTED = re.compile("“([^”]+)”")


def is_row(called: str) -> bool:
    """Tell whether something is called by its row's id, which nobody is to read."""
    return bool(_ROW.fullmatch(called))


_NAMED = {"new": "Set a goal", "list": "Show my goals"}


def _called(call: str) -> str:
    """Return the label of a button: its `call`, unless that is but a name that elsewhere has words of its own.

    For one that sets a goal, the words stand in the hint beside it.

    Words in quotes are taken as they are. A form is filled in.
    """
    if call in _NAMED:
        return _NAMED[call]
    if call.startswith("form "):
        return "Fill it in"
    if not call.startswith("new "):
        return call
    return "Take it all as its words" if call.startswith('new "') else "Set it as a goal"


def refused(refusal: Refusal, line: Line | None = None, mentions: Mapping[str, Profile] | None = None) -> Reply:
    """Say why it cannot be done and what would work: to tap, or to correct in the form with what was typed.

    Those in `mentions` are read by their names; what is tapped holds their ids.
    """
    if isinstance(refusal, Impossible) and line is not None:
        return asked_which(refusal, line, concerned(refusal, line))
    calls = [(_called(call), call) for call in refusal.instead]
    if line is not None and _is_mendable(refusal, line):
        calls.append(("Correct it", _again(line, refusal.kept if isinstance(refusal, TooLong) else "")))
    known = mentions or {}
    buttons = tuple(Button(named(label, known), call) for label, call in calls if 0 < len(call) <= CALL_LIMIT)
    sections = (Section(text=named(refusal.hint, known), buttons=buttons),) if refusal.hint or buttons else ()
    tone = Tone.attention if isinstance(refusal, Asked) else Tone.refused
    return Reply(title=named(refusal.message, known), sections=sections, tone=tone)


def _is_mendable(refusal: Refusal, line: Line) -> bool:
    """Tell whether the person can correct what they typed; a row's id came from a button, and they cannot."""
    tapped = any(_ROW.fullmatch(value) for value in line.values.values())
    return line.given and not tapped and not isinstance(refusal, Barred)


def _again(line: Line, kept: str = "") -> str:
    """Return the call of the form with what was typed; of what is too long, with as much as is `kept`."""
    name, words = max(line.values.items(), key=lambda value: len(value[1]))
    values = {**line.values, name: kept} if kept and kept in " ".join(words.split()) else line.values
    return f"form {spelled}" if (spelled := spell(line.command, values)) else ""


def asked_which(unclear: Ambiguous, line: Line, name: str) -> Reply:
    """Let the person pick what they meant; each choice is the same command with that value."""
    mended = _again(line) if isinstance(unclear, Impossible) else ""
    if isinstance(unclear, MissingSubject):
        # The name may only be mistyped.
        line, mended = replace(line, values={**line.values, unclear.name: unclear.whole}), _again(line)
    shown, rest = unclear.choices[:SHOWN], unclear.choices[SHOWN:]
    calls = [(choice.label, spell(line.command, {**line.values, name: choice.value})) for choice in shown]
    options = tuple(Button(label, call) for label, call in calls if 0 < len(call) <= CALL_LIMIT)
    further = "Say it with more words, or by its number." if not options else unclear.hint
    if rest:
        other = rest[0].label if is_row(rest[0].value) else rest[0].value
        example = spell(line.command, {**line.values, name: as_typed(other)})
        # Where only one more was looked for, nobody knows how many there are.
        which = f"{SHOWN} of {len(unclear.choices)}" if len(rest) > 1 else f"the first {SHOWN}"
        further = f"These are {which}. Any other you name by its number or its words, like: {example}"
    correct = (Section(buttons=(Button("Correct it", mended),)),) if 0 < len(mended) <= CALL_LIMIT else ()
    tone = Tone.refused if isinstance(unclear, Impossible) else Tone.attention
    return Reply(title=unclear.message, sections=(offered(options, further), *correct), tone=tone)


def offered(options: tuple[Button, ...], text: str = "") -> Section:
    """Offer one of several things: a few as buttons, more in a menu."""
    if len(options) < _MENU_FROM:
        return Section(text, buttons=options)
    return Section(text, menu=Menu("Choose", options))


def not_opened(why: Refusal, line: Line | None, name: str, commands: Commands) -> Reply:
    """Say why a form does not open for what `name` was given in `line`, or let the person pick which one they mean."""
    if isinstance(why, Ambiguous) and line is not None:
        return asked_which(why, line, name)
    return refused(of_milestones(why, line, commands) if line is not None else why, line)


def of_milestones(why: Refusal, line: Line, commands: Commands) -> Refusal:
    """Return `why`, with the same command for milestones where one was named and there is such a command."""
    other = commands.get(f"milestone {line.command.path}") if isinstance(why, IsMilestone) else None
    if other is None:
        return why
    own, theirs = line.command.positional[0].name, other.positional[0].name
    instead = spell(other, {theirs: line.values[own]} | {n: v for n, v in line.values.items() if n != own})
    return Refusal(why.message, f"Say it so: {instead}", [instead]) if instead else why


def sent_back(line: Line, faults: Mapping[str, Refusal], *, alone: bool) -> Form:
    """Return the form that was sent, with what is wrong beside each blank; in a direct message one is `alone`."""
    return line.command.form(line.values, {name: fault.in_short for name, fault in faults.items()}, alone=alone)


def concerned(refusal: Refusal, line: Line) -> str:
    """Return the argument that a whole command's refusal is about: as it says, whose words it quotes, or the first."""
    if refusal.about in {p.name for p in line.command.parameters}:
        return refusal.about
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
