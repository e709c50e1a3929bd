"""Arguments that belong to another command: `new Run daily share: @ben` gives `new` what only `share` takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.dates import grammar
from bot.dates.when import Kind as Sort
from bot.errors import Refusal
from bot.line.argument_names import MARK, is_noun, meant, names_in, switch

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.catalogue import Commands
    from bot.commands import Command, Parameter

_ALSO_CALLED = {"element": "serves", "elements": "serves"}
"""What people write for a name there, and hardly as a word of their own."""
_BY_PLACE = {"milestone": "milestone add", "milestones": "milestone add"}
"""What people write before that which a command takes by its place."""
_SWITCHED = {"team": ("share", "with")}
"""What people write to switch something on, with the command and the argument that take it as a value."""
_SOMETIME = datetime(2000, 1, 3, tzinfo=UTC)
"""Whether words are a date depends on no day; only which one they are does, and that is not asked here."""
_DATES = (Sort.date, Sort.datetime)
_LEAD = re.compile(r"\s+(?:(?:due )?(?:by|before|until|till|on)|due)?\s*$", re.IGNORECASE)
"""What stands before a date, and belongs to it."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line, from one `name:` to the next."""

    said: str
    """Its words, with the name by which it is understood."""
    typed: str = ""
    """Its name as it was typed."""
    elsewhere: str = ""
    """The command that takes it, if that is another one …"""
    is_free: bool = False
    """… and any words may stand in it."""
    words: str = ""
    """What stood behind its name, as it was typed."""


def misplaced_arguments(tail: str, command: Command, commands: Commands) -> Refusal | None:
    """Return the refusal of arguments that only another command takes, with the lines that say it right; else None.

    A name at the very beginning of the words is not an argument but a word.
    """
    parts = list(_parts(tail, command, _names_elsewhere(command, commands)))
    others = [part for part in parts if part.elsewhere]
    if not others:
        return None
    if command.positional and command.positional[0].kind.suggest is not None:
        several = len(command.positional) > 1
        about, words = _first(parts[0].said) if several else (parts[0].said, "")
        own = " ".join(filter(None, (words, *(part.said for part in parts[1:] if not part.elsewhere))))
        lines = [f"{command.path} {about} {own}"] if own else []
        lines += [f"{path} {about} {said}" for path, said in _by_command(others)]
        return Refusal(f"I don't know “{others[0].typed}:” here.", f"Say it so: {'. And: '.join(lines)}", lines)
    has_date = any(part.typed == "by" for part in parts)
    told, date = (others, "") if has_date else _without_date(others)
    words, *more = [part.said for part in parts if not part.elsewhere]
    now = " ".join(filter(None, (command.path, words, date, *more)))
    then = [f"{path} … {said}" for path, said in _by_command(told)]
    return Refusal(
        f"I don't know “{others[0].typed}:” here.",
        f"That can be said once it is set. First: {now}. Then, with its number: {'. Then: '.join(then)}",
        [now, *_as_words(parts, command)],
    )


def _without_date(parts: Sequence[_Part]) -> tuple[Sequence[_Part], str]:
    """Return the parts without the one date at the end of any, and that date; of several nobody knows the goal's."""
    told = [_dated(part) for part in parts]
    dates = [date for _, date in told if date]
    return ([part for part, _ in told], dates[0]) if len(dates) == 1 else (parts, "")


def _dated(part: _Part) -> tuple[_Part, str]:
    """Return a part without the date at its end, which is the goal's, and that date as it was said; empty if none."""
    readings = grammar.read_all(part.said, _SOMETIME)
    spans = [when.span for when in readings if when.span and when.kind in _DATES]
    if part.is_free or not spans or any(when.kind is Sort.recurrence for when in readings):
        return part, ""
    begin, end = spans[-1]
    lead = _LEAD.search(part.said[:begin])
    if lead is None or part.said[: lead.start()].endswith(":") or part.said[end:].strip(" .!"):
        return part, ""
    return replace(part, said=part.said[: lead.start()]), part.said[lead.start() :].strip()


