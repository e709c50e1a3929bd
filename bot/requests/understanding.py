"""A request is understood as far as its command: what was typed, or what was filled into a form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.coach.apart import is_how_often
from bot.errors import Refusal
from bot.forms.marks import altered, emptied
from bot.line.grammar import LENGTH_LIMIT, Line, parse, without_opening
from bot.line.unknown import means_something_else
from bot.messages import CALL_LIMIT, Button, Section, Tone, clean
from bot.requests.last_asked import question_in

if TYPE_CHECKING:
    from bot.catalogue import Commands
    from bot.messages import Reply, Request
    from bot.requests.last_asked import Question

_ANSWER = "answer"
"""The command that takes what was typed as an answer."""
_NEW = "new"
"""The command that takes any words, so what begins with it is meant as one."""
_SENTENCE = 3
"""Words of something that may be said, and no command."""
_NUMBERED = re.compile(r"[^\W\d]+(?: [^\W\d]+)? #?~?\d")
"""A command with the number of a goal: milestone add 1."""


def understood(request: Request, commands: Commands) -> Line:
    """Return the line that `request` comes to; raises Refusal where it is none of `commands`."""
    line = _filled_in(request, commands) if request.command else parse(clean(request.words), commands)
    meant = line.command.filled(line.values)
    return Line(line.command, meant, as_form=True) if meant else line


def answering(request: Request, question: Question, commands: Commands) -> Line | None:
    """Return the line by which words that are no command answer a `question` about a goal; None if they hardly do.

    What an answer to tap is called does what a tap on it does; “twice a week” says it all, and needs no form.
    """
    words = without_opening(clean(request.words))
    if request.command or not words or len(words) > LENGTH_LIMIT:
        return None
    said = words.rstrip(" .!").casefold()
    tapped = next((button for button in question.section.buttons if button.label.casefold() == said), None)
    line = parse(tapped.call, commands) if tapped is not None else None
    if line is not None and not (line.as_form and is_how_often(said, question.at)):
        return line
    answer = commands.get(_ANSWER)
    meant = answer is not None and not means_something_else(words, commands)
    return Line(answer, {"words": words}) if answer is not None and meant else None


def or_an_answer(told: Reply, request: Request, question: Question | None, commands: Commands) -> Reply:
    """Offer what begins with a command's word, and came to nothing as one, as the answer to a `question`: plan a walk.

    What names a goal by its number is no answer, and neither is a new goal, or a word or two.
    """
    words = without_opening(clean(request.words))
    call = f"{_ANSWER} {words}"
    fits = len(words.split()) >= _SENTENCE and len(call) <= CALL_LIMIT and not _NUMBERED.match(words)
    is_refused = told.tone is Tone.refused and not request.command and question_in(told) is None
    if question is None or not fits or not is_refused or not _begins_as_command(words, commands):
        return told
    offered = Section(f"Or does it answer “{question.section.text}”?", buttons=(Button("It is my answer", call),))
    return replace(told, sections=(*told.sections, offered))


def _begins_as_command(words: str, commands: Commands) -> bool:
    """Tell whether words were read as a command, and as no answer yet."""
    try:
        return parse(words, commands).command.path not in (_ANSWER, _NEW)
    except Refusal:
        return False


def _filled_in(request: Request, commands: Commands) -> Line:
    """Read what came of a form: only what was altered of what it showed counts."""
    command = commands.get(request.command)
    if command is None:
        raise Refusal(f"I don't know “{request.command[:40]}”.", "Type help to see what I can do.")
    values = {name: clean(value) for name, value in request.values.items()}
    if not request.marks:
        return Line(command, values)
    gone = emptied(command, values, request.marks)
    empty = tuple(name for name, word in gone.items() if not word)
    return Line(command, altered(command, values, request.marks), emptied=empty)
