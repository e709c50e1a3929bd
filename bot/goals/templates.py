"""Goals that people set often, from the data file beside this module; each opens the form of a new goal."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Ambiguous, Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Template:
    """A goal to begin with."""

    name: str
    goal: str
    """A sentence as one would type it after `new`."""


@cache
def templates() -> tuple[Template, ...]:
    """Return all templates, in the order of the file."""
    text = files("bot.goals").joinpath("templates.toml").read_text(encoding="utf-8")
    return tuple(Template(**one) for one in tomllib.loads(text)["template"])


def _offered(typed: str) -> list[Choice]:
    """Return the templates that speak of what was typed."""
    words = typed.casefold()
    return [Choice(f"{t.name}: {t.goal}", t.name) for t in templates() if words in f"{t.name} {t.goal}".casefold()]


def _fill(typed: str) -> Mapping[str, str]:
    return next(({"goal": t.goal} for t in templates() if t.name.casefold() == typed.strip().casefold()), {})


async def _read(typed: str, _talk: Talk) -> str:
    found = _offered(typed)
    said = "These are goals that others set often." if found else f"There is no template “{typed[:40]}”. There are:"
    raise Ambiguous(said, found or _offered(""))


async def _suggest(typed: str, _talk: Talk) -> Sequence[Choice]:
    return _offered(typed)


OneTemplate: TypeAlias = Annotated[str, Kind("Template", "reading", read=_read, suggest=_suggest, fills=_fill)]
"""A template; the form of a new goal opens with its words."""
