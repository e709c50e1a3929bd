"""Goals that people set often, from the data file beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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
