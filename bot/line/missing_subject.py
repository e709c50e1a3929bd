"""A command whose subject was left out: `later tomorrow` names no goal, so the goal is picked from a menu."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import MissingSubject, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.commands import Command
    from bot.talk import Talk

_CALLED = re.compile(r"#?~?\d[\d.]*")
"""How a thing is called by its number: who writes that has named one, though it may not be there."""


async def or_ask_for_subject(refusal: Refusal, command: Command, values: Mapping[str, str], talk: Talk) -> Refusal:
    """Return the menu of subjects where all the words typed fit the command's second argument; else `refusal`."""
    places = [p for p in command.positional if p.required]
    if type(refusal) is not Refusal or len(places) != 2 or len(places) != len(command.positional):
        return refusal
    first, second = places
    typed = values.get(first.name, "").strip()
    if first.kind.suggest is None or not typed or _CALLED.fullmatch(typed):
        return refusal
    whole = " ".join(filter(None, (typed, values.get(second.name, "").strip())))
    try:
        await second.kind.read(whole, talk)
    except Refusal:
        return refusal
    choices = await first.kind.suggest("", talk)
    if not choices:
        return refusal
    noun = first.kind.label.casefold() or first.name
    return MissingSubject(f"{refusal.message} For which {noun} is “{whole[:60]}”?", choices, second.name, whole)
