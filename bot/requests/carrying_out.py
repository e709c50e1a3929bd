"""Carrying out a line; where an argument is missing, ambiguous or cannot be read, the answer asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.commands import bind
from bot.errors import Ambiguous, Impossible, MissingSubject, Refusal
from bot.line.missing_subject import or_ask_for_subject
from bot.replies.refusals import asked_which, of_milestones, refused, sent_back
from bot.requests.earlier_life import refuse_earlier_life

if TYPE_CHECKING:
    from bot.commands import Parameter
    from bot.line.grammar import Line
    from bot.messages import Answer, Reply
    from bot.talk import Talk


async def carry_out(talk: Talk, line: Line) -> Answer:
    """Return what a command says, or what it still needs: a menu to choose from, or the form with its faults."""
    await refuse_earlier_life(talk)
    if line.choosing is not None and not talk.from_form:
        return await _offered(talk, line, line.choosing)
    values, unread = await bind(line.command, line.values, talk)
    faults = _left_out(line) | unread
    about = next((p.name for p in line.command.positional), "")
    if about in faults and not talk.from_form:
        faults[about] = await or_ask_for_subject(faults[about], line.command, line.values, talk)
    # In a form, what does not exist is corrected where it stands.
    standing = Impossible if talk.from_form else ()
    unclear = next((f for f in faults.values() if isinstance(f, Ambiguous) and not isinstance(f, standing)), None)
    if unclear is not None and (len(faults) == 1 or isinstance(unclear, MissingSubject)):
        return asked_which(unclear, line, next(name for name, fault in faults.items() if fault is unclear))
    if faults:
        return (
            sent_back(line, faults, alone=talk.place is None)
            if talk.from_form
            else refused(of_milestones(next(iter(faults.values())), line, talk.commands), line)
        )
    return await line.command.call(talk, values)


def _left_out(line: Line) -> dict[str, Refusal]:
    """Return, by argument, what must be said and is not."""
    missing = {
        p.name: Refusal("Please fill this in.", f"For example: {p.kind.example}")
        for p in line.command.missing(line.values)
    }
    empty = {
        p.name: Refusal("This can't be empty.", f"Leave it as it was, or for example: {p.kind.example}")
        for p in line.command.parameters
        if p.name in line.emptied
    }
    return missing | empty


async def _offered(talk: Talk, line: Line, choosing: Parameter) -> Reply:
    """Let the person pick what the command is about, of all that they have."""
    noun = choosing.kind.label.casefold() or choosing.name
    choices = await choosing.kind.suggest("", talk) if choosing.kind.suggest is not None else ()
    if not choices:
        hint = "Type list to see what you have, or tell me what you want to reach."
        which = choosing.kind.only or "to choose from"
        return refused(Refusal(f"You have no {noun} {which}.", hint, ["new", "list"]))
    return asked_which(Ambiguous(f"Which {noun}?", choices), line, choosing.name)
