"""What is said to an answer in words that was not understood, or that may be none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.apart import parted
from bot.messages import CALL_LIMIT, Button, Field, Reply, Section, Tone
from bot.requests.last_asked import question_in

if TYPE_CHECKING:
    from bot.line.grammar import Line
    from bot.models import Goal

_COLON = re.compile(r"[A-Za-z]:")
_BEFORE = {"alter": "alter {ref}", "ladder": "ladder {ref}", "milestone add": "milestone add {ref}"}
"""What does by hand what is too long for a button."""


def asked_once_more(told: Reply, asked: Section) -> Reply:
    """Say what was not understood, and ask the same again with its answers to tap."""
    return replace(told, sections=(*told.sections, asked))


def still_asked(told: Reply, asked: Section) -> Reply:
    """Ask the same again where something else about the goal was told, and not what was asked."""
    instead = question_in(told)
    return replace(told, sections=tuple(asked if one is instead else one for one in told.sections))


def is_it_an_answer(goal: Goal, line: Line, words: str, asked: Section) -> Reply:
    """Ask whether `words` answer a question, so that `line` is to be done, or are a goal of their own or nothing."""
    may_be_a_goal = len(words.split()) > 1 and not {"by", "why"} & line.values.keys() - {"title"}
    own = (("Set it as a goal", f"new {words}"),) if may_be_a_goal else ()
    calls = (("Put it in", _typed(line)), *own)
    taps = tuple(Button(label, call) for label, call in calls if len(call) <= CALL_LIMIT)
    title = "Is that your answer, or a goal of its own?" if own else "Is that your answer?"
    too_long = (
        "" if taps and taps[0].label == "Put it in" else f"If it is, type it behind: {_BEFORE[line.command.path]}"
    )
    put = Section(fields=_what_it_makes(goal, line), buttons=taps)
    return Reply(title, (put, asked), note=too_long.replace("{ref}", goal.ref), tone=Tone.attention)


def _what_it_makes(goal: Goal, line: Line) -> tuple[Field, ...]:
    """Tell what comes of an answer."""
    own, values = goal.title.strip().rstrip(".!?").strip(), dict(line.values)
    if "title" in values:
        return (Field(f"A first milestone of goal {goal.ref}", values["title"]),)
    reads, behind = parted(values["see"]) if "see" in values else (values.get("to", ""), "")
    reads = f"{own}{reads.removeprefix('…')}" if reads.startswith("…") else reads
    why = values.get("why", behind).removeprefix("…; ")
    told = {"It would read": reads, "Due": values.get("by", ""), "Your private reason": why}
    return tuple(Field(label, value) for label, value in told.items() if value)


def _typed(line: Line) -> str:
    """Return a line as somebody types it; in quotes, a word with a colon is no name of an argument."""
    first, *others = ((name, f'"{value}"' if _COLON.search(value) else value) for name, value in line.values.items())
    placed = [one.name for one in line.command.positional]
    said = (value if name in placed else f"{name}: {value}" for name, value in others)
    return " ".join((line.command.path, first[1], *said))
