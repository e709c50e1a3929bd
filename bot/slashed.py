"""Hints as they are typed in a channel, where bare words are said to the others and nobody hears a command in them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.messages import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.catalogue import Commands
    from bot.messages import Reply

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


def respelled(reply: Reply, spell: Callable[[str], str]) -> Reply:
    """Return `reply` with each whole command of its hints, `/goal` before it, as a platform's own way spells it."""
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
def _commands(paths: tuple[str, ...], *, widely: bool) -> re.Pattern[str]:
    """Return what finds the place before each command; `paths` are their names."""
    known = "|".join(map(re.escape, sorted(paths, key=len, reverse=True)))
    leads = f"(?:{_LEADS}|{_COLON})" if widely else f"(?P<before>){_LEADS}"
    return re.compile(rf"{leads} (?=(?:{known})(?![\w:]))")
