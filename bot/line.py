"""The grammar of a line: a command's words, then its arguments by place, then `name: value`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.errors import Refusal
from bot.misnamed import MARK, NAME, names_in
from bot.misnamed import meant as name_meant
from bot.said import as_said, is_of_all, is_question, plainly_said, told_as_goal, wants_quiet
from bot.too_early import said_too_early

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.catalogue import Commands
    from bot.commands import Command, Parameter
    from bot.messages import Form

LENGTH_LIMIT = 4_000
"""Characters in a line."""

_OPENING = re.compile(r"\s*/?\s*(?:(?:goal|milepost)(?!\S)\s*)?(?P<form>form(?!\S)\s*)?", re.IGNORECASE)
_OFFERED, _LIKELY, _CLOSE, _SURE = 3, 66, 5, 90
"""Commands offered in the place of unknown words: so many, from this likeness on, and so near to the likeliest; from
the last on it is a slip of the finger, and no goal that somebody tells."""
_BEGUN = 90
"""How like a command its own beginning is."""
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
        """The only argument but for a page, where it is missing and can be chosen from what the person has.

        Whom one picks from a platform's own list is picked in the form.
        """
        telling = [one for one in self.command.parameters if one.name != "page"]
        only = telling[0] if len(telling) == 1 else None
        is_missing = only is not None and only.required and not self.given and not self.as_form
        can_be_offered = is_missing and only is not None and only.kind.suggest is not None and not only.kind.native
        return only if can_be_offered else None

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
    path, tail = (plainly, "") if commands.get(plainly) else _split_path(rest, commands)
    found = commands.get(path)
    if found is None:
        raise _unknown(rest, commands)
    if (early := said_too_early(tail, found, commands)) is not None:
        raise early
    return Line(found, arguments(tail, found), as_form=bool(opening and opening["form"]))


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


def _unknown(rest: str, commands: Commands) -> Refusal:
    """Say which commands are spelled nearly so, each with what else was typed."""
    words = rest.split()
    typed = " ".join(words[:2])[:40]
    if (plain := _nothing_to_do(words) or _plain_talk(rest, words, commands)) is not None:
        return plain
    if fuzz.ratio(words[0].casefold(), "goal") >= _LIKELY and len(words) > 1:
        rest = rest.split(maxsplit=1)[1]
    if meant := as_said(words, commands):
        return Refusal(f"I don't know “{typed}”.", f"Did you mean {meant[:60]}?", [meant])
    return _nearest(rest, words, commands)


def _plain_talk(rest: str, words: Sequence[str], commands: Commands) -> Refusal | None:
    """Refuse what is said as one says it to somebody: a goal without its command, a wish for quiet, a question."""
    if wants_quiet(rest):
        return Refusal(
            "How quiet shall I be?",
            "Nothing at all for a while: away until Friday\nLess about one goal: nudges 1 gentle\n"
            "Nothing about it: nudges 1 off\nFewer messages a day: settings budget: 1",
            [line for line in _QUIETER if commands.get(line.split()[0]) is not None],
        )
    if commands.get("new") is not None and (told := told_as_goal(rest)):
        typed = " ".join(words[:2])[:40]
        return Refusal(f"I don't know “{typed}”.", f"If it is a goal, say new {told[:60]}", [f"new {told}"])
    if is_question(words):
        return Refusal("That I can't answer in words.", "Type help to see what I can do, and how.", ["help"])
    return None


def _nearest(rest: str, words: Sequence[str], commands: Commands) -> Refusal:
    """Offer the commands that the words are like, and the words as a goal where they may be one."""
    typed = " ".join(words[:2])[:40]
    near = sorted((_guess(rest, command) for command in commands), key=lambda guess: -guess[0])
    best = near[0][0]
    slipped = any(OSA.distance(words[0].casefold(), command.path, score_cutoff=1) <= 1 for command in commands)
    is_doubtful = best < _DOUBTFUL and not slipped
    two_words = is_doubtful and all(word.isalpha() for word in words)
    is_sentence = len(words) >= (_PAIR if two_words else _SENTENCE)
    goal = f"new {rest.strip()}" if is_sentence and commands.get("new") is not None else ""
    if goal and (best < _LIKELY or words[0].casefold() in _PERSON):
        return Refusal(f"I don't know “{typed}”.", f"If it is a goal, say {goal[:60]}", [goal])
    if best < _LIKELY:
        return Refusal(f"I don't know “{typed}”.", "Type help to see what I can do.", ["help"])
    instead = [line for likeness, line in near if likeness >= best - _CLOSE][:_OFFERED]
    if goal and is_doubtful:
        hint = f"If it is a goal, say new {rest.strip()[:60]}. Or did you mean {instead[0][:60]}?"
        return Refusal(f"I don't know “{typed}”.", hint, [goal, *instead])
    goals = [goal] if goal and best < _SURE else []
    return Refusal(f"I don't know “{typed}”.", f"Did you mean {instead[0][:60]}?", [*instead, *goals])


def _nothing_to_do(words: Sequence[str]) -> Refusal | None:
    """Refuse what is understood, and comes to nothing."""
    if len(words) == 1 and words[0].casefold() == "cancel":
        return Refusal("There is nothing to cancel.", "To take back your last change, type undo.", ["undo"])
    if len(words) == 1 and words[0].casefold() in LEAVING:
        hint = "I speak only when you do, or when something comes due. To be asked nothing for some days, type away."
        return Refusal("There is nothing to leave here.", hint, ["form away"])
    if len(words) == 1 and words[0].isdecimal():
        return Refusal("There is nothing to choose by that number.", f"For a goal, type show {words[0][:9]}.", ["list"])
    if is_of_all(words):
        return Refusal("I do that to one goal at a time, never to all of them.", "To see yours, type list.", ["list"])
    return None


_QUIETER = ("away today", "away a week", "settings budget: 1", "nudges")
"""What makes Milepost ask less, or nothing for a while."""
LEAVING = frozenset({"quit", "exit", "bye"})
"""Said by somebody who wants to go; on a terminal they can."""
_PERSON = {"i", "i'd", "i'll", "i'm", "we", "we'll", "my", "our"}
"""How a goal begins that somebody tells, and no command."""
_SENTENCE, _PAIR = 3, 2
"""Words from which on it may be a goal; so few only where no command is like it."""
_DOUBTFUL = 72
"""Below this likeness to any command it is a goal as likely."""


def _guess(rest: str, command: Command) -> tuple[float, str]:
    """Return how like `command` the words begin (to 100), and the line with its own words in their place."""
    words, length = rest.split(), len(command.path.split())
    runs_together = length > 1 and len(words[0]) > len(command.path.split()[0]) + 1
    taken = 1 if runs_together else length
    typed = " ".join(words[:taken]).casefold()
    likeness = _BEGUN if len(typed) > 2 and command.path.startswith(typed) else fuzz.ratio(typed, command.path)
    return likeness, " ".join((command.path, *rest.split(maxsplit=taken)[taken:])).strip()


def arguments(tail: str, command: Command) -> dict[str, str]:
    """Tell which words of `tail` are which argument of `command`; raises Refusal for words left over."""
    if (slip := _misnamed(tail, command)) is not None:
        raise _not_a_name(*slip, tail, command)
    return _told_apart(tail, command)


def _told_apart(tail: str, command: Command) -> dict[str, str]:
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
    return values | named


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
        elif not (holder and holder.kind.is_free) and (name := name_meant(word, parameters)):
            return word, f"{text[:start].strip()} {name}: {text[end:].strip()}".strip()
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
    words = [command.path]
    for place, p in enumerate(command.positional):
        value = values.get(p.name, "")
        quoted = (place < len(command.positional) - 1 and " " in value) or NAME.search(value)
        words += [f'"{value}"' if quoted else value] if value else []
    words += [f"{p.name}: {values[p.name]}" for p in command.parameters if not p.positional and values.get(p.name)]
    return " ".join(words)
