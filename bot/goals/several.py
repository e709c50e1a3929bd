"""Several things named where a command takes one (`all`, `1, 2 and 5`): the person picks one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from bot.errors import Ambiguous, Choice, Refusal
from bot.replies.refusals import SHOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.line.choosing import Named

    Thing = TypeVar("Thing", bound=Named)

_ALL = frozenset({"all", "everything", "both", "every", "each", "goals", "milestones", "them"})
"""Words one of which means all …"""
_BESIDE = frozenset({"of", "my", "the", "our", "these", "those", "it", "goal", "milestone", "one", "thing", "things"})
"""… and words that may stand beside it."""
_REF = r"#?~?\d{1,9}(?:\.\d{1,9})?"
_REFS = re.compile(rf"{_REF}(?:(?:\s*[,;&+]\s*|\s+(?:and|und|y|et)\s+|\s+){_REF})+", re.IGNORECASE)


def are_all(words: str) -> bool:
    """Tell whether somebody means all that they have."""
    said = {*words.casefold().split()}
    return not said.isdisjoint(_ALL) and said <= _ALL | _BESIDE


def are_numbers(words: str) -> bool:
    """Tell whether somebody names several things by their numbers, like `1, 2 and 5`."""
    return _REFS.fullmatch(words.strip()) is not None


def one_of(words: str, found: Sequence[Thing], noun: str) -> Thing:
    """Return the one that has just these words; else raise Ambiguous with those that they name, or Refusal for none."""
    if (exact := [one for one in found if one.title.casefold() == words.casefold()]) and len(exact) == 1:
        return exact[0]
    named = set(re.findall(_REF.replace("#?", ""), words)) if are_numbers(words) else None
    meant = [one for one in found if named is None or one.ref in named]
    if not meant:
        raise Refusal(f"You have no {noun}{f' “{words[:60]}”' if named else ' yet'}.", "Type list to see your goals.")
    raise Ambiguous(
        f"That goes one {noun} at a time. Which one?",
        [Choice(one.label, one.ref) for one in meant[: SHOWN + 1]],
    )
