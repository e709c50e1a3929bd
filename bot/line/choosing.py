"""The one of several things that words mean: by its title, or a menu of those that fit; never a guess."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.errors import Ambiguous, Barred, Choice, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"#?~?[0-9.]+")
SUGGESTED = 26
"""How many are offered at most: as many as a menu takes, and one more that tells of there being more."""


class Named(Protocol):
    """Something that can be called by its number or by its title."""

    @property
    def ref(self) -> str:
        """How the asker calls it."""

    @property
    def title(self) -> str:
        """Its words."""

    @property
    def label(self) -> str:
        """How a menu names it."""

    @property
    def is_ahead(self) -> bool:
        """There is still something to do about it."""


Thing = TypeVar("Thing", bound=Named)


def the_one(words: str, found: Sequence[Thing], noun: str) -> Thing:
    """Return the one whose title begins with `words`, or else contains them; several are a menu, never a guess.

    What is still ahead goes before what is over. A number that nothing is called by may be mistyped, so even one title
    that happens to hold it is a menu. Raises Refusal if there is none.
    """
    typed = words.casefold()
    fitting = [one for one in found if one.title.casefold() == typed]
    fitting = fitting or [one for one in found if one.title.casefold().startswith(typed)] or list(found)
    fitting = [one for one in fitting if one.is_ahead] or fitting
    if not fitting and words.startswith("~"):
        # Of a button: whoever tapped it never saw that number.
        raise Barred("That is not shown to you here, or not any more.", "Type list to see your goals.")
    if not fitting:
        elsewhere = " A team’s goal is found in its channel." if noun == "goal" else ""
        raise Refusal(f"You have no {noun} “{words[:60]}”.", f"Type list to see your goals.{elsewhere}")
    choices = [Choice(one.label, one.ref) for one in fitting]
    if _NUMBER.fullmatch(words):
        raise Ambiguous(f"You have no {noun} {words}. Do you mean one of these?", choices)
    if len(fitting) > 1:
        raise Ambiguous(f"Several fit “{words[:60]}”. Which one do you mean?", choices)
    return fitting[0]
