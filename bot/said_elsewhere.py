"""What a line says that another command takes: of a goal that is there, or of one that the line only begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import Refusal
from bot.misnamed import MARK, meant, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.catalogue import Commands
    from bot.commands import Command

_ALSO_CALLED = {"element": "serves", "elements": "serves"}
"""What people write for a name there, and hardly as a word of their own."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a line, from one `name:` to the next."""

    said: str
    """Its words, with the name by which it is understood."""
    typed: str = ""
    """Its name as it was typed."""
    elsewhere: str = ""
    """The command that takes it, if that is another one."""


def said_elsewhere(tail: str, command: Command, commands: Commands) -> Refusal | None:
    """Refuse what only another command takes, and say how; a name that begins the words is one of them."""
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
    now = " ".join([command.path, *(part.said for part in parts if not part.elsewhere)])
    then = [f"{path} … {said}" for path, said in _by_command(others)]
    return Refusal(
        f"I don't know “{others[0].typed}:” here.",
        f"That can be said once it is set. First: {now}. Then, with its number: {'. Then: '.join(then)}",
        [now, *_as_words(parts, command)],
    )


def _first(words: str) -> tuple[str, str]:
    """Return the first word, or the first ones in quotes, and the rest."""
    quoted = re.match(f"[{MARK}][^{MARK}]*[{MARK}]", words)
    first = quoted[0] if quoted else words.partition(" ")[0]
    return first, words[len(first) :].strip()


def _by_command(others: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """Return, for each command that takes some of it, what it takes."""
    for path in dict.fromkeys(part.elsewhere for part in others):
        yield path, " ".join(part.said for part in others if part.elsewhere == path)


def _names_elsewhere(command: Command, commands: Commands) -> Mapping[str, str]:
    """Return the names that only the other commands take, each with the path of the first of them."""
    own = [p.name for p in command.parameters]
    found = [one for path in reversed(command.elsewhere) if (one := commands.get(path)) is not None]
    names = {p.name: one.path for one in found for p in one.parameters if not p.positional}
    return {name: path for name, path in names.items() if name not in own and not meant(name, own)}


def _parts(tail: str, command: Command, elsewhere: Mapping[str, str]) -> Iterator[_Part]:
    """Take `tail` apart at each name that `command` or another one takes; what is free holds any."""
    own = {p.name: p for p in command.parameters}
    holder = command.positional[-1] if command.positional else None
    marks = [(0, 0, "", "", "")]
    for typed, start, end in names_in(tail):
        name = _ALSO_CALLED.get(typed, typed)
        if typed in own:
            holder = own[typed]
            marks.append((start, end, typed, typed, ""))
        elif name in elsewhere and tail[:start].strip() and not (holder and holder.kind.is_free):
            marks.append((start, end, typed, name, elsewhere[name]))
    ends = [start for start, *_ in marks[1:]] + [len(tail)]
    for (_, begin, typed, name, path), end in zip(marks, ends, strict=True):
        words = tail[begin:end].strip()
        yield _Part(f"{name}: {words}" if name else words, typed, path)


def _as_words(parts: Sequence[_Part], command: Command) -> Sequence[str]:
    """Return the line in which all of that is words of the person's own, where quotes can say so."""
    first = next((place for place, part in enumerate(parts) if part.typed and not part.elsewhere), len(parts))
    words = " ".join(
        f"{part.typed}:{part.said.partition(':')[2]}" if part.typed else part.said for part in parts[:first]
    )
    if any(mark in words for mark in MARK) or any(part.elsewhere for part in parts[first:]):
        return []
    return [" ".join([command.path, f'"{words}"', *(part.said for part in parts[first:])])]
