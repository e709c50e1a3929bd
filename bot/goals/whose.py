"""Whose goals a list is to show: one's own, a team's, all that one may see, or one person's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from bot.commands import Kind
from bot.errors import Ambiguous, Choice, Refusal
from bot.goals.finding import WHOSE
from bot.goals.visibility import NOBODY
from bot.models import Person
from bot.people.kinds import read_named, suggest_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talk import Talk


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose goals, as somebody said it."""

    words: str
    person: int | None = None
    """The row id of the one person who was named; that of nobody for one whom we have not met."""
    name: str = ""
    """What they are called."""


MINE = Whose("mine")


async def read_whose(text: str, talk: Talk) -> Whose:
    """Read whose goals: `mine`, `team`, `@ben`; raises Refusal, or Ambiguous where several are called so."""
    if text.casefold() in WHOSE:
        return Whose(text.casefold())
    try:
        named = await read_named(text, talk)
    except Ambiguous:
        raise
    except Refusal as unknown:
        hint = f"Use one of {', '.join(WHOSE)}, or name somebody, for example: list @ben"
        raise Refusal(unknown.message, unknown.hint if text.startswith("@") else hint) from None
    person = named.id if isinstance(named, Person) else NOBODY
    return Whose(text if text.startswith("@") else f"@{text}", person, named.name)


async def _suggest(typed: str, talk: Talk) -> Sequence[Choice]:
    words = [Choice(one, one) for one in WHOSE if one.startswith(typed.casefold())]
    return [*words, *await suggest_people(typed, talk)]


SomeWhose: TypeAlias = Annotated[Whose, Kind("Whose", "team", read=read_whose, suggest=_suggest)]
