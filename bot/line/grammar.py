"""The grammar of a line: a command's words, then its arguments by place, then `name: value`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.kinds import is_none
from bot.line.argument_names import MARK, NAME, is_noun, names_in, switch
from bot.line.argument_names import meant as name_meant
from bot.line.misplaced_arguments import misplaced_arguments
from bot.line.paraphrases import plainly_said
from bot.line.typed_answers import answered
from bot.line.unknown import unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.catalogue import Commands
    from bot.commands import Command, Parameter
    from bot.messages import Form

LENGTH_LIMIT = 4_000
"""Characters in a line."""

_OPENING = re.compile(r"\s*/?\s*(?:(?:goal|milepost)(?!\S)\s*)?(?P<form>form(?!\S)\s*)?", re.IGNORECASE)
_GOAL = re.compile(r"^\s*(?:(?:my|the) )?goal (?=#?~?\d{1,9}(?![\w.]))", re.IGNORECASE)
"""What is said before a goal's number: alter goal 2 Ship it."""
_BESIDE = ("page", "because")
"""What is seldom said, and no reason to open a form where the thing can be picked."""
_QUOTED = re.compile(f"[{MARK}]([^{MARK}]*)[{MARK}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was understood as far as its command and which argument is which."""

    command: Command
    values: Mapping[str, str]
    """What was typed for each argument, by its name."""
    as_form: bool = False
    """The person wants the command's form, filled with these values."""
    emptied: tuple[str, ...] = ()
    """Arguments whose blank was emptied, in which something must stand."""

    @property
    def given(self) -> bool:
        """Something was typed behind the command, which can be corrected."""
        return any(value.strip() for value in self.values.values())

    @property
    def choosing(self) -> Parameter | None:
        """What the command is about, where nothing at all was said and it can be chosen from what the person has.

        What else must be said is asked for then; what may be said besides is asked for with it, in the form. Whom one
        picks from a platform's own list is picked there, too.
        """
        first = self.command.positional[0] if self.command.positional else None
        if first is None or not first.required or self.given or self.as_form:
            return None
        others = [one for one in self.command.parameters if one is not first and one.name not in _BESIDE]
        is_alone = not others or self.command.opens or any(one.required for one in others)
        return first if is_alone and first.kind.suggest is not None and not first.kind.native else None

    def opens(self, *, from_form: bool, alone: bool = False) -> Form | None:
        """Return the form that the line opens: one that was wanted, or one for what is missing in no form yet.

        In a direct message the person is `alone` with us.
        """
        is_missing = self.command.missing(self.values) and not self.choosing
        says_nothing = self.command.opens and self.command.is_bare(self.values)
        if self.as_form or ((is_missing or says_nothing) and not from_form):
            return self.command.form(self.values, alone=alone)
        return None


def parse(words: str, commands: Commands) -> Line:
    """Understand `words`, with or without `/goal` before them; raises Refusal, with the nearest command."""
    if len(words) > LENGTH_LIMIT:
        raise Refusal(
            f"That is {len(words):,} characters; I read up to {LENGTH_LIMIT:,} at a time.",
            "Say it shorter, or in several messages.",
        )
    opening = _OPENING.match(words)
    rest = words[opening.end() :] if opening else words
    plainly = plainly_said(rest, commands)
    path, tail = _split_path(plainly or rest, commands)
    if commands.get(path) is None:
        path, tail = _split_path(rest, commands)
    if commands.get("answer") is not None and answered(rest) is not None:
        path, tail = "answer", rest
    found = commands.get(path)
    if found is None:
        raise unknown(rest, commands)
    if found.positional and found.positional[0].name == "goal":
        tail = _GOAL.sub(" ", tail)
    if (misplaced := misplaced_arguments(tail, found, commands)) is not None:
        raise misplaced
    line = Line(found, arguments(tail, found), as_form=bool(opening and opening["form"]))
    if not line.as_form:
        _refuse_bare_names(line)
    return line


def without_opening(words: str) -> str:
    """Return `words` without `/goal` before them."""
    opening = _OPENING.match(words)
    return words[opening.end() :].strip() if opening else words.strip()


def _refuse_bare_names(line: Line) -> None:
    """Raise Refusal for a name with nothing behind it, with an example; what must be said is asked for by the form."""
    for p in line.command.parameters:
        if line.values.get(p.name) == "" and not (p.required or p.kind.fills):
            said = {name: value for name, value in line.values.items() if value}
            without = _written(line.command, said)
            raise Refusal(
                f"Nothing stands behind “{p.name}:”.",
                f"For example: {p.name}: {p.kind.example}. Or leave it out: {without}",
                [without, f"form {without}"] if said else [without],
            )


def _split_path(rest: str, commands: Commands) -> tuple[str, str]:
    """Take the longest run of leading words that is a command; a group's name alone asks for its help."""
    words = re.match(r"\s*(\S+)(?:\s+(\S+))?", rest)
    if words is None:
        return "help", ""
    one, two = words.group(1).casefold(), (words.group(2) or "").casefold()
    if two and commands.frames(one):
        path, tail = _split_path(rest[words.end(2) :], commands)
        return f"{one} {two} {path}", tail
    if commands.get(f"{one} {two}"):
        return f"{one} {two}", rest[words.end(2) :]
    if commands.get(one):
        return one, rest[words.end(1) :]
    return ("help", one) if commands.under(one) and not two else ("", rest)


def arguments(tail: str, command: Command) -> dict[str, str]:
    """Tell which words of `tail` are which argument of `command`; raises Refusal for words left over."""
    if (slip := _misnamed(tail, command)) is not None:
        raise _not_a_name(*slip, tail, command)
    return _told_apart(tail, command)


def _told_apart(tail: str, command: Command) -> dict[str, str]:
    """Give each word to its argument: what is named first, and the rest by place."""
    head, named = _named(tail, command)
    waiting = [p for p in command.positional if p.name not in named]
    values: dict[str, str] = {}
    for place, p in enumerate(waiting):
        last = place == len(waiting) - 1
        word, head = (head.strip(), "") if last else _word(head)
        if word:
            values[p.name] = _unquoted(word)
    if head.strip():
        raise Refusal(f"I don't know what to do with “{head.strip()[:60]}”.", f"The command is: {command.usage}")
    return _all_taken_away(values | named, command)


def _all_taken_away(values: dict[str, str], command: Command) -> dict[str, str]:
    """Let `none` for one of several things that only stand together be said for all of them: `plan 1 none`."""
    together = [p.name for p in command.parameters if p.required and p.kind.emptied == "none"]
    about = command.positional[-1].name if command.positional else ""
    subject, _, last = values.get(about, "").rpartition(" ")
    if together and subject.strip() and is_none(last) and not any(name in values for name in together):
        values = {**values, about: subject.strip(), together[0]: last}
    if any(is_none(values.get(name, "")) for name in together):
        values = dict.fromkeys(together, "none") | values
    return values


def _named(text: str, command: Command) -> tuple[str, dict[str, str]]:
    """Split off the `name: value` pairs; a name inside double quotes is just a word."""
    marks = list(_marks(text, command))
    named: dict[str, str] = {}
    for place, (name, _, start) in enumerate(marks):
        end = marks[place + 1][1] if place + 1 < len(marks) else len(text)
        if name in named:
            raise Refusal(f"You gave “{name}:” twice.", f"Give it once: {command.usage}")
        named[name] = _unquoted(text[start:end].strip())
    return (text[: marks[0][1]] if marks else text), named


def _marks(text: str, command: Command) -> Iterator[tuple[str, int, int]]:
    """Return the names of arguments in `text`; one that belongs to the first of several parts is just a word."""
    names = {p.name for p in command.parameters}
    in_parts = {p.kind.each_says for p in command.positional if p.kind.each_says}
    for name, start, end in names_in(text):
        if name in names and not (name in in_parts and ";" in text[end:]):
            yield name, start, end


def _misnamed(text: str, command: Command) -> tuple[str, str] | None:
    """Return the first name that is nearly an argument's, and `text` with that one's name in its place."""
    parameters = {p.name: p for p in command.parameters}
    holder = command.positional[-1] if command.positional else None
    for word, start, end in names_in(text):
        if word in parameters:
            holder = parameters[word]
            continue
        if holder and holder.kind.is_free:
            continue
        if name := name_meant(word, parameters):
            return word, f"{text[:start].strip()} {name}: {text[end:].strip()}".strip()
        # `team: here` is `for: team`.
        switched = next((p.name for p in command.parameters if word in p.kind.options), "")
        if switched and text[:start].strip() and not is_noun(text, start) and (behind := switch(text, end)) >= 0:
            return word, f"{text[:start].strip()} {switched}: {word} {text[behind:].strip()}".strip()
    return None


def _not_a_name(word: str, right: str, tail: str, command: Command) -> Refusal:
    """Refuse a name that no argument has: corrected, or as mere words in quotes, it is one tap away."""
    instead = _understood(right, command)
    try:
        quoted = _written(command, _told_apart(tail, command)).removeprefix(command.path)
    except Refusal:
        quoted = ""
    instead += _understood(quoted.strip(), command) if quoted and not instead[1:] else []
    hint = f"Did you mean {instead[0]}?" if instead else f"The command is: {command.usage}"
    return Refusal(f"I don't know “{word}:” here.", hint, instead)


def _understood(tail: str, command: Command) -> list[str]:
    """Return the line that `tail` makes, if that is understood; where only certain words fit, one for each of them."""
    try:
        values = _told_apart(tail, command)
    except Refusal:
        return []
    few = ((p.name, p.kind.options) for p in command.parameters if p.kind.options and p.name in values)
    name, fit = next(((name, fit) for name, fit in few if values[name].casefold() not in fit), ("", ()))
    lines = [_written(command, {**values, name: word}) for word in fit] if fit else [f"{command.path} {tail}"]
    return lines if _misnamed(tail, command) is None else []


def _word(text: str) -> tuple[str, str]:
    """Take the first word, or the first quoted words."""
    text = text.lstrip()
    first = _QUOTED.match(text) or re.match(r"\S*", text)
    end = first.end() if first else 0
    return text[:end], text[end:]


def _unquoted(text: str) -> str:
    whole = _QUOTED.fullmatch(text)
    return whole.group(1).strip() if whole else text


def spell(command: Command, values: Mapping[str, str]) -> str:
    """Write the line that means `command` with `values`: what `parse` reads back; empty if no line says that."""
    line = _written(command, values)
    given = {name: value for name, value in values.items() if value}
    try:
        return line if arguments(line[len(command.path) :], command) == given else ""
    except Refusal:
        return ""


def _written(command: Command, values: Mapping[str, str]) -> str:
    """Write a command with its values as a line, whether or not that is read back as it was meant."""
    words = [command.path]
    for place, p in enumerate(command.positional):
        value = values.get(p.name, "")
        quoted = (place < len(command.positional) - 1 and " " in value) or NAME.search(value)
        words += [f'"{value}"' if quoted else value] if value else []
    words += [f"{p.name}: {values[p.name]}" for p in command.parameters if not p.positional and values.get(p.name)]
    return " ".join(words)
