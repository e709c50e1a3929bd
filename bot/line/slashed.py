"""The commands in hints, with `/goal` before them or without it, as the reader has to type them.

In a channel they need it, as bare words are said to the others there; on a terminal they have none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.messages import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.catalogue import Commands
    from bot.messages import Field, Reply, Section

_SLASH = "/goal "
_QUOTED = re.compile("(“[^”]*”)")
"""People's own words, which stay as they are."""
_LEADS = r"\b(?:[Tt]ype:?|[Ss]ee|[Ff]or example:|[Dd]id you mean)"
"""What stands before a command in a sentence …"""
_COLON = r"(?P<before>[\w’'-]+):"
"""… and in what a refusal advises, where every colon may, but for that of an argument: `by: next Friday`."""
_WHOLE = re.compile(
    rf"(?P<lead>(?:{_LEADS}|[\w’'-]+:) )(?P<line>/goal .+?)(?=\.? ?$|\. [A-Z]|[,;] or |; …|\?|\n)", re.MULTILINE
)
"""A command in a hint as it stands there, to the end of its sentence."""


def in_a_channel(reply: Reply, commands: Commands) -> Reply:
    """Return `reply` with a slash before each command that its sentences tell somebody to type."""
    hints = _commands(tuple(command.path for command in commands), widely=reply.tone is Tone.refused)
    names = frozenset(p.name for command in commands for p in command.parameters if not p.positional)
    sections = tuple(replace(section, text=_slashed(section.text, hints, names)) for section in reply.sections)
    return replace(reply, sections=sections, note=_slashed(reply.note, hints, names))


def bare(reply: Reply, commands: Commands) -> Reply:
    """Return `reply` without the slash of its commands, but for what it says is to be typed in a channel.

    A command stands alone or behind a colon; in the middle of people's own words nothing is changed.
    """
    begins = _begins(tuple(command.path for command in commands))

    def bared(text: str) -> str:
        return text if "channel" in text else _outside_quotes(text, lambda part: begins.sub(r"\1", part))

    def field(one: Field) -> Field:
        return replace(one, label=bared(one.label), value=bared(one.value) if isinstance(one.value, str) else one.value)

    def section(one: Section) -> Section:
        return replace(one, text=bared(one.text), fields=tuple(map(field, one.fields)))

    return replace(
        reply, title=bared(reply.title), sections=tuple(map(section, reply.sections)), note=bared(reply.note)
    )


def respelled(reply: Reply, spell: Callable[[str], str]) -> Reply:
    """Return `reply` with each `/goal …` in its hints rewritten by `spell`, as the platform wants it typed."""
    sections = tuple(replace(section, text=_respelled(section.text, spell)) for section in reply.sections)
    return replace(reply, sections=sections, note=_respelled(reply.note, spell))


def _respelled(text: str, spell: Callable[[str], str]) -> str:
    return _outside_quotes(text, lambda part: _WHOLE.sub(lambda found: found["lead"] + spell(found["line"]), part))


def _slashed(text: str, hints: re.Pattern[str], names: frozenset[str]) -> str:
    def slash(found: re.Match[str]) -> str:
        return found[0] if found["before"] in names else found[0] + _SLASH

    return _outside_quotes(text, lambda part: hints.sub(slash, part))


def _outside_quotes(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if part.startswith("“") else change(part) for part in _QUOTED.split(text))


@lru_cache(maxsize=8)
def _begins(paths: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the slash before each command that stands alone or behind a colon; `paths` are their names."""
    return re.compile(rf"(^|: ){_SLASH}(?=(?:{_any_of(paths)})(?![\w:]))", re.MULTILINE)


def _any_of(paths: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, sorted(paths, key=len, reverse=True)))


@lru_cache(maxsize=8)
def _commands(paths: tuple[str, ...], *, widely: bool) -> re.Pattern[str]:
    """Return what finds the place before each command; `paths` are their names."""
    leads = f"(?:{_LEADS}|{_COLON})" if widely else f"(?P<before>){_LEADS}"
    return re.compile(rf"{leads} (?=(?:{_any_of(paths)})(?![\w:]))")