def _first(words: str) -> tuple[str, str]:
    """Return the first word, or the first ones in quotes, and the rest."""
    quoted = re.match(f"[{MARK}][^{MARK}]*[{MARK}]", words)
    first = quoted[0] if quoted else words.partition(" ")[0]
    return first, words[len(first) :].strip()


def _by_command(others: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """Return, for each command that takes some of it, what it takes."""
    for path in dict.fromkeys(part.elsewhere for part in others):
        yield path, " ".join(part.said for part in others if part.elsewhere == path)


def _names_elsewhere(command: Command, commands: Commands) -> Mapping[str, tuple[str, bool]]:
    """Return the names that only other commands take, with the path of the first, and whether any words stand there."""
    own = [p.name for p in command.parameters]
    found = [one for path in reversed(command.elsewhere) if (one := commands.get(path)) is not None]
    names = {p.name: (one.path, p.kind.is_free) for one in found for p in one.parameters if not p.positional}
    return {name: path for name, path in names.items() if name not in own and not meant(name, own)}


def _parts(tail: str, command: Command, elsewhere: Mapping[str, tuple[str, bool]]) -> Iterator[_Part]:
    """Take `tail` apart at each name that `command` or another one takes; what is free holds any."""
    own = {p.name: p for p in command.parameters}
    holder = command.positional[-1] if command.positional else None
    marks = [(0, 0, _Part(""))]
    for typed, start, end in names_in(tail):
        if typed in own:
            holder = own[typed]
            marks.append((start, end, _Part(f"{typed}: ", typed)))
        elif _is_name(tail, start, holder) and (part := _elsewhere(typed, tail[end:], command, elsewhere)) is not None:
            marks.append((start, end, part))
    ends = [start for start, *_ in marks[1:]] + [len(tail)]
    for (_, begin, part), end in zip(marks, ends, strict=True):
        words = tail[begin:end].strip()
        # What is switched on is said whole.
        said = part.said if part.typed in _SWITCHED else f"{part.said}{words}"
        yield replace(part, said=said, words=words)


def _elsewhere(typed: str, behind: str, command: Command, elsewhere: Mapping[str, tuple[str, bool]]) -> _Part | None:
    """Return how a part of a line begins that only another command takes; None if its name is just a word."""
    name = _ALSO_CALLED.get(typed, typed)
    if name in elsewhere:
        return _Part(f"{name}: ", typed, *elsewhere[name])
    if not command.elsewhere:
        return None
    if typed in _BY_PLACE:
        return _Part("", typed, _BY_PLACE[typed], is_free=True)  # its date is its own
    switched, name = _SWITCHED.get(typed, ("", ""))
    is_own = any(typed in p.kind.options for p in command.parameters)
    is_switched = switched in command.elsewhere and not is_own and switch(behind, 0) >= 0
    return _Part(f"{name}: {typed}", typed, switched) if is_switched else None


def _is_name(tail: str, start: int, holder: Parameter | None) -> bool:
    """Tell whether the word at `start` can be a name: one that begins the words, or has an article, is one of them."""
    return bool(tail[:start].strip()) and not (holder and holder.kind.is_free) and not is_noun(tail, start)


def _as_words(parts: Sequence[_Part], command: Command) -> Sequence[str]:
    """Return the line in which all of that is words of the person's own, where quotes can say so."""
    first = next((place for place, part in enumerate(parts) if part.typed and not part.elsewhere), len(parts))
    words = " ".join(f"{part.typed}: {part.words}" if part.typed else part.said for part in parts[:first])
    if any(mark in words for mark in MARK) or any(part.elsewhere for part in parts[first:]):
        return []
    return [" ".join([command.path, f'"{words}"', *(part.said for part in parts[first:])])]
